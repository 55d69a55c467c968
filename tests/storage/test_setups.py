"""Are settings that somebody is changing kept until they are saved or given up?"""

from datetime import datetime

import pytest

from storage.database import Database
from storage.setups import Setups
from workflow.setup import Setup

SETUP = Setup(tables={"team": {"name": "Northfold"}, "stage": []}, based_on=3)


@pytest.fixture
def setups(database: Database) -> Setups:
    return Setups(database)


def test_what_somebody_changes_is_theirs_and_stays(setups: Setups, now: datetime) -> None:
    setups.begin("U0PRIYA", SETUP, now)
    changed = setups.change("U0PRIYA", lambda setup: setup.with_table("team", {"currency": "EUR"}), now)
    assert changed is not None
    assert setups.of("U0PRIYA") == changed != SETUP
    assert setups.of("U0MAYA") is None
    setups.begin("U0PRIYA", SETUP, now)
    assert setups.of("U0PRIYA") == SETUP


def test_what_was_found_out_stays_beside_it_until_it_is_forgotten(setups: Setups, now: datetime) -> None:
    assert setups.found("U0PRIYA") == {}
    setups.begin("U0PRIYA", SETUP, now)
    setups.find("U0PRIYA", {"channel/C0A": ["Baton is not in it"]})
    setups.find("U0PRIYA", {"channel/C0B": []})
    setups.find("U0MAYA", {"channel/C0C": []})
    assert setups.found("U0PRIYA") == {"channel/C0A": ["Baton is not in it"], "channel/C0B": []}
    setups.forget_found("U0PRIYA")
    assert setups.found("U0PRIYA") == {}


def test_what_was_saved_or_given_up_cannot_be_changed_any_more(
    setups: Setups, database: Database, now: datetime
) -> None:
    setups.begin("U0PRIYA", SETUP, now)
    with database.write() as connection:
        setups.drop(connection, "U0PRIYA")
    assert setups.of("U0PRIYA") is None
    assert setups.change("U0PRIYA", lambda setup: setup, now) is None
