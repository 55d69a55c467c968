"""What does one week, or one month, of a team's handovers come to?

A stretch is summed up as it stood at its end: what happens later changes no figure of it, so a digest can be made again
at any time. Only the waits follow `now`, because they ask people to act. `docs/figures.md` defines every figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.brief import Brief
from workflow.flow import Flow, flow, is_completed_in
from workflow.inputs import CAMPAIGN
from workflow.latency import HandoverLatency, Spread, drafting_times, spread, stage_key, stage_title
from workflow.leverage import Leverage, leverage
from workflow.stays import Calendars, Clocks, Period, decided_in, stays, working_spread
from workflow.team import Team
from workflow.waits import Wait, usual_of, waits_of
from workflow.week import Span, Week, spans_before

MOST_WAITS = 3
WEEKS_COMPARED, MONTHS_COMPARED = 4, 3


@dataclass(frozen=True)
class StageFigures:
    """One stage's week or month.

    Attributes:
        sla: working time within which the stage should decide, by the team as it is now; None for a former stage.
        decided: the handovers decided in it whose delivery is known.
        breaches: handovers that were undecided past their SLA at some moment of it.
        recent: the handovers decided in the weeks or months that it is compared with.
        waiting: handovers that were delivered and not decided at its end.
        workflow: the name of the workflow in whose chain it stands.
    """

    name: str
    title: str
    sla: timedelta | None
    decided: tuple[HandoverLatency, ...]
    breaches: int
    recent: tuple[HandoverLatency, ...] = ()
    waiting: int = 0
    workflow: str = CAMPAIGN

    @property
    def working(self) -> Spread:
        """The spread of working time from delivery to decision."""
        return working_spread(self.decided)

    @property
    def recent_working(self) -> Spread:
        """The same in the weeks or months before."""
        return working_spread(self.recent)

    @property
    def calendar(self) -> Spread:
        """The spread of calendar time from delivery to decision."""
        return spread(h.calendar for h in self.decided if h.calendar is not None)

    @property
    def first_look(self) -> Spread:
        """The spread of working time from delivery to the first act that the log records."""
        return spread(h.first_look for h in self.decided if h.first_look is not None)

    @property
    def in_time(self) -> int:
        """How many of the decided were decided within their SLA."""
        return sum(not h.breached for h in self.decided)

    @property
    def attainment(self) -> float | None:
        """The share of the decided that were decided within their SLA; None when nothing was decided."""
        return self.in_time / len(self.decided) if self.decided else None

    @property
    def usual(self) -> timedelta | None:
        """What 85 % of the stage's decisions did not exceed, of these and the recent; None of fewer than five."""
        return usual_of((*self.decided, *self.recent))


@dataclass(frozen=True)
class Digest:
    """One week or month of a team.

    Attributes:
        day_length: working time of one full working day of the team.
        before: working time of all handovers decided in the week or month before.
        trailing: the same of the four weeks, or three months, before.
        opened: briefs opened in it.
        completed: briefs that their last stage approved in it.
        first_pass: those of the completed that never had changes requested.
        in_flight: briefs neither completed nor cancelled at its end, or now while it goes on.
        waits: what needs action first, of the waits that began before its end and go on now.
        waiting: how many such waits there are.
        unusual: how many of them have waited longer than is usual at their stage.
        delivery: Baton's own delay of its deliveries.
        drafting: the agent's time for its revisions.
        flow: how work flowed in it and in the weeks or months it is compared with.
        loops: requests for changes made in it.
        leverage: the minutes that authors told in it, and what else it says of the agent's use.
    """

    span: Span
    timezone: str
    day_length: timedelta
    stages: tuple[StageFigures, ...]
    before: Spread
    trailing: Spread
    opened: int
    completed: int
    first_pass: int
    in_flight: int
    waits: tuple[Wait, ...]
    waiting: int
    unusual: int
    delivery: Spread
    drafting: Spread
    flow: Flow
    loops: int
    leverage: Leverage

    @property
    def working(self) -> Spread:
        """The headline: working time of all handovers decided in it."""
        return working_spread(h for stage in self.stages for h in stage.decided)

    @property
    def change(self) -> timedelta | None:
        """By how much the headline's median changed from the one before; None unless both have one."""
        return _difference(self.working, self.before)

    @property
    def change_from_trailing(self) -> timedelta | None:
        """By how much the headline's median differs from that of the weeks or months before; None unless both are."""
        return _difference(self.working, self.trailing)

    @property
    def breaches(self) -> int:
        """Handovers of any stage that were undecided past their SLA at some moment of it."""
        return sum(stage.breaches for stage in self.stages)

    @property
    def first_pass_yield(self) -> float | None:
        """The share of the completed briefs that never had changes requested; None when none was completed."""
        return self.first_pass / self.completed if self.completed else None

    @property
    def attainment(self) -> float | None:
        """The share of the decided handovers that were decided within their SLA; None when none was decided."""
        return sum(stage.in_time for stage in self.stages) / self.working.n if self.working.n else None

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to say: nothing opened, decided, completed or late, and nobody waits."""
        return not (self.opened or self.completed or self.working.n or self.breaches or self.waits)


def _difference(told: Spread, other: Spread) -> timedelta | None:
    return None if told.p50 is None or other.p50 is None else told.p50 - other.p50


def compared_with(span: Span) -> int:
    """Return with how many weeks or months before it `span` is compared."""
    return WEEKS_COMPARED if isinstance(span, Week) else MONTHS_COMPARED


def window(span: Span, team: Team) -> Period:
    """Return the stretch of which a digest of `span` must know what happened: its own and what it is compared with."""
    zone = team.calendar.zone
    return Period(spans_before(span, compared_with(span)).bounds(zone)[0], span.bounds(zone)[1])


def digest(span: Span, team: Team, briefs: Iterable[Brief], calendars: Calendars, now: datetime) -> Digest:
    """Return what `span` comes to for `team`, from its `briefs`, as of `now`.

    Of the briefs those are needed to which something happened in its `window`, and those in flight at its end.
    """
    zone = team.calendar.zone
    period, whole = Period(*span.bounds(zone)), window(span, team)
    known = [brief for brief in briefs if brief.opened_at < period.end]
    clocks = Clocks.over(known, calendars, max(now, period.end))
    found = stays(known, period, clocks, now)
    recent = decided_in(stays(known, Period(whole.start, period.start), clocks, now), Period(whole.start, period.start))
    stages = _stages(team, known, found, recent, period)
    waits = waits_of(
        known, {stage_key(stage.workflow, stage.name): stage.usual for stage in stages}, clocks, now, before=period.end
    )
    completed = [brief for brief in known if is_completed_in(brief, period)]
    flowed = flow(known, whole, clocks, now)
    return Digest(
        span=span,
        timezone=team.calendar.timezone,
        day_length=team.calendar.day_length,
        stages=stages,
        before=working_spread(decided_in(recent, Period(*span.before().bounds(zone)))),
        trailing=working_spread(recent),
        opened=sum(period.holds(brief.opened_at) for brief in known),
        completed=len(completed),
        first_pass=sum(not brief.changes for brief in completed),
        in_flight=sum(brief.ended_at is None or brief.ended_at >= period.end for brief in known),
        waits=tuple(waits[:MOST_WAITS]),
        waiting=len(waits),
        unusual=sum(wait.is_unusual for wait in waits),
        delivery=spread(h.baton_delay for h in found if h.baton_delay is not None and period.holds(h.delivered_at)),
        drafting=spread(took for b in known for written_at, took in drafting_times(b) if period.holds(written_at)),
        flow=flowed,
        loops=sum(period.holds(change.at) for brief in known for change in brief.changes),
        leverage=leverage(known, period, team.baseline_minutes),
    )


def _stages(
    team: Team,
    briefs: Sequence[Brief],
    found: Sequence[HandoverLatency],
    recent: Sequence[HandoverLatency],
    period: Period,
) -> tuple[StageFigures, ...]:
    """Return the figures of the team's stages in order, then of former stages that still had handovers.

    A stage is one of its workflow: of two workflows that have a stage of the same name, each has figures of its own.
    """
    own = {(CAMPAIGN, stage.name): stage for stage in team.chain}
    own |= {(name, stage.name): stage for name, chain in team.chains.items() for stage in chain}
    known = {(brief.workflow, stage.name): stage.title for brief in briefs for stage in brief.chain}
    titles = {key: stage.title for key, stage in own.items() if key[0] == CAMPAIGN or key in known}
    titles |= {key: known[key] for key in sorted({(h.workflow, h.stage) for h in found} - set(titles))}
    decided = decided_in(found, period)
    return tuple(
        StageFigures(
            name=name,
            title=stage_title(workflow, title),
            workflow=workflow,
            sla=own[workflow, name].sla_time(team.calendar) if (workflow, name) in own else None,
            decided=tuple(h for h in decided if (h.workflow, h.stage) == (workflow, name)),
            breaches=sum((h.workflow, h.stage) == (workflow, name) and h.breached for h in found),
            recent=tuple(h for h in recent if (h.workflow, h.stage) == (workflow, name)),
            waiting=sum((h.workflow, h.stage) == (workflow, name) and h.is_waiting for h in found),
        )
        for (workflow, name), title in titles.items()
    )
