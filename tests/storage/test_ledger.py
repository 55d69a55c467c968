"""Does the one door keep everything that happened, and nothing else?"""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.errors import CorruptHistory, UnknownBrief
from storage.ledger import Ledger, jobs_of
from storage.queries import Queries
from tests.workflow import story
from workflow import events as e
from workflow.brief import Brief, Status
from workflow.errors import NotAnApprover, Stale
from workflow.fold import replay

LATER = timedelta(minutes=1)
MOMENT = "2027-01-04 09:00:00+00:00"


def outbox(database: Database) -> list[str]:
    with database.read() as connection:
        rows = connection.execute(sa.text("SELECT job FROM outbox ORDER BY id")).scalars()
        return [json.loads(row)["key"] for row in rows]


def to_the_end(ledger: Ledger, now: datetime) -> Brief:
    brief = ledger.open(story.opening(), "view-1", now)
    wishes = (story.yes(), story.yes(story.MAYA, "marketer"), story.yes(story.AXEL, "agency"))
    for command in (story.drafted(), story.delivered(), *wishes):
        brief = ledger.submit(brief.id, command, now)
    return brief


def test_a_brief_goes_down_the_chain_and_its_history_tells_it(ledger: Ledger, now: datetime) -> None:
    brief = to_the_end(ledger, now)
    assert brief.status is Status.COMPLETED
    assert ledger.brief("BRF-1") == brief == replay(ledger.history("BRF-1"))
    kinds = [type(event) for event in ledger.history("BRF-1")]
    assert kinds[:4] == [e.Opened, e.Drafted, e.HandedOver, e.Delivered]
    assert kinds[-1] is e.Completed
    assert len(kinds) == brief.position


def test_what_queries_say_is_what_the_histories_tell(ledger: Ledger, database: Database, now: datetime) -> None:
    to_the_end(ledger, now)
    for i in range(3):
        ledger.open(story.opening(), f"more-{i}", now + LATER)
    ledger.submit("BRF-3", story.cancel(), now + 2 * LATER)
    queries = Queries(database)
    ids = ["BRF-4", "BRF-3", "BRF-2", "BRF-1"]
    assert queries.briefs() == [ledger.brief(brief_id) for brief_id in ids]
    assert queries.in_flight() == [ledger.brief("BRF-4"), ledger.brief("BRF-2")]
    assert queries.histories() == [ledger.history(brief_id) for brief_id in reversed(ids)]
    assert queries.newest(2) == ([ledger.brief("BRF-4"), ledger.brief("BRF-3")], 4)
    assert queries.newest(9, story.ROSA.id) == (queries.briefs(), 4)
    assert queries.newest(9, "U0NOBODY") == ([], 0)
    since = queries.histories(now + 2 * LATER)
    assert since == [ledger.history(brief_id) for brief_id in ("BRF-2", "BRF-3", "BRF-4")]


def test_the_brief_of_a_message_is_found_by_it_alone(ledger: Ledger, database: Database, now: datetime) -> None:
    to_the_end(ledger, now)
    ledger.open(story.opening(), "view-2", now)
    reported = story.delivered()
    elsewhere = reported.message.model_copy(update={"channel": "C0OTHER"})
    assert Queries(database).standing_at(reported.message) == ledger.brief("BRF-1")
    assert Queries(database).standing_at(elsewhere) is None
    assert Queries(database).asked_in(reported.message) == ledger.brief("BRF-1")
    assert Queries(database).asked_in(elsewhere) is None
    assert Queries(database).asked_in(story.posted(now + timedelta(days=1))) is None


def test_numbers_follow_one_another(ledger: Ledger, now: datetime) -> None:
    assert [ledger.open(story.opening(), f"view-{i}", now).id for i in range(3)] == ["BRF-1", "BRF-2", "BRF-3"]


def test_the_same_gesture_opens_one_brief(ledger: Ledger, database: Database, now: datetime) -> None:
    first = ledger.open(story.opening(), "view-1", now)
    ledger.submit(first.id, story.drafted(), now + LATER)
    work = outbox(database)
    again = ledger.open(story.opening(), "view-1", now + 2 * LATER)
    assert again == ledger.brief("BRF-1")
    assert len(Queries(database).briefs()) == 1
    assert outbox(database) == work


def test_the_same_key_in_another_workspace_is_another_gesture(ledger: Ledger, now: datetime) -> None:
    ledger.open(story.opening(), "view-1", now)
    elsewhere = story.opening().model_copy(update={"workspace": "T0OTHER"})
    assert ledger.open(elsewhere, "view-1", now).id == "BRF-2"


def test_a_refusal_leaves_nothing_behind(ledger: Ledger, database: Database, now: datetime) -> None:
    ledger.open(story.opening(), "view-1", now)
    ledger.submit("BRF-1", story.drafted(), now)
    history, work = ledger.history("BRF-1"), outbox(database)
    with pytest.raises(NotAnApprover):
        ledger.submit("BRF-1", story.yes(story.STRANGER), now)
    ledger.submit("BRF-1", story.yes(), now)
    with pytest.raises(Stale, match="approved revision 1 of BRF-1 already"):
        ledger.submit("BRF-1", story.yes(), now)
    assert ledger.history("BRF-1")[: len(history)] == history
    assert [key for key in outbox(database) if key not in work] == [
        "BRF-1/3/refresh_request",
        "BRF-1/3/inform_author",
        "BRF-1/4/request_decision",
    ]


def test_a_report_that_comes_twice_changes_nothing(ledger: Ledger, now: datetime) -> None:
    ledger.open(story.opening(), "view-1", now)
    once = ledger.submit("BRF-1", story.drafted(), now)
    assert ledger.submit("BRF-1", story.drafted(), now + LATER) == once
    assert len(ledger.history("BRF-1")) == once.position


def test_each_effect_of_each_event_is_one_job() -> None:
    events = story.completed().history
    jobs = jobs_of("BRF-1", 0, events)
    assert len({job.key for job in jobs}) == len(jobs)
    assert jobs[0].payload == {"brief_id": "BRF-1", "position": 0, "effect": {"kind": "inform_author"}}
    assert {job.lane for job in jobs if job.payload["effect"]["kind"] == "write_draft"} == {"slow"}
    assert {job.lane for job in jobs if job.payload["effect"]["kind"] != "write_draft"} == {"quick"}


@pytest.mark.parametrize("brief_id", ["brf-1", "BRF-1", " Brf-1 "])
def test_an_id_is_read_in_any_case(ledger: Ledger, now: datetime, brief_id: str) -> None:
    ledger.open(story.opening(), "view-1", now)
    assert ledger.brief(brief_id).id == "BRF-1"


@pytest.mark.parametrize(
    "brief_id", ["BRF-2", "BRF-0", "BRF-01", "1", "", "BRF-", "BRF-\u0661", "BRF-1; DROP", "BRF-9999999999"]
)
def test_another_id_is_unknown(ledger: Ledger, now: datetime, brief_id: str) -> None:
    ledger.open(story.opening(), "view-1", now)
    with pytest.raises(UnknownBrief, match="ids look like BRF-12"):
        ledger.history(brief_id)
    with pytest.raises(UnknownBrief):
        ledger.submit(brief_id, story.drafted(), now)


@pytest.mark.parametrize("verb", ["UPDATE event SET kind = 'cancelled'", "DELETE FROM event"])
def test_what_happened_cannot_be_altered(ledger: Ledger, database: Database, now: datetime, verb: str) -> None:
    ledger.open(story.opening(), "view-1", now)
    with pytest.raises(sa.exc.DBAPIError, match="events are never altered"), database.write() as connection:
        connection.exec_driver_sql(verb)
    assert ledger.brief("BRF-1").status is Status.DRAFTING


@pytest.mark.parametrize(
    "row",
    [
        (1, "drafted", "{}"),
        (1, "unheard_of", "{}"),
        (3, "completed", '{"at": "2027-01-04T09:00:00Z", "revision": 1}'),
    ],
)
def test_a_log_that_tells_no_history_is_corrupt(
    ledger: Ledger, database: Database, now: datetime, row: tuple[int, str, str]
) -> None:
    ledger.open(story.opening(), "view-1", now)
    put = sa.text("INSERT INTO event (brief, position, at, kind, data) VALUES (1, :position, :at, :kind, :data)")
    with database.write() as connection:
        connection.execute(put, {**dict(zip(("position", "kind", "data"), row, strict=True)), "at": MOMENT})
    with pytest.raises(CorruptHistory):
        ledger.brief("BRF-1")
    with pytest.raises(CorruptHistory):
        ledger.submit("BRF-1", story.drafted(), now)


def test_a_log_that_does_not_begin_with_its_opening_is_corrupt(ledger: Ledger, database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO brief (number, workspace, key, opened_at) VALUES (7, 'T', 'k', '2027-01-04 09:00:00+00:00')"
        )
        connection.exec_driver_sql(
            "INSERT INTO event (brief, position, at, kind, data) VALUES (7, 0, '2027-01-04 09:00:00+00:00', "
            """'completed', '{"at": "2027-01-04T09:00:00Z", "revision": 1}')"""
        )
    with pytest.raises(CorruptHistory, match="BRF-7 cannot be told"):
        ledger.brief("brf-7")
    with pytest.raises(CorruptHistory):
        Queries(database).briefs()


def test_moments_keep_their_instant(ledger: Ledger, now: datetime) -> None:
    ledger.open(story.opening(), "view-1", now.astimezone(ZoneInfo("Asia/Tokyo")))
    assert ledger.brief("BRF-1").opened_at == now
