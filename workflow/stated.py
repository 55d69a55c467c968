"""Which sums and dates does a piece of free text state, in every way in which people write them?"""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workflow.money import CURRENCIES

_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_NAMES = {"pounds": "GBP", "pound": "GBP", "euros": "EUR", "euro": "EUR", "dollars": "USD", "dollar": "USD"}
_MULTIPLES = {"k": 1000, "thousand": 1000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_CODES = "|".join(sorted(CURRENCIES))

SUM = (
    rf"(?:(?:{_CODES})\b\s?|[£€$¥₹₩]\s?)?"
    r"\d{1,3}(?:[ ,.’']\d{3})+(?:[.,]\d{1,2})?(?!\d)(?:\s?(?:k|thousand|m|mn|million|bn|billion)\b)?"
    rf"(?:\s?(?:{_CODES}|pounds?|euros?|dollars?)\b|\s?[€£])?"
    rf"|(?:(?:{_CODES})\b\s?|[£€$¥₹₩]\s?)?"
    r"\d+(?:[.,]\d{1,2})?(?!\d)(?:\s?(?:k|thousand|m|mn|million|bn|billion)\b)?"
    rf"(?:\s?(?:{_CODES}|pounds?|euros?|dollars?)\b|\s?[€£])?"
)
"""A regular expression for a sum of money or a plain number, to be used without regard to case."""

_DIGITS = re.compile(r"\d(?:[\d ,.’']*\d)?")
_MULTIPLE = re.compile(r"\d\s?(k|thousand|mn|million|m|bn|billion)\b", re.IGNORECASE)
_CURRENCY = re.compile(rf"[£€$¥₹₩]|\b(?:{_CODES})\b|\b(?:pounds?|euros?|dollars?)\b", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[ ,.’']\d{3})+")


class Sum(NamedTuple):
    """A number as it was written: everything it may mean, and the currency (ISO 4217) if one is written beside it.

    `slack` is what rounding to the written digits may hide: 30k may be 30,400.
    """

    readings: frozenset[Decimal]
    slack: Decimal
    currency: str | None

    def means(self, value: Decimal) -> bool:
        """Tell whether the number may stand for `value`."""
        return any(abs(value - reading) <= self.slack for reading in self.readings)


def read_sum(text: str) -> Sum:
    """Return what a text that matches `SUM` may mean; `25.000` is read both ways."""
    found, named = _DIGITS.search(text), _MULTIPLE.search(text)
    digits = found[0] if found else "0"
    times = Decimal(_MULTIPLES[named[1].lower()]) if named else Decimal(1)
    plain = re.sub(r"[ ’']", "", digits)
    ways = {plain.replace(",", ""), plain.replace(".", "").replace(",", ".")} if plain.count(".") < 2 else set()  # noqa: PLR2004  # two points cannot be a decimal point
    if _GROUPED.fullmatch(digits):
        ways.add(re.sub(r"\D", "", digits))
    readings = frozenset(Decimal(way) * times for way in ways if re.fullmatch(r"\d+(\.\d+)?", way))
    decimals = len(plain.rpartition(".")[2]) if "." in plain else 0
    slack = times / 2 / 10**decimals if named else Decimal(0)
    return Sum(readings, slack, _currency(text))


def _currency(text: str) -> str | None:
    found = _CURRENCY.search(text)
    if found is None:
        return None
    written = found[0]
    return _SIGNS.get(written) or _NAMES.get(written.lower()) or written.upper()


_MONTHS = (
    *("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?"),
    *("sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_MONTH = rf"(?:{'|'.join(_MONTHS)})\b\.?"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = rf"(?:{_DAY},?\s+)?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+\d{4}\b)"

DATE = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
    rf"|{_WEEKDAY}(?:the\s+)?{_NUMBER}\s+(?:of\s+)?{_MONTH}{_YEAR}?"
    rf"|{_WEEKDAY}{_MONTH}\s+{_NUMBER}\b{_YEAR}?|{_MONTH}{_YEAR}?"
)
"""A regular expression for a date, or for a month alone, to be used without regard to case."""

_NAMED_DAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class Named(NamedTuple):
    """A date as it was written; what is absent was not written."""

    year: int | None
    month: int
    day: int | None

    def means(self, value: date) -> bool:
        """Tell whether what is written agrees with `value`."""
        parts = ((self.year, value.year), (self.month, value.month), (self.day, value.day))
        return all(written is None or written == given for written, given in parts)


def read_date(text: str) -> tuple[Named, ...]:
    """Return what a text that matches `DATE` may mean: one reading, or two where day and month may be swapped."""
    if iso := _ISO.search(text):
        return (Named(int(iso[1]), int(iso[2]), int(iso[3])),)
    if slashed := _SLASHED.search(text):
        one, other, year = (int(part) for part in slashed.groups())
        return (Named(year, other, one), Named(year, one, other))
    month = next(n for n, name in enumerate(_MONTHS, start=1) if re.search(rf"\b{name}\b", text, re.IGNORECASE))
    year_found = re.search(r"\b\d{4}\b", text)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    return (Named(int(year_found[0]) if year_found else None, month, int(day[1]) if day else None),)


def weekday_of(text: str) -> int | None:
    """Return the weekday, Monday being 0, that a text which matches `DATE` names; None when it names none."""
    found = _NAMED_DAY.search(text)
    return _DAYS.index(found[0][:3].casefold()) if found else None
