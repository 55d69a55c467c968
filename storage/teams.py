"""Which team file is in force, and which were before it?"""

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from workflow.team import Team
from workflow.team_file import parse_team

_NEWEST = sa.select(tables.team).order_by(tables.team.c.version.desc()).limit(1)


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
        digest = hashlib.sha256(text.encode()).hexdigest()

        def store(connection: Connection) -> bool:
            newest = connection.execute(_NEWEST).one_or_none()
            if newest is not None and newest.hash == digest:
                return False
            version = newest.version + 1 if newest else 1
            row = {"version": version, "text": text, "hash": digest, "applied_at": now, "applied_by": by}
            connection.execute(tables.team.insert(), row)
            return True

        return self._database.transact(store)

    def current(self) -> Team | None:
        """Return the team in force, or None before the first team file was applied.

        Raises:
            InvalidInput: when a later release no longer accepts the stored file.
        """
        with self._database.read() as connection:
            newest = connection.execute(_NEWEST).one_or_none()
        return parse_team(newest.text) if newest else None

    def since(self) -> datetime | None:
        """Return when the first team file was applied, or None before that."""
        with self._database.read() as connection:
            return connection.execute(sa.select(sa.func.min(tables.team.c.applied_at))).scalar()
