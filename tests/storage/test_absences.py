"""Is each fact about an absence kept once, and is everybody told of it once?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage import tables
from storage.absences import Absences
from storage.database import Database
from storage.jobs import Jobs
from workflow.absence import Absence
from workflow.errors import NotAllowed, Stale

MAYA, NOOR, TOM = "U0MAYA", "U0NOOR", "U0TOM"
DAY = timedelta(days=1)


@pytest.fixture
def absences(database: Database) -> Absences:
    return Absences(database, Jobs(database))


def wanted(now: datetime, who: str = MAYA, stand_in: str | None = NOOR, **more: Any) -> Absence:
    said = {"since": now + DAY, "until": now + 3 * DAY, "zone": "UTC", "proposed_by": who, "confirmed_by": who, **more}
    return Absence(who=who, stand_in=stand_in, **said)


def kinds(database: Database) -> list[tuple[int, str]]:
    with database.read() as connection:
        rows = connection.execute(sa.select(tables.absence).order_by(tables.absence.c.number, tables.absence.c.kind))
        return [(row.number, row.kind) for row in rows]


def asked_for(database: Database) -> list[str]:
    with database.read() as connection:
        jobs = connection.execute(sa.select(tables.metadata.tables["outbox"].c.job)).scalars()
        return [job for job in jobs if "absence/" in job]


def test_an_absence_begins_and_is_over_once(absences: Absences, database: Database, now: datetime) -> None:
    kept = absences.propose(wanted(now), now)
    assert absences.known() == (kept,)
    absences.advance(now)
    assert kinds(database) == [(1, "confirmed"), (1, "proposed")]
    for _ in range(2):
        absences.advance(now + DAY)
    assert (1, "began") in kinds(database)
    for _ in range(2):
        absences.advance(now + 3 * DAY)
    assert absences.known() == ()
    assert absences.one(1) == kept
    assert len(asked_for(database)) == 4


def test_what_begins_at_once_is_told_at_once(absences: Absences, database: Database, now: datetime) -> None:
    absences.propose(wanted(now, since=now), now)
    assert (1, "began") in kinds(database)


def test_many_who_look_at_the_same_time_tell_it_once(absences: Absences, database: Database, now: datetime) -> None:
    absences.propose(wanted(now), now)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: absences.advance(now + DAY), range(6)))
    assert kinds(database).count((1, "began")) == 1
    assert len(asked_for(database)) == 3


def test_a_proposal_counts_once_it_is_confirmed(absences: Absences, now: datetime) -> None:
    kept = absences.propose(wanted(now, confirmed_by=None, proposed_by=TOM), now)
    assert kept.confirmed_by is None
    assert absences.confirm(kept.number, MAYA, now).confirmed_by == MAYA
    assert absences.known()[0].confirmed_by == MAYA
    with pytest.raises(Stale, match="confirmed already"):
        absences.confirm(kept.number, MAYA, now)


def test_a_proposal_that_nobody_confirmed_passes_without_a_word(
    absences: Absences, database: Database, now: datetime
) -> None:
    absences.propose(wanted(now, confirmed_by=None), now)
    absences.advance(now + 4 * DAY)
    assert kinds(database) == [(1, "over"), (1, "proposed")]
    with pytest.raises(Stale, match="over already"):
        absences.confirm(1, MAYA, now + 4 * DAY)


def test_what_does_not_fit_is_not_kept(absences: Absences, now: datetime) -> None:
    absences.propose(wanted(now), now)
    with pytest.raises(NotAllowed, match="overlaps"):
        absences.propose(wanted(now), now)
    with pytest.raises(NotAllowed, match="ring"):
        absences.propose(wanted(now, NOOR, MAYA), now)
    assert len(absences.known()) == 1


def test_a_proposal_is_judged_anew_when_it_is_confirmed(absences: Absences, now: datetime) -> None:
    first = absences.propose(wanted(now, confirmed_by=None), now)
    absences.propose(wanted(now), now)
    with pytest.raises(NotAllowed, match="overlaps"):
        absences.confirm(first.number, MAYA, now)


def test_an_end_before_its_time_is_the_end(absences: Absences, database: Database, now: datetime) -> None:
    absences.propose(wanted(now, since=now), now)
    ended = absences.end(1, MAYA, now + DAY)
    assert ended.end == now + DAY
    assert absences.known() == ()
    assert {kind for _, kind in kinds(database)} == {"proposed", "confirmed", "began", "ended", "over"}
    with pytest.raises(Stale, match="over already"):
        absences.end(1, MAYA, now + DAY)
    assert absences.propose(wanted(now), now + DAY).number == 2


def test_nothing_is_known_of_an_absence_that_never_was(absences: Absences) -> None:
    assert absences.one(7) is None
