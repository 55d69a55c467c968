"""Which processes that performed jobs have died, and who takes up what they left?

No clocks are compared: machines disagree about the time. A process is dead when its count of beats has stood still for
several of our own looks.
"""

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from storage.engine import Engine

STILL_LOOKS = 4
"""How many looks in a row must find the same count of beats before a process is taken for dead."""

_BEAT = sa.text(
    "INSERT INTO executor (id, beats, beat_at) VALUES (:id, 1, :now) "
    "ON CONFLICT (id) DO UPDATE SET beats = executor.beats + 1, beat_at = :now"
).bindparams(sa.bindparam("now", type_=tables.executor.c.beat_at.type))

_KNOW = sa.text("INSERT INTO executor (id, beats, beat_at) VALUES (:id, 0, :now) ON CONFLICT (id) DO NOTHING")
_KNOW = _KNOW.bindparams(sa.bindparam("now", type_=tables.executor.c.beat_at.type))

_EXECUTOR = tables.executor.c


@dataclass
class Reaper:
    """One process's view of the others: how often it has seen each at the same count of beats."""

    database: Database
    engine: Engine
    executor_id: str
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def beat(self, now: datetime) -> None:
        """Show the others that this process lives."""
        self.database.transact(lambda connection: connection.execute(_BEAT, self._sign(now)).close())

    def reap(self, now: datetime) -> list[str]:
        """Give back the jobs of the processes that died and return their ids; call it regularly."""
        self._know_strangers(now)
        dead = [(name, beats) for name, beats in self._others().items() if self._stands_still(name, beats)]
        return [name for name, beats in dead if self._take_over(name, beats)]

    def leave(self) -> None:
        """Give back what this process did not finish, and sign off."""
        self.engine.give_back(self.executor_id)
        self.database.transact(lambda connection: _forget(connection, self.executor_id))

    def _sign(self, now: datetime) -> dict[str, object]:
        return {"id": self.executor_id, "now": now}

    def _know_strangers(self, now: datetime) -> None:
        """A process that left work but no beats (its row was taken over or lost) is watched like the others."""
        holders = set(self.engine.unfinished().values()) - {self.executor_id}
        with self.database.read() as connection:
            known = set(connection.execute(sa.select(_EXECUTOR.id)).scalars())
        for stranger in holders - known:
            row = {"id": stranger, "now": now}
            self.database.transact(lambda connection, row=row: connection.execute(_KNOW, row).close())  # type: ignore[misc]  # bound early

    def _others(self) -> dict[str, int]:
        query = sa.select(_EXECUTOR.id, _EXECUTOR.beats).where(_EXECUTOR.id != self.executor_id)
        with self.database.read() as connection:
            others = {row.id: row.beats for row in connection.execute(query)}
        self._seen = {name: seen for name, seen in self._seen.items() if name in others}
        return others

    def _stands_still(self, name: str, beats: int) -> bool:
        last, looks = self._seen.get(name, (beats, 0))
        looks = looks + 1 if last == beats else 1
        self._seen[name] = (beats, looks)
        return looks > STILL_LOOKS

    def _take_over(self, name: str, beats: int) -> bool:
        """Claim the dead process's work by raising its count, so that only one of us gives it back."""
        claim = tables.executor.update().where(_EXECUTOR.id == name, _EXECUTOR.beats == beats).values(beats=beats + 1)
        if not self.database.transact(lambda connection: connection.execute(claim).rowcount):
            return False
        self.engine.give_back(name)
        self.database.transact(lambda connection: _forget(connection, name, beats + 1))
        return True


def _forget(connection: Connection, name: str, beats: int | None = None) -> None:
    row = tables.executor.delete().where(_EXECUTOR.id == name)
    connection.execute(row if beats is None else row.where(_EXECUTOR.beats == beats))
