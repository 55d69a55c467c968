"""Is every job performed, tried again, parked and taken up as it should be?"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import attempts
from storage.database import Database
from storage.jobs import Job, Jobs, RetryLater, Worker
from storage.ledger import Ledger
from storage.worker import MOST_INTERRUPTIONS
from tests.storage.actors import clock
from tests.storage.stage import eventually
from tests.workflow import story

SOON = timedelta(seconds=0.1)
PATIENT = timedelta(seconds=10)


class Deeds:
    """A performer with memory: what it was asked, and what it shall raise when it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.failures: list[tuple[str, int, str]] = []
        self.raises: dict[tuple[str, int], Exception] = {}
        self.held: dict[str, threading.Event] = {}

    def perform(self, job: Job, attempt: int) -> None:
        self.asked.append((job.key, attempt))
        if job.key in self.held:
            self.held[job.key].wait(timeout=60)
        if error := self.raises.get((job.key, attempt)):
            raise error

    def on_failure(self, job: Job, attempt: int, error: Exception) -> None:
        self.failures.append((job.key, attempt, str(error)))

    def of(self, key: str) -> list[int]:
        return [attempt for own, attempt in self.asked if own == key]


@contextmanager
def at_work(database: Database, deeds: Deeds, **choices: object) -> Iterator[Worker]:
    chosen: dict[str, object] = {"now": clock, "on_failure": deeds.on_failure, "backoff": (SOON, SOON), **choices}
    worker = Worker(database, deeds.perform, "worker-1", **chosen)  # type: ignore[arg-type]  # named arguments
    worker.start()
    try:
        yield worker
    finally:
        worker.stop(PATIENT)


@pytest.fixture
def deeds() -> Deeds:
    return Deeds()


@pytest.fixture
def ask(database: Database, jobs: Jobs) -> Callable[..., None]:
    def ask(*wanted: Job) -> None:
        with database.write() as connection:
            jobs.enqueue(connection, wanted)

    return ask


def idle(jobs: Jobs) -> Callable[[], bool]:
    return lambda: jobs.depth(clock())[0] == 0


def test_each_effect_of_a_brief_is_performed_once(
    ledger: Ledger, database: Database, jobs: Jobs, deeds: Deeds, now: datetime
) -> None:
    with at_work(database, deeds):
        ledger.open(story.opening(), "view-1", now)
        ledger.submit("BRF-1", story.drafted(), now)
        ledger.submit("BRF-1", story.yes(), now)
        assert eventually(lambda: len(deeds.asked) == 7)
        assert eventually(idle(jobs))
    assert {attempt for _, attempt in deeds.asked} == {1}
    assert ("BRF-1/0/write_draft", 1) in deeds.asked
    assert jobs.failed_runs() == []


def test_a_key_that_is_known_is_one_job(database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]) -> None:
    ask(Job("digest:T:2026-W47", "digest"), Job("digest:T:2026-W47", "digest"))
    with at_work(database, deeds):
        assert eventually(lambda: bool(deeds.asked))
        ask(Job("digest:T:2026-W47", "digest"), Job("other", "digest"))
        assert eventually(lambda: ("other", 1) in deeds.asked)
        assert eventually(idle(jobs))
    assert deeds.of("digest:T:2026-W47") == [1]


def test_work_that_was_rolled_back_is_never_performed(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    def fail(connection: Connection) -> None:
        jobs.enqueue(connection, [Job("undone", "effect")])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.transact(fail)
    with at_work(database, deeds):
        ask(Job("done", "effect"))
        assert eventually(lambda: bool(deeds.asked))
        assert eventually(idle(jobs))
    assert deeds.asked == [("done", 1)]


def test_a_job_that_must_wait_is_tried_again_any_number_of_times(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    deeds.raises = {("post", attempt): RetryLater(SOON) for attempt in (1, 2, 3, 4)}
    ask(Job("post", "effect", {"text": "ü <&>"}))
    with at_work(database, deeds):
        assert eventually(lambda: deeds.of("post") == [1, 2, 3, 4, 5])
        assert eventually(idle(jobs))
    assert deeds.failures == []
    assert jobs.parked() == []


def test_a_long_wait_holds_no_thread_and_is_not_cut_short(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    deeds.raises = {("post", 1): RetryLater(timedelta(hours=1))}
    ask(Job("post", "effect"))
    with at_work(database, deeds, concurrency=1):
        assert eventually(lambda: deeds.of("post") == [1])
        for i in range(5):
            ask(Job(f"other-{i}", "effect"))
        assert eventually(lambda: len(deeds.asked) == 6)
        assert eventually(idle(jobs))
    assert deeds.of("post") == [1]


def test_a_job_that_fails_is_reported_tried_again_and_parked(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    deeds.raises = {("post", attempt): ValueError(f"no {attempt}") for attempt in (1, 2, 3)}
    ask(Job("post", "effect", {"brief_id": "BRF-1"}, "slow"))
    with at_work(database, deeds):
        assert eventually(lambda: len(jobs.parked()) == 1)
        assert deeds.failures == [("post", 1, "no 1"), ("post", 2, "no 2"), ("post", 3, "no 3")]
        parked = jobs.parked()[0]
        assert parked.job == Job("post", "effect", {"brief_id": "BRF-1"}, "slow")
        assert (parked.reason, parked.tries) == ("ValueError: no 3", 3)
        assert jobs.unpark("post")
        assert not jobs.unpark("post")
        assert eventually(lambda: deeds.of("post") == [1, 2, 3, 4])
        assert eventually(idle(jobs))
    assert jobs.parked() == []
    assert jobs.failed_runs() == []
    assert not jobs.unpark("never-heard-of")


def test_a_mended_job_may_fail_as_often_as_a_new_one(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    deeds.raises = {("post", attempt): ValueError("no") for attempt in (1, 2, 3, 4, 5)}
    ask(Job("post", "effect"))
    with at_work(database, deeds):
        assert eventually(lambda: bool(jobs.parked()))
        jobs.unpark("post")
        assert eventually(lambda: deeds.of("post") == [1, 2, 3, 4, 5, 6])
        assert eventually(idle(jobs))
    assert jobs.parked() == []


def test_a_job_that_ended_too_many_processes_is_parked_unperformed(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    job = Job("deadly", "effect")
    with database.write() as connection:
        for number in range(1, MOST_INTERRUPTIONS + 2):
            assert attempts.begin(connection, job, clock()) == attempts.Attempt(number, 0, number - 1)
    ask(job)
    with at_work(database, deeds):
        assert eventually(lambda: bool(jobs.parked()))
    assert deeds.asked == []
    assert jobs.parked()[0].reason == "6 processes ended while they performed it"


def test_slow_jobs_do_not_stand_in_the_way_of_quick_ones(
    database: Database, deeds: Deeds, ask: Callable[..., None]
) -> None:
    gate = threading.Event()
    deeds.held = {"draft-1": gate, "draft-2": gate}
    ask(Job("draft-1", "effect", lane="slow"), Job("draft-2", "effect", lane="slow"))
    with at_work(database, deeds, concurrency=2):
        assert eventually(lambda: len(deeds.asked) == 2)
        ask(Job("post", "effect"))
        assert eventually(lambda: deeds.of("post") == [1])
        gate.set()


def test_what_cannot_be_finished_in_time_is_given_back_for_the_next_start(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    gate = threading.Event()
    deeds.held = {"long": gate}
    ask(Job("long", "effect"))
    worker = Worker(database, deeds.perform, "worker-1", now=clock, on_failure=deeds.on_failure)
    worker.start()
    assert eventually(lambda: deeds.of("long") == [1])
    worker.stop(timedelta(seconds=0.2))
    assert not worker.is_alive
    gate.set()
    deeds.held = {}
    with at_work(database, deeds):
        assert eventually(lambda: deeds.of("long") == [1, 2])
        assert eventually(idle(jobs))


def test_a_worker_starts_and_stops_again_and_leaves_nothing_behind(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    before = set(threading.enumerate())
    for i in range(3):
        with at_work(database, deeds) as worker:
            assert worker.is_alive
            ask(Job(f"post-{i}", "effect"))
            assert eventually(partial(lambda number: deeds.of(f"post-{number}") == [1], i))
            assert eventually(idle(jobs))
    assert eventually(lambda: set(threading.enumerate()) <= before)
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM executor")).scalar() == 0
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("dbos").propagate


def test_a_database_that_is_away_for_a_while_fails_no_job(
    sqlite: Database, deeds: Deeds, caplog: pytest.LogCaptureFixture
) -> None:
    jobs = Jobs(sqlite)
    gate = threading.Event()
    deeds.held = {"post": gate}
    deeds.raises = {("post", 1): RetryLater(SOON)}
    with sqlite.write() as connection:
        jobs.enqueue(connection, [Job("post", "effect")])
    with at_work(sqlite, deeds):
        assert eventually(lambda: deeds.of("post") == [1])
        other = sqlite3.connect(sqlite.path or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        gate.set()
        assert eventually(lambda: "Waiting for the database" in caplog.text)
        other.execute("ROLLBACK")
        other.close()
        assert eventually(lambda: deeds.of("post") == [1, 2])
        assert eventually(idle(jobs))
    assert jobs.failed_runs() == []
    jobs.close()


def test_a_worker_stops_though_the_server_has_gone(server: Database, deeds: Deeds) -> None:
    gone = sa.text("ALTER DATABASE {} ALLOW_CONNECTIONS {}".format(server.engine.url.database, "false"))
    cut = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    elsewhere = sa.create_engine(server.engine.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with at_work(server, deeds, beat=SOON), elsewhere.connect() as connection:
        connection.execute(gone)
        connection.execute(cut, {"name": server.engine.url.database})
    elsewhere.dispose()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("baton-")]


def test_a_server_that_drops_every_connection_fails_no_job(server: Database, deeds: Deeds) -> None:
    jobs = Jobs(server)
    cut = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    wanted = {f"post-{i}" for i in range(60)}
    with at_work(server, deeds):
        for key in sorted(wanted):
            with server.write() as connection:
                jobs.enqueue(connection, [Job(key, "effect")])
        for _ in range(3):
            with server.write() as connection:
                connection.execute(cut)
            seen = len(deeds.asked)
            assert eventually(partial(lambda seen: len(deeds.asked) > seen or len(deeds.asked) >= len(wanted), seen))
        assert eventually(lambda: {key for key, _ in deeds.asked} == wanted)
        assert eventually(idle(jobs))
    assert jobs.failed_runs() == []
    jobs.close()


def test_depth_tells_how_many_wait_and_since_when(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    assert jobs.depth(clock()) == (0, timedelta())
    ask(Job("a", "effect"), Job("b", "effect"))
    assert jobs.depth(clock())[0] == 2
    gate = threading.Event()
    deeds.held = {"a": gate, "b": gate}
    with at_work(database, deeds):
        assert eventually(lambda: len(deeds.asked) == 2)
        count, oldest = jobs.depth(clock() + timedelta(minutes=5))
        assert count == 2
        assert timedelta(minutes=5) < oldest < timedelta(minutes=6)
        gate.set()


def test_what_was_finished_a_month_ago_is_forgotten_and_what_is_parked_is_kept(
    database: Database, jobs: Jobs, deeds: Deeds, ask: Callable[..., None]
) -> None:
    deeds.raises = {("bad", 1): ValueError("no")}
    ask(Job("good", "effect"), Job("bad", "effect"))
    with at_work(database, deeds, backoff=()):
        assert eventually(lambda: bool(jobs.parked()) and deeds.of("good") == [1])
        assert eventually(idle(jobs))
    assert jobs.tidy(clock() + timedelta(days=29)) == 0
    assert jobs.tidy(clock() + timedelta(days=31)) == 2
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT key FROM job")).scalars().all() == ["bad"]
