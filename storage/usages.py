"""How much of a language model has been used, for which brief, by whom, and when?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from workflow.usage import Usage

WINDOW = timedelta(hours=24)
_LOCK = sa.select(sa.func.pg_advisory_xact_lock(0x7573616765))  # "usage" as a number


@dataclass(frozen=True)
class Spent:
    """Tokens: of a brief since it was opened, of a person and of everybody in the last 24 hours."""

    brief: int
    person: int
    day: int


class Usages:
    """What calls to a model cost: counted before the call, so that neither a crash nor a race exceeds a cap."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(self, brief: str, person: str, tokens: int, now: datetime, admit: Callable[[Spent], None]) -> int:
        """Count `tokens` as spent, unless `admit` raises when it is shown what was spent before; return the entry."""

        def reserve(connection: Connection) -> int:
            if not self._database.is_sqlite:
                connection.execute(_LOCK)
            admit(_spent(connection, brief, person, now))
            row = {"at": now, "brief": brief, "person": person, "tokens": tokens}
            insert = tables.model_usage.insert().values(row).returning(tables.model_usage.c.id)
            return int(connection.execute(insert).scalar_one())

        return self._database.transact(reserve)

    def settle(self, entry: int, usage: Usage) -> None:
        """Put what was really spent in the place of what was reserved."""
        real = {
            "model": usage.model,
            "tokens": usage.input_tokens + usage.output_tokens,
            "cost_usd": None if usage.cost_usd is None else str(usage.cost_usd),
        }
        update = tables.model_usage.update().where(tables.model_usage.c.id == entry).values(real)
        self._database.transact(lambda connection: connection.execute(update).close())


def _spent(connection: Connection, brief: str, person: str, now: datetime) -> Spent:
    usage = tables.model_usage.c
    lately = usage.at > now - WINDOW
    return Spent(
        brief=_sum(connection, usage.brief == brief),
        person=_sum(connection, sa.and_(lately, usage.person == person)),
        day=_sum(connection, lately),
    )


def _sum(connection: Connection, where: sa.ColumnElement[bool]) -> int:
    total = sa.func.coalesce(sa.func.sum(tables.model_usage.c.tokens), 0)
    return int(connection.execute(sa.select(total).where(where)).scalar_one())
