"""Which team file is in force, and which were before it?"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from workflow.team import Team
from workflow.team_file import parse_team

_ROW = tables.team.c
_NEWEST_FIRST = sa.select(tables.team).order_by(_ROW.version.desc())
_NEWEST = _NEWEST_FIRST.limit(1)

AT_START = "start"
COMMAND_LINE = "command line"
"""How a version came that nobody saved in Slack; the others bear a person's id."""

_PERSON = re.compile(r"[UW][A-Z0-9]+")


@dataclass(frozen=True)
class Version:
    """A version of the team's settings, as the text of a team file: when and by whom it came in force."""

    number: int
    text: str
    at: datetime
    by: str

    @property
    def is_from_slack(self) -> bool:
        """Tell whether somebody saved it in Slack; `by` is their id then."""
        return bool(_PERSON.fullmatch(self.by))

    def team(self) -> Team:
        """Return the team that it describes.

        Raises:
            InvalidInput: when a later release no longer accepts it.
        """
        return parse_team(self.text)


class Teams:
    """The versions of the team file; the newest one is in force."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(self, text: str, now: datetime, by: str) -> bool:
        """Store `text` as the newest version and tell whether it differs from the one before.

        Raises:
            InvalidInput: when the text is not a right team file; nothing is stored.
        """
        parse_team(text)

        def store(connection: Connection) -> bool:
            newest = _version(connection.execute(_NEWEST).one_or_none())
            if newest is not None and newest.text == text:
                return False
            _insert(connection, newest, text, now, by)
            return True

        return self._database.transact(store)

    def apply_changed(self, text: str, now: datetime) -> bool:
        """Store the file that a process starts with, unless it is one that was applied already; tell whether it was.

        What was set in Slack since stays in force: a file counts only once it is another than the ones that were in
        force since, and including, the last that a start applied.

        Raises:
            InvalidInput: when the text is not a right team file; nothing is stored.
        """
        parse_team(text)
        return not self._was_applied(text) and self.apply(text, now, AT_START)

    def _was_applied(self, text: str) -> bool:
        for version in reversed(self.versions()):
            if version.text == text:
                return True
            if version.by == AT_START:
                return False
        return False

    def save(
        self, text: str, now: datetime, by: str, based_on: int, alongside: Callable[[Connection, Version], None]
    ) -> Version | None:
        """Store a right team file as the version after `based_on`; None when another came in force meanwhile.

        `alongside` is done in the same transaction.
        """

        def store(connection: Connection) -> Version | None:
            newest = _version(connection.execute(_NEWEST).one_or_none())
            if (newest.number if newest else 0) != based_on:
                return None
            version = _insert(connection, newest, text, now, by)
            alongside(connection, version)
            return version

        return self._database.transact(store)

    def current(self) -> Team | None:
        """Return the team in force, or None before the first team file was applied.

        Raises:
            InvalidInput: when a later release no longer accepts the stored file.
        """
        newest = self.newest()
        return newest.team() if newest else None

    def newest(self) -> Version | None:
        """Return the version that is in force."""
        with self._database.read() as connection:
            return _version(connection.execute(_NEWEST).one_or_none())

    def version(self, number: int) -> Version | None:
        """Return the version of that number."""
        with self._database.read() as connection:
            return _version(connection.execute(_NEWEST_FIRST.where(_ROW.version == number)).one_or_none())

    def versions(self) -> list[Version]:
        """Return all versions, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(_NEWEST_FIRST).all()
        return [version for row in reversed(rows) if (version := _version(row))]

    def since(self) -> datetime | None:
        """Return when the first team file was applied, or None before that."""
        with self._database.read() as connection:
            return connection.execute(sa.select(sa.func.min(_ROW.applied_at))).scalar()


def _version(row: Any) -> Version | None:
    return None if row is None else Version(row.version, row.text, row.applied_at, row.applied_by)


def _insert(connection: Connection, newest: Version | None, text: str, now: datetime, by: str) -> Version:
    version = Version(newest.number + 1 if newest else 1, text, now, by)
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"version": version.number, "text": text, "hash": digest, "applied_at": now, "applied_by": by}
    connection.execute(tables.team.insert(), row)
    return version
