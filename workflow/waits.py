"""What do people have before them that they have not decided yet, and is it longer there than is usual at its stage?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.brief import Brief, Handover
from workflow.events import Message
from workflow.latency import FEWEST, HandoverLatency, latency, stage_key, stage_title
from workflow.stays import Calendars, Clocks, Period, decided_in, stays, working_spread


@dataclass(frozen=True)
class Wait:
    """A handover that people have not decided yet: since when, and how much working time ago, they were asked.

    `usual` is what 85 % of the stage's decisions do not exceed, where enough are known; `sla` its SLA.
    """

    brief_id: str
    name: str
    stage: str
    title: str
    since: datetime
    waiting: timedelta
    breached: bool
    message: Message | None
    sla: timedelta
    usual: timedelta | None = None

    @property
    def is_unusual(self) -> bool:
        """Tell whether it has waited longer than 85 % of the stage's decisions took."""
        return self.usual is not None and self.waiting > self.usual

    @property
    def urgency(self) -> float:
        """How often the wait holds what is usual at the stage, or its SLA where that is not known."""
        return self.waiting / max(self.usual or self.sla, timedelta(seconds=1))


def usual_of(decided: Iterable[HandoverLatency]) -> timedelta | None:
    """Return what 85 % of these decisions of a stage did not exceed in working time; None of fewer than five."""
    told = working_spread(decided)
    return told.p85 if told.n >= FEWEST else None


def usual_times(
    briefs: Iterable[Brief], period: Period, calendars: Calendars, now: datetime
) -> dict[str, timedelta | None]:
    """Return what is usual at each stage, by its `stage_key`, from the decisions of `period`."""
    known = [brief for brief in briefs if brief.opened_at < period.end]
    clocks = Clocks.over(known, calendars, max(now, period.end))
    by_stage: dict[str, list[HandoverLatency]] = {}
    for one in decided_in(stays(known, period, clocks, now), period):
        by_stage.setdefault(stage_key(one.workflow, one.stage), []).append(one)
    return {stage: usual_of(decided) for stage, decided in by_stage.items()}


def waits_of(
    briefs: Iterable[Brief],
    usual: Mapping[str, timedelta | None],
    clocks: Clocks,
    now: datetime,
    *,
    before: datetime | None = None,
) -> list[Wait]:
    """Return the waits that go on now and began `before` that moment, what needs action first in front.

    `usual` is what is usual at each stage, by its `stage_key`. While a brief is paused nobody is waited for.
    """
    found = [
        _wait(brief, handover, clocks, usual, now)
        for brief in briefs
        if not brief.paused
        for handover in brief.open_handovers
        if handover.delivered_at and (before is None or handover.delivered_at < before)
    ]
    return sorted(found, key=lambda wait: (-wait.urgency, wait.since))


def _wait(
    brief: Brief, handover: Handover, clocks: Clocks, usual: Mapping[str, timedelta | None], now: datetime
) -> Wait:
    open_now = latency(brief, handover, clocks.of(brief), now)
    stage = next(stage for stage in brief.chain if stage.name == open_now.stage)
    return Wait(
        brief_id=brief.id,
        name=brief.name,
        stage=stage.name,
        title=stage_title(brief.workflow, stage.title),
        since=handover.delivered_at or now,
        waiting=open_now.waiting,
        breached=open_now.breached,
        message=open_now.message,
        sla=open_now.sla,
        usual=usual.get(stage_key(brief.workflow, stage.name)),
    )
