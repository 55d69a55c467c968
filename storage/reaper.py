"""Which processes that performed jobs have died, and who takes up what they left?

No clocks are compared: machines disagree about the time. A beat is a new random word, and a process is dead when
several of our own looks found the same word. A count would not do: begun anew it can meet the value that was seen last.
"""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.database import Database
from storage.engine import Engine

STILL_LOOKS = 4
"""How many looks must find the same beat again before a process is taken for dead."""

_BEAT = sa.text(
    "INSERT INTO executor (id, beat, beat_at) VALUES (:id, :beat, :now) "
    "ON CONFLICT (id) DO UPDATE SET beat = :beat, beat_at = :now"
).bindparams(sa.bindparam("now", type_=tables.executor.c.beat_at.type))

_KNOW = sa.text("INSERT INTO executor (id, beat, beat_at) VALUES (:id, '', :now) ON CONFLICT (id) DO NOTHING")
_KNOW = _KNOW.bindparams(sa.bindparam("now", type_=tables.executor.c.beat_at.type))

_EXECUTOR = tables.executor.c


@dataclass
class Reaper:
    """One process's view of the others: each one's last beat, and how often it was seen."""

    database: Database
    engine: Engine
    executor_id: str
    _seen: dict[str, tuple[str, int]] = field(default_factory=dict)

    def beat(self, now: datetime) -> None:
        """Show the others that this process lives."""
        row = {"id": self.executor_id, "beat": token_hex(8), "now": now}
        self.database.transact(lambda connection: connection.execute(_BEAT, row).close())

    def reap(self, now: datetime) -> list[str]:
        """Give back the jobs of the processes that died and return their ids; call it regularly."""
        self._know_strangers(now)
        dead = [(name, beat) for name, beat in self._others().items() if self._stands_still(name, beat)]
        return [name for name, beat in dead if self._take_over(name, beat)]

    def leave(self) -> None:
        """Give back what this process did not finish, and sign off."""
        self.engine.give_back(self.executor_id)
        self.database.transact(lambda connection: _forget(connection, self.executor_id))

    def _know_strangers(self, now: datetime) -> None:
        """A process that left work but no beats (its row was taken over or lost) is watched like the others."""
        holders = set(self.engine.unfinished().values()) - {self.executor_id}
        with self.database.read() as connection:
            known = set(connection.execute(sa.select(_EXECUTOR.id)).scalars())
        for stranger in holders - known:
            row = {"id": stranger, "now": now}
            self.database.transact(lambda connection, row=row: connection.execute(_KNOW, row).close())  # type: ignore[misc]  # bound early

    def _others(self) -> dict[str, str]:
        query = sa.select(_EXECUTOR.id, _EXECUTOR.beat).where(_EXECUTOR.id != self.executor_id)
        with self.database.read() as connection:
            others = {row.id: row.beat for row in connection.execute(query)}
        self._seen = {name: seen for name, seen in self._seen.items() if name in others}
        return others

    def _stands_still(self, name: str, beat: str) -> bool:
        last, looks = self._seen.get(name, (beat, 0))
        looks = looks + 1 if last == beat else 1
        self._seen[name] = (beat, looks)
        return looks > STILL_LOOKS

    def _take_over(self, name: str, beat: str) -> bool:
        """Claim the dead process's work by beating in its place, so that only one of us gives the work back."""
        ours = token_hex(8)
        claim = tables.executor.update().where(_EXECUTOR.id == name, _EXECUTOR.beat == beat).values(beat=ours)
        if not self.database.transact(lambda connection: connection.execute(claim).rowcount):
            return False
        self.engine.give_back(name)
        self.database.transact(lambda connection: _forget(connection, name, ours))
        return True


def _forget(connection: Connection, name: str, beat: str | None = None) -> None:
    row = tables.executor.delete().where(_EXECUTOR.id == name)
    connection.execute(row if beat is None else row.where(_EXECUTOR.beat == beat))
