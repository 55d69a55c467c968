"""Does a trial change through one door only, with what follows from it, and do two who are at once meet there?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from storage import outbox, tables
from storage.database import Database
from storage.errors import CorruptHistory, UnknownDraft, UnknownTrial
from storage.jobs import Jobs
from storage.sheets import Sheets
from storage.trials import JOB, Trials
from tests.storage.examples import CAMPAIGN
from workflow.draft import Section
from workflow.errors import NotAllowed, WorkflowError
from workflow.shadow import wishes as w
from workflow.shadow.sheet import Part, Passage, Sheet, sheet_hash

START = w.StartTrial(
    by="U0PRIYA",
    workspace="T0NORTHFOLD",
    team="Northfold",
    zone="Europe/London",
    first_day=date(2027, 1, 4),
    last_day=date(2027, 1, 18),
    reviewers=("U0DEE", "U0NOOR"),
    bar=50,
    seed="5eed",
)
ENTER = w.EnterPair(by="U0MAYA", campaign=CAMPAIGN, minutes=90, file="F1")


@pytest.fixture
def trials(database: Database, jobs: Jobs) -> Trials:
    return Trials(database, jobs)


def queued(database: Database) -> list[str]:
    with database.write() as connection:
        return [job.payload["effect"]["kind"] for job, _ in outbox.take(connection, 100) if job.name == JOB]


def test_a_trial_is_told_by_its_facts_and_asks_for_what_follows(
    trials: Trials, database: Database, now: datetime
) -> None:
    assert trials.last() is None
    trial = trials.start(START, now)
    assert trials.submit(trial.number, ENTER, now) == trials.trial(1) == trials.last()
    wanted = ["welcome_reviewer", "welcome_reviewer", "tell_writer", "read_document", "write_rival"]
    assert queued(database) == wanted
    assert trials.submit(1, ENTER, now).position == 2
    assert queued(database) == []
    assert len(trials.history(1)) == 2


def test_pairs_are_numbered_through_all_trials(trials: Trials, now: datetime) -> None:
    trials.start(START, now)
    trials.submit(1, ENTER, now)
    with pytest.raises(NotAllowed, match="still running"):
        trials.start(START, now)
    trials.submit(1, w.EndTrial(by="U0PRIYA"), now)
    assert trials.start(START, now).number == 2
    assert trials.submit(2, ENTER, now).pairs[0].id == "SHD-2"


def test_two_admins_who_start_at_once_start_one_trial(trials: Trials, now: datetime) -> None:
    def begin(_: int) -> bool:
        try:
            trials.start(START, now)
        except WorkflowError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(begin, range(4))) == 1
    assert len(trials.history(1)) == 1
    with pytest.raises(UnknownTrial):
        trials.trial(2)


def test_a_history_with_a_hole_or_without_its_beginning_is_corrupt(
    trials: Trials, database: Database, now: datetime
) -> None:
    trials.start(START, now)
    trials.submit(1, ENTER, now)
    row = tables.trial_fact.c
    with database.write() as connection:
        connection.execute(sa.delete(tables.trial_fact).where(row.position == 0))
    with pytest.raises(CorruptHistory, match="missing"):
        trials.trial(1)
    with database.write() as connection:
        connection.execute(sa.update(tables.trial_fact).values(position=0))
    with pytest.raises(CorruptHistory, match="begins with"):
        trials.last()


def test_a_sheet_is_kept_once_under_what_it_says(database: Database) -> None:
    sheets = Sheets(database)
    sheet = Sheet(parts=(Part(section=Section.SUMMARY, passages=(Passage(text="Go."),)),))
    assert sheets.keep(sheet) == sheets.keep(sheet) == sheet_hash(sheet)
    assert sheets.load(sheet_hash(sheet)) == sheet
    with pytest.raises(UnknownDraft):
        sheets.load("nothing")
    with database.write() as connection:
        connection.execute(sa.update(tables.sheet).values(content="{}}"))
    with pytest.raises(CorruptHistory):
        sheets.load(sheet_hash(sheet))
