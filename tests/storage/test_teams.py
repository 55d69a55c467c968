"""Is the newest right team file in force?"""

from datetime import datetime

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.teams import Teams
from workflow.team_file import parse_team
from workflow.values import InvalidInput

FILE = """
[team]
name = "Northfold marketing"
timezone = "Europe/London"

[[stage]]
name = "designer"
title = "Design review"
channel = "C0DESIGN"
approvers = ["U0DEE"]
"""
LATER_FILE = FILE.replace("U0DEE", "U0NOOR")


@pytest.fixture
def teams(database: Database) -> Teams:
    return Teams(database)


def versions(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.execute(sa.text("SELECT version FROM team ORDER BY version")).scalars())


def test_before_the_first_file_there_is_no_team(teams: Teams) -> None:
    assert teams.current() is None


def test_only_a_file_that_changed_is_a_new_version(teams: Teams, database: Database, now: datetime) -> None:
    assert teams.apply(FILE, now, "U0MAYA")
    assert not teams.apply(FILE, now, "U0MAYA")
    assert teams.apply(LATER_FILE, now, "U0MAYA")
    assert teams.current() == parse_team(LATER_FILE)
    assert teams.apply(FILE, now, "U0MAYA")
    assert teams.current() == parse_team(FILE)
    assert versions(database) == [1, 2, 3]


def test_a_wrong_file_is_refused_and_the_old_one_stays(teams: Teams, now: datetime) -> None:
    teams.apply(FILE, now, "U0MAYA")
    with pytest.raises(InvalidInput):
        teams.apply(FILE.replace("Europe/London", "Europe/Londinium"), now, "U0MAYA")
    assert teams.current() == parse_team(FILE)
