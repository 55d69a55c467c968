"""Has the digest of a week been claimed and posted? Exactly one caller ever claims it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from storage import tables
from storage.database import Database
from storage.job import Job
from storage.jobs import Jobs
from workflow.events import Message

_CLAIM = sa.text(
    "INSERT INTO digest (workspace, week, late, claimed_at) VALUES (:workspace, :week, :late, :now) "
    "ON CONFLICT (workspace, week) DO NOTHING"
).bindparams(sa.bindparam("now", type_=tables.digest.c.claimed_at.type), sa.bindparam("late", type_=sa.Boolean()))


@dataclass(frozen=True)
class Digest:
    """What became of the digest of an ISO week (`2026-W47`); `message` is absent until it was posted."""

    week: str
    late: bool
    claimed_at: datetime
    message: Message | None


class Digests:
    """The weekly digests: a unique key for each workspace and week, so that however many ask, one posts."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    def claim(self, workspace: str, week: str, now: datetime, *, late: bool) -> bool:
        """Claim the week's digest and enqueue its job; tell whether this caller was the one."""
        job = Job(f"digest:{workspace}:{week}", "digest", {"workspace": workspace, "week": week})

        def claim(connection: Connection) -> bool:
            row = {"workspace": workspace, "week": week, "late": late, "now": now}
            if connection.execute(_CLAIM, row).rowcount == 0:
                return False
            self._jobs.enqueue(connection, [job])
            return True

        return self._database.transact(claim)

    def posted(self, workspace: str, week: str, message: Message) -> None:
        """Record where the digest stands; its first message counts."""
        row = {"posted_at": message.posted_at, "channel": message.channel, "ts": message.ts}
        unposted = sa.and_(_of(workspace), tables.digest.c.week == week, tables.digest.c.posted_at.is_(None))
        update = tables.digest.update().where(unposted).values(row)
        self._database.transact(lambda connection: connection.execute(update).close())

    def is_claimed(self, workspace: str, week: str) -> bool:
        """Tell whether somebody has claimed the week's digest."""
        return self.find(workspace, week) is not None

    def find(self, workspace: str, week: str) -> Digest | None:
        """Return what became of the week's digest, or None when nobody has claimed it."""
        return self._one(sa.select(tables.digest).where(_of(workspace), tables.digest.c.week == week))

    def last(self, workspace: str) -> Digest | None:
        """Return the claimed digest of the latest week, if there is one."""
        return self._one(sa.select(tables.digest).where(_of(workspace)).order_by(tables.digest.c.week.desc()).limit(1))

    def _one(self, query: sa.Select[tuple[object, ...]]) -> Digest | None:
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return _digest(row) if row else None


def _of(workspace: str) -> sa.ColumnElement[bool]:
    return tables.digest.c.workspace == workspace


def _digest(row: Row[tuple[object, ...]]) -> Digest:
    message = Message(channel=row.channel, ts=row.ts) if row.posted_at else None
    return Digest(row.week, row.late, row.claimed_at, message)
