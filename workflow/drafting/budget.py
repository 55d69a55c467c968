"""How is the budget split over the channels, what is held back, and why?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import BudgetLine, Claim
from workflow.drafting.evidence import LEAST_LIFT, MOST_LIFT, Lift, share
from workflow.drafting.playbook import CONTINGENCY, STANDARD, Playbook
from workflow.drafting.sources import Shelf
from workflow.drafting.words import listing, percent
from workflow.money import minor_unit, money, split

_ROUND_UNITS = ((Decimal(1_000_000), Decimal(1000)), (Decimal(10_000), Decimal(100)), (Decimal(1000), Decimal(10)))


@dataclass(frozen=True)
class Allocation:
    """The split of a budget: money for each channel and what is held back, together exactly the total.

    `playbook` gave the weights, `lifts` moved them.
    """

    channels: Mapping[Channel, Decimal]
    contingency: Decimal
    playbook: Playbook = STANDARD
    lifts: Mapping[Channel, Lift] = field(default_factory=dict)


def allocate(
    campaign: Campaign, playbook: Playbook = STANDARD, lifts: Mapping[Channel, Lift] | None = None
) -> Allocation:
    """Split the budget by weights that evidence may move, in round amounts, after the contingency is held back."""
    unit, moved = _unit(campaign), lifts or {}
    held = (campaign.budget * CONTINGENCY / unit).to_integral_value(ROUND_DOWN) * unit
    weights = [_weight(playbook, moved, channel) for channel in campaign.channels]
    amounts = split(campaign.budget - held, weights, unit)
    return Allocation(dict(zip(campaign.channels, amounts, strict=True)), held, playbook, moved)


def _weight(playbook: Playbook, lifts: Mapping[Channel, Lift], channel: Channel) -> Decimal:
    factor = lifts[channel].factor if channel in lifts else Decimal(1)
    return playbook.entry(channel).weight * factor


def _unit(campaign: Campaign) -> Decimal:
    fitting = (unit for size, unit in _ROUND_UNITS if campaign.budget >= size)
    return next(fitting, minor_unit(campaign.currency))


def reason(campaign: Campaign, channel: Channel, allocation: Allocation, shelf: Shelf) -> Claim:
    """Return why a channel gets its money."""
    amount = allocation.channels[channel]
    lift = allocation.lifts.get(channel)
    told = f"{percent(amount, campaign.budget)} of the budget: "
    if len(campaign.channels) == 1:
        told = "The only channel, so it has all that is not held back."
    else:
        told += _weighed(campaign, channel, allocation) + (_moved(lift) if lift else ".")
    least = allocation.playbook.minimum(channel, campaign.currency)
    if least is not None and amount < least:
        told += f" That is below the playbook’s planning minimum of {money(least, campaign.currency)}."
    evidence = shelf.of(lift.campaigns) if lift and len(campaign.channels) > 1 else ()
    return shelf.worked_out(told, shelf.channels[channel], shelf.planning, *evidence)


def _weighed(campaign: Campaign, channel: Channel, allocation: Allocation) -> str:
    weights = sum(each.weight for each in allocation.playbook.entries(campaign))
    weight = allocation.playbook.entry(channel).weight
    return f"the playbook’s usual weight beside the other channels, {weight} of {weights}"


def _moved(lift: Lift) -> str:
    bounded = f" (evidence moves a weight between {LEAST_LIFT} and {MOST_LIFT} times)"
    where = listing([f"“{prior.name}”" for prior in lift.campaigns])
    average = "on average " if len(lift.campaigns) > 1 else ""
    seen = f"{average}{share(lift.results)} of the results for {share(lift.spend)} of the spend in {where}"
    return f", taken {lift.factor} times{bounded}: {seen}."


def too_small(campaign: Campaign, allocation: Allocation) -> tuple[tuple[Channel, Decimal, Decimal], ...]:
    """Return the channels whose money is below the playbook's minimum, each with its money and that minimum."""
    least_of = allocation.playbook.minimum
    judged = ((each, amount, least_of(each, campaign.currency)) for each, amount in allocation.channels.items())
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
        f"{money(amount, campaign.currency)} ({percent(amount, campaign.budget)}) for {channel.label}"
        for channel, amount in ranked
    )
