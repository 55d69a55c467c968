"""What do the plain values have in common: text as typed, numbers without surprises, frozen records?"""

import re
from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from operator import methodcaller
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict

Instant = Annotated[AwareDatetime, AfterValidator(methodcaller("astimezone", UTC))]
"""A moment, in UTC whatever zone it was told in; naive times are refused.

Python subtracts two times of one zone as its clocks on the wall show them, which is an hour off across a clock change;
of one and the same UTC it is right, and ten times as quick as between two zones.
"""

_UNKEPT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?\d{1,24}(\.\d{1,9})?", re.ASCII)


Record = TypeVar("Record")


class Value(BaseModel):
    """A frozen record whose fields are checked once, when it is made, and that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InvalidInput(ValueError):
    """Answers that cannot be accepted, one sentence for each field at fault.

    Attributes:
        errors: field name to the sentence that says what is wrong and how to mend it.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(f"{field}: {text}" for field, text in self.errors.items()))


def replaced(record: Record, **changes: object) -> Record:
    """Return the frozen dataclass `record` with some fields changed.

    It copies instead of making the record anew as `dataclasses.replace` does, at a sixth of the price: a log is folded
    with several of these for every event.
    """
    copy = object.__new__(type(record))
    object.__setattr__(copy, "__dict__", record.__dict__ | changes)
    return copy


def clean(text: str) -> str:
    """Return `text` without what no document or database can hold: control characters and lone surrogates."""
    if text.isprintable():  # nearly every text, at a tenth of the price
        return text.strip()
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNKEPT.sub("", unified).strip()


def parse_number(value: object) -> object:
    """Return the exact `Decimal` that plain digits mean.

    Raises:
        ValueError: for anything but digits with an optional point: no exponent, separator, NaN or infinity.
    """
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() else str(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("Write a number in plain digits, like 45000 or 12.50.")
    text = str(value).strip()
    if not _NUMBER.fullmatch(text):
        raise ValueError("Write a number in plain digits, like 45000 or 12.50: no letters, commas or symbols.")
    return Decimal(text)


Number = Annotated[Decimal, BeforeValidator(parse_number)]
"""A finite decimal number, parsed from plain digits."""
