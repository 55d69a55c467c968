"""What changed operationally in a month, against the three months before? Only what enough cases say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from workflow.digest import Digest, StageFigures
from workflow.latency import FEWEST
from workflow.leverage import Authorship
from workflow.suggestion import spent

LEAST_TIME = timedelta(minutes=15)
LEAST_PART = 0.15
"""A median that moved by less than this part of what it was, or by less than `LEAST_TIME`, did not change."""

LEAST_SHARE = 0.08
"""A share that moved by fewer than these points did not change."""


MOST_PICTURED, FEWEST_PICTURED = 4, 2
"""How many stages a picture shows: the more rows the table above it has, the fewer, so that both can be read."""


class Measure(StrEnum):
    """What changed."""

    MEDIAN = "median"
    ATTAINMENT = "attainment"
    FIRST_PASS = "first_pass"  # noqa: S105  # a yield, not a password


@dataclass(frozen=True)
class Shift:
    """One figure that changed: what it was over `n_before` cases and is over `n`; `stage` where it is a stage's.

    Exactly one of the pairs is given: times for `MEDIAN`, shares from 0 to 1 for the others.
    """

    measure: Measure
    stage: str | None
    n: int
    n_before: int
    time: timedelta = timedelta()
    time_before: timedelta = timedelta()
    share: float = 0.0
    share_before: float = 0.0

    @property
    def is_better(self) -> bool:
        """Tell whether it is the better for it: less time, more in time, more that passed first time."""
        return self.time < self.time_before or self.share > self.share_before


@dataclass(frozen=True)
class Report:
    """A month of a team with the months before it, the oldest first, and whose words the briefs of both had."""

    team: str
    month: Digest
    before: tuple[Digest, ...]
    written: tuple[Authorship, ...] = ()
    earlier: tuple[Authorship, ...] = ()


def pictured(digest: Digest) -> Digest:
    """Return `digest` with the stages that its picture in a report shows: of many those in which most time passed."""
    stages = digest.stages
    most = len(stages) if len(stages) <= MOST_PICTURED else max(FEWEST_PICTURED, 2 * MOST_PICTURED - len(stages))
    longest = sorted(stages, key=spent, reverse=True)[:most]
    return replace(digest, stages=tuple(stage for stage in stages if stage in longest))


def shifts(report: Report) -> tuple[Shift, ...]:
    """Return what changed, the handovers of all stages first, then stage by stage, then whole briefs."""
    return tuple(found for found in _compared(report) if found is not None)


def _compared(report: Report) -> Iterator[Shift | None]:
    month, before = report.month, report.before
    now, trailing = month.working, month.trailing
    yield _time(None, (now.n, now.p50), (trailing.n, trailing.p50))
    for stage in month.stages:
        recent = stage.recent_working
        told = (stage.working.n, stage.working.p50)
        yield _time(stage.title, told, (recent.n, recent.p50))
        yield _share(Measure.ATTAINMENT, stage.title, (stage.in_time, stage.working.n), in_time_before(stage))
    first = (sum(each.first_pass for each in before), sum(each.completed for each in before))
    yield _share(Measure.FIRST_PASS, None, (month.first_pass, month.completed), first)


def in_time_before(stage: StageFigures) -> tuple[int, int]:
    """Return how many of a stage's handovers before were decided in time, and of how many."""
    return sum(not stay.breached for stay in stage.recent), len(stage.recent)


def _time(stage: str | None, now: tuple[int, timedelta | None], before: tuple[int, timedelta | None]) -> Shift | None:
    (n, time), (n_before, time_before) = now, before
    if time is None or time_before is None or min(n, n_before) < FEWEST:
        return None
    moved = abs(time - time_before)
    if moved < LEAST_TIME or moved < LEAST_PART * time_before:
        return None
    return Shift(Measure.MEDIAN, stage, n, n_before, time=time, time_before=time_before)


def _share(measure: Measure, stage: str | None, now: tuple[int, int], before: tuple[int, int]) -> Shift | None:
    (some, n), (some_before, n_before) = now, before
    if min(n, n_before) < FEWEST or abs(some / n - some_before / n_before) < LEAST_SHARE:
        return None
    return Shift(measure, stage, n, n_before, share=some / n, share_before=some_before / n_before)
