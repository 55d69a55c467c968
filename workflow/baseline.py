"""Where does an approval chain that Baton did not record lose its time?

Every wait runs from one event of a case to its next and is counted under the activity that ended it: that is what the
case was waiting for. Instants and durations are whole microseconds here, since logs of a million events are measured.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from workflow.latency import Spread, percentile
from workflow.worktime import EPOCH, MICROSECOND, WorkedTime, WorkingCalendar

_HOUR = 3_600_000_000
UNKNOWN = 0
"""The number of a resource that the log does not name."""


@dataclass(frozen=True)
class ApprovalLog:
    """The events of many cases in the order in which they were written down, one column each.

    Attributes:
        cases: the number of each event's case, from 0 up.
        at: its instant, in microseconds since 1970 (UTC).
        activities: the number of its activity, a place in `names`.
        resources: the number of who or what did it, `UNKNOWN` where that is not told; None when the log has none.
    """

    names: Sequence[str]
    cases: Sequence[int]
    at: Sequence[int]
    activities: Sequence[int]
    resources: Sequence[int] | None = None


@dataclass(frozen=True)
class ActivityWaits:
    """How long cases waited for one activity since their previous event.

    Attributes:
        share: the part of all cases' working time that passed in these waits, 0 to 1.
        per_case: working time that a case spent in these waits, on average over the cases measured.
    """

    activity: str
    working: Spread
    calendar: Spread
    share: float
    per_case: timedelta


@dataclass(frozen=True)
class Baseline:
    """What an approval log comes to.

    Attributes:
        cases: how many there are; `measured` of them have more than one event.
        first: the earliest event.
        last: the latest event.
        lead_working: working time from a case's first event to its last, over the cases measured.
        lead_calendar: the same in calendar time.
        per_case: the mean of `lead_working`: the activities' means add up to it.
        activities: what was waited for, the costliest first.
        handed_on: the part of the working time that passed while a case went from one resource to another; None when
            the log names no resources.
        repeated: how many of the cases measured had the same activity more than once.
    """

    cases: int
    measured: int
    events: int
    first: datetime
    last: datetime
    day_length: timedelta
    lead_working: Spread
    lead_calendar: Spread
    per_case: timedelta
    activities: tuple[ActivityWaits, ...]
    handed_on: float | None
    repeated: int


@dataclass
class _Sums:
    """What is added up over the cases."""

    working: list["array[int]"]
    calendar: list["array[int]"]
    lead_working: "array[int]" = field(default_factory=lambda: array("q"))
    lead_calendar: "array[int]" = field(default_factory=lambda: array("q"))
    known: int = 0
    handed_on: int = 0
    repeated: int = 0


def baseline(log: ApprovalLog, calendar: WorkingCalendar) -> Baseline:
    """Return what `log` comes to by `calendar`; events of one case follow their time, equal ones their order.

    Raises:
        ValueError: when the log has no event.
    """
    if not log.at:
        raise ValueError("a baseline needs events")
    first, last = (EPOCH + MICROSECOND * at for at in (min(log.at), max(log.at)))
    worked = WorkedTime(calendar, first, last)
    until = array("q", map(worked.until, log.at))
    cases = list(_cases(log))
    sums = _Sums([array("q") for _ in log.names], [array("q") for _ in log.names])
    for case in cases:
        if len(case) > 1:
            _add(sums, log, until, case)
    total = sum(sums.lead_working)
    return Baseline(
        cases=len(cases),
        measured=len(sums.lead_working),
        events=len(log.at),
        first=first,
        last=last,
        day_length=calendar.day_length,
        lead_working=spread_of(sums.lead_working),
        lead_calendar=spread_of(sums.lead_calendar),
        per_case=_each(total, len(sums.lead_working)),
        activities=tuple(_activities(sums, log.names, total)),
        handed_on=sums.handed_on / sums.known if sums.known else None,
        repeated=sums.repeated,
    )


def _cases(log: ApprovalLog) -> Iterator[list[int]]:
    """Yield the places of each case's events, in order of time."""
    cases: list[list[int]] = [[] for _ in range(max(log.cases) + 1)]
    for place, case in enumerate(log.cases):
        cases[case].append(place)
    for places in cases:
        places.sort(key=log.at.__getitem__)
        yield places


def _add(sums: _Sums, log: ApprovalLog, until: Sequence[int], case: Sequence[int]) -> None:
    at, activities, resources = log.at, log.activities, log.resources
    for before, event in pairwise(case):
        worked, activity = until[event] - until[before], activities[event]
        sums.working[activity].append(worked)
        sums.calendar[activity].append(at[event] - at[before])
        if resources is not None and (giver := resources[before]) and (taker := resources[event]):
            sums.known += worked
            sums.handed_on += worked if giver != taker else 0
    sums.lead_working.append(until[case[-1]] - until[case[0]])
    sums.lead_calendar.append(at[case[-1]] - at[case[0]])
    sums.repeated += len({activities[event] for event in case}) < len(case)


def _activities(sums: _Sums, names: Sequence[str], total: int) -> Iterator[ActivityWaits]:
    """Yield what was waited for, that with the longest working time in all first, equal ones by name."""
    spent = [sum(waits) for waits in sums.working]
    waited = (number for number, waits in enumerate(sums.working) if waits)
    for number in sorted(waited, key=lambda number: (-spent[number], names[number])):
        yield ActivityWaits(
            activity=names[number],
            working=spread_of(sums.working[number]),
            calendar=spread_of(sums.calendar[number]),
            share=spent[number] / total if total else 0.0,
            per_case=_each(spent[number], len(sums.lead_working)),
        )


def _each(total: int, count: int) -> timedelta:
    return timedelta(microseconds=total / count) if count else timedelta()


def spread_of(microseconds: Iterable[int]) -> Spread:
    """Return how durations in whole microseconds are spread."""
    ordered = sorted(microseconds)
    if not ordered:
        return Spread(0, None, None, None)
    p50, p85, p95 = (timedelta(microseconds=percentile(ordered, percent)) for percent in (50, 85, 95))
    return Spread(len(ordered), p50, p85, p95)


def baseline_json(told: Baseline) -> dict[str, object]:
    """Return `told` in the JSON types of `baton baseline --json`: durations in hours, absent figures null."""
    return {
        "cases": told.cases,
        "cases_measured": told.measured,
        "events": told.events,
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "working_day_hours": hours(told.day_length),
        "lead": _spread_json(told.lead_working, told.lead_calendar),
        "mean_lead_working_hours": hours(told.per_case),
        "handed_on_share": told.handed_on,
        "cases_with_a_repeated_activity": told.repeated,
        "activities": [
            {
                "activity": each.activity,
                **_spread_json(each.working, each.calendar),
                "share_of_working_time": each.share,
                "mean_working_hours_per_case": hours(each.per_case),
            }
            for each in told.activities
        ],
    }


def _spread_json(working: Spread, calendar: Spread) -> dict[str, object]:
    return {"n": working.n, "working_hours": _percentiles(working), "calendar_hours": _percentiles(calendar)}


def _percentiles(told: Spread) -> dict[str, float | None]:
    return {"p50": hours(told.p50), "p85": hours(told.p85), "p95": hours(told.p95)}


def hours(span: timedelta | None) -> float | None:
    """Return `span` in hours, or None where there is none."""
    return None if span is None else span / timedelta(microseconds=_HOUR)
