"""Is the newest right team file in force?"""

from datetime import datetime

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.teams import Teams, Version
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


def test_a_start_applies_a_file_that_changed_and_no_other(teams: Teams, now: datetime) -> None:
    assert teams.apply_changed(FILE, now)
    assert not teams.apply_changed(FILE, now)
    assert teams.apply_changed(LATER_FILE, now)
    assert teams.apply_changed(FILE, now), "the file was changed back"
    with pytest.raises(InvalidInput):
        teams.apply_changed("[team]", now)


def test_a_start_undoes_nothing_that_was_set_in_slack(teams: Teams, now: datetime) -> None:
    teams.apply_changed(FILE, now)
    saved = teams.save(LATER_FILE, now, "U0PRIYA", 1, lambda *_: None)
    assert saved is not None
    assert not teams.apply_changed(FILE, now), "it was applied before"
    assert teams.current() == parse_team(LATER_FILE)
    assert not teams.apply_changed(LATER_FILE, now), "it was exported"
    assert teams.save(FILE + "# again", now, "U0PRIYA", 2, lambda *_: None)
    assert not teams.apply_changed(LATER_FILE, now), "what was exported has not changed since"
    assert teams.apply_changed(LATER_FILE + "# edited", now)


def test_who_saves_later_is_told_and_changes_nothing(teams: Teams, now: datetime) -> None:
    done: list[int] = []
    first = teams.save(FILE, now, "U0MAYA", 0, lambda _, version: done.append(version.number))
    assert (first, done) == (Version(1, FILE, now, "U0MAYA"), [1])
    assert teams.save(LATER_FILE, now, "U0DEE", 0, lambda _, version: done.append(version.number)) is None
    assert (teams.newest(), done) == (first, [1])
    assert teams.version(1) == first
    assert teams.version(2) is None
    assert teams.versions() == [first]


def test_what_goes_with_a_save_is_done_with_it_or_neither_is(teams: Teams, now: datetime) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        teams.save(FILE, now, "U0MAYA", 0, fail)
    assert teams.newest() is None
