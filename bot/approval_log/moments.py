"""Which instant does a log mean by what it writes down as a time?

Where a date can be read in two ways, nothing is guessed: the person is asked once, for the whole file.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from workflow.worktime import moment

DateOrder = Literal["dmy", "mdy"]

_YEARS = range(1970, 2200)
_LAST_MONTH = 12
_NOON = 12
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_EPOCH_SECONDS = re.compile(r"\d{10}(\.\d+)?")
_EPOCH_MILLISECONDS = re.compile(r"\d{13}")
_NUMERIC = re.compile(r"(?:[A-Za-z]{3,9},? )?(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_WRITTEN = re.compile(
    r"""
    (?:[A-Za-z]{3,9},?\s)?                                                    # a weekday says nothing new
    (?:
        (?P<y1>\d{4})[./-](?P<m1>\d{1,2})[./-](?P<d1>\d{1,2})                 # 2017/1/9
      | (?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?P=sign)(?P<y2>\d{4}|\d{2})  # 09/01/2017
      | (?P<d3>\d{1,2})[\s/.-]+(?P<m3>[A-Za-z]{3,9})\.?[\s/.,-]+(?P<y3>\d{4}|\d{2})  # 09/Jan/17, 9 January 2017
      | (?P<m4>[A-Za-z]{3,9})\.?\s+(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{4})  # Jan 9, 2017
    )
    (?:
        (?:[\sT,]+|\sat\s)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,6})\d*)?)?
        (?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?
        (?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?
    )?
    """,
    re.VERBOSE,
)


class UnclearMoment(ValueError):
    """A text that does not tell one instant; `str()` says why, and how to mend it."""


class MomentReader:
    """Reads instants as one file writes them.

    Attributes:
        order: which of two numbers is the day, where the file writes both as numbers.
    """

    def __init__(self, zone: ZoneInfo, order: DateOrder | None = None) -> None:
        self._zone = zone
        self.order = order

    def __call__(self, text: str) -> int:
        """Return the instant that `text` means, in microseconds since 1970; without a zone, by the clock of the team.

        Raises:
            UnclearMoment: when it means none, or one of two.
        """
        if text.isdigit() and _EPOCH_MILLISECONDS.fullmatch(text):
            return int(text) * 1000
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            read = self._read(text)
        if read.year not in _YEARS:
            raise UnclearMoment(f"the year {read.year} cannot be right")
        return moment(read if read.tzinfo else read.replace(tzinfo=self._zone))

    def _read(self, text: str) -> datetime:
        if _EPOCH_SECONDS.fullmatch(text):
            return datetime.fromtimestamp(float(text), self._zone)
        told = _WRITTEN.fullmatch(text)
        if told is None:
            raise UnclearMoment(f"“{text[:40]}” is no time that Baton can read; write it like 2026-11-20T14:05+01:00")
        year, month, day = self._day(told)
        try:
            return datetime(year, month, day, *_clock(told), tzinfo=_zone(told["zone"]))
        except ValueError:
            raise UnclearMoment(f"“{text[:40]}” is no time of any calendar") from None

    def _day(self, told: re.Match[str]) -> tuple[int, int, int]:
        if told["y1"]:
            return int(told["y1"]), int(told["m1"]), int(told["d1"])
        if told["a"]:
            first, second = int(told["a"]), int(told["b"])
            day, month = (second, first) if self._month_first(told, first, second) else (first, second)
            return _year(told["y2"]), month, day
        name = told["m3"] or told["m4"]
        if name[:3].casefold() not in _MONTHS:
            raise UnclearMoment(f"“{name}” is no month in English")
        return _year(told["y3"] or told["y4"]), _MONTHS.index(name[:3].casefold()) + 1, int(told["d3"] or told["d4"])

    def _month_first(self, told: re.Match[str], first: int, second: int) -> bool:
        if self.order is None and told["sign"] != "." and first != second:
            raise UnclearMoment(f"“{told[0][:40]}” can be read in two ways; say --dates dmy or --dates mdy")
        return self.order == "mdy"


def date_order(texts: Iterable[str]) -> DateOrder | None:
    """Return which of two numbers is the day in `texts`, as the first that can be read in one way only tells.

    A point between the numbers means day first; a file without numeric dates needs no order: None.

    Raises:
        UnclearMoment: when every date can be read in two ways.
    """
    unclear = None
    for text in texts:
        if not (told := _NUMERIC.match(text)):
            continue
        if told[2] == "." or int(told[1]) > _LAST_MONTH:
            return "dmy"
        if int(told[3]) > _LAST_MONTH:
            return "mdy"
        unclear = unclear or text
    if unclear is None:
        return None
    raise UnclearMoment(
        f"every date can be read in two ways, like “{unclear[:40]}”; "
        "say --dates dmy when the day comes first, --dates mdy when the month does"
    )


def is_numeric(text: str) -> bool:
    """Tell whether `text` is a date of which two numbers could be the day."""
    return bool(_NUMERIC.match(text))


def is_moment(text: str) -> bool:
    """Tell whether `text` looks like a time at all, whichever way it is read."""
    try:
        MomentReader(ZoneInfo("UTC"), "dmy")(text)
    except UnclearMoment:
        return is_numeric(text)
    return True


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004  # two digits mean this century


def _clock(told: re.Match[str]) -> tuple[int, int, int, int]:
    hour = int(told["hour"] or 0)
    if told["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError
        hour = hour % _NOON + (_NOON if told["half"] in "Pp" else 0)
    return hour, int(told["minute"] or 0), int(told["second"] or 0), int((told["part"] or "0").ljust(6, "0"))


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    span = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-span if text[0] == "-" else span)
