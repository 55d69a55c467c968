"""In which template are briefs rendered, and in which were they at an earlier moment?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database

_ROW = tables.template.c
_WAITING = sa.and_(_ROW.used_at.is_(None), _ROW.content.is_not(None))
_EMPTIED = tables.template.update().values(key=None, file=None, content=None)
"""What is forgotten keeps its number: a button of long ago must never mean another template."""
_NEXT = sa.select(sa.func.coalesce(sa.func.max(_ROW.number), 0) + 1)


@dataclass(frozen=True)
class Template:
    """A template of the team's, and what the team chose for places in it.

    Attributes:
        choices: the name of what was chosen, by the words of the place.
        by: who proposed it, or who put it in force.
    """

    number: int
    file: str
    content: bytes
    choices: Mapping[str, str]
    at: datetime
    by: str


class Templates:
    """The templates of one database; the one that was put in force last is in force."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def propose(self, key: str, file: str, content: bytes, now: datetime, by: str) -> int:
        """Keep a template that waits to be used, in place of others that `by` let wait; return its number.

        The same `key` again changes nothing.
        """

        def keep(connection: Connection) -> int:
            known = connection.execute(sa.select(_ROW.number).where(_ROW.key == key)).scalar()
            if known is not None:
                return int(known)
            connection.execute(_EMPTIED.where(_WAITING, _ROW.proposed_by == by))
            row = {"key": key, "file": file, "content": content, "choices": "{}"}
            return _insert(connection, row | {"proposed_at": now, "proposed_by": by})

        return self._database.transact(keep)

    def proposed(self, number: int) -> Template | None:
        """Return a template that waits to be used; None when there is none of that number."""
        query = sa.select(tables.template).where(_ROW.number == number, _WAITING)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _template(row, row.proposed_at, row.proposed_by)

    def use(self, number: int, choices: Mapping[str, str], now: datetime, by: str) -> bool:
        """Put a template that waits in force; False when it waits no more."""
        used = tables.template.update().values(choices=json.dumps(dict(choices)), used_at=now, used_by=by)
        return self._changed(used.where(_ROW.number == number, _WAITING))

    def discard(self, number: int) -> bool:
        """Forget a template that waits; False when it waits no more."""
        return self._changed(_EMPTIED.where(_ROW.number == number, _WAITING))

    def _changed(self, statement: sa.Update) -> bool:
        return self._database.transact(lambda connection: connection.execute(statement).rowcount > 0)

    def set_aside(self, now: datetime, by: str) -> None:
        """Go back to Baton's own design."""
        row = {"choices": "{}", "proposed_at": now, "proposed_by": by, "used_at": now, "used_by": by}
        self._database.transact(lambda connection: _insert(connection, row))

    def in_force(self, at: datetime) -> Template | None:
        """Return the template that was in force at a moment; None where that was Baton's own design."""
        newest = _ROW.used_at.desc(), _ROW.number.desc()
        query = sa.select(tables.template).where(_ROW.used_at <= at).order_by(*newest).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None or row.content is None else _template(row, row.used_at, row.used_by)


def _insert(connection: Connection, row: Mapping[str, Any]) -> int:
    number = int(connection.execute(_NEXT).scalar_one())
    connection.execute(tables.template.insert(), {"number": number, **row})
    return number


def _template(row: Any, at: datetime, by: str) -> Template:
    return Template(row.number, row.file, bytes(row.content), json.loads(row.choices), at, by)
