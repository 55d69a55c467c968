"""Which answers in a form can be accepted, whatever the form asks: text, a line, a day, a currency?"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from workflow.money import CURRENCIES
from workflow.values import clean

LONGEST_NAME = 120
LONGEST_LINE = 300
LONGEST_TEXT = 3000  # Slack's own limit for a text input
LARGEST_BUDGET = Decimal(1_000_000_000)
LARGEST_COUNT = Decimal(1_000_000_000_000)


def text(longest: int) -> Any:
    """Return what checks that an answer is text of at most so many characters."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            raise ValueError("Write this as text.")
        cleaned = clean(value)
        if len(cleaned) > longest:
            raise ValueError(f"Keep this to {longest:,} characters; it has {len(cleaned):,}.")
        return cleaned

    return BeforeValidator(check)


def _filled(value: str) -> str:
    if not value:
        raise ValueError("Please fill this in.")
    return value


def _one_line(value: str) -> str:
    return " ".join(value.split())


def known_currency(value: str) -> str:
    """Return a currency's code in capitals.

    Raises:
        ValueError: when it is none.
    """
    code = value.upper()
    if code not in CURRENCIES:
        raise ValueError("Use a three-letter currency code, like GBP, EUR or USD.")
    return code


def parse_date(value: object) -> date:
    """Return the day that `value` names.

    Raises:
        ValueError: when it names none.
    """
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError("Write the date as year-month-day, like 2027-03-01.") from None


def blank_is_nothing(value: object) -> object:
    """Return None for text without a visible character, and anything else as it is."""
    return None if isinstance(value, str) and not clean(value) else value


Line = Annotated[str, text(LONGEST_LINE), AfterValidator(_one_line), AfterValidator(_filled)]
Name = Annotated[str, text(LONGEST_NAME), AfterValidator(_one_line), AfterValidator(_filled)]
Text = Annotated[str, text(LONGEST_TEXT), AfterValidator(_filled)]
Day = Annotated[date, BeforeValidator(parse_date)]
Currency = Annotated[str, text(3), AfterValidator(known_currency)]
