"""Is the little that a digest reads as good as everything?"""

from datetime import timedelta

from bot.figures import digest_of
from storage import tables
from storage.codec import encode
from storage.database import Database
from storage.queries import Queries
from tests.workflow import simulated
from tests.workflow.journeys import HOME, TEAM, by_the_hours, london
from workflow import events as e
from workflow.digest import digest, window
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
