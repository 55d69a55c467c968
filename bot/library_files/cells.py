"""Which number, amount, date or channel does a cell mean?"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from workflow.drafting.words import MONTHS
from workflow.money import CURRENCIES
from workflow.values import clean

Cell = str | Decimal | date | None
Order = Literal["day", "month"]

_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_TIMES = {"k": 1000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "thousand": 1000, "bn": 1_000_000_000}
_AMOUNT = re.compile(
    r"(?P<before>[£€$¥₹₩]|[A-Za-z]{3})?\s*(?P<digits>-?\d[\d.,'\s]*)\s*(?P<times>k|m|mn|bn|million|thousand)?\s*"
    r"(?P<percent>%)?\s*(?P<after>[£€$¥₹₩]|[A-Za-z]{3})?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?P<digits>\d[\d,.]*\s?(?:k|m)?)\s+(?P<of>[^\W\d].*)", re.IGNORECASE)
_NUMERIC_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SPOKEN_DATE = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?\s+(\d{4})")
_JOINERS = "\u200c\u200d"
_LAST_MONTH = 12
_THOUSAND = 3
_LARGEST = Decimal(10) ** 13


class Unclear(ValueError):
    """A cell that does not mean what its column asks for; `str()` says why."""


def visible(text: str) -> str:
    """Return `text` without what people do not see, such as hidden tags and marks that turn the reading direction."""
    shown = (c for c in clean(text) if c in _JOINERS or unicodedata.category(c) != "Cf")
    return "".join(shown).strip()


def words_in(cell: Cell) -> str | None:
    """Return a cell's text, or None when it is empty.

    Raises:
        Unclear: when it is a formula.
    """
    if cell is None:
        return None
    text = visible(cell) if isinstance(cell, str) else _plain(cell)
    if text.startswith("="):
        raise Unclear("is a formula; put its value there")
    return " ".join(text.split()) or None


def _plain(cell: Decimal | date) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return format(cell.normalize(), "f")


def number(cell: Cell) -> Decimal | None:
    """Return the number that a cell means, zero or more.

    Raises:
        Unclear: when it means none.
    """
    found = amount(cell)
    return found[0] if found else None


def amount(cell: Cell) -> tuple[Decimal, str | None] | None:
    """Return the number of a cell with the currency that stands beside it; an empty cell is None.

    Raises:
        Unclear: when it means none, or less than nothing.
    """
    if isinstance(cell, Decimal):
        return _bounded(cell, str(cell)), None
    text = words_in(cell)
    if text is None or text.casefold() in {"-", "–", "n/a", "na"}:
        return None
    match = _AMOUNT.fullmatch(text)
    mark = match and (match["before"] or match["after"])
    currency = _SYMBOLS.get(mark, mark.upper()) if mark else None
    if not match or (currency and currency not in CURRENCIES):
        raise Unclear(f"“{text[:40]}” is not a number")
    return _bounded(_decimal(match["digits"]) * _TIMES.get((match["times"] or "").lower(), 1), text), currency


def _bounded(value: Decimal, text: str) -> Decimal:
    if not value.is_finite() or value > _LARGEST:
        raise Unclear(f"“{text[:40]}” is not a number that a campaign can have")
    if value < 0:
        raise Unclear(f"“{text[:40]}” is less than nothing")
    return value


def _decimal(digits: str) -> Decimal:
    """Read digits with thousands separators of either kind; the last of two kinds is the decimal mark."""
    plain = re.sub(r"['\s]", "", digits).rstrip(".,")
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return Decimal(plain)
    mark, other = plain[last], "," if plain[last] == "." else "."
    is_thousands = plain.count(mark) > 1 or (mark == "," and other not in plain and len(plain) - last - 1 == _THOUSAND)
    whole, part = (plain, "") if is_thousands else (plain[:last], plain[last + 1 :])
    return Decimal(re.sub(r"[.,]", "", whole) + ("." + part if part else ""))


def counted(cell: Cell) -> tuple[Decimal, str | None] | None:
    """Return a count and what it counts, where the cell says so: `2,040 first purchases`.

    Raises:
        Unclear: when it is no count.
    """
    text = words_in(cell) if isinstance(cell, str) else None
    match = _COUNTED.fullmatch(text) if text else None
    if match:
        value = number(match["digits"])
        return (value, match["of"].rstrip(" .").casefold()) if value is not None else None
    found = number(cell)
    return None if found is None else (found, None)


def order_of(cells: Iterable[Cell]) -> Order:
    """Tell whether a column of dates writes the day or the month first; the day, where nothing tells."""
    pairs = [_NUMERIC_DATE.match(cell.strip()) for cell in cells if isinstance(cell, str)]
    return "month" if any(match and int(match[2]) > _LAST_MONTH for match in pairs) else "day"


def moment(cell: Cell, order: Order = "day") -> date | None:
    """Return the day that a cell means; a month alone is its first day.

    Raises:
        Unclear: when it means none.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = words_in(cell)
    if text is None:
        return None
    try:
        return _day(text, order)
    except ValueError:
        raise Unclear(f"“{text[:40]}” is not a date; write it like 2026-09-01") from None


def _day(text: str, order: Order) -> date:
    if match := _NUMERIC_DATE.match(text):
        first, second, year = map(int, match.groups())
        month, day = (second, first) if order == "day" else (first, second)
        return date(year, month, day)
    if match := _SPOKEN_DATE.fullmatch(text):
        names = [name[:3].casefold() for name in MONTHS]
        return date(int(match[3]), names.index(match[2][:3].casefold()) + 1, int(match[1] or 1))
    return date.fromisoformat(text[:10])
