"""Under which condition is a stage needed for a revision, and what is to be said when it is not?"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StrictBool, model_validator

from workflow.channels import Channel
from workflow.money import money, number
from workflow.values import Number, Value


def _is_empty(value: object) -> bool:
    return not value


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class Facts(Value):
    """What a revision is like, as far as conditions ask.

    Attributes:
        findings: names of the checks that found something.
        claims: its words that need evidence and legal review, such as “best”, whether somebody asks for it or not.
    """

    budget: Number
    currency: str
    channels: tuple[Channel, ...]
    market: str | None = None
    findings: tuple[str, ...] = ()
    claims: Annotated[tuple[str, ...], Field(exclude_if=_is_empty)] = ()


class Condition(Value):
    """When a stage is needed: everything that is written here must hold, of a list any one entry.

    Attributes:
        budget_over: more than this much money in `currency`; a budget in another currency is held to be over it.
        markets: words that the campaign's market contains; one that names no market is held to contain them.
        findings: names of checks that found something in the revision, such as `lead-times`.
        claims: the revision makes a claim that needs legal review.
    """

    budget_over: Annotated[Number, Field(ge=0)] | None = None
    currency: str | None = None
    channels: Annotated[tuple[Channel, ...], BeforeValidator(_listed)] = ()
    markets: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    findings: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    claims: Annotated[StrictBool, Field(exclude_if=_is_empty)] = False

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        if self.budget_over is None and not (self.channels or self.markets or self.findings or self.claims):
            raise ValueError("a condition names budget_over, channels, markets, findings or claims")
        return self


def in_words(condition: Condition) -> str:
    """Return when the stage is needed, as the end of a sentence."""
    over, currency = condition.budget_over, condition.currency or ""
    limit = "" if over is None else money(over, currency) if currency else number(over)
    told = {
        "the budget is over": limit,
        "the campaign uses": _or([channel.label for channel in condition.channels]),
        "the market is": _or(condition.markets),
        "the check": f"{_or(_quoted(condition.findings))} finds something" if condition.findings else "",
        "the brief makes a claim": "that needs legal review" if condition.claims else "",
    }
    return " and ".join(f"{lead} {what}" for lead, what in told.items() if what)


def unmet(condition: Condition, facts: Facts) -> str | None:
    """Return what keeps `condition` from holding, as the end of a sentence, or None when it holds."""
    if condition.budget_over is not None and not _is_over(condition.budget_over, condition.currency, facts):
        return f"the budget is not over {money(condition.budget_over, condition.currency or facts.currency)}"
    if condition.channels and not set(condition.channels) & set(facts.channels):
        return f"the campaign does not use {_or([channel.label for channel in condition.channels])}"
    if condition.markets and facts.market and not _is_in(condition.markets, facts.market):
        return f"the market is not {_or(condition.markets)}"
    if condition.findings and not set(condition.findings) & set(facts.findings):
        return f"the check {_or(_quoted(condition.findings))} found nothing"
    if condition.claims and not facts.claims:
        return "it makes no claim that needs legal review"
    return None


def _quoted(checks: Sequence[str]) -> list[str]:
    return [f"“{name.replace('-', ' ')}”" for name in checks]


def _is_in(markets: Sequence[str], market: str) -> bool:
    return any(one.casefold() in market.casefold() for one in markets)


def _is_over(limit: Decimal, currency: str | None, facts: Facts) -> bool:
    """Money in another currency cannot be compared, and a stage is rather asked once too often."""
    return currency not in {None, facts.currency} or facts.budget > limit


def _or(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
