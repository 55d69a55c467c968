"""How does work flow through a team: how long does a brief take, how much of that is waiting, what comes back?

Briefs that were completed in a stretch of time are counted in it. `docs/figures.md` defines every figure and says what
it does not tell.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.brief import Brief, Status
from workflow.events import ChangesRequested
from workflow.inputs import CAMPAIGN
from workflow.latency import Clock, Spread, drafting_times, first_look, spread
from workflow.stays import Clocks, Period

WHOLE_BRIEF = "whole"
"""The reason code of a request for changes that names no section."""


@dataclass(frozen=True)
class BriefLatency:
    """The time that one completed brief took.

    Attributes:
        lead: calendar time from opening to completion; `lead_working` the team's working time in it.
        cycle: calendar time from the first delivery to completion; None when no delivery is known.
        touch: the part of `lead_working` in which the log shows somebody at work, the agent or a stage.
        loops: how often changes were requested.
    """

    brief_id: str
    lead: timedelta
    lead_working: timedelta
    cycle: timedelta | None
    cycle_working: timedelta | None
    touch: timedelta
    loops: int


@dataclass(frozen=True)
class Reason:
    """A reason code of requested changes, which is the section they concern, and how often it was given."""

    code: str
    count: int


@dataclass(frozen=True)
class Flow:
    """How work flowed in a stretch of time.

    Attributes:
        lead: working time from opening to completion of the briefs completed in it; `lead_calendar` the calendar time.
        cycle: working time from their first delivery to completion.
        efficiency: the part of their lead time in which the log shows somebody at work; None without lead time.
        loops: requests for changes made in the stretch.
        reasons: what those concerned, the commonest first.
        completed: briefs completed in it.
        in_progress: how many were in flight on average over the stretch.
        littles_ratio: `in_progress` divided by what Little's law expects: throughput times the mean time from opening
            to completion, pauses included as in `in_progress`. Near 1 when as much comes in as goes out; None without
            completed briefs.
    """

    lead: Spread
    lead_calendar: Spread
    cycle: Spread
    efficiency: float | None
    loops: int
    reasons: tuple[Reason, ...]
    completed: int
    in_progress: float
    littles_ratio: float | None


def flow(briefs: Sequence[Brief], period: Period, clocks: Clocks, now: datetime) -> Flow:
    """Return how the work of `briefs` flowed in `period`, or in its part up to `now`."""
    ended = Period(period.start, min(period.end, now)) if period.start < now else period
    done = [brief for brief in briefs if is_completed_in(brief, period)]
    completed = [brief_latency(brief, clocks.of(brief)) for brief in done]
    lead = sum((one.lead_working for one in completed), timedelta())
    touch = sum((one.touch for one in completed), timedelta())
    in_progress = _in_progress(briefs, ended)
    stood = sum((brief.ended_at - brief.opened_at for brief in done if brief.ended_at), timedelta())
    expected = stood / (ended.end - ended.start)
    return Flow(
        lead=spread(one.lead_working for one in completed),
        lead_calendar=spread(one.lead for one in completed),
        cycle=spread(one.cycle_working for one in completed if one.cycle_working is not None),
        efficiency=touch / lead if lead else None,
        loops=sum(period.holds(change.at) for brief in briefs for change in brief.changes),
        reasons=_reasons(briefs, period),
        completed=len(completed),
        in_progress=in_progress,
        littles_ratio=in_progress / expected if expected else None,
    )


def is_completed_in(brief: Brief, period: Period) -> bool:
    """Tell whether the last stage approved `brief` in `period`."""
    return brief.status is Status.COMPLETED and period.holds(brief.ended_at)


def brief_latency(brief: Brief, clock: Clock) -> BriefLatency:
    """Return the time that a completed brief took.

    Raises:
        ValueError: when the brief is not completed.
    """
    if brief.status is not Status.COMPLETED or brief.ended_at is None:
        raise ValueError(f"{brief.id} is not completed")
    begun = min((stay.delivered_at for stay in brief.handovers if stay.delivered_at), default=None)
    return BriefLatency(
        brief_id=brief.id,
        lead=clock.calendar(brief.opened_at, brief.ended_at),
        lead_working=clock.working(brief.opened_at, brief.ended_at),
        cycle=clock.calendar(begun, brief.ended_at) if begun else None,
        cycle_working=clock.working(begun, brief.ended_at) if begun else None,
        touch=_touched(brief, clock, brief.ended_at),
        loops=len(brief.changes),
    )


def _touched(brief: Brief, clock: Clock, end: datetime) -> timedelta:
    """Return the working time in which the agent wrote, or a stage had begun to answer and had not decided yet."""
    stretches = [(written_at - took, written_at) for written_at, took in drafting_times(brief)]
    for stay in brief.handovers:
        looked = first_look(brief, stay, end)
        if looked and stay.closed_at and looked < stay.closed_at:
            stretches.append((looked, stay.closed_at))
    return sum((clock.working(start, stop) for start, stop in _united(stretches)), timedelta())


def _united(stretches: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return `stretches` in order with those that overlap joined, so that no moment counts twice."""
    united: list[tuple[datetime, datetime]] = []
    for start, end in sorted(stretches):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return united


def _reasons(briefs: Iterable[Brief], period: Period) -> tuple[Reason, ...]:
    codes = Counter(_code(brief, change) for brief in briefs for change in brief.changes if period.holds(change.at))
    return tuple(Reason(code, count) for code, count in sorted(codes.items(), key=lambda pair: (-pair[1], pair[0])))


def _code(brief: Brief, change: ChangesRequested) -> str:
    """Return what a request concerned; of another workflow than the campaign brief's it says which."""
    code = change.section or WHOLE_BRIEF
    return code if brief.workflow == CAMPAIGN else f"{brief.workflow}/{code}"


def _in_progress(briefs: Iterable[Brief], period: Period) -> float:
    """Return how many briefs were in flight on average over `period`."""
    alive = timedelta()
    for brief in briefs:
        since, until = max(brief.opened_at, period.start), min(brief.ended_at or period.end, period.end)
        alive += max(until - since, timedelta())
    return alive / (period.end - period.start)
