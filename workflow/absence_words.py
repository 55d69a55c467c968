"""Which days does somebody mean who types when they are away?"""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflow.errors import NotAllowed

FURTHEST = timedelta(days=366)
_HALF_A_YEAR = timedelta(days=183)
_WEEK = 7

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple("january february march april may june july august september october november december".split())
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_UNTIL = re.compile(r"\s*\b(?:until|till|til|to|through)\b\s*")
HOW = "Write it like: until Friday · until 4 Dec · until 2026-12-04 · from Monday until Friday · today."


def days_meant(words: str, today: date) -> tuple[date, date]:
    """Return the first and the last day that `words` mean on the day `today`.

    Raises:
        NotAllowed: for what is not understood, could mean two days, or is past.
    """
    text = " ".join(words.casefold().split())
    begun = text.startswith("from ")
    first_words, last_words = _parts(text.removeprefix("from ").strip())
    first = _day(first_words, today) if first_words else today
    if last_words is None and begun:
        raise NotAllowed(f"Until when? {HOW}")
    last = first if last_words is None else _day(last_words, today, after=first)
    _in_order(first, last, today)
    return first, last


def _parts(text: str) -> tuple[str, str | None]:
    """Return what stands before `until` and after it; without it, the text and None."""
    pieces = _UNTIL.split(text, maxsplit=1)
    if not text:
        raise NotAllowed(f"When? {HOW}")
    return pieces[0], pieces[1] if len(pieces) > 1 else None


def _in_order(first: date, last: date, today: date) -> None:
    if first < today or last < today:
        raise NotAllowed(f"{_said(min(first, last))} is past. {HOW}")
    if last < first:
        raise NotAllowed(f"{_said(last)} comes before {_said(first)}. {HOW}")
    if last - today > FURTHEST:
        raise NotAllowed(f"{_said(last)} is more than a year ahead. {HOW}")


def _day(words: str, today: date, after: date | None = None) -> date:
    relative = {"today": today, "tonight": today, "tomorrow": today + timedelta(days=1), "now": today}
    if words in relative:
        return relative[words]
    weekday = _weekday(words)
    if weekday is not None:
        return _next(weekday, after or today, words, today)
    return _dated(words, today)


def _weekday(words: str) -> int | None:
    found = [i for i, name in enumerate(_WEEKDAYS) if len(words) > 2 and name.startswith(words)]  # noqa: PLR2004
    return found[0] if found else None


def _next(weekday: int, after: date, words: str, today: date) -> date:
    """Return the next such day; the day itself could mean today as well as a week from now, so it means neither."""
    ahead = (weekday - after.weekday()) % _WEEK
    if ahead == 0:
        whose = "today" if after == today else _said(after)
        raise NotAllowed(f"Is “{words}” {whose} or a week later? Write the date. {HOW}")
    return after + timedelta(days=ahead)


def _dated(words: str, today: date) -> date:
    if match := _ISO.fullmatch(words):
        return _made(int(match[1]), int(match[2]), int(match[3]), words)
    match = _DAY_MONTH.fullmatch(words)
    turned = None if match else _MONTH_DAY.fullmatch(words)
    if match:
        day, name, year = match[1], match[2], match[3]
    elif turned:
        name, day, year = turned[1], turned[2], turned[3]
    else:
        raise NotAllowed(f"“{words}” could be read in several ways, or in none. {HOW}")
    months = [i + 1 for i, month in enumerate(_MONTHS) if month.startswith(name)]
    if len(months) != 1:
        raise NotAllowed(f"There is no month “{name}”. {HOW}")
    if year:
        return _made(int(year), months[0], int(day), words)
    this, following = (_made_or_none(today.year + later, months[0], int(day)) for later in (0, 1))
    meant = this if this and this >= today else following
    if meant is None:
        raise NotAllowed(f"There is no day “{words}”. {HOW}")
    if meant is following and this and meant - today > _HALF_A_YEAR:
        raise NotAllowed(f"{_said(this)} is past. Write the year if you mean the next. {HOW}")
    return meant


def _made(year: int, month: int, day: int, words: str) -> date:
    made = _made_or_none(year, month, day)
    if made is None:
        raise NotAllowed(f"There is no day “{words}”. {HOW}")
    return made


def _made_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _said(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def bounds(first: date, last: date, zone: ZoneInfo, now: datetime) -> tuple[datetime, datetime]:
    """Return when an absence of these days begins, from now on where it began today, and when its last day is over."""
    since = datetime.combine(first, time(), zone)
    return max(since, now), datetime.combine(last + timedelta(days=1), time(), zone)
