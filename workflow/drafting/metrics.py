"""What kind of thing does a success metric count, and what do target, baseline and budget imply together?"""

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, auto

from workflow.campaign import Campaign
from workflow.money import minor_unit, money, number
from workflow.values import Value

_COST = re.compile(r"\b(cost|cpa|cpl|cpc|cpm|cac|price|churn|complaints?|unsubscribes?|load time)\b", re.IGNORECASE)
_RATE = re.compile(
    r"%|\b(per ?cent|percentage|rate|ratio|share|roas|roi|score|nps|index|awareness|consideration|preference|"
    r"average|lift|uplift|points?|recall|retention|satisfaction)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(revenue|turnover|sales value|income|profit|gmv|donations raised|pipeline value)\b", re.IGNORECASE
)


class Kind(Enum):
    """What a metric counts: things that add up, money that adds up, a rate, or something that should fall."""

    COUNT = auto()
    MONEY = auto()
    RATE = auto()
    FALLING = auto()


class Implied(Value):
    """What each result may cost for the budget to reach the target; `extra` counts only results above the baseline."""

    each: Decimal
    extra: Decimal | None


def kind(campaign: Campaign) -> Kind:
    """Return what the campaign's metric counts, as far as its name tells."""
    return kind_of(campaign.metric)


def kind_of(metric: str) -> Kind:
    """Return what `metric` counts, as far as its name tells."""
    for pattern, answer in ((_COST, Kind.FALLING), (_RATE, Kind.RATE), (_MONEY, Kind.MONEY)):
        if pattern.search(metric):
            return answer
    return Kind.COUNT


def implied(campaign: Campaign) -> Implied | None:
    """Return the implied cost of a result, or None where the metric does not count things."""
    if kind(campaign) is not Kind.COUNT:
        return None
    above = campaign.target - (campaign.baseline or 0)
    extra = campaign.budget / above if campaign.baseline and above > 0 else None
    return Implied(each=campaign.budget / campaign.target, extra=extra)


def cost(amount: Decimal, currency: str) -> str:
    """Write a cost of one result; one below the smallest coin is told as such."""
    shown = money(amount, currency)
    return f"under {money(minor_unit(currency), currency)}" if not re.search(r"[1-9]", shown) else shown


def change(campaign: Campaign) -> str | None:
    """Return by how much the target differs from the baseline, or None where there is none to differ from."""
    if not campaign.baseline:
        return None
    gap = campaign.target - campaign.baseline
    share = abs(gap / campaign.baseline * 100).quantize(Decimal(1), ROUND_HALF_UP)
    direction = "up" if gap > 0 else "down"
    return f"{direction} {number(abs(gap))}, or {share:,}%" if gap else "no change"


def multiple(campaign: Campaign) -> Decimal | None:
    """Return the target as a multiple of the baseline, to one decimal."""
    return (campaign.target / campaign.baseline).quantize(Decimal("0.1"), ROUND_HALF_UP) if campaign.baseline else None
