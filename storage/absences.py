"""Who is away and who decides in their place: which absences are known, and what happened to each?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from storage.job import Job
from storage.jobs import Jobs
from workflow.absence import Absence, check
from workflow.errors import Stale

_ROW = tables.absence.c
_NEXT = sa.select(sa.func.coalesce(sa.func.max(_ROW.number), 0) + 1)
_OVER = sa.select(_ROW.number).where(_ROW.kind == "over")
_KNOWN = sa.select(tables.absence).where(_ROW.number.not_in(_OVER)).order_by(_ROW.number, _ROW.at)
_ONE_AT_A_TIME = sa.text("LOCK TABLE absence IN SHARE ROW EXCLUSIVE MODE")
_FACTS = {"number", "confirmed_by", "ended_at"}
"""What is not said by whoever proposes an absence."""


class Absences:
    """The absences of one database that are not over; each fact about one is a row of its own."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    def known(self) -> tuple[Absence, ...]:
        """Return the absences that are not over, proposals included."""
        with self._database.read() as connection:
            return tuple(absence for absence, _ in _read(connection))

    def one(self, number: int) -> Absence | None:
        """Return an absence by its number, over or not."""
        query = sa.select(tables.absence).where(_ROW.number == number).order_by(_ROW.at)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return _folded(rows) if rows else None

    def propose(self, wanted: Absence, now: datetime) -> Absence:
        """Keep an absence, which counts at once where it says who confirmed it, and return it with its number.

        Raises:
            NotAllowed: when it does not fit the others; nothing is kept.
        """

        def keep(connection: Connection) -> Absence:
            check(wanted, self._in_turn(connection))
            number = int(connection.execute(_NEXT).scalar_one())
            said = wanted.model_dump_json(exclude=_FACTS)
            self._add(connection, number, "proposed", now, by=wanted.proposed_by, data=said)
            if wanted.confirmed_by is not None:
                self._add(connection, number, "confirmed", now, by=wanted.confirmed_by)
            self._advance(connection, now)
            return wanted.model_copy(update={"number": number})

        return self._database.transact(keep)

    def confirm(self, number: int, by: str, now: datetime) -> Absence:
        """Make a proposal count, and return it.

        Raises:
            Stale: when it counts already, or is over.
            NotAllowed: when it does not fit the others any more.
        """

        def keep(connection: Connection) -> Absence:
            known = self._in_turn(connection)
            absence = _live(known, number, now)
            if absence.confirmed_by is not None:
                raise Stale("That absence is confirmed already.")
            check(absence, known)
            self._add(connection, number, "confirmed", now, by=by)
            self._advance(connection, now)
            return absence.model_copy(update={"confirmed_by": by})

        return self._database.transact(keep)

    def end(self, number: int, by: str, now: datetime) -> Absence:
        """End an absence at this moment, before it began or while it lasts, and return it.

        Raises:
            Stale: when it is over.
        """

        def keep(connection: Connection) -> Absence:
            absence = _live(self._in_turn(connection), number, now)
            self._add(connection, number, "ended", now, by=by)
            self._advance(connection, now)
            return absence.model_copy(update={"ended_at": now})

        return self._database.transact(keep)

    def advance(self, now: datetime) -> None:
        """Have everybody told whose absence has begun or is over, once, whoever else looks at the same time."""
        with self._database.read() as connection:
            is_due = any(list(_due(absence, kinds, now)) for absence, kinds in _read(connection))
        if is_due:
            self._database.transact(lambda connection: self._advance(connection, now, by_clock=True))

    def _in_turn(self, connection: Connection) -> tuple[Absence, ...]:
        if not self._database.is_sqlite:
            connection.execute(_ONE_AT_A_TIME)
        return tuple(absence for absence, _ in _read(connection))

    def _advance(self, connection: Connection, now: datetime, *, by_clock: bool = False) -> None:
        self._in_turn(connection)
        for absence, kinds in _read(connection):
            for kind in _due(absence, kinds, now):
                self._add(connection, absence.number, kind, now, by_clock=by_clock)

    def _add(
        self,
        connection: Connection,
        number: int,
        kind: str,
        now: datetime,
        *,
        by_clock: bool = False,
        **said: str | None,
    ) -> None:
        """Keep a fact, and have people told of it: in their hours where nobody but the clock made it one."""
        row = {"number": number, "kind": kind, "at": now, "by": None, "data": None, **said}
        connection.execute(tables.absence.insert(), row)
        told = {"absence": number, "kind": kind, "by_clock": by_clock}
        self._jobs.enqueue(connection, [Job(key=f"absence/{number}/{kind}", name="absence", payload=told)])


def _due(absence: Absence, kinds: frozenset[str], now: datetime) -> Iterator[str]:
    """Yield what has come to pass by `now` and is not recorded yet."""
    if "began" not in kinds and absence.holds(now):
        yield "began"
    if absence.end <= now:
        yield "over"


def _live(known: Sequence[Absence], number: int, now: datetime) -> Absence:
    found = next((absence for absence in known if absence.number == number and now < absence.end), None)
    if found is None:
        raise Stale("That absence is over already.")
    return found


def _read(connection: Connection) -> list[tuple[Absence, frozenset[str]]]:
    rows = connection.execute(_KNOWN).all()
    each = (list(own) for _, own in groupby(rows, key=lambda row: row.number))
    return [(_folded(own), frozenset(row.kind for row in own)) for own in each]


def _folded(rows: Sequence[Any]) -> Absence:
    by_kind = {row.kind: row for row in rows}
    confirmed, ended = by_kind.get("confirmed"), by_kind.get("ended")
    said = Absence.model_validate_json(by_kind["proposed"].data)
    return said.model_copy(
        update={
            "number": rows[0].number,
            "confirmed_by": confirmed.by if confirmed else None,
            "ended_at": ended.at if ended else None,
        }
    )
