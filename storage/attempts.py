"""How often was a job begun, how did it fare, and is it parked?"""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from storage import tables
from storage.job import Job, Parked

_WHEN = tables.job.c.began_at.type

_BEGIN = sa.text(
    "INSERT INTO job (key, name, lane, payload, tries, failures, interruptions, awaits_retry, began_at) "
    "VALUES (:key, :name, :lane, :payload, 1, 0, 0, 0, :now) "
    "ON CONFLICT (key) DO UPDATE SET tries = job.tries + 1, began_at = :now, awaits_retry = 0, "
    "interruptions = job.interruptions + 1 - job.awaits_retry "
    "RETURNING tries, failures, interruptions"
).bindparams(sa.bindparam("now", type_=_WHEN))


@dataclass(frozen=True)
class Attempt:
    """A begun try: its number, how many earlier ones failed, and how many ended with their process."""

    number: int
    failures: int
    interruptions: int


def begin(connection: Connection, job: Job, now: datetime) -> Attempt:
    """Record that a try of `job` begins and return it."""
    row = connection.execute(
        _BEGIN,
        {"key": job.key, "name": job.name, "lane": job.lane, "payload": json.dumps(job.payload), "now": now},
    ).one()
    return Attempt(row.tries, row.failures, row.interruptions)


def settle(connection: Connection, job: Job, *, failed: bool) -> None:
    """Record that the try ended and another one will follow."""
    failures = tables.job.c.failures + int(failed)
    connection.execute(_row_of(job.key).values(awaits_retry=1, failures=failures))


def park(connection: Connection, job: Job, reason: str, now: datetime) -> None:
    """Record that `job` is given up until a person unparks it."""
    connection.execute(_row_of(job.key).values(parked_at=now, reason=reason))


def parked(connection: Connection) -> list[Parked]:
    """Return the parked jobs, the oldest first."""
    query = sa.select(tables.job).where(tables.job.c.parked_at.is_not(None)).order_by(tables.job.c.parked_at)
    rows = connection.execute(query)
    return [Parked(_job(row), row.reason or "", row.tries, row.parked_at) for row in rows]


def unpark(connection: Connection, key: str) -> tuple[Job, int] | None:
    """Give the parked job `key` a fresh start; return it and its tries so far, or None when it is not parked."""
    fresh = _row_of(key).where(tables.job.c.parked_at.is_not(None))
    fresh = fresh.values(parked_at=None, reason=None, failures=0, interruptions=0, awaits_retry=1)
    row = connection.execute(fresh.returning(tables.job)).one_or_none()
    return (_job(row), row.tries) if row else None


def forget(connection: Connection, before: datetime) -> int:
    """Delete what is known of jobs begun before `before` that are not parked; return how many."""
    old = sa.and_(tables.job.c.began_at < before, tables.job.c.parked_at.is_(None))
    return connection.execute(tables.job.delete().where(old)).rowcount


def _row_of(key: str) -> sa.Update:
    return tables.job.update().where(tables.job.c.key == key)


def _job(row: Row[tuple[object, ...]]) -> Job:
    return Job(row.key, row.name, json.loads(row.payload), row.lane)
