"""How long did each handover of a brief take, for the people and for Baton, and was it in time?

Nothing here is stored: every figure is folded from the brief's events whenever it is asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from workflow.brief import Brief, Decision, Handover, Interval
from workflow.events import Message
from workflow.inputs import CAMPAIGN
from workflow.worktime import WorkingCalendar, working_time

Quantity = TypeVar("Quantity", float, timedelta)

FEWEST = 5
"""Percentiles of fewer durations are not told to people: the durations themselves say as much."""

_WHOLE = 100  # per cent


@dataclass(frozen=True)
class Spread:
    """How a set of durations is spread; without any, the percentiles are None."""

    n: int
    p50: timedelta | None
    p85: timedelta | None
    p95: timedelta | None


@dataclass(frozen=True)
class HandoverLatency:
    """The time that one handover took; pauses are left out of every duration but Baton's own delay.

    Attributes:
        ended_at: when the stay ended, with a decision or because the brief was cancelled.
        decided_at: when it was decided; None while undecided.
        baton_delay: Baton's own delay, from handing over to delivery; None before the delivery.
        first_look_at: when somebody of the stage first did what the log records; None while nobody has.
        first_look: working time from delivery to then.
        first_look_calendar: calendar time from delivery to then.
        calendar: time from delivery to decision; None while undecided.
        working: the team's working time in it; None while undecided.
        waiting: working time since the delivery, up to the end of the stay or to the moment of asking.
        sla: working time within which the stage should decide.
        breached: whether `waiting` is more than `sla`: decided late, or still open past its SLA.
    """

    brief_id: str
    workflow: str
    stage: str
    revision: int
    handed_over_at: datetime
    delivered_at: datetime | None
    ended_at: datetime | None
    decided_at: datetime | None
    decision: Decision | None
    by: str | None
    message: Message | None
    baton_delay: timedelta | None
    first_look_at: datetime | None
    first_look: timedelta | None
    first_look_calendar: timedelta | None
    calendar: timedelta | None
    working: timedelta | None
    waiting: timedelta
    sla: timedelta
    breached: bool

    @property
    def is_waiting(self) -> bool:
        """Tell whether people have been asked and have not answered yet."""
        return self.delivered_at is not None and self.ended_at is None


@dataclass(frozen=True)
class Clock:
    """How time is told for one brief: in working hours by `worked`, on a wall, and neither while it is paused."""

    worked: Callable[[datetime, datetime], timedelta]
    pauses: Sequence[Interval] = ()

    def working(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end` without the pauses; zero when `end` is not after `start`."""
        return _without(self.pauses, self.worked, start, end) if self.pauses else self.worked(start, end)

    def calendar(self, start: datetime, end: datetime) -> timedelta:
        """Return the calendar time from `start` to `end` without the pauses."""
        return _without(self.pauses, _elapsed, start, end) if self.pauses else end - start


def _without(
    pauses: Sequence[Interval], measure: Callable[[datetime, datetime], timedelta], start: datetime, end: datetime
) -> timedelta:
    """Return what `measure` gives from `start` to `end` less what falls into `pauses`, which do not overlap."""
    whole = measure(start, end)
    for pause in pauses:
        since, until = max(pause.start, start), min(pause.end or end, end)
        if since < until:
            whole -= measure(since, until)
    return whole


def _elapsed(start: datetime, end: datetime) -> timedelta:
    return end - start


def stage_key(workflow: str, stage: str) -> str:
    """Return what tells a stage from another workflow's of the same name; those of campaign briefs go by their name."""
    return stage if workflow == CAMPAIGN else f"{workflow}/{stage}"


def stage_title(workflow: str, title: str) -> str:
    """Return a stage's title, which says of which workflow it is where that is not the campaign brief's."""
    return title if workflow == CAMPAIGN else f"{title} ({workflow})"


def latencies(brief: Brief, calendar: WorkingCalendar, now: datetime) -> list[HandoverLatency]:
    """Return the latency of every handover of `brief`, in order, as of `now`; `calendar` is the brief's own."""
    clock = Clock(partial(working_time, calendar), brief.pauses)
    return [latency(brief, handover, clock, now) for handover in brief.handovers]


def latency(brief: Brief, handover: Handover, clock: Clock, now: datetime) -> HandoverLatency:
    """Return the latency of one `handover` of `brief` as of `now`."""
    delivered, decided = handover.delivered_at, handover.decided_at
    waiting = clock.working(delivered, handover.closed_at or now) if delivered else timedelta()
    sla = next(stage for stage in brief.chain if stage.name == handover.stage).sla_time(brief.calendar)
    looked = first_look(brief, handover, now)
    elapsed = clock.calendar(delivered, decided) if delivered and decided else None
    if looked == decided or not (delivered and looked):  # mostly the first thing that anybody does is to decide
        seen, seen_elapsed = (waiting, elapsed) if delivered and decided else (None, None)
    else:
        seen, seen_elapsed = clock.working(delivered, looked), clock.calendar(delivered, looked)
    return HandoverLatency(
        brief_id=brief.id,
        workflow=brief.workflow,
        stage=handover.stage,
        revision=handover.revision,
        handed_over_at=handover.handed_over_at,
        delivered_at=delivered,
        ended_at=handover.closed_at,
        decided_at=decided,
        decision=handover.decision,
        by=handover.by,
        message=handover.message,
        baton_delay=delivered - handover.handed_over_at if delivered else None,
        first_look_at=looked,
        first_look=seen,
        first_look_calendar=seen_elapsed,
        calendar=elapsed,
        working=waiting if delivered and decided else None,
        waiting=waiting,
        sla=sla,
        breached=waiting > sla,
    )


def first_look(brief: Brief, handover: Handover, now: datetime) -> datetime | None:
    """Return when somebody first did at the stay what the log records, up to `now`; None when nobody did.

    That is a form for changes or a decline opened, the list of checks asked for, a reply in the thread, an approval,
    also one of several that are needed, a decision, or a document edited and handed in. Slack does not tell a bot who
    opened a message or a file.
    """
    seen = [handover.looked_at] if handover.looked_at and handover.looked_at <= now else []
    acted = _first_act(brief, handover, now)
    return min([*seen, *([acted] if acted else [])], default=None)


def _first_act(brief: Brief, handover: Handover, now: datetime) -> datetime | None:
    closed = handover.closed_at
    if closed is not None and (handover.decision or any(one.by_hand and one.at == closed for one in brief.revisions)):
        now = min(now, closed)
        last = closed if closed <= now else None
    else:
        last = None
    for approval in brief.approvals:  # in order of time
        if approval.revision == handover.revision and approval.stage == handover.stage:
            return approval.at if approval.at <= now else last
    return last


def paused_time(brief: Brief, calendar: WorkingCalendar, since: datetime, until: datetime) -> timedelta:
    """Return the working time between two instants in which the brief was paused."""
    return working_time(calendar, since, until) - Clock(partial(working_time, calendar), brief.pauses).working(
        since, until
    )


def drafting_times(brief: Brief) -> list[tuple[datetime, timedelta]]:
    """Return for each revision when it was written and how long after it was asked for.

    A revision is asked for by opening the brief or by requesting changes; the time until the author retried a draft
    that failed is part of it.
    """
    asked = {change.revision + 1: change.at for change in brief.changes}
    return [(written.at, written.at - asked.get(written.number, brief.opened_at)) for written in brief.revisions]


def percentile(values: Iterable[Quantity], percent: float) -> Quantity:
    """Return the value below which `percent` (0 to 100) of `values` lie, interpolated linearly between neighbours.

    Raises:
        ValueError: when there are no values or `percent` is out of range.
    """
    ordered = sorted(values)
    if not ordered or not 0 <= percent <= _WHOLE:
        raise ValueError("a percentile needs values, and a share from 0 to 100 of them")
    place = (len(ordered) - 1) * percent / _WHOLE
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(values: Iterable[timedelta]) -> Spread:
    """Return how `values` are spread."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0, None, None, None)
    p50, p85, p95 = (percentile(ordered, percent) for percent in (50, 85, 95))
    return Spread(len(ordered), p50, p85, p95)


def handover_json(handover: HandoverLatency) -> dict[str, object]:
    """Return `handover` in the JSON types of `baton brief show --json`: seconds as numbers, times in ISO 8601 UTC."""
    return {
        "stage": handover.stage,
        "revision": handover.revision,
        "handed_over_at": _iso(handover.handed_over_at),
        "delivered_at": _iso(handover.delivered_at),
        "decided_at": _iso(handover.decided_at),
        "decision": handover.decision.value if handover.decision else None,
        "by": handover.by,
        "baton_seconds": seconds(handover.baton_delay),
        "first_look_at": _iso(handover.first_look_at),
        "first_look_working_seconds": seconds(handover.first_look),
        "first_look_calendar_seconds": seconds(handover.first_look_calendar),
        "calendar_seconds": seconds(handover.calendar),
        "working_seconds": seconds(handover.working),
        "waiting_seconds": seconds(handover.waiting),
        "sla_seconds": seconds(handover.sla),
        "breached": handover.breached,
    }


def seconds(span: timedelta | None) -> float | None:
    """Return `span` in seconds, or None where there is none."""
    return None if span is None else span.total_seconds()


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()
