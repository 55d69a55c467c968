"""Is a person's day taken by one reminder, and is each message of it found again?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.jobs import Job, Jobs
from storage.ledger import Ledger
from storage.queries import Queries
from storage.reminders import Posted, Reminders
from tests.workflow import story
from workflow.events import Message

MONDAY, TUESDAY = date(2027, 1, 4), date(2027, 1, 5)
MESSAGE = Message(channel="D0DEE", ts="1799312400.000100")


@pytest.fixture
def reminders(database: Database, jobs: Jobs) -> Reminders:
    return Reminders(database, jobs)


def test_a_day_belongs_to_the_reminder_that_took_it_first(reminders: Reminders, now: datetime) -> None:
    assert reminders.claim("U0DEE", MONDAY, "one", now)
    assert reminders.claim("U0DEE", MONDAY, "one", now), "whoever died before sending it may go on"
    assert not reminders.claim("U0DEE", MONDAY, "other", now)
    assert reminders.claim("U0DEE", TUESDAY, "other", now)
    assert reminders.claim("U0NOOR", MONDAY, "other", now)
    assert reminders.claims(TUESDAY) == {("U0DEE", TUESDAY): "other"}
    assert len(reminders.claims(MONDAY)) == 3


def test_of_many_who_take_a_day_at_once_one_gets_it_and_one_job_is_asked_for(
    reminders: Reminders, database: Database, now: datetime
) -> None:
    def take(key: str) -> bool:
        return reminders.claim("U0DEE", MONDAY, key, now, Job(f"job-{key}", "round_up"))

    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(take, ["a", "b", "a", "b"]))
    assert sum(taken) == 2, "both that came with the key which won"
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM outbox")).scalar_one() == 1


def test_a_message_is_recorded_once_and_found_by_its_reminder_and_by_where_it_stands(reminders: Reminders) -> None:
    later = Message(channel="D0DEE", ts="1799312400.000200")
    reminders.posted("round_up/2027-01-04", "U0DEE", MESSAGE, "[]")
    reminders.posted("round_up/2027-01-04", "U0DEE", later)
    reminders.posted("BRF-1/designer/1/thread", "", later)
    first = Posted("round_up/2027-01-04", "U0DEE", MESSAGE, "[]")
    assert reminders.find("round_up/2027-01-04", "U0DEE") == reminders.standing_at(MESSAGE) == first
    assert reminders.find("round_up/2027-01-04", "U0NOOR") is None
    assert reminders.standing_at(Message(channel="C0DESIGN", ts=MESSAGE.ts)) is None
    assert [one.message for one in reminders.of("BRF-1/designer/1/thread", "BRF-1/designer/1/nudge")] == [later]


def test_what_is_in_flight_is_told_by_its_number_and_how_far_its_log_goes(
    ledger: Ledger, database: Database, now: datetime
) -> None:
    queries = Queries(database)
    for key in ("a", "b", "c"):
        ledger.open(story.opening(), key, now)
    ledger.submit("BRF-2", story.cancel(), now)
    ledger.submit("BRF-3", story.drafted(), now)
    positions = queries.positions()
    assert positions.keys() == {1, 3}
    assert [(brief.id, brief.position) for brief in queries.numbered({3, 1})] == [
        ("BRF-1", positions[1]),
        ("BRF-3", positions[3]),
    ]
