"""How long does the baseline of a million events take? `python -m tests.bench.logs FILE.csv` measures it in a process
of its own, so that its memory is its own too.
"""

import csv
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.approval_log.read import read_log
from bot.calendars import working_calendar
from workflow.baseline import baseline
from workflow.team import CalendarSettings

EVENTS = 1_000_000
STEPS = ("submitted", "checked", "approved by the owner", "approved by the supervisor", "paid")
LONDON = CalendarSettings(timezone="Europe/London", working_hours="09:00-17:30", holidays="GB")
BEGUN = datetime(2023, 1, 2, 9, tzinfo=UTC)
THREE_YEARS = 3 * 365 * 86_400  # seconds


@dataclass(frozen=True)
class Measured:
    """What one baseline took: seconds to read the file and to sum it up, and the process's peak in megabytes."""

    reading: float
    summing: float
    megabytes: float


def write_log(path: Path, events: int) -> None:
    """Write a log of so many events, five to a case, over three years."""
    dice = Random(7)  # noqa: S311  # repeatable, not secret
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("case", "timestamp", "activity", "resource"))
        for case in range(events // len(STEPS)):
            at = BEGUN + timedelta(seconds=dice.randrange(THREE_YEARS))
            for number, step in enumerate(STEPS):
                writer.writerow((f"case-{case}", at.isoformat(), step, f"role {number}"))
                at += timedelta(seconds=round(dice.expovariate(1 / 100_000)))


def measured(folder: Path, events: int = EVENTS) -> Measured:
    """Return what the baseline of so many events takes in a fresh process."""
    path = folder / "approvals.csv"
    write_log(path, events)
    command = [sys.executable, "-m", __name__, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    return Measured(**json.loads(done.stdout))


def _measure(path: Path) -> dict[str, float]:
    began = time.perf_counter()
    read = read_log(path, {}, LONDON.zone)
    between = time.perf_counter()
    baseline(read.log, working_calendar(LONDON))
    return {"reading": between - began, "summing": time.perf_counter() - between, "megabytes": peak_megabytes()}


def peak_megabytes() -> float:
    """Return the most memory that this process has held.

    Where the kernel tells it of the program alone that is taken: `getrusage` begins with what its parent held.
    """
    status = Path("/proc/self/status")
    told = status.read_text("utf-8").splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM:")]
    if peaks:
        return peaks[0]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]))))  # noqa: T201  # the answer to the process that asked
