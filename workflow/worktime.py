"""How much working time lies between two instants, and when is a span of it over?"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


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


def add_working_days(calendar: WorkingCalendar, day: date, count: int) -> date:
    """Return the working day that lies `count` working days after (or, below zero, before) `day`."""
    step = DAY if count >= 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day
