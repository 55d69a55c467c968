"""What do earlier campaigns prove about channels and costs, and how far may that move a plan?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.drafting.likeness import is_alike
from workflow.drafting.metrics import implied
from workflow.drafting.words import percent
from workflow.library import Count, Evidence, Figures, Money, PriorCampaign, Ratio

LEAST_LIFT, MOST_LIFT = Decimal("0.75"), Decimal("1.35")
"""How far evidence may move a channel's weight: past results were won with other work at another time."""

NOTEWORTHY = Decimal(10)
"""Percent by which two costs must differ before a brief remarks on it."""

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Lift:
    """What evidence does to a channel's weight: its share of results over its share of spend, in these campaigns."""

    factor: Decimal
    results: Decimal
    spend: Decimal
    campaigns: tuple[PriorCampaign, ...]


@dataclass(frozen=True)
class Comparison:
    """What the budget implies for a result against what one cost before; `gap` in whole percent, below is negative."""

    campaign: PriorCampaign
    now: Decimal
    then: Decimal
    gap: Decimal


def lifts(campaign: Campaign, evidence: Evidence) -> Mapping[Channel, Lift]:
    """Return what evidence there is about each of the campaign's channels.

    The factor is the square root of the share of results over the share of spend, averaged over the earlier campaigns
    that used two channels or more and counted the same kind of result, and bounded.
    """
    found: dict[Channel, list[tuple[PriorCampaign, Decimal, Decimal]]] = {}
    for prior in evidence.campaigns:
        for channel, results, spend in _shares(campaign, prior):
            found.setdefault(channel, []).append((prior, results, spend))
    return {channel: _lift(found[channel]) for channel in campaign.channels if channel in found}


def _shares(campaign: Campaign, prior: PriorCampaign) -> Iterator[tuple[Channel, Decimal, Decimal]]:
    parts = list(_counted(campaign, prior))
    spent = sum((money.amount for _, money, _ in parts), Decimal(0))
    won = sum((count.value for _, _, count in parts), Decimal(0))
    currencies = {money.currency for _, money, _ in parts}
    if len(parts) > 1 and len(currencies) == 1 and won:
        for channel, money, count in parts:
            yield channel, count.value / won, money.amount / spent


def _counted(campaign: Campaign, prior: PriorCampaign) -> Iterator[tuple[Channel, Money, Count]]:
    for part in prior.parts:
        spend, results = part.figures.spend, part.figures.results
        if part.channel and spend and spend.amount and results and is_alike(results.of, campaign.metric):
            yield part.channel, spend, results


def _lift(seen: Sequence[tuple[PriorCampaign, Decimal, Decimal]]) -> Lift:
    results = sum((share for _, share, _ in seen), Decimal(0)) / len(seen)
    spend = sum((share for _, _, share in seen), Decimal(0)) / len(seen)
    factor = min(MOST_LIFT, max(LEAST_LIFT, (results / spend).sqrt())).quantize(_CENT, ROUND_HALF_UP)
    return Lift(factor, results, spend, tuple(prior for prior, _, _ in seen))


def comparison(campaign: Campaign, evidence: Evidence) -> Comparison | None:
    """Return how the implied cost of a result compares with the nearest campaign that counted the same."""
    result = implied(campaign)
    prior = next((each for each in evidence.campaigns if comparable(campaign, each.total)), None)
    before = prior.total.rate(Ratio.COST_PER_RESULT) if prior else None
    if result is None or prior is None or before is None or not before.value:
        return None
    gap = ((result.each / before.value - 1) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return Comparison(prior, result.each, before.value, gap)


def comparable(campaign: Campaign, figures: Figures) -> bool:
    """Tell whether earlier figures count the same kind of result and money as the campaign."""
    spend, results = figures.spend, figures.results
    if spend is None or results is None:
        return False
    return spend.currency == campaign.currency and is_alike(results.of, campaign.metric)


def against(gap: Decimal, title: str) -> str:
    """Write a difference in cost: `13% above Autumn Switch`."""
    if not gap:
        return f"the same as {title}"
    return f"{abs(gap)}% {'above' if gap > 0 else 'below'} {title}"


def share(part: Decimal) -> str:
    """Write a share, 0.27, as `27%`."""
    return percent(part, Decimal(1))
