"""When workers are killed, frozen or doubled, is any job lost?"""

import random
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

from storage.database import Database
from storage.jobs import Job, Jobs
from tests.storage.actors import clock
from tests.storage.stage import eventually, working

KEYS = [f"post-{i:02}" for i in range(60)]


@pytest.fixture
def deeds(tmp_path: Path) -> Path:
    path = tmp_path / "deeds"
    path.touch()
    return path


def told(deeds: Path, what: str) -> list[list[str]]:
    """What the workers wrote down about `what`: key, attempt, executor of each."""
    return [words[1:] for line in deeds.read_text().splitlines() if (words := line.split())[0] == what]


def ask(database: Database, jobs: Jobs, *wanted: Job) -> None:
    with database.write() as connection:
        jobs.enqueue(connection, wanted)


def all_done(deeds: Path, jobs: Jobs, keys: list[str] = KEYS) -> Callable[[], bool]:
    return lambda: {key for key, *_ in told(deeds, "done")} == set(keys) and jobs.depth(clock())[0] == 0


def begun_or_done(deeds: Path, jobs: Jobs, target: int) -> bool:
    """Tell whether as many jobs were begun, or fewer were left to begin."""
    return len(told(deeds, "begin")) >= target or all_done(deeds, jobs)()


@contextmanager
def crew(url: str, deeds: Path, *names: str, seconds: float = 0.0) -> Iterator[list[subprocess.Popen[str]]]:
    with ExitStack() as stack:
        yield [stack.enter_context(working(url, name, str(deeds), seconds)) for name in names]


def test_two_workers_share_the_jobs_and_perform_each_once(
    database: Database, jobs: Jobs, url: str, deeds: Path
) -> None:
    with crew(url, deeds, "left", "right", seconds=0.02) as workers:
        ask(database, jobs, *[Job(key, "effect") for key in KEYS])
        assert eventually(all_done(deeds, jobs))
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(timeout=60) for worker in workers] == [0, 0]
        assert [worker.stderr.read() for worker in workers if worker.stderr] == ["", ""]
    done = told(deeds, "done")
    assert sorted(key for key, *_ in done) == KEYS
    assert {attempt for _, attempt, _ in done} == {"1"}
    assert {executor for *_, executor in done} == {"left", "right"}


@pytest.mark.parametrize(
    "stable",
    [pytest.param(True, id="the same name", marks=pytest.mark.slow), pytest.param(False, id="a new name")],
)
def test_of_sixty_jobs_none_is_lost_when_workers_are_killed_at_random(
    database: Database, jobs: Jobs, url: str, deeds: Path, stable: bool
) -> None:
    chance = random.Random(20261122)  # noqa: S311  # where to kill, not a secret
    ask(database, jobs, *[Job(key, chance.choice(["effect", "later"])) for key in KEYS])
    for life in range(4):
        names = ["left", "right"] if stable else [f"left-{life}", f"right-{life}"]
        with crew(url, deeds, *names, seconds=0.3) as workers:
            target = len(told(deeds, "begin")) + chance.randrange(4, 12)
            assert eventually(partial(begun_or_done, deeds, jobs, target))
            for worker in workers:
                worker.kill()
    with crew(url, deeds, "last", seconds=0.0):
        assert eventually(all_done(deeds, jobs))
    first_tries = [key for key, attempt, _ in told(deeds, "begin") if attempt == "1"]
    assert Counter(first_tries).most_common(1)[0][1] == 1
    assert len([attempt for _, attempt, _ in told(deeds, "begin") if int(attempt) > 1]) >= 4
    assert jobs.parked() == []
    assert jobs.failed_runs() == []


def test_the_jobs_of_a_worker_that_died_are_taken_up_by_another(
    database: Database, jobs: Jobs, url: str, deeds: Path
) -> None:
    with crew(url, deeds, "mortal", seconds=60):
        ask(database, jobs, Job("a", "effect"), Job("b", "effect", lane="slow"))
        assert eventually(lambda: len(told(deeds, "begin")) == 2)
    with crew(url, deeds, "heir", seconds=0):
        assert eventually(all_done(deeds, jobs, ["a", "b"]))
    assert sorted(told(deeds, "done")) == [["a", "2", "heir"], ["b", "2", "heir"]]


def test_a_frozen_worker_loses_its_jobs_to_another_and_does_no_harm_when_it_thaws(
    database: Database, jobs: Jobs, url: str, deeds: Path
) -> None:
    with crew(url, deeds, "sleeper", seconds=1.0) as [sleeper]:
        ask(database, jobs, Job("a", "effect"), Job("b", "effect"))
        assert eventually(lambda: len(told(deeds, "begin")) == 2)
        sleeper.send_signal(signal.SIGSTOP)
        with crew(url, deeds, "awake") as [awake]:
            assert eventually(lambda: len(told(deeds, "done")) == 2)
            sleeper.send_signal(signal.SIGCONT)
            assert eventually(lambda: len(told(deeds, "done")) == 4)
            ask(database, jobs, *[Job(key, "effect") for key in KEYS])
            assert eventually(all_done(deeds, jobs, [*KEYS, "a", "b"]))
            for worker in (sleeper, awake):
                worker.send_signal(signal.SIGTERM)
                assert worker.wait(timeout=60) == 0
    attempts = {(key, executor): attempt for key, attempt, executor in told(deeds, "done")}
    assert attempts["a", "sleeper"] == attempts["b", "sleeper"] == "1"
    assert attempts["a", "awake"] == attempts["b", "awake"] == "2"
    assert Counter(key for key, *_ in told(deeds, "done") if key in KEYS) == Counter(KEYS)


@pytest.mark.slow
def test_a_job_that_kills_its_workers_is_parked_before_it_has_killed_many(
    database: Database, jobs: Jobs, url: str, deeds: Path
) -> None:
    ask(database, jobs, Job("deadly", "deadly"), *[Job(key, "effect") for key in KEYS])
    for _ in range(6):
        with crew(url, deeds, "mortal") as [mortal]:
            assert mortal.wait(timeout=60) == -signal.SIGKILL
    with crew(url, deeds, "mortal"):
        assert eventually(all_done(deeds, jobs))
    assert [parked.job.key for parked in jobs.parked()] == ["deadly"]
    assert len([key for key, *_ in told(deeds, "begin") if key == "deadly"]) == 6
