"""What does a team know better than the playbook about a channel?"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from workflow.channels import Channel, parse_channel
from workflow.entry import Entry
from workflow.values import InvalidInput, Number, Value, clean

LONGEST_LEAD = 260
_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")


def _month(value: str) -> str:
    if not _MONTH.fullmatch(value):
        raise ValueError("write the month in which this was last checked, like 2026-11")
    return value


def _positive(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError("this cannot be below zero")
    return value


def _list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(clean)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_list), Field(min_length=1, max_length=12)]


class Override(Value):
    """A team's own facts about a channel; what is absent stays as the playbook has it.

    `minimum_budget` is in the team's currency; `checked` is the month in which the team last looked, `source` where.
    """

    lead_time_days: Annotated[int, Field(ge=0, le=LONGEST_LEAD)] | None = None
    lead_note: Line | None = None
    minimum_budget: Annotated[Number, AfterValidator(_positive)] | None = None
    weight: Annotated[int, Field(ge=1, le=100)] | None = None
    role: Line | None = None
    kpis: Lines | None = None
    deliverables: Lines | None = None
    advice: Lines | None = None
    source: Line | None = None
    checked: Annotated[str, AfterValidator(_month)] | None = None

    def applied(self, entry: Entry, currency: str) -> Entry:
        """Return `entry` as this team knows it."""
        given = self.model_dump(exclude_none=True, exclude={"lead_time_days", "minimum_budget", "source"})
        days, source = self.lead_time_days, self.source or "the team’s own file"
        changed: dict[str, Any] = {**given, "reference": f"{source} and {entry.reference}"}
        if days is not None:
            changed |= {"lead_days": days, "lead_note": self.lead_note or "the team’s own lead time"}
        if self.minimum_budget is not None:
            changed |= {"minimum": self.minimum_budget, "minimum_in": currency}
        return replace(entry, **changed)


def named(tables: object) -> Mapping[Channel, object]:
    """Return the tables of `[playbook]` by channel.

    Raises:
        InvalidInput: naming the table at fault.
    """
    if not isinstance(tables, dict):
        raise InvalidInput({"playbook": "write one table for each channel, like [playbook.email]"})
    found: dict[Channel, object] = {}
    for name, table in tables.items():
        try:
            channel = parse_channel(name)
        except ValueError as unknown:
            raise InvalidInput({f"playbook.{name}": str(unknown)}) from None
        if channel in found or not isinstance(channel, Channel):
            raise InvalidInput({f"playbook.{name}": "this channel has two tables; write one"})
        found[channel] = table
    return found
