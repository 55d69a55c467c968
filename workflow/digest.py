"""What does one week of a team's handovers come to?

A week is summed up as it stood at its end: what happens later changes no figure of it, so a digest can be made again at
any time. Only the waits follow `now`, because they ask people to act. `docs/figures.md` defines every figure.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflow.brief import Brief, Handover, Status
from workflow.events import Message
from workflow.latency import HandoverLatency, Spread, drafting_times, latency, seconds, spread
from workflow.team import CalendarSettings, Team
from workflow.week import Week
from workflow.worktime import WorkingCalendar

Calendars = Callable[[CalendarSettings], WorkingCalendar]
"""Finds the working calendar that a brief's settings mean."""

MOST_WAITS = 3


@dataclass(frozen=True)
class Period:
    """A stretch of time from `start` up to, but without, `end`."""

    start: datetime
    end: datetime

    def holds(self, instant: datetime | None) -> bool:
        """Tell whether `instant` lies in the period."""
        return instant is not None and self.start <= instant < self.end


@dataclass(frozen=True)
class StageFigures:
    """One stage's week.

    Attributes:
        sla: working time within which the stage should decide, by the team as it is now; None for a former stage.
        decided: the handovers decided in the week whose delivery is known.
        breaches: handovers that were undecided past their SLA at some moment of the week.
    """

    name: str
    title: str
    sla: timedelta | None
    decided: tuple[HandoverLatency, ...]
    breaches: int

    @property
    def working(self) -> Spread:
        """The spread of working time from delivery to decision."""
        return working_spread(self.decided)

    @property
    def calendar(self) -> Spread:
        """The spread of calendar time from delivery to decision."""
        return spread(h.calendar for h in self.decided if h.calendar is not None)


@dataclass(frozen=True)
class Wait:
    """A handover that people have not decided yet: since when, and how much working time ago, they were asked."""

    brief_id: str
    name: str
    stage: str
    title: str
    since: datetime
    waiting: timedelta
    breached: bool
    message: Message | None


@dataclass(frozen=True)
class Digest:
    """One week of a team.

    Attributes:
        day_length: working time of one full working day of the team.
        before: working time of all handovers decided in the week before.
        opened: briefs opened in the week.
        completed: briefs that their last stage approved in the week.
        first_pass: those of the completed that never had changes requested.
        in_flight: briefs neither completed nor cancelled at the week's end, or now while the week goes on.
        waits: the oldest waits that began before the week's end and go on now.
        delivery: Baton's own delay of the week's deliveries.
        drafting: the agent's time for the week's revisions.
    """

    week: Week
    timezone: str
    day_length: timedelta
    stages: tuple[StageFigures, ...]
    before: Spread
    opened: int
    completed: int
    first_pass: int
    in_flight: int
    waits: tuple[Wait, ...]
    delivery: Spread
    drafting: Spread

    @property
    def working(self) -> Spread:
        """The headline: working time of all handovers decided in the week."""
        return working_spread(h for stage in self.stages for h in stage.decided)

    @property
    def change(self) -> timedelta | None:
        """By how much the headline's median changed from the week before; None unless both weeks have one."""
        if self.working.p50 is None or self.before.p50 is None:
            return None
        return self.working.p50 - self.before.p50

    @property
    def breaches(self) -> int:
        """Handovers of any stage that were undecided past their SLA at some moment of the week."""
        return sum(stage.breaches for stage in self.stages)

    @property
    def first_pass_yield(self) -> float | None:
        """The share of the completed briefs that never had changes requested; None when none was completed."""
        return self.first_pass / self.completed if self.completed else None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to say: nothing opened, decided, completed or late, and nobody waits."""
        return not (self.opened or self.completed or self.working.n or self.breaches or self.waits)


def digest(week: Week, team: Team, briefs: Iterable[Brief], calendars: Calendars, now: datetime) -> Digest:
    """Return what `week` comes to for `team`, from its `briefs`, as of `now`."""
    zone = team.calendar.zone
    period = Period(*week.bounds(zone))
    known = [brief for brief in briefs if brief.opened_at < period.end]
    completed = [b for b in known if b.status is Status.COMPLETED and period.holds(b.ended_at)]
    stays = _stays(known, period, calendars, now)
    return Digest(
        week=week,
        timezone=team.calendar.timezone,
        day_length=team.calendar.day_length,
        stages=_stages(team, known, stays, period),
        before=_headline_of(Period(*week.before().bounds(zone)), known, calendars, now),
        opened=sum(period.holds(brief.opened_at) for brief in known),
        completed=len(completed),
        first_pass=sum(not brief.changes for brief in completed),
        in_flight=sum(brief.ended_at is None or brief.ended_at >= period.end for brief in known),
        waits=_oldest_waits(known, period, calendars, now),
        delivery=spread(h.baton_delay for h in stays if h.baton_delay is not None and period.holds(h.delivered_at)),
        drafting=spread(took for b in known for written_at, took in drafting_times(b) if period.holds(written_at)),
    )


def working_spread(handovers: Iterable[HandoverLatency]) -> Spread:
    """Return how the working time of the decided among `handovers` is spread."""
    return spread(h.working for h in handovers if h.working is not None)


def _stays(briefs: Iterable[Brief], period: Period, calendars: Calendars, now: datetime) -> list[HandoverLatency]:
    """Return the handovers that touch `period`, as they stood at its end (or now, while it goes on)."""
    until = min(now, period.end)
    return [
        latency(brief, _as_it_stood(handover, period.end), calendars(brief.calendar), until)
        for brief in briefs
        for handover in brief.handovers
        if handover.handed_over_at < period.end and (handover.closed_at is None or handover.closed_at >= period.start)
    ]


def _as_it_stood(handover: Handover, end: datetime) -> Handover:
    """Return `handover` without what happened at `end` or later."""
    if handover.closed_at is not None and handover.closed_at >= end:
        handover = replace(handover, closed_at=None, decision=None, by=None)
    if handover.delivered_at is not None and handover.delivered_at >= end:
        handover = replace(handover, delivered_at=None, message=None)
    return handover


def _headline_of(period: Period, briefs: Iterable[Brief], calendars: Calendars, now: datetime) -> Spread:
    stays = _stays(briefs, period, calendars, now)
    return working_spread(h for h in stays if period.holds(h.decided_at))


def _stages(
    team: Team, briefs: Sequence[Brief], stays: Sequence[HandoverLatency], period: Period
) -> tuple[StageFigures, ...]:
    """Return the figures of the team's stages in order, then of former stages that still had handovers."""
    former = {stage.name: stage.title for brief in briefs for stage in brief.chain}
    slas = {stage.name: stage.sla_time(team.calendar) for stage in team.chain}
    titles = {stage.name: stage.title for stage in team.chain}
    titles |= {name: former[name] for name in sorted({h.stage for h in stays} - set(titles))}
    return tuple(
        StageFigures(
            name=name,
            title=title,
            sla=slas.get(name),
            decided=tuple(h for h in stays if h.stage == name and h.working is not None and period.holds(h.decided_at)),
            breaches=sum(h.stage == name and h.breached for h in stays),
        )
        for name, title in titles.items()
    )


def _oldest_waits(briefs: Iterable[Brief], period: Period, calendars: Calendars, now: datetime) -> tuple[Wait, ...]:
    waiting = [
        (handover.delivered_at, brief, handover)
        for brief in briefs
        if not brief.paused
        for handover in brief.open_handovers
        if handover.delivered_at and handover.delivered_at < period.end
    ]
    oldest = sorted(waiting, key=lambda wait: wait[0])[:MOST_WAITS]
    return tuple(_wait(brief, handover, since, calendars, now) for since, brief, handover in oldest)


def _wait(brief: Brief, handover: Handover, since: datetime, calendars: Calendars, now: datetime) -> Wait:
    open_now = latency(brief, handover, calendars(brief.calendar), now)
    stage = next(stage for stage in brief.chain if stage.name == open_now.stage)
    return Wait(
        brief_id=brief.id,
        name=brief.campaign.name,
        stage=stage.name,
        title=stage.title,
        since=since,
        waiting=open_now.waiting,
        breached=open_now.breached,
        message=open_now.message,
    )


def digest_json(digest: Digest) -> dict[str, object]:
    """Return `digest` in the JSON types of `baton latency --json`: durations in seconds, absent figures null."""
    return {
        "week": str(digest.week),
        "timezone": digest.timezone,
        "stages": [_stage_json(stage) for stage in digest.stages],
        "first_pass_yield": digest.first_pass_yield,
        "completed": digest.completed,
        "in_flight": digest.in_flight,
        "opened": digest.opened,
        "breaches": digest.breaches,
        "headline": _spread_json(digest.working),
        "headline_before": _spread_json(digest.before),
        "waits": [_wait_json(wait) for wait in digest.waits],
        "baton_delivery": _spread_json(digest.delivery),
        "agent_drafting": _spread_json(digest.drafting),
    }


def _stage_json(stage: StageFigures) -> dict[str, object]:
    working, calendar = stage.working, stage.calendar
    return {
        "name": stage.name,
        "title": stage.title,
        "n": working.n,
        "p50_working_seconds": seconds(working.p50),
        "p85_working_seconds": seconds(working.p85),
        "p50_calendar_seconds": seconds(calendar.p50),
        "p85_calendar_seconds": seconds(calendar.p85),
        "breaches": stage.breaches,
        "sla_seconds": seconds(stage.sla),
    }


def _spread_json(spread: Spread) -> dict[str, object]:
    return {"n": spread.n, "p50_seconds": seconds(spread.p50), "p85_seconds": seconds(spread.p85)}


def _wait_json(wait: Wait) -> dict[str, object]:
    return {
        "id": wait.brief_id,
        "name": wait.name,
        "stage": wait.stage,
        "working_seconds": seconds(wait.waiting),
        "breached": wait.breached,
    }
