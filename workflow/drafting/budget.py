"""How is the budget split over the channels, what is held back, and why?"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import BudgetLine, Claim
from workflow.drafting.playbook import CONTINGENCY, entries, entry, minimum
from workflow.drafting.sources import Shelf
from workflow.drafting.words import percent
from workflow.money import minor_unit, money, split

_ROUND_UNITS = ((Decimal(1_000_000), Decimal(1000)), (Decimal(10_000), Decimal(100)), (Decimal(1000), Decimal(10)))


@dataclass(frozen=True)
class Allocation:
    """The split of a budget: money for each channel and what is held back, together exactly the total."""

    channels: Mapping[Channel, Decimal]
    contingency: Decimal


def allocate(campaign: Campaign) -> Allocation:
    """Split the budget by the playbook's weights, in round amounts, after the contingency is held back."""
    unit = _unit(campaign)
    held = (campaign.budget * CONTINGENCY / unit).to_integral_value(ROUND_DOWN) * unit
    chosen = entries(campaign)
    amounts = split(campaign.budget - held, [Decimal(each.weight) for each in chosen], unit)
    return Allocation(dict(zip(campaign.channels, amounts, strict=True)), held)


def _unit(campaign: Campaign) -> Decimal:
    fitting = (unit for size, unit in _ROUND_UNITS if campaign.budget >= size)
    return next(fitting, minor_unit(campaign.currency))


def reason(campaign: Campaign, channel: Channel, allocation: Allocation, shelf: Shelf) -> Claim:
    """Return why a channel gets its money."""
    amount = allocation.channels[channel]
    weights = sum(each.weight for each in entries(campaign))
    parts = [
        f"{money(amount, campaign.currency)} is {percent(amount, campaign.budget)} of the budget:",
        f"playbook weight {entry(channel).weight} of {weights} among the chosen channels.",
    ]
    if len(campaign.channels) == 1:
        parts = [f"{money(amount, campaign.currency)}: the only channel, so all that is not held back."]
    least = minimum(channel, campaign.currency)
    if least is not None and amount < least:
        parts.append(f"That is below the playbook’s planning minimum of {money(least, campaign.currency)}.")
    return shelf.worked_out(" ".join(parts), shelf.channels[channel], shelf.planning)


def too_small(campaign: Campaign, allocation: Allocation) -> tuple[tuple[Channel, Decimal, Decimal], ...]:
    """Return the channels whose money is below the playbook's minimum, each with its money and that minimum."""
    judged = ((each, amount, minimum(each, campaign.currency)) for each, amount in allocation.channels.items())
    return tuple((each, amount, least) for each, amount, least in judged if least is not None and amount < least)


def other_lines(campaign: Campaign, allocation: Allocation) -> tuple[BudgetLine, ...]:
    """Return the budget lines that no channel spends."""
    if not allocation.contingency:
        return ()
    share = percent(allocation.contingency, campaign.budget)
    role = f"Held back, {share} of the budget: for a channel that proves itself, or a cost nobody saw."
    return (BudgetLine(name="Contingency", role=role, budget=allocation.contingency),)


def largest(campaign: Campaign, allocation: Allocation, how_many: int) -> tuple[str, ...]:
    """Return the largest shares in words, largest first."""
    ranked = sorted(allocation.channels.items(), key=lambda item: -item[1])[:how_many]
    return tuple(
        f"{channel.label} {money(amount, campaign.currency)} ({percent(amount, campaign.budget)})"
        for channel, amount in ranked
    )
