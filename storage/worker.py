"""Who performs the jobs, and what becomes of one that cannot be performed now?"""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from storage import attempts, outbox
from storage.attempts import Attempt
from storage.database import Database
from storage.engine import WORKFLOW, Engine, engine_config, quieten, read
from storage.errors import StorageError
from storage.job import Job, RetryLater
from storage.reaper import Reaper

FINISHED_IS_KEPT = timedelta(days=30)
BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 900))
"""How long to wait before another try of a job that failed; after the last one it is parked."""

MOST_INTERRUPTIONS = 5
"""How many processes may end while performing a job before the job is suspected and parked."""

BEAT = timedelta(seconds=5)
RELAY_PAUSE = 0.03  # seconds between two looks into the outbox
MOVED_AT_ONCE = 50

AWAY = (StorageError, SQLAlchemyError)
"""What a database that is away makes us and the engine raise."""

T = TypeVar("T")
_log = logging.getLogger(__name__)


class _LeftOpenError(BaseException):
    """Ends a run without an outcome: not an `Exception`, which the engine would record as the job's final failure."""


class Worker:
    """Performs the jobs of one database until it is stopped; a process has at most one, a database any number.

    `perform(job, attempt)` gets attempt 1 when the job was certainly never begun before; above 1 it must look whether
    its deed is done already. It may raise `RetryLater`; any other exception goes to `on_failure(job, attempt, error)`
    and the job is tried again with growing pauses, then parked. `executor_id` names the process and is no other's.
    """

    def __init__(
        self,
        database: Database,
        perform: Callable[[Job, int], None],
        executor_id: str,
        *,
        now: Callable[[], datetime],
        on_failure: Callable[[Job, int, Exception], None],
        concurrency: int = 8,
        backoff: Sequence[timedelta] = BACKOFF,
        beat: timedelta = BEAT,
    ) -> None:
        self._database = database
        self._perform = perform
        self._executor_id = executor_id
        self._now = now
        self._on_failure = on_failure
        self._concurrency = concurrency
        self._backoff = backoff
        self._beat = beat.total_seconds()
        self._engine = Engine(database)
        self._reaper = Reaper(database, self._engine, executor_id)
        self._stopping = threading.Event()
        self._left_open: set[str] = set()
        self._threads = [
            threading.Thread(target=self._live, name="baton-pulse", daemon=True),
            threading.Thread(target=self._relay, name="baton-relay", daemon=True),
        ]

    def start(self) -> None:
        """Begin to perform jobs, those first that this executor left behind when it last ended."""
        from dbos import DBOS  # noqa: PLC0415  # 0.1 s that `--help` must not pay

        quieten()
        self._reaper.beat(self._now())
        self._engine.declare_lanes(self._concurrency)
        DBOS(config=engine_config(self._database, self._executor_id))

        @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
        def perform(text: str) -> None:  # the engine cannot register a method
            self._run(read(text))

        DBOS.launch()
        for thread in self._threads:
            thread.start()

    def stop(self, timeout: timedelta) -> None:
        """Finish what is being performed, for at most `timeout`, give back the rest, and end."""
        from dbos import DBOS  # noqa: PLC0415  # imported by `start`

        self._stopping.set()
        try:
            self._drain(timeout.total_seconds())
        except AWAY as error:
            _log.warning("Stopping without the database: %s", error)
        DBOS.destroy(destroy_registry=True)
        for thread in self._threads:
            thread.join()
        try:
            self._reaper.leave()
        except AWAY as error:
            _log.warning("Another worker, or the next start, will take up what is left: %s", error)
        self._engine.close()

    @property
    def is_alive(self) -> bool:
        """Tell whether everything of the worker runs that has to."""
        return all(thread.is_alive() for thread in self._threads)

    def _drain(self, seconds: float) -> None:
        patience = threading.Event()
        for _ in range(int(seconds / 0.05)):
            if not self._engine.unfinished(self._executor_id).keys() - self._left_open:
                return
            patience.wait(0.05)

    def _live(self) -> None:
        while not self._stopping.wait(self._beat):
            try:
                self._reaper.beat(self._now())
                dead = self._reaper.reap(self._now())
            except AWAY as error:
                _log.warning("The database did not take this worker's beat: %s", error)
            else:
                if dead:
                    _log.warning("Took over the jobs of workers that died: %s", ", ".join(dead))

    def _relay(self) -> None:
        """Move jobs from the outbox into the engine, in one transaction, so that each is in exactly one of them."""
        while not self._stopping.wait(RELAY_PAUSE):
            try:
                while self._move_some():
                    pass
            except AWAY as error:
                _log.warning("The outbox cannot be emptied: %s", error)
                self._stopping.wait(1.0)

    def _move_some(self) -> bool:
        with self._database.read() as connection:
            if outbox.is_empty(connection):
                return False

        def move(connection: Connection) -> bool:
            taken = outbox.take(connection, MOVED_AT_ONCE)
            for job, run in taken:
                self._engine.enqueue(connection, job, run)
            return len(taken) == MOVED_AT_ONCE

        return self._database.transact(move)

    def _run(self, job: Job) -> None:
        """Run one job once; the engine calls this. Whatever happens, no temporary fault becomes its final failure."""
        try:
            self._try(job)
        except _LeftOpenError:
            self._left_open.add(_run_id())
            raise

    def _try(self, job: Job) -> None:
        if self._stopping.is_set():
            raise _LeftOpenError
        now = self._now()
        attempt = self._surely(lambda connection: attempts.begin(connection, job, now))
        if attempt.interruptions > MOST_INTERRUPTIONS:
            self._park(job, f"{attempt.interruptions} processes ended while they performed it")
            return
        try:
            self._perform(job, attempt.number)
        except RetryLater as later:
            self._again(job, attempt, later.delay, failed=False)
        except Exception as error:  # noqa: BLE001  # the one place where a job's bug is caught, reported and outlived
            self._failed(job, attempt, error)

    def _failed(self, job: Job, attempt: Attempt, error: Exception) -> None:
        self._on_failure(job, attempt.number, error)
        if attempt.failures < len(self._backoff):
            self._again(job, attempt, self._backoff[attempt.failures], failed=True)
        else:
            self._park(job, f"{type(error).__name__}: {error}")

    def _again(self, job: Job, attempt: Attempt, delay: timedelta, *, failed: bool) -> None:
        def again(connection: Connection) -> None:
            attempts.settle(connection, job, failed=failed)
            self._engine.enqueue(connection, job, run=attempt.number + 1, delay=delay)

        self._surely(again)

    def _park(self, job: Job, reason: str) -> None:
        now = self._now()
        self._surely(lambda connection: attempts.park(connection, job, reason, now))
        _log.error("Parked the job %s: %s", job.key, reason)

    def _surely(self, action: Callable[[Connection], T]) -> T:
        """Do `action` in a transaction, however long the database is away; leave the run open when told to stop."""
        while True:
            try:
                return self._database.transact(action)
            except StorageError as error:
                _log.warning("Waiting for the database: %s", error)
            if self._stopping.wait(1.0):
                raise _LeftOpenError


def _run_id() -> str:
    from dbos import DBOS  # noqa: PLC0415  # imported by `start`

    return str(DBOS.workflow_id)
