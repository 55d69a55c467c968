"""How much working time lies between two instants, and when is a span of it over?

A working day is one interval of real time: it opens and closes when the local clock first reaches the team's hours on
that day. On the day of a clock change it is therefore an hour shorter or longer if the change falls within it.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """When a team works.

    Attributes:
        timezone: the zone that days and hours are told in.
        weekdays: working weekdays, Monday is 0.
        opens: start of the working day, counted from midnight.
        closes: its end; 24 hours means midnight.
        holidays: days on which nobody works; asked with `day in holidays`.
    """

    timezone: ZoneInfo
    weekdays: frozenset[int]
    opens: timedelta
    closes: timedelta
    holidays: Container[date]

    @property
    def day_length(self) -> timedelta:
        """Working time of one full working day."""
        return self.closes - self.opens

    def is_working_day(self, day: date) -> bool:
        """Tell whether people work on `day`."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def shift(self, day: date) -> tuple[datetime, datetime]:
        """Return the instants (UTC) at which the working day `day` opens and closes."""
        return first_instant(self.timezone, day, self.opens), first_instant(self.timezone, day, self.closes)


@dataclass(frozen=True)
class Shift:
    """A working day, with the instants (UTC) at which it opens and closes; the closing does not belong to it."""

    day: date
    opens: datetime
    closes: datetime


def next_shift(calendar: WorkingCalendar, instant: datetime) -> Shift:
    """Return the working day that goes on at `instant` (aware), or the next one.

    Raises:
        ValueError: when the calendar has no working day left.
    """
    day = instant.astimezone(calendar.timezone).date()
    while day < date.max:
        if calendar.is_working_day(day):
            opens, closes = calendar.shift(day)
            if closes > instant:
                return Shift(day, opens, closes)
        day += DAY
    raise ValueError("the calendar has no working day left")


def next_working_instant(calendar: WorkingCalendar, instant: datetime) -> datetime:
    """Return the first instant (UTC), at or after `instant`, at which people work."""
    return max(next_shift(calendar, instant).opens, instant.astimezone(UTC))


def add_working_days(calendar: WorkingCalendar, day: date, count: int) -> date:
    """Return the working day that lies `count` working days after (or, below zero, before) `day`."""
    step = DAY if count >= 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day


def working_time(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time from `start` to `end` (aware instants), exactly; zero when `end` is not after `start`."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    shifts = takewhile(lambda shift: shift[0] < end, _shifts_after(calendar, start))
    return sum((min(closes, end) - max(opens, start) for opens, closes in shifts), timedelta())


def add_working_time(calendar: WorkingCalendar, start: datetime, span: timedelta) -> datetime:
    """Return the first instant (UTC) by which `span` of working time has passed since `start`.

    A span that fills a day to its end is over at that closing, not at the next opening; an empty span is over at
    `start`, even outside the working hours.
    """
    start = start.astimezone(UTC)
    if span <= timedelta():
        return start
    for opens, closes in _shifts_after(calendar, start):
        begins = max(opens, start)
        if begins + span <= closes:
            return begins + span
        span -= closes - begins
    raise ValueError("the calendar has no working day left")


def first_instant(zone: ZoneInfo, day: date, clock: timedelta) -> datetime:
    """Return the first instant (UTC) at which the clock of `zone` has reached `clock` (since midnight) on `day`.

    A time that a clock change skips is reached with the change; one that it repeats is reached the first time.
    """
    wall = datetime.combine(day, time()) + clock
    reached = wall.replace(tzinfo=zone).astimezone(UTC)
    if reached.astimezone(zone).replace(tzinfo=None) == wall:
        return reached
    return _clock_change(zone, wall)


def _clock_change(zone: ZoneInfo, skipped: datetime) -> datetime:
    """Return the instant of the change that skips the wall-clock time `skipped`."""
    before = skipped.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = skipped.replace(tzinfo=zone, fold=0).astimezone(UTC)
    seconds = range((after - before) // _SECOND)
    old = before.astimezone(zone).utcoffset()
    passed = bisect_left(seconds, 1, key=lambda s: (before + s * _SECOND).astimezone(zone).utcoffset() != old)
    return before + passed * _SECOND


def _shifts_after(calendar: WorkingCalendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the opening and closing of each working day that closes after `start` (UTC), in order."""
    day = start.astimezone(calendar.timezone).date()
    while day < date.max:
        if calendar.is_working_day(day):
            opens, closes = calendar.shift(day)
            if closes > start:
                yield opens, closes
        day += DAY


class WorkedTime:
    """The working time up to any instant from `first` to `last`, in sums made once: for very many instants.

    Instants and durations are whole microseconds, instants counted since 1970 in UTC, as `moment` counts them.
    """

    def __init__(self, calendar: WorkingCalendar, first: datetime, last: datetime) -> None:
        shifts = takewhile(lambda shift: shift[0] <= last, _shifts_after(calendar, first))
        self._opens, self._lengths, self._before = array("q"), array("q"), array("q")
        worked = 0
        for opens, closes in shifts:
            length = (closes - opens) // MICROSECOND
            self._opens.append(moment(opens))
            self._lengths.append(length)
            self._before.append(worked)
            worked += length

    def until(self, instant: int) -> int:
        """Return the working time up to `instant`; the difference of two is the working time between them."""
        shift = bisect_right(self._opens, instant) - 1
        if shift < 0:
            return 0
        return self._before[shift] + min(instant - self._opens[shift], self._lengths[shift])

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`; zero when `end` is not after `start`."""
        return max(self.until(moment(end)) - self.until(moment(start)), 0) * MICROSECOND


def moment(instant: datetime) -> int:
    """Return `instant` (aware) as whole microseconds since 1970 in UTC."""
    return (instant - EPOCH) // MICROSECOND
