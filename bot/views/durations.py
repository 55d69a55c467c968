"""How is a duration told to people?"""

from datetime import timedelta

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def spoken(span: timedelta) -> str:
    """Return `span` of calendar time in its two largest units, like `45 s`, `3 h 20 min` or `2 d 4 h`."""
    return _short(span) or _days(span, DAY, " d", " d")


def spoken_working(span: timedelta, day: timedelta) -> str:
    """Return `span` of working time, like `3 h 20 min` or `2 working days 4 h`; a working day has the length `day`."""
    return _short(span, day) or _days(span, day, " working day", " working days")


def terse_working(span: timedelta, day: timedelta) -> str:
    """Return `span` of working time where room is short and the reader is told what `d` means, like `2 d 4 h`."""
    return _short(span, day) or _days(span, day, " d", " d")


def _short(span: timedelta, day: timedelta = DAY) -> str | None:
    """Return what is shorter than a day, rounded to the nearest of the unit it is told in; None when it is a day."""
    if _rounded(span, SECOND) < MINUTE:
        return f"{_rounded(span, SECOND) // SECOND} s"
    minutes = _rounded(span, MINUTE)
    if minutes < HOUR:
        return f"{minutes // MINUTE} min"
    return _joined(minutes // HOUR, " h", minutes % HOUR // MINUTE, " min") if minutes < max(day, HOUR) else None


def _days(span: timedelta, day: timedelta, one: str, more: str) -> str:
    days, rest = divmod(span, day)
    hours = _rounded(rest, HOUR)
    if hours >= day:  # the rounding filled the day
        days, hours = days + 1, timedelta()
    return _joined(days, one if days == 1 else more, hours // HOUR, " h")


def _joined(large: int, large_unit: str, small: int, small_unit: str) -> str:
    return f"{large}{large_unit} {small}{small_unit}" if small else f"{large}{large_unit}"


def _rounded(span: timedelta, unit: timedelta) -> timedelta:
    return (span + unit / 2) // unit * unit
