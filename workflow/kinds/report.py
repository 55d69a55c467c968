"""What does the author of a campaign report answer, and how is it a workflow?"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from workflow.answers import (
    LARGEST_BUDGET,
    LARGEST_COUNT,
    Currency,
    Day,
    Line,
    Name,
    Text,
    blank_is_nothing,
)
from workflow.campaign import Channels
from workflow.channels import Channel, parse_channel
from workflow.drafting.metrics import Kind, kind_of
from workflow.inputs import Inputs
from workflow.money import minor_unit, money, number
from workflow.values import Number, Value, parse_number

_Optional = BeforeValidator(blank_is_nothing)
_LINE = re.compile(r"\s*[-*•]?\s*([^:/]+?)\s*:\s*([^/:]+?)\s*/\s*([^/:]+?)\s*\.?\s*")
_UNKNOWN = frozenset({"?", "-", "–", "n/a", "unknown"})
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
EXAMPLE = "Paid search: 12000 / 3400"


class Reached(Value):
    """What one channel cost and what it brought, where that is known."""

    channel: Channel
    spent: Number | None
    results: Number | None


def reached(told: str) -> tuple[Reached, ...]:
    """Return what each line of `told` says of a channel: `Paid search: 12000 / 3400`, with `?` for what nobody knows.

    Raises:
        ValueError: naming the line that cannot be read.
    """
    return tuple(_reached(line) for line in told.splitlines() if line.strip())


def _reached(line: str) -> Reached:
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(f"Baton cannot read “{line.strip()[:80]}”. Write one channel a line, like {EXAMPLE}.")
    channel = parse_channel(match[1])
    return Reached.model_validate({"channel": channel, "spent": _figure(match[2]), "results": _figure(match[3])})


def _figure(text: str) -> object:
    bare = text.strip().lstrip("£$€¥₹").strip()
    if bare.casefold() in _UNKNOWN:
        return None
    return parse_number(bare.replace(",", "") if _GROUPED.fullmatch(bare) else bare)


def _readable(told: str) -> str:
    reached(told)
    return told


class CampaignReport(Inputs):
    """The structured inputs of a report: what was planned, as in the campaign's brief if it has one, and what came.

    `spent` and `budget` are in `currency`; `results` and `target` are counted in `metric`. `by_channel` holds a line
    for each channel. What nobody knows is absent.
    """

    model_config = ConfigDict(extra="forbid")

    brief: Annotated[Line | None, _Optional] = None
    name: Name
    spent: Annotated[Number | None, _Optional] = None
    results: Annotated[Number | None, _Optional] = None
    by_channel: Annotated[Annotated[Text, AfterValidator(_readable)] | None, _Optional] = None
    worked: Text
    did_not: Annotated[Text | None, _Optional] = None
    next_time: Text
    goal: Text
    metric: Line
    target: Number
    channels: Channels
    budget: Number
    currency: Currency
    start: Day
    end: Day

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "CampaignReport":
        for field, problem in _contradictions(self):
            raise PydanticCustomError(field, problem)
        return self

    @property
    def reached(self) -> tuple[Reached, ...]:
        """What each channel cost and brought, as far as it was told."""
        return reached(self.by_channel or "")

    @property
    def adds_up(self) -> bool:
        """Tell whether results can be summed and divided: a rate cannot."""
        return kind_of(self.metric) is Kind.COUNT


def _contradictions(told: CampaignReport) -> Iterator[tuple[str, str]]:
    if told.target <= 0:
        yield "target", "The target must be more than zero."
    if told.end <= told.start:
        yield "end", "The end must come after the start."
    for field in ("budget", "spent"):
        amount: Decimal | None = getattr(told, field)
        if amount is not None and not 0 <= amount <= LARGEST_BUDGET:
            yield field, f"Write an amount from 0 to {money(LARGEST_BUDGET, told.currency)}."
        elif amount is not None and amount % minor_unit(told.currency):
            yield field, f"The smallest amount in {told.currency} is {minor_unit(told.currency)}."
    if told.results is not None and not 0 <= told.results <= LARGEST_COUNT:
        yield "results", "Write a number from 0 to a trillion."
    yield from _wrong_channels(told)


def _wrong_channels(told: CampaignReport) -> Iterator[tuple[str, str]]:
    named = [one.channel for one in told.reached]
    twice = [channel for channel in named if named.count(channel) > 1]
    if twice:
        yield "by_channel", f"{twice[0].label} has two lines; give each channel one."
    if any((figure or 0) < 0 for one in told.reached for figure in (one.spent, one.results)):
        yield "by_channel", "What a channel cost or brought cannot be below zero."
    spent = sum((one.spent or Decimal(0) for one in told.reached), Decimal(0))
    if told.spent is not None and spent > told.spent:
        all_of_it = f"{money(spent, told.currency)}, more than the {money(told.spent, told.currency)} spent in all"
        yield "by_channel", f"The channels come to {all_of_it}."
    results = sum((one.results or Decimal(0) for one in told.reached), Decimal(0))
    if told.adds_up and told.results is not None and results > told.results:
        yield "by_channel", f"The channels come to {number(results)}, more than the {number(told.results)} in all."
