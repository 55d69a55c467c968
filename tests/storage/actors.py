"""What other processes do to a database while a test looks on. Run as `python -m tests.storage.actors DEED URL …`."""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

from storage.database import Database
from storage.jobs import Job, Jobs, RetryLater, Worker
from storage.ledger import Ledger
from storage.migrate import migrate
from tests.workflow import story
from workflow.errors import Stale
from workflow.events import Approved


def clock() -> datetime:
    return datetime.now(UTC)


def migrates(url: str) -> None:
    database = Database.connect(url)
    _together()
    migrate(database)
    database.close()


def clicks(url: str, first: str, last: str) -> None:
    """Approve each of the briefs once and say how often that was done and how often politely refused."""
    database = Database.connect(url)
    jobs = Jobs(database)
    ledger = Ledger(database, jobs)
    _together()
    done = refused = 0
    for number in range(int(first), int(last)):
        try:
            ledger.submit(f"BRF-{number}", story.yes(), clock())
        except Stale:
            refused += 1
        else:
            done += 1
    database.close()
    _say(f"{done} {refused}")


def opens(url: str, count: str) -> None:
    """Open briefs by the gestures that another process has, too."""
    database = Database.connect(url)
    ledger = Ledger(database, Jobs(database))
    _together()
    _say(" ".join(ledger.open(story.opening(), f"view-{i}", clock()).id for i in range(int(count))))
    database.close()


def works(url: str, executor_id: str, deeds: str, seconds: str) -> None:
    """Perform jobs, each by writing a line into the file `deeds`, until told to stop."""
    database = Database.connect(url)

    def perform(job: Job, attempt: int) -> None:
        _note(deeds, f"begin {job.key} {attempt} {executor_id}")
        if job.name == "later" and attempt == 1:
            raise RetryLater(timedelta(seconds=0.2))
        if job.name == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(float(seconds))
        _note(deeds, f"done {job.key} {attempt} {executor_id}")

    def on_failure(job: Job, attempt: int, error: Exception) -> None:
        _note(deeds, f"failed {job.key} {attempt} {error}")

    beat = timedelta(seconds=0.25)
    worker = Worker(database, perform, executor_id, now=clock, on_failure=on_failure, concurrency=4, beat=beat)
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    worker.start()
    _say("working")
    while not stopping:
        time.sleep(0.02)
    worker.stop(timedelta(seconds=10))
    database.close()


def approvals(ledger: Ledger, brief_id: str) -> int:
    return sum(isinstance(event, Approved) for event in ledger.history(brief_id))


def _together() -> None:
    """Say that everything is ready and wait for the word, so that processes begin at once."""
    _say("ready")
    sys.stdin.readline()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _note(path: str, line: str) -> None:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


if __name__ == "__main__":
    ACTORS: dict[str, Callable[..., None]] = {"migrates": migrates, "clicks": clicks, "opens": opens, "works": works}
    ACTORS[sys.argv[1]](*sys.argv[2:])
