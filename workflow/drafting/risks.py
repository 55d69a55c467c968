"""What could go wrong with this plan, as far as its own figures tell, and what should be done about it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from workflow.draft import Risk
from workflow.drafting.budget import Allocation, too_small
from workflow.drafting.evidence import NOTEWORTHY, against, comparison, share
from workflow.drafting.metrics import Kind, cost, kind, multiple
from workflow.drafting.port import Assignment
from workflow.drafting.proposition import claim_words
from workflow.drafting.sources import Shelf, judged
from workflow.drafting.timeline import Plan
from workflow.drafting.words import WEEKDAYS, count, day, listing, percent
from workflow.money import money, number

MOST_IN_ONE_CHANNEL = Decimal("0.7")
STEEP = Decimal(2)
WEAK = Decimal("0.85")
"""The factor of evidence from which a channel is said to have disappointed."""
_MOST_HOLIDAYS = 4

ASSUMPTION = Risk(
    risk=judged("The plan assumes that the budget pays for media, production and fees, net of tax."),
    response="Confirm before anything is booked; if it is for media only, production needs money of its own.",
)
"""What every plan takes for granted, because no field of the form asks."""


@dataclass(frozen=True)
class Outlook:
    """What the risks are read from."""

    assignment: Assignment
    plan: Plan
    allocation: Allocation
    shelf: Shelf


def risks(outlook: Outlook) -> tuple[Risk, ...]:
    """Return the risks, those that stop the plan first."""
    rules = (_late, _short, _early, _small, _uneven, _steep, _cheap, _weak, _learning, _claims, _launch_day, _holidays)
    return (*(risk for rule in rules for risk in rule(outlook)), ASSUMPTION)


def _late(outlook: Outlook) -> Iterator[Risk]:
    for channel, days in outlook.plan.late.items():
        facts = outlook.shelf.playbook.entry(channel)
        due = day(outlook.plan.due[channel])
        by = count(days, "working day")
        text = f"It is too late for {channel.label} by {by}: assets were due on {due} ({facts.lead_note})."
        amount = money(outlook.allocation.channels[channel], outlook.assignment.campaign.currency)
        yield Risk(
            risk=outlook.shelf.worked_out(text, outlook.shelf.channels[channel]),
            response=f"Give its {amount} to another channel, start it in a later wave, or move the launch.",
        )


def _short(outlook: Outlook) -> Iterator[Risk]:
    plan = outlook.plan
    if plan.left >= plan.needed:
        return
    text = (
        f"Sign-off, creative development and production take {count(plan.needed, 'working day')} at an even pace; "
        f"{_left(plan)} left before assets are due."
    )
    yield Risk(
        risk=outlook.shelf.worked_out(text, outlook.shelf.planning),
        response=f"The timeline shortens each of them. Decide faster, or launch on {day(plan.holds_from)} or later.",
    )


def _left(plan: Plan) -> str:
    return {0: "none is", 1: "1 is"}.get(plan.left, f"{plan.left} are")


def _early(outlook: Outlook) -> Iterator[Risk]:
    for channel in outlook.plan.early:
        due = day(outlook.plan.due[channel])
        text = f"Assets for {channel.label} are due on {due}, before the main production ends."
        yield Risk(
            risk=outlook.shelf.worked_out(text, outlook.shelf.channels[channel]),
            response="Make its assets first, or let it join in a second wave.",
        )


def _small(outlook: Outlook) -> Iterator[Risk]:
    currency = outlook.assignment.campaign.currency
    small = too_small(outlook.assignment.campaign, outlook.allocation)
    if not small:
        return
    parts = [
        f"{channel.label} ({money(have, currency)}, minimum {money(need, currency)})" for channel, have, need in small
    ]
    text = f"Below the playbook’s planning minimum: {listing(parts)}."
    yield Risk(
        risk=outlook.shelf.worked_out(text, *(outlook.shelf.channels[channel] for channel, _, _ in small)),
        response="Fewer channels, each done properly, usually beat many done thinly: drop one or raise the budget.",
    )


def _uneven(outlook: Outlook) -> Iterator[Risk]:
    campaign = outlook.assignment.campaign
    for channel, amount in outlook.allocation.channels.items():
        if len(campaign.channels) > 1 and amount > campaign.budget * MOST_IN_ONE_CHANNEL:
            text = f"{percent(amount, campaign.budget)} of the budget goes to {channel.label}."
            yield Risk(
                risk=outlook.shelf.worked_out(text, outlook.shelf.channels[channel]),
                response="Agree that the campaign may stand or fall with it, or spread the money.",
            )


def _steep(outlook: Outlook) -> Iterator[Risk]:
    campaign, times = outlook.assignment.campaign, multiple(outlook.assignment.campaign)
    if campaign.baseline is None or times is None:
        return
    values = f"from {number(campaign.baseline)} to {number(campaign.target)}"
    worse = (campaign.target > campaign.baseline) == (kind(campaign) is Kind.FALLING)
    if campaign.target == campaign.baseline or worse:
        yield Risk(
            risk=outlook.shelf.worked_out(f"The target goes {values}, which is not an improvement as it reads."),
            response="Confirm the direction, or correct the form before anyone approves.",
        )
    elif times >= STEEP:
        yield Risk(
            risk=outlook.shelf.worked_out(f"The target goes {values}, {number(times)} times the baseline."),
            response="Name what makes that plausible (an offer, a launch, more money), or lower it before approval.",
        )


def _cheap(outlook: Outlook) -> Iterator[Risk]:
    campaign, found = outlook.assignment.campaign, comparison(outlook.assignment.campaign, outlook.assignment.evidence)
    if found and found.gap <= -NOTEWORTHY:
        now, then = (cost(each, campaign.currency) for each in (found.now, found.then))
        text = f"The budget implies {now} for each result, {against(found.gap, f'“{found.campaign.name}”')} ({then})."
        yield Risk(
            risk=outlook.shelf.worked_out(text, *outlook.shelf.of([found.campaign])),
            response="Name what makes a result cheaper this time, or give the target or the budget a second look.",
        )


def _weak(outlook: Outlook) -> Iterator[Risk]:
    for channel, lift in outlook.allocation.lifts.items():
        if lift.factor <= WEAK:
            seen = f"{share(lift.results)} of the results for {share(lift.spend)} of the spend"
            where = listing([f"“{prior.name}”" for prior in lift.campaigns])
            yield Risk(
                risk=outlook.shelf.proved(f"{channel.label} brought {seen} in {where}.", *lift.campaigns),
                response="Say what will be different this time, or give its money to a channel that earned it.",
            )


def _learning(outlook: Outlook) -> Iterator[Risk]:
    campaign = outlook.assignment.campaign
    for facts in outlook.shelf.playbook.entries(campaign):
        if campaign.flight_days < facts.learning_days:
            text = (
                f"The flight of {count(campaign.flight_days, 'day')} is shorter than the "
                f"{facts.learning_days} in which {facts.channel.label} still learns whom to reach."
            )
            yield Risk(
                risk=outlook.shelf.worked_out(text, outlook.shelf.channels[facts.channel]),
                response="Keep its audience broad and its set-up simple, and do not judge it on early cost.",
            )


def _claims(outlook: Outlook) -> Iterator[Risk]:
    campaign = outlook.assignment.campaign
    words = claim_words(campaign.name, campaign.proposition, campaign.mandatories, campaign.notes)
    if words:
        quoted = listing([f"“{word}”" for word in words])
        yield Risk(
            risk=outlook.shelf.asked(f"The request uses words that need evidence and legal review: {quoted}."),
            response="Keep them out of every execution until legal has cleared them in writing.",
        )


def _launch_day(outlook: Outlook) -> Iterator[Risk]:
    start = outlook.assignment.campaign.start
    if not outlook.assignment.calendar.is_working_day(start):
        text = f"The launch falls on {WEEKDAYS[start.weekday()]} {day(start)}, when the team does not work."
        yield Risk(
            risk=outlook.shelf.worked_out(text),
            response="Schedule and test everything on the last working day, and name who is on call.",
        )


def _holidays(outlook: Outlook) -> Iterator[Risk]:
    campaign, calendar = outlook.assignment.campaign, outlook.assignment.calendar
    flight = (campaign.start + timedelta(days=n) for n in range(1, campaign.flight_days))
    off = [each for each in flight if each.weekday() in calendar.weekdays and each in calendar.holidays]
    if off:
        more = f" and {len(off) - _MOST_HOLIDAYS} more" if len(off) > _MOST_HOLIDAYS else ""
        named = [day(each) for each in off[:_MOST_HOLIDAYS]]
        dates = ", ".join(named) + more if more else listing(named)
        yield Risk(
            risk=outlook.shelf.worked_out(f"The team is off during the flight: {dates}."),
            response="Agree beforehand what may run unattended, and who can stop it.",
        )
