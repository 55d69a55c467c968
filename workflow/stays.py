"""Which handovers touch a stretch of time, and how did they stand at its end?"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workflow.brief import Brief, Handover
from workflow.latency import Clock, HandoverLatency, Spread, latency, spread
from workflow.team import CalendarSettings
from workflow.worktime import WorkedTime, WorkingCalendar

Calendars = Callable[[CalendarSettings], WorkingCalendar]
"""Finds the working calendar that a brief's settings mean."""


@dataclass(frozen=True)
class Period:
    """A stretch of time from `start` up to, but without, `end`."""

    start: datetime
    end: datetime

    def holds(self, instant: datetime | None) -> bool:
        """Tell whether `instant` lies in the period."""
        return instant is not None and self.start <= instant < self.end


class Clocks:
    """Tells the time of very many briefs: the sums of each calendar are made once.

    `since` and `until` bound all instants that will be asked about.
    """

    def __init__(self, calendars: Calendars, since: datetime, until: datetime) -> None:
        self._calendars, self._since, self._until = calendars, since, until
        self._worked: dict[CalendarSettings, WorkedTime] = {}
        self._clocks: dict[str, Clock] = {}

    @classmethod
    def over(cls, briefs: Sequence[Brief], calendars: Calendars, now: datetime) -> "Clocks":
        """Return clocks for everything that happened to `briefs`, up to `now`."""
        instants = [now, *(brief.opened_at for brief in briefs), *(brief.changed_at for brief in briefs)]
        return cls(calendars, min(instants), max(instants))

    def of(self, brief: Brief) -> Clock:
        """Return the clock of `brief`, by its own calendar."""
        found = self._clocks.get(brief.id)
        if found is None:
            found = self._clocks[brief.id] = Clock(self._sums(brief.calendar).between, brief.pauses)
        return found

    def _sums(self, calendar: CalendarSettings) -> WorkedTime:
        found = self._worked.get(calendar)
        if found is None:
            found = self._worked[calendar] = WorkedTime(self._calendars(calendar), self._since, self._until)
        return found


def stays(briefs: Iterable[Brief], period: Period, clocks: Clocks, now: datetime) -> list[HandoverLatency]:
    """Return the handovers that touch `period`, as they stood at its end (or now, while it goes on)."""
    return list(_stays(briefs, period, clocks, min(now, period.end)))


def _stays(briefs: Iterable[Brief], period: Period, clocks: Clocks, until: datetime) -> Iterator[HandoverLatency]:
    for brief in briefs:
        clock = clocks.of(brief)
        for handover in brief.handovers:
            closed = handover.closed_at
            if handover.handed_over_at < period.end and (closed is None or closed >= period.start):
                yield latency(brief, as_it_stood(handover, period.end), clock, until)


def as_it_stood(handover: Handover, end: datetime) -> Handover:
    """Return `handover` without what happened at `end` or later."""
    if handover.closed_at is not None and handover.closed_at >= end:
        handover = replace(handover, closed_at=None, decision=None, by=None)
    if handover.delivered_at is not None and handover.delivered_at >= end:
        handover = replace(handover, delivered_at=None, message=None)
    return handover


def decided_in(found: Iterable[HandoverLatency], period: Period) -> tuple[HandoverLatency, ...]:
    """Return those that were decided in `period` and whose delivery is known."""
    return tuple(stay for stay in found if stay.working is not None and period.holds(stay.decided_at))


def working_spread(handovers: Iterable[HandoverLatency]) -> Spread:
    """Return how the working time of the decided among `handovers` is spread."""
    return spread(h.working for h in handovers if h.working is not None)
