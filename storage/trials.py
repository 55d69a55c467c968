"""How does a trial of the agent change? Through one door, as a brief does: load, decide, append, enqueue."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from storage.errors import CorruptHistory, UnknownTrial
from storage.job import Job, Lane
from storage.jobs import Jobs
from storage.trial_codec import decode_fact, encode_fact, encode_shadow_effect
from workflow.shadow import reactions as fx
from workflow.shadow.facts import Fact
from workflow.shadow.rules import decide, start
from workflow.shadow.trial import Trial, evolve, replay
from workflow.shadow.wishes import Asked, StartTrial

JOB = "shadow"
"""The name of every job that a fact of a trial asks for."""

_ROW = tables.trial_fact.c
_LAST = sa.select(sa.func.max(_ROW.trial))


class Trials:
    """The log of all trials; nothing else changes one. Two who do so at once meet at a unique position."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    def start(self, command: StartTrial, now: datetime) -> Trial:
        """Begin a trial and return it.

        Raises:
            WorkflowError: while the one before it is running; nothing has happened then.
            StorageError: when the database does not answer.
        """

        def begin(connection: Connection) -> Trial:
            fact = start(command, _last(connection), now)
            self._append(connection, fact.trial, 0, [fact])
            return replay([fact])

        return self._database.transact(begin)

    def submit(self, number: int, command: Asked, now: datetime) -> Trial:
        """Do what `command` asks of a trial, commit it, and return the trial as it is then.

        Raises:
            WorkflowError: when a person's wish is refused; nothing has happened then.
            StorageError: when there is no such trial, or the database does not answer.
        """

        def turn(connection: Connection) -> Trial:
            trial = _replayed(_load(connection, number), number)
            facts = decide(trial, command, now)
            self._append(connection, number, trial.position, facts)
            return reduce(evolve, facts, trial)

        return self._database.transact(turn)

    def trial(self, number: int) -> Trial:
        """Return a trial as its history tells it.

        Raises:
            UnknownTrial: when there is none of this number.
            CorruptHistory: when its facts cannot be read.
        """
        return _replayed(self.history(number), number)

    def history(self, number: int) -> list[Fact]:
        """Return what has happened in a trial, in order; nothing where there is none of this number."""
        with self._database.read() as connection:
            return _load(connection, number)

    def last(self) -> Trial | None:
        """Return the trial that was started last, if there is one."""
        with self._database.read() as connection:
            return _last(connection)

    def _append(self, connection: Connection, number: int, position: int, facts: Sequence[Fact]) -> None:
        rows = [_row(number, position + i, fact) for i, fact in enumerate(facts)]
        if rows:
            connection.execute(tables.trial_fact.insert(), rows)
            self._jobs.enqueue(connection, jobs_of(number, position, facts))


def jobs_of(number: int, position: int, facts: Sequence[Fact]) -> list[Job]:
    """Return the jobs that follow from `facts`, the first of which stands at `position`: one for each effect."""
    return [
        _job(number, position + i, j, effect) for i, fact in enumerate(facts) for j, effect in enumerate(fx.react(fact))
    ]


def _job(number: int, position: int, nth: int, effect: fx.ShadowEffect) -> Job:
    data = encode_shadow_effect(effect)
    lane: Lane = "slow" if isinstance(effect, fx.WriteRival | fx.ReadDocument | fx.AskModel) else "quick"
    payload = {"trial": number, "effect": data}
    return Job(f"trial-{number}/{position}/{nth}/{data['kind']}", JOB, payload, lane)


def _load(connection: Connection, number: int) -> list[Fact]:
    query = sa.select(_ROW.position, _ROW.kind, _ROW.data).where(_ROW.trial == number).order_by(_ROW.position)
    rows = connection.execute(query).all()
    if rows and rows[-1].position != len(rows) - 1:
        raise CorruptHistory(f"A fact of trial {number} is missing.")
    return [decode_fact(row.kind, row.data) for row in rows]


def _last(connection: Connection) -> Trial | None:
    number = connection.execute(_LAST).scalar()
    return None if number is None else _replayed(_load(connection, number), number)


def _replayed(facts: list[Fact], number: int) -> Trial:
    if not facts:
        raise UnknownTrial(f"There is no trial {number}.")
    try:
        return replay(facts)
    except ValueError as error:
        raise CorruptHistory(f"Trial {number} cannot be told: {error}.") from None


def _row(number: int, position: int, fact: Fact) -> dict[str, object]:
    kind, data = encode_fact(fact)
    by = getattr(fact, "by", None)
    return {"trial": number, "position": position, "at": fact.at, "kind": kind, "by": by, "data": data}
