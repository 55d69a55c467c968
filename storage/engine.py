"""How do jobs get into the durable engine (DBOS), and what does it say about them?

Everything that knows DBOS is here and in `storage.worker`, so that another engine could take its place.
"""

import json
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage.database import Database
from storage.job import Job

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig

APPLICATION = "baton"
VERSION = "1"
"""Changes only when jobs under way must wait for the release that began them; DBOS would hash the source instead."""

WORKFLOW = "perform"
LANES = {"quick": 0.05, "slow": 0.2}
"""Queue name to the seconds between two looks into it."""

_BATCH = 500


class Engine:
    """The durable engine of one database; enqueuing takes part in the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @cached_property
    def _client(self) -> "DBOSClient":
        from dbos import DBOSClient, DBOSPortableJSONSerializer  # noqa: PLC0415  # 0.1 s that `--help` must not pay

        quieten()
        return DBOSClient(
            system_database_engine=self._database.engine,
            serializer=DBOSPortableJSONSerializer(),  # the default would unpickle what it reads
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,  # it would wait for the server for ever, a stopping worker too
        )

    def enqueue(self, connection: Connection, job: Job, run: int = 1, delay: timedelta | None = None) -> None:
        """Enqueue `job` in the caller's transaction; `run` tells a later run of the same job from the earlier ones."""
        options: dict[str, Any] = {
            "workflow_name": WORKFLOW,
            "queue_name": job.lane,
            "workflow_id": job.key if run == 1 else f"{job.key}~{run}",
            "app_version": VERSION,
        }
        if delay is not None:
            options["delay_seconds"] = delay.total_seconds()
        self._client.enqueue_in_transaction(connection, options, written(job))  # type: ignore[arg-type]  # a TypedDict built in steps

    def declare_lanes(self, concurrency: int) -> None:
        """Tell the engine its queues and how many jobs of each one process performs at once."""
        for lane, interval in LANES.items():
            self._client.register_queue(lane, worker_concurrency=concurrency, polling_interval_sec=interval)

    def unfinished(self, executor_id: str | None = None) -> dict[str, str]:
        """Return the runs that were begun and not finished, each with the executor that began it."""
        found = self._client.list_workflows(
            status="PENDING", executor_id=executor_id, load_input=False, load_output=False
        )
        return {run.workflow_id: run.executor_id or "" for run in found}

    def give_back(self, executor_id: str) -> int:
        """Put what `executor_id` left unfinished back into its lane; return how many runs that were."""
        left = self._client.list_workflows(
            status="PENDING", executor_id=executor_id, load_input=False, load_output=False
        )
        for lane in LANES:
            runs = [run.workflow_id for run in left if run.queue_name == lane]
            if runs:
                self._client.resume_workflows(runs, queue_name=lane)
        return len(left)

    def depth(self, connection: Connection, now: datetime) -> tuple[int, timedelta]:
        """Return how many jobs wait or run, and since when the oldest of them could have run."""
        count, oldest = connection.execute(self._depth).one()
        since = datetime.fromtimestamp(oldest / 1000, UTC) if oldest else now
        return count, max(now - since, timedelta())

    @cached_property
    def _depth(self) -> sa.TextClause:
        return sa.text(
            "SELECT count(*), min(coalesce(delay_until_epoch_ms, created_at)) "  # noqa: S608  # the one part is a constant
            f"FROM {self._prefix}workflow_status WHERE status IN ('ENQUEUED', 'PENDING')"
        )

    @property
    def _prefix(self) -> str:
        return "" if self._database.is_sqlite else "dbos."

    def forget_finished(self, before: datetime) -> int:
        """Delete the runs that were finished before `before`; return how many."""
        gone = 0
        while batch := self._finished(before):
            self._client.delete_workflows(batch)
            gone += len(batch)
        return gone

    def _finished(self, before: datetime) -> list[str]:
        found = self._client.list_workflows(
            completed_before=before.isoformat(), limit=_BATCH, load_input=False, load_output=False
        )
        return [run.workflow_id for run in found]

    def failed_runs(self) -> list[str]:
        """Return the runs that the engine itself gave up; there are none unless its own data was damaged."""
        stuck = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
        found = self._client.list_workflows(status=stuck, load_input=False, load_output=False)
        return [run.workflow_id for run in found]

    def close(self) -> None:
        """Let go of the client; the database stays open."""
        with suppress(KeyError):
            self.__dict__.pop("_client").destroy()


def engine_config(database: Database, executor_id: str) -> "DBOSConfig":
    """Return how DBOS runs in a worker: on our connections, without migrating, listening or logging on its own."""
    from dbos import DBOSPortableJSONSerializer  # noqa: PLC0415  # 0.1 s that `--help` must not pay

    return {
        "name": APPLICATION,
        "system_database_url": database.engine.url.render_as_string(hide_password=False),
        "system_database_engine": database.engine,
        "executor_id": executor_id,
        "application_version": VERSION,
        "serializer": DBOSPortableJSONSerializer(),
        "run_migrations": False,
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": 0.2,
        "log_level": "WARNING",
    }


def quieten() -> None:
    """Leave DBOS's log to ours: warnings only, through the root logger, no console handler of its own."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.setLevel(logging.WARNING)


def written(job: Job) -> str:
    """Return `job` as the engine keeps it: one text, because the engine is slow at walking through objects."""
    return json.dumps(vars(job))


def read(text: str) -> Job:
    """Return the job that `written` wrote."""
    return Job(**json.loads(text))
