"""How are days, shares and lists written in a document?"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from workflow.money import split

DOT = "  ·  "
"""What stands between the parts of a line."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month(day: date) -> str:
    """Write the month of `day` in three letters, whatever the locale."""
    return _MONTHS[day.month - 1]


def written(day: date) -> str:
    """Write `day` as people read it: `1 Mar 2027`."""
    return f"{day.day} {month(day)} {day.year}"


def shares(amounts: Sequence[Decimal]) -> list[str]:
    """Write each amount's share of their sum in whole percents that add up to a hundred."""
    if sum(amounts, Decimal(0)) <= 0:
        return ["0%" for _ in amounts]
    percents = split(Decimal(100), amounts, Decimal(1))
    return [_percent(percent, amount) for percent, amount in zip(percents, amounts, strict=True)]


def _percent(percent: Decimal, amount: Decimal) -> str:
    return "<1%" if amount > 0 and percent < 1 else f"{percent:.0f}%"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: `1 day`, `3 days`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
