"""Is the little that a digest reads as good as everything?"""

from datetime import date, timedelta

from bot.figures import digest_of
from storage import tables
from storage.codec import encode
from storage.database import Database
from storage.queries import Queries
from tests.workflow import simulated
from tests.workflow import story as s
from tests.workflow.journeys import HOME, TEAM, by_the_hours, london
from workflow import events as e
from workflow.digest import digest, window
from workflow.told import Outcome
from workflow.week import Month, Span, Week

SPANS: tuple[Span, ...] = (Week(2026, 2), Week(2026, 20), Week(2026, 47), Month(2026, 3), Week(2025, 40))


def store(database: Database, logs: list[list[e.Event]]) -> None:
    with database.write() as connection:
        for number, log in enumerate(logs, 1):
            row = {"number": number, "workspace": HOME, "key": str(number), "opened_at": log[0].at}
            connection.execute(tables.brief.insert(), row)
            connection.execute(tables.event.insert(), [_row(number, *each) for each in enumerate(log)])


def _row(number: int, position: int, event: e.Event) -> dict[str, object]:
    kind, data = encode(event)
    by = getattr(event, "by", None)
    return {"brief": number, "position": position, "at": event.at, "kind": kind, "by": by, "data": data}


def test_flights_that_are_over_are_found_by_their_last_day(database: Database) -> None:
    logs = []
    for number in range(1, 5):
        story = s.completed() if number < 4 else s.in_review()
        opened = story.history[0]
        assert isinstance(opened, e.Opened)
        inputs = opened.inputs.model_copy(update={"end": f"2027-04-0{number}"})
        log = [opened.model_copy(update={"brief_id": f"BRF-{number}", "inputs": inputs}), *story.history[1:]]
        logs.append(log)
    logs[1].append(e.OutcomeTold(at=s.START, by="U0ROSA", outcome=Outcome(next_time="Earlier.")))
    store(database, logs)
    queries = Queries(database)

    def found(first: date, last: date) -> list[str]:
        return [brief.id for brief in queries.flights_over(first, last)]

    assert found(date(2027, 3, 1), date(2027, 4, 30)) == ["BRF-1", "BRF-3"], "one has told, one goes on"
    assert found(date(2027, 4, 3), date(2027, 4, 3)) == ["BRF-3"]
    assert found(date(2027, 5, 1), date(2027, 5, 9)) == []


def test_a_digest_of_few_briefs_is_that_of_all(database: Database) -> None:
    logs = simulated.year()
    until = london("2026-11-20T10:00")
    store(database, [kept for log in logs if (kept := [event for event in log if event.at <= until])])
    queries = Queries(database)
    everything = queries.briefs()
    for span in SPANS:
        for now in (until, until + timedelta(days=9)):
            assert digest_of(queries, TEAM, span, now) == digest(span, TEAM, reversed(everything), by_the_hours, now)
    needed = window(Week(2026, 20), TEAM)
    assert 0 < len(queries.window(needed.start, needed.end)) < len(everything) / 5


def test_only_briefs_in_flight_of_which_a_delivery_was_blocked_are_read_for_another_try(database: Database) -> None:
    block = e.DeliveryBlocked(at=s.START, stage="designer", revision=1, reason="not_in_channel")
    asked = s.in_review().history
    ended = [*asked, block, e.Cancelled(at=s.START, by="U0ROSA", reason="moved", stage="designer", revision=1)]
    store(database, [_numbered(n, log) for n, log in enumerate((asked, [*asked, block], ended, [*asked, block]), 1)])
    found = Queries(database).once_blocked()
    assert [brief.id for brief in found] == ["BRF-4", "BRF-2"]
    assert all(brief.handovers[0].blocked for brief in found)


def _numbered(number: int, log: list[e.Event]) -> list[e.Event]:
    opened = log[0]
    assert isinstance(opened, e.Opened)
    return [opened.model_copy(update={"brief_id": f"BRF-{number}"}), *log[1:]]
