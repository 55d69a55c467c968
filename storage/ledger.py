"""How does a brief change? Through one door: load, decide, append, enqueue, in one short transaction."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from itertools import count

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.codec import decode, encode, encode_effect
from storage.database import Database
from storage.errors import CorruptHistory, UnknownBrief
from storage.job import Job, Lane
from storage.jobs import Jobs
from workflow import commands as c
from workflow import effects as fx
from workflow import events as e
from workflow.brief import Brief
from workflow.fold import evolve, replay
from workflow.lifecycle import decide, open_brief
from workflow.reactions import react

_ID = re.compile(r"[A-Z]{2,5}-([1-9]\d{0,8})", re.IGNORECASE | re.ASCII)

_HISTORY = sa.text("SELECT position, kind, data FROM event WHERE brief = :brief ORDER BY position")
_OPENED_BY = sa.text("SELECT number FROM brief WHERE workspace = :workspace AND key = :key")
_NEXT_NUMBER = sa.text("SELECT coalesce(max(number), 0) + 1 FROM brief")
_ONE_AT_A_TIME = sa.text("LOCK TABLE brief IN SHARE ROW EXCLUSIVE MODE")
_IN_TURN = sa.text("SELECT 1 FROM brief WHERE number = :brief FOR UPDATE")
_OPEN = tables.brief.insert()
_APPEND = tables.event.insert().returning(tables.event.c.position)
"""With `RETURNING` all rows go to the server in one statement, without it in one for each row."""


class Ledger:
    """The log of all briefs; nothing else changes one."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    def open(self, command: c.Open, key: str, now: datetime) -> Brief:
        """Begin a brief and return it; the same `key` of a workspace returns the brief that it opened first.

        Raises:
            StorageError: when the database does not answer; nothing has happened then.
        """

        def begin(connection: Connection) -> Brief:
            if not self._database.is_sqlite:
                connection.execute(_ONE_AT_A_TIME)
            gesture = {"workspace": command.workspace, "key": key}
            opened = connection.execute(_OPENED_BY, gesture).scalar()
            if opened is not None:
                return replay(load(connection, opened))
            number = connection.execute(_NEXT_NUMBER).scalar_one()
            connection.execute(_OPEN, {"number": number, "opened_at": now, **gesture})
            events = open_brief(f"{command.prefix}-{number}", command, now)
            brief = replay(events)
            self._append(connection, brief.id, 0, events)
            return brief

        return self._database.transact(begin)

    def submit(self, brief_id: str, command: c.Command, now: datetime) -> Brief:
        """Do what `command` asks of a brief, commit it, and return the brief as it is then.

        Raises:
            WorkflowError: when a person's wish is refused; nothing has happened then.
            StorageError: when there is no such brief, or the database does not answer.
        """
        number = number_of(brief_id)
        tries = count()

        def turn(connection: Connection) -> Brief:
            if next(tries) and not self._database.is_sqlite:
                connection.execute(_IN_TURN, {"brief": number})  # a lost race waits in line the second time
            brief = _folded(load(connection, number), brief_id)
            events = decide(brief, command, now)
            self._append(connection, brief.id, brief.position, events)
            return reduce(evolve, events, brief)

        return self._database.transact(turn)

    def check(self, brief_id: str, command: c.Command, now: datetime) -> Brief:
        """Return the brief if it would take `command` now; nothing happens either way.

        Raises:
            WorkflowError: when a person's wish would be refused.
            StorageError: when there is no such brief, or the database does not answer.
        """
        brief = self.brief(brief_id)
        decide(brief, command, now)
        return brief

    def history(self, brief_id: str) -> list[e.Event]:
        """Return what has happened to a brief, in order.

        Raises:
            UnknownBrief: when there is none with this id.
            CorruptHistory: when its events cannot be read.
        """
        with self._database.read() as connection:
            events = load(connection, number_of(brief_id))
        if not _are_of(events, brief_id):
            raise _unknown(brief_id)
        return events

    def brief(self, brief_id: str) -> Brief:
        """Return the brief as its history tells it.

        Raises:
            UnknownBrief: when there is none with this id.
            CorruptHistory: when its events cannot be read.
        """
        return _folded(self.history(brief_id), brief_id)

    def _append(self, connection: Connection, brief_id: str, position: int, events: Sequence[e.Event]) -> None:
        if not events:
            return
        number = number_of(brief_id)
        connection.execute(_APPEND, [_row(number, position + i, event) for i, event in enumerate(events)])
        self._jobs.enqueue(connection, jobs_of(brief_id, position, events))


def number_of(brief_id: str) -> int:
    """Return the number in `BRF-12`, written in any case; it is the same for every workflow's letters.

    Raises:
        UnknownBrief: when it has another form.
    """
    match = _ID.fullmatch(brief_id.strip())
    if not match:
        raise _unknown(brief_id)
    return int(match[1])


def load(connection: Connection, number: int) -> list[e.Event]:
    """Return the events of brief `number`, none when there is no such brief.

    Raises:
        CorruptHistory: when an event is missing or cannot be read.
    """
    rows = connection.execute(_HISTORY, {"brief": number}).all()
    if rows and rows[-1].position != len(rows) - 1:
        raise CorruptHistory(f"An event of brief {number} is missing.")
    return [decode(row.kind, row.data) for row in rows]


def jobs_of(brief_id: str, position: int, events: Sequence[e.Event]) -> list[Job]:
    """Return the jobs that follow from `events`, the first of which stands at `position`: one for each effect."""
    return [job for i, event in enumerate(events) for job in _jobs(brief_id, position + i, react(event))]


def _jobs(brief_id: str, position: int, effects: Sequence[fx.Effect]) -> Iterator[Job]:
    seen: set[str] = set()
    for effect in effects:
        data = encode_effect(effect)
        payload = {"brief_id": brief_id, "position": position, "effect": data}
        lane: Lane = "slow" if isinstance(effect, fx.WriteDraft) else "quick"
        key = f"{brief_id}/{position}/{data['kind']}"
        yield Job(f"{key}/{data['stage']}" if key in seen else key, "effect", payload, lane)
        seen.add(key)


def _row(number: int, position: int, event: e.Event) -> dict[str, object]:
    kind, data = encode(event)
    by = getattr(event, "by", None)
    return {"brief": number, "position": position, "at": event.at, "kind": kind, "by": by, "data": data}


def _folded(events: list[e.Event], brief_id: str) -> Brief:
    if not _are_of(events, brief_id):
        raise _unknown(brief_id)
    try:
        return replay(events)
    except ValueError as error:
        raise CorruptHistory(f"{brief_id.upper()} cannot be told: {error}.") from None


def _are_of(events: Sequence[e.Event], brief_id: str) -> bool:
    """Tell whether the brief of these events has this id: a number is given once, under one workflow's letters."""
    opened = events[0] if events else None
    return bool(events) and not (isinstance(opened, e.Opened) and opened.brief_id != brief_id.strip().upper())


def _unknown(brief_id: str) -> UnknownBrief:
    return UnknownBrief(f"There is no brief “{brief_id}”; ids look like BRF-12.")
