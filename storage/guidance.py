"""Which standing guidance has the team accepted, and which has it withdrawn? Nothing is deleted."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from storage import tables
from storage.database import Database
from workflow.draft import Section
from workflow.guidance import Guidance

_ROW = tables.guidance.c


class StandingGuidance:
    """What the team wants of each section of its briefs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, section: Section, text: str, key: str, now: datetime, by: str) -> Guidance:
        """Have `text` stand for `section` from now on; the same gesture, by its `key`, accepts it once."""

        def accept(connection: Connection) -> Guidance:
            known = connection.execute(sa.select(tables.guidance).where(_ROW.key == key)).one_or_none()
            if known is not None:
                return _guidance(known)
            number = (connection.execute(sa.select(sa.func.max(_ROW.number))).scalar() or 0) + 1
            row = {"number": number, "key": key, "section": section.value, "text": text}
            connection.execute(tables.guidance.insert(), {**row, "accepted_at": now, "accepted_by": by})
            return Guidance(number=number, section=section, text=text, accepted_by=by, accepted_at=now)

        return self._database.transact(accept)

    def withdraw(self, number: int, now: datetime, by: str) -> bool:
        """Have it stand no more; tell whether it stood until now."""
        stands = sa.and_(_ROW.number == number, _ROW.withdrawn_at.is_(None))
        update = tables.guidance.update().where(stands).values(withdrawn_at=now, withdrawn_by=by)
        return self._database.transact(lambda connection: connection.execute(update).rowcount > 0)

    def standing(self) -> tuple[Guidance, ...]:
        """Return what stands, in the order in which it was accepted."""
        query = sa.select(tables.guidance).where(_ROW.withdrawn_at.is_(None)).order_by(_ROW.number)
        with self._database.read() as connection:
            return tuple(_guidance(row) for row in connection.execute(query))


def _guidance(row: Row[tuple[object, ...]]) -> Guidance:
    return Guidance(
        number=row.number,
        section=Section(row.section),
        text=row.text,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
    )
