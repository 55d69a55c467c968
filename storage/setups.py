"""Which settings is somebody changing, and what did looking at Slack find out about them?"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from workflow.setup import Setup

_ROW = tables.setup.c
Found = Mapping[str, Sequence[str]]
"""What was found out, as sentences, by what was looked at."""


class Setups:
    """The settings that admins are changing, one row for each of them; a window that closes loses nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, person: str) -> Setup | None:
        """Return the settings that somebody is changing."""
        with self._database.read() as connection:
            row = connection.execute(_one(person)).one_or_none()
        return None if row is None else _setup(row)

    def found(self, person: str) -> Found:
        """Return what was found out about them."""
        with self._database.read() as connection:
            said = connection.execute(sa.select(_ROW.found).where(_ROW.person == person)).scalar()
        read: Found = json.loads(said) if said else {}
        return read

    def begin(self, person: str, setup: Setup, now: datetime) -> None:
        """Keep settings in place of those that somebody was changing."""
        row = {"person": person, "based_on": setup.based_on, "found": "{}", "changed_at": now}

        def keep(connection: Connection) -> None:
            self.drop(connection, person)
            connection.execute(tables.setup.insert(), row | {"tables": json.dumps(setup.tables)})

        self._database.transact(keep)

    def change(self, person: str, change: Callable[[Setup], Setup], now: datetime) -> Setup | None:
        """Change the settings that somebody is changing, and return them; None when there are none any more."""

        def changed(connection: Connection) -> Setup | None:
            row = connection.execute(_one(person).with_for_update()).one_or_none()
            if row is None:
                return None
            setup = change(_setup(row))
            values = {"tables": json.dumps(setup.tables), "based_on": setup.based_on, "changed_at": now}
            connection.execute(tables.setup.update().where(_ROW.person == person).values(values))
            return setup

        return self._database.transact(changed)

    def find(self, person: str, found: Found) -> None:
        """Remember what was found out, beside what was before."""

        def remember(connection: Connection) -> None:
            row = connection.execute(_one(person).with_for_update()).one_or_none()
            if row is not None:
                known = {**json.loads(row.found), **found}
                connection.execute(tables.setup.update().where(_ROW.person == person).values(found=json.dumps(known)))

        self._database.transact(remember)

    def forget_found(self, person: str) -> None:
        """Have everything looked at anew."""
        emptied = tables.setup.update().where(_ROW.person == person).values(found="{}")
        self._database.transact(lambda connection: connection.execute(emptied).close())

    @staticmethod
    def drop(connection: Connection, person: str) -> None:
        """Forget the settings that somebody was changing, in the caller's transaction."""
        connection.execute(tables.setup.delete().where(_ROW.person == person))


def _one(person: str) -> sa.Select[Any]:
    return sa.select(tables.setup).where(_ROW.person == person)


def _setup(row: Any) -> Setup:
    return Setup(tables=json.loads(row.tables), based_on=row.based_on)
