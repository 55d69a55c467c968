"""Which one thing do the figures suggest to change? It follows from a figure, or there is none."""

from dataclasses import dataclass
from datetime import timedelta

from workflow.digest import Digest, StageFigures
from workflow.flow import WHOLE_BRIEF, Reason
from workflow.latency import FEWEST, HandoverLatency

LOW_ATTAINMENT = 0.8
LARGE_SHARE = 0.5
COMMON_REASON = 0.4
FEWEST_LOOPS = 3
GROWING = 1.5


@dataclass(frozen=True)
class MissedSla:
    """A stage that decided too few of its handovers within its SLA, the slowest of those in all."""

    stage: StageFigures
    in_time: int
    of: int


@dataclass(frozen=True)
class CommonReason:
    """A section that many requests for changes concerned."""

    reason: Reason
    of: int


@dataclass(frozen=True)
class Bottleneck:
    """A stage in which most of the waiting time passed: `share` of it, 0 to 1."""

    stage: StageFigures
    share: float


@dataclass(frozen=True)
class Backlog:
    """More was in flight than what is completed accounts for: `ratio` times as much."""

    in_flight: int
    ratio: float


Suggestion = MissedSla | CommonReason | Bottleneck | Backlog


def suggestion(digest: Digest) -> Suggestion | None:
    """Return what the figures of `digest`, with those it is compared with, suggest first; None when they do not."""
    return _missed_sla(digest) or _common_reason(digest) or _bottleneck(digest) or _backlog(digest)


def _all(stage: StageFigures) -> tuple[HandoverLatency, ...]:
    return (*stage.recent, *stage.decided)


def spent(stage: StageFigures) -> timedelta:
    """Return the working time that all handovers of a stage waited, of the week and of those it is compared with."""
    return sum((h.waiting for h in _all(stage)), timedelta())


def _missed_sla(digest: Digest) -> MissedSla | None:
    found = []
    for stage in digest.stages:
        decided = _all(stage)
        in_time = sum(not h.breached for h in decided)
        if stage.sla is not None and len(decided) >= FEWEST and in_time < LOW_ATTAINMENT * len(decided):
            found.append(MissedSla(stage, in_time, len(decided)))
    return max(found, key=lambda missed: spent(missed.stage), default=None)


def _common_reason(digest: Digest) -> CommonReason | None:
    named = [reason for reason in digest.flow.reasons if not reason.code.endswith(WHOLE_BRIEF)]
    if not named or named[0].count < max(FEWEST_LOOPS, COMMON_REASON * digest.flow.loops):
        return None
    return CommonReason(named[0], digest.flow.loops)


def _bottleneck(digest: Digest) -> Bottleneck | None:
    total = sum((spent(stage) for stage in digest.stages), timedelta())
    worst = max(digest.stages, key=spent, default=None)
    if worst is None or not total or len(digest.stages) == 1 or len(_all(worst)) < FEWEST:
        return None
    share = spent(worst) / total
    return Bottleneck(worst, share) if share >= LARGE_SHARE else None


def _backlog(digest: Digest) -> Backlog | None:
    ratio = digest.flow.littles_ratio
    if ratio is None or ratio < GROWING or digest.flow.completed < FEWEST:
        return None
    return Backlog(digest.in_flight, ratio)
