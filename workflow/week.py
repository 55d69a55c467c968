"""Which week or month does an instant belong to for a team, and of which week is the digest owed?

Weeks and digest times are told by the clock of the team's zone. A timer only wakes the question; the answer follows
from `now` alone, so restarts, clock changes and downtime cannot skip a digest or ask for two.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from workflow.team import WEEKDAYS, DigestSettings
from workflow.values import InvalidInput
from workflow.worktime import DAY, first_instant

LATE_AFTER = timedelta(hours=1)
"""A digest that is posted more than this after its time says that it is late."""

_WEEK = re.compile(r"([12]\d{3})-W(\d{2})", re.ASCII)
_MONTH = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])", re.ASCII)
_MIDNIGHT = timedelta()
_DECEMBER = 12


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week, Monday to Sunday, such as 2026-W47."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Return the week written as `2026-W47`.

        Raises:
            InvalidInput: naming `week`, when the form is another or the year has no such week.
        """
        match = _WEEK.fullmatch(text.strip())
        if not match:
            raise InvalidInput({"week": "write a week as year and number, like 2026-W47"})
        week = cls(int(match[1]), int(match[2]))
        try:
            date.fromisocalendar(week.year, week.number, 1)
        except ValueError:
            raise InvalidInput({"week": f"{week.year} has no week {week.number}"}) from None
        return week

    @classmethod
    def of(cls, instant: datetime, zone: ZoneInfo) -> "Week":
        """Return the week that `instant` belongs to in `zone`."""
        return cls._holding(instant.astimezone(zone).date())

    @classmethod
    def _holding(cls, day: date) -> "Week":
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """The week's first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def first_day(self) -> date:
        """The same, as a span of days."""
        return self.monday

    @property
    def last_day(self) -> date:
        """The week's last day."""
        return self.sunday

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + 6 * DAY

    def before(self) -> "Week":
        """Return the week before."""
        return self._holding(self.monday - DAY)

    def after(self) -> "Week":
        """Return the week after."""
        return self._holding(self.sunday + DAY)

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first instant (UTC) of the week and the first one after it, in `zone`."""
        return first_instant(zone, self.monday, _MIDNIGHT), first_instant(zone, self.after().monday, _MIDNIGHT)

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, such as 2026-10."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Return the month written as `2026-10`.

        Raises:
            InvalidInput: naming `month`, when the form is another.
        """
        match = _MONTH.fullmatch(text.strip())
        if not match:
            raise InvalidInput({"month": "write a month as year and number, like 2026-10"})
        return cls(int(match[1]), int(match[2]))

    @property
    def first_day(self) -> date:
        """The month's first day."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The month's last day."""
        return self.after().first_day - DAY

    def before(self) -> "Month":
        """Return the month before."""
        return Month(self.year - 1, _DECEMBER) if self.number == 1 else Month(self.year, self.number - 1)

    def after(self) -> "Month":
        """Return the month after."""
        return Month(self.year + 1, 1) if self.number == _DECEMBER else Month(self.year, self.number + 1)

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first instant (UTC) of the month and the first one after it, in `zone`."""
        return first_instant(zone, self.first_day, _MIDNIGHT), first_instant(zone, self.after().first_day, _MIDNIGHT)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


Span = Week | Month
"""What a digest sums up."""


def parse_span(text: str) -> Span:
    """Return the week or month written as `2026-W46` or `2026-10`.

    Raises:
        InvalidInput: naming `week`, when it is neither.
    """
    if _MONTH.fullmatch(text.strip()):
        return Month.parse(text)
    try:
        return Week.parse(text)
    except InvalidInput as wrong:
        if "like" not in wrong.errors["week"]:
            raise
        raise InvalidInput({"week": "write a week like 2026-W46, or a month like 2026-10"}) from None


def spans_before(span: Span, count: int) -> Span:
    """Return the first of the `count` weeks or months that come before `span`."""
    for _ in range(count):
        span = span.before()
    return span


def due_at(week: Week, settings: DigestSettings, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) of the digest of `week`: the team's day and time in the week that follows."""
    hours, minutes = map(int, settings.time.split(":"))
    day = week.after().monday + WEEKDAYS.index(settings.day) * DAY
    return first_instant(zone, day, timedelta(hours=hours, minutes=minutes))


def is_due(week: Week, settings: DigestSettings, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether the time of the digest of `week` has come."""
    return due_at(week, settings, zone) <= now


def is_late(week: Week, settings: DigestSettings, zone: ZoneInfo, now: datetime) -> bool:
    """Tell whether the time of the digest of `week` has passed so long ago that a digest posted now is late."""
    return due_at(week, settings, zone) + LATE_AFTER < now


def owed_week(settings: DigestSettings, zone: ZoneInfo, now: datetime) -> Week:
    """Return the newest complete week whose digest time has come; older ones that were missed are not made up for."""
    last = Week.of(now, zone).before()
    return last if is_due(last, settings, zone, now) else last.before()
