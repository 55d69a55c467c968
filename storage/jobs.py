"""How does work outlive the process that asked for it? The door of the durable engine."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from storage import attempts, outbox
from storage.database import Database
from storage.engine import Engine
from storage.job import Job, Lane, Parked, RetryLater
from storage.worker import FINISHED_IS_KEPT, Worker

__all__ = ["Job", "Jobs", "Lane", "Parked", "RetryLater", "Worker"]


class Jobs:
    """The jobs of one database, for those who ask for work and those who look after it; a `Worker` performs it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._engine = Engine(database)

    def enqueue(self, connection: Connection, jobs: Iterable[Job]) -> None:
        """Enqueue `jobs` in the caller's transaction, all of it or nothing; a key that is known is left alone."""
        outbox.put(connection, jobs)

    def depth(self, now: datetime) -> tuple[int, timedelta]:
        """Return how many jobs wait or run, and for how long the oldest could have run already."""
        with self._database.read() as connection:
            count, oldest = self._engine.depth(connection, now)
            return count + outbox.size(connection), oldest

    def parked(self) -> list[Parked]:
        """Return the jobs that were given up until a person mends their reason, the oldest first."""
        with self._database.read() as connection:
            return attempts.parked(connection)

    def unpark(self, key: str) -> bool:
        """Give the parked job `key` a fresh start and tell whether there was one."""

        def again(connection: Connection) -> bool:
            found = attempts.unpark(connection, key)
            if found is None:
                return False
            job, tries = found
            outbox.put(connection, [job], run=tries + 1)
            return True

        return self._database.transact(again)

    def failed_runs(self) -> list[str]:
        """Return the runs that the engine itself gave up; anything here is an alarm."""
        return self._engine.failed_runs()

    def tidy(self, now: datetime) -> int:
        """Delete what was finished more than 30 days ago; return how many runs that were."""
        before = now - FINISHED_IS_KEPT
        self._database.transact(lambda connection: attempts.forget(connection, before))
        return self._engine.forget_finished(before)

    def close(self) -> None:
        """Let go of the engine; the database stays open."""
        self._engine.close()
