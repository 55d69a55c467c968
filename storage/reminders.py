"""Whose working day has been taken by a reminder, and where does each reminder stand?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from storage import tables
from storage.database import Database
from storage.job import Job
from storage.jobs import Jobs
from workflow.events import Message

_DAY = tables.reminder_day.c
_POSTED = tables.reminder_message.c

_CLAIM = sa.text(
    "INSERT INTO reminder_day (person, day, key, claimed_at) VALUES (:person, :day, :key, :now) "
    "ON CONFLICT (person, day) DO NOTHING"
).bindparams(sa.bindparam("now", type_=_DAY.claimed_at.type))

_NOTE = sa.text(
    "INSERT INTO reminder_message (key, person, channel, ts, shown) VALUES (:key, :person, :channel, :ts, :shown) "
    "ON CONFLICT (key, person) DO NOTHING"
)


@dataclass(frozen=True)
class Posted:
    """A reminder as it stands: to whom, nobody in particular in a thread, and what it lists where it is a round-up."""

    key: str
    person: str
    message: Message
    shown: str


class Reminders:
    """The days on which people were reminded: a unique key for each, so that whoever asks, one reminder takes it."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    def claims(self, since: date) -> Mapping[tuple[str, date], str]:
        """Return by which reminder each person's days from `since` on are taken."""
        query = sa.select(_DAY.person, _DAY.day, _DAY.key).where(_DAY.day >= since.isoformat())
        with self._database.read() as connection:
            return {(row.person, date.fromisoformat(row.day)): row.key for row in connection.execute(query)}

    def claim(self, person: str, day: date, key: str, now: datetime, job: Job | None = None) -> bool:
        """Take a person's day for the reminder `key`, with `job` if given, and tell whether the day is that one's now.

        The job is enqueued in the same transaction, once.
        """
        row = {"person": person, "day": day.isoformat(), "key": key, "now": now}

        def claim(connection: Connection) -> bool:
            if connection.execute(_CLAIM, row).rowcount:
                self._jobs.enqueue(connection, [job] if job else [])
                return True
            own = sa.select(_DAY.key).where(_DAY.person == person, _DAY.day == row["day"])
            return bool(connection.execute(own).scalar() == key)

        return self._database.transact(claim)

    def posted(self, key: str, person: str, message: Message, shown: str = "") -> None:
        """Record where a reminder stands; its first message counts."""
        row = {"key": key, "person": person, "channel": message.channel, "ts": message.ts, "shown": shown}
        self._database.transact(lambda connection: connection.execute(_NOTE, row).close())

    def find(self, key: str, person: str) -> Posted | None:
        """Return the message of a reminder, or None while it has none."""
        return next(iter(self._some(_POSTED.key == key, _POSTED.person == person)), None)

    def of(self, *keys: str) -> list[Posted]:
        """Return all messages of the reminders `keys`."""
        return self._some(_POSTED.key.in_(keys))

    def listing(self, shown: str) -> list[Posted]:
        """Return the reminders among whose list of what they show stands `shown`."""
        return self._some(_POSTED.shown.contains(shown, autoescape=True))

    def standing_at(self, message: Message) -> Posted | None:
        """Return the reminder that `message` is, if it is one."""
        return next(iter(self._some(_POSTED.ts == message.ts, _POSTED.channel == message.channel)), None)

    def _some(self, *which: sa.ColumnElement[bool]) -> list[Posted]:
        with self._database.read() as connection:
            return [_posted(row) for row in connection.execute(sa.select(tables.reminder_message).where(*which))]


def _posted(row: Row[Any]) -> Posted:
    return Posted(row.key, row.person, Message(channel=row.channel, ts=row.ts), row.shown)
