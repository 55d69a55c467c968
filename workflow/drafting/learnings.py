"""What do earlier campaigns and research teach this one, with which result and what to do differently?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Audience, Claim, Learning, Section, SectionNote
from workflow.drafting.evidence import Lift, comparable
from workflow.drafting.metrics import cost
from workflow.drafting.sources import Shelf, judged
from workflow.drafting.words import day, listing, quote
from workflow.library import ChannelResult, Count, Dispute, Evidence, Money, PriorCampaign, Rate, Ratio
from workflow.money import money, number

MOST_SENTENCES = 2
NOTHING_AT_HAND = "Insufficient data: no earlier campaign was at hand, so nothing here rests on past results."
_COSTS = {Ratio.COST_PER_RESULT, Ratio.COST_PER_CLICK, Ratio.COST_PER_THOUSAND}


def learnings(evidence: Evidence, lifts: Mapping[Channel, Lift], shelf: Shelf) -> tuple[Learning, ...]:
    """Return what each near campaign did and what follows for this one."""
    return tuple(
        Learning(campaign=prior.name, happened=_happened(prior, shelf), therefore=_therefore(prior, lifts, shelf))
        for prior in evidence.campaigns
    )


def nothing_learnt(evidence: Evidence) -> str | None:
    """Return why nothing was learnt, or None where something was."""
    if evidence.campaigns:
        return None
    if not evidence.held:
        return NOTHING_AT_HAND
    looked = "the one campaign" if evidence.held == 1 else f"none of the {evidence.held:,} campaigns"
    verb = "is not near enough" if evidence.held == 1 else "is near enough"
    return f"Insufficient data: {looked} in the library {verb} to this one to learn from."


def _happened(prior: PriorCampaign, shelf: Shelf) -> Claim:
    said = " ".join(quote(text) + "." for text in prior.happened[:MOST_SENTENCES])
    told = " ".join(filter(None, (_result(prior), _best_and_worst(prior))))
    if told:
        return shelf.proved(f"{told} {said}".strip(), prior)
    return shelf.quoted(said, prior) if said else judged("Nothing was recorded of its result.")


def _result(prior: PriorCampaign) -> str:
    total = prior.total
    when = _when(prior)
    each = total.rate(Ratio.COST_PER_RESULT)
    if total.results and total.spend:
        priced = f", {cost(each.value, total.spend.currency)} each" if each else ""
        return f"{_money(total.spend)} brought {_counted(total.results)}{priced}{when}."
    if total.results:
        return f"It brought {_counted(total.results)}{when}; its spend is not recorded."
    return f"{_money(total.spend)} was spent{when}; no result is recorded." if total.spend else ""


def _when(prior: PriorCampaign) -> str:
    if prior.started and prior.ended and prior.started != prior.ended:
        return f", from {day(prior.started)} to {day(prior.ended)}"
    known = prior.ended or prior.started
    return f", in a flight recorded on {day(known)}" if known else ""


def _money(amount: Money) -> str:
    return money(amount.amount, amount.currency)


def _counted(count: Count) -> str:
    return f"{number(count.value)} {count.of}"


def _best_and_worst(prior: PriorCampaign) -> str:
    priced = sorted(_priced(prior), key=lambda pair: (pair[1], pair[0].label))
    if len(priced) < 2 or priced[0][1] == priced[-1][1] or prior.total.results is None:  # noqa: PLR2004  # a comparison needs two
        return ""
    currency = prior.total.spend.currency if prior.total.spend else ""
    (best, least), (worst, most) = priced[0], priced[-1]
    return (
        f"{best.label} gave the most for its money ({cost(least, currency)} each), "
        f"{worst.label} the least ({cost(most, currency)})."
    )


def _priced(prior: PriorCampaign) -> Iterator[tuple[Channel, Decimal]]:
    for part in prior.parts:
        rate = part.figures.rate(Ratio.COST_PER_RESULT)
        if part.channel and rate and prior.total.spend:
            yield part.channel, rate.value


def _therefore(prior: PriorCampaign, lifts: Mapping[Channel, Lift], shelf: Shelf) -> Claim:
    if prior.next_time:
        return shelf.quoted(" ".join(quote(text) + "." for text in prior.next_time[:MOST_SENTENCES]), prior)
    moved = {channel: lift.factor for channel, lift in lifts.items() if prior in lift.campaigns}
    up = [channel.label for channel, factor in moved.items() if factor > 1]
    down = [channel.label for channel, factor in moved.items() if factor < 1]
    if up or down:
        changes = [
            f"{listing(labels)} {word} weight" for labels, word in ((up, "with more"), (down, "with less")) if labels
        ]
        return shelf.proved(f"The split takes {listing(changes)} than the playbook alone would give.", prior)
    return judged("Nobody recorded what to do differently: ask whoever ran it before the split is agreed.")


def known_of(people: Sequence[Audience], evidence: Evidence, shelf: Shelf) -> tuple[Audience, ...]:
    """Return the audiences with what research says of them, word for word; it is told of the first one."""
    facts = tuple(shelf.quoted(quote(fact.text) + ".", study) for study in evidence.research for fact in study.facts)
    first, *others = people
    return (first.model_copy(update={"facts": (*first.facts, *facts)}), *others)


def remarks(campaign: Campaign, evidence: Evidence, shelf: Shelf) -> tuple[SectionNote, ...]:
    """Return what else the library has to say: a baseline to start from, and figures that are not to be trusted."""
    return (*_baseline(campaign, evidence, shelf), *_disputed(evidence, shelf))


def _baseline(campaign: Campaign, evidence: Evidence, shelf: Shelf) -> Iterator[SectionNote]:
    prior = next((each for each in evidence.campaigns if comparable(campaign, each.total)), None)
    if campaign.baseline is None and prior and prior.total.results:
        text = (
            f"A baseline to start from: “{prior.name}” counted {_counted(prior.total.results)}{_when(prior)}. "
            "Confirm that it was counted in the same way."
        )
        yield SectionNote(section=Section.OBJECTIVES, claim=shelf.proved(text, prior))


def _disputed(evidence: Evidence, shelf: Shelf) -> Iterator[SectionNote]:
    for prior in evidence.campaigns:
        if prior.disputes:
            first, *others = prior.disputes
            does = "does" if len(others) == 1 else "do"
            more = f" {len(others)} more of its ratios {does} not hold either." if others else ""
            text = f"“{prior.name}” states figures that are not used here: {told(first, prior)}.{more}"
            yield SectionNote(section=Section.LEARNINGS, claim=shelf.proved(text, prior))


def told(dispute: Dispute, prior: PriorCampaign) -> str:
    """Say what a file states and what its own figures give."""
    said = f"a {dispute.ratio} of {dispute.stated} ({dispute.place})"
    if dispute.recomputed is None:
        return f"{said}, which nothing beside it lets us check"
    return (
        f"{said}, where its own figures give {shown(Rate(ratio=dispute.ratio, value=dispute.recomputed), prior.parts)}"
    )


def shown(rate: Rate, parts: Sequence[ChannelResult]) -> str:
    """Write a ratio as people read it: a cost in its currency, a share in percent."""
    currencies = [part.figures.spend.currency for part in parts if part.figures.spend]
    if rate.ratio in _COSTS and currencies:
        return cost(rate.value, currencies[0])
    return f"{number((rate.value * 100).quantize(Decimal('0.1')))}%"
