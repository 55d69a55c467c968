"""Do the views tell in SQL what the fold tells of the same logs?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.views import create_views, drop_views
from tests.storage.test_queries import store
from tests.workflow import walks
from workflow import events as e
from workflow.brief import Brief
from workflow.fold import replay
from workflow.latency import Clock

NAMES = ("baton_event", "baton_brief", "baton_pause", "baton_handover", "baton_change")
LIVES = 150
_HOUR = timedelta(hours=1)
_TO_THE_SECOND = 0.0003  # of an hour


@pytest.fixture(scope="module")
def lives() -> list[list[e.Event]]:
    """Lives of every kind, each under the number that it has in the database."""
    found = [list(walks.walk(seed).history) for seed in range(LIVES)]
    for number, life in enumerate(found, 1):
        assert isinstance(life[0], e.Opened)
        life[0] = life[0].model_copy(update={"brief_id": f"BRF-{number}"})
    return found


def rows(database: Database, name: str) -> list[dict[str, Any]]:
    with database.read() as connection:
        return [dict(row) for row in connection.execute(sa.select(sa.text("*")).select_from(sa.table(name))).mappings()]


def moment(told: Any) -> datetime | None:
    """Return a moment as the databases give it, of which one has no type for it."""
    at: datetime | None = datetime.fromisoformat(told) if isinstance(told, str) else told
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


def test_briefs_are_told_as_the_fold_tells_them(database: Database, lives: list[list[e.Event]]) -> None:
    store(database, lives)
    assert create_views(database) == NAMES
    told = {row["brief"]: row for row in rows(database, "baton_brief")}
    assert len(told) == LIVES
    for life in lives:
        brief = replay(life)
        row = told[brief.id]
        assert (row["name"], row["status"], row["author"]) == (brief.name, brief.status, brief.author)
        assert moment(row["ended_at"]) == brief.ended_at, brief.id
        assert (row["revisions"], row["rework_loops"]) == (len(brief.revisions), len(brief.changes))
        assert row["workflow"] == brief.workflow


def expected(brief: Brief) -> list[tuple[object, ...]]:
    clock = Clock(lambda start, end: end - start, brief.pauses)
    told: list[tuple[object, ...]] = []
    for stay in brief.handovers:
        delivered, decided = stay.delivered_at, stay.decided_at
        hours = clock.calendar(delivered, decided) / _HOUR if delivered and decided else None
        moments = (stay.handed_over_at, delivered, decided, stay.closed_at)
        told.append((stay.stage, stay.revision, *moments, stay.decision, stay.by, hours))
    return told


def test_handovers_are_told_as_the_fold_tells_them(database: Database, lives: list[list[e.Event]]) -> None:
    store(database, lives)
    create_views(database)
    told: dict[str, list[tuple[object, ...]]] = {}
    for row in rows(database, "baton_handover"):
        moments = (moment(row[name]) for name in ("handed_over_at", "delivered_at", "decided_at", "ended_at"))
        kept = (row["decision"], row["decided_by"], row["decision_calendar_hours"])
        told.setdefault(row["brief"], []).append((row["stage"], row["revision"], *moments, *kept))
    measured = paused = 0
    for brief in map(replay, lives):
        found = sorted(told.pop(brief.id, []), key=repr)
        for given, wanted in zip(found, sorted(expected(brief), key=repr), strict=True):
            assert given[:-1] == wanted[:-1], brief.id
            assert given[-1] == (wanted[-1] and pytest.approx(wanted[-1], abs=_TO_THE_SECOND)), brief.id
            measured += given[-1] is not None
        paused += bool(brief.pauses)
    assert told == {}
    assert min(measured, paused) >= LIVES / 20, (measured, paused)


def test_events_pauses_and_changes_are_told_as_they_are_logged(database: Database, lives: list[list[e.Event]]) -> None:
    store(database, lives)
    create_views(database)
    briefs = [replay(life) for life in lives]
    assert len(rows(database, "baton_event")) == sum(map(len, lives))
    pauses = [(brief.id, p.start, p.end) for brief in briefs for p in brief.pauses]
    told = [
        (row["brief"], moment(row["paused_at"]), moment(row["resumed_at"])) for row in rows(database, "baton_pause")
    ]
    assert sorted(told, key=repr) == sorted(pauses, key=repr)
    changes = [(brief.id, c.stage, c.revision, c.section, c.note) for brief in briefs for c in brief.changes]
    found = [
        tuple(row[k] for k in ("brief", "stage", "revision", "section", "note"))
        for row in rows(database, "baton_change")
    ]
    assert sorted(found, key=repr) == sorted(changes, key=repr)


def test_the_views_come_again_and_go(database: Database) -> None:
    create_views(database)
    assert create_views(database) == NAMES
    drop_views(database)
    drop_views(database)
    with database.read() as connection:
        assert not set(sa.inspect(connection).get_view_names()) & set(NAMES)
