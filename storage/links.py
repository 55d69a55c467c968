"""Which links for people without Slack were given out? Their hashes, never they themselves, and their use."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage import tables
from storage.database import Database
from storage.ledger import number_of

_ROW = tables.link.c
_KEEP_SECRET = sa.text("INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
_SECRET = sa.select(tables.secret.c.value).where(tables.secret.c.name == "links")


@dataclass(frozen=True)
class KeptLink:
    """What is kept of a link beside what the log of its brief tells: for whose address it was meant, and its use.

    `email` is for the record only; Baton writes to nobody.
    """

    person: str
    token_hash: str
    email: str | None
    opens: int = 0
    first_opened_at: datetime | None = None
    last_opened_at: datetime | None = None


class Links:
    """The links of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def secret(self, fresh: str) -> str:
        """Return the secret that this database signs links with; `fresh` becomes it where there is none yet."""
        with self._database.read() as connection:
            known = connection.execute(_SECRET).scalar()
        if known is not None:
            return str(known)

        def keep(connection: sa.Connection) -> str:
            connection.execute(_KEEP_SECRET, {"name": "links", "value": fresh})
            return str(connection.execute(_SECRET).scalar_one())

        return self._database.transact(keep)

    def keep(self, brief_id: str, person: str, token_hash: str, email: str | None) -> None:
        """Keep the hash of a link that is given out for `person`."""
        row = {"person": person, "brief": number_of(brief_id), "token_hash": token_hash, "email": email, "opens": 0}
        self._database.transact(lambda connection: connection.execute(tables.link.insert().values(row)).close())

    def of(self, brief_id: str) -> dict[str, KeptLink]:
        """Return what is kept of a brief's links, by the ids of their people."""
        query = sa.select(tables.link).where(_ROW.brief == number_of(brief_id))
        with self._database.read() as connection:
            return {row.person: _kept(row) for row in connection.execute(query)}

    def find(self, person: str) -> KeptLink | None:
        """Return what is kept of the link for `person`; None when none was given out."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(tables.link).where(_ROW.person == person)).one_or_none()
        return None if row is None else _kept(row)

    def opened(self, person: str, now: datetime) -> None:
        """Count that the link was opened: by its person, or by a mail program that looks at links."""
        seen = {"opens": _ROW.opens + 1, "last_opened_at": now}
        first = sa.func.coalesce(_ROW.first_opened_at, sa.literal(now, _ROW.first_opened_at.type))
        counted = tables.link.update().where(_ROW.person == person).values(**seen, first_opened_at=first)
        self._database.transact(lambda connection: connection.execute(counted).close())


def _kept(row: sa.Row[tuple[object, ...]]) -> KeptLink:
    return KeptLink(row.person, row.token_hash, row.email, row.opens, row.first_opened_at, row.last_opened_at)
