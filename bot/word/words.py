"""How are days and shares written in a document, where room is short?"""

from datetime import date
from decimal import Decimal

from workflow.drafting.words import MONTHS, percent

DOT = "  ·  "
"""What stands between the parts of a line."""


def month(day: date) -> str:
    """Write the month of `day` in three letters, whatever the locale."""
    return MONTHS[day.month - 1][:3]


def written(day: date) -> str:
    """Write `day` as people read it: `1 Mar 2027`."""
    return f"{day.day} {month(day)} {day.year}"


def share(amount: Decimal, total: Decimal) -> str:
    """Write the share of `amount` in `total` as the prose of a draft does, so that both agree."""
    return percent(amount, total) if total > 0 else "0%"
