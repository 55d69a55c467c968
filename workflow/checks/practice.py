"""Do money, dates, channels and approvals hold together?"""

import re
from collections.abc import Iterator
from decimal import Decimal

from workflow.channels import Channel
from workflow.checks.figures import free_money
from workflow.checks.rules import Material, Rule
from workflow.draft import ChannelPlan, Section
from workflow.drafting.compose import NOBODY
from workflow.drafting.risks import MOST_IN_ONE_CHANNEL
from workflow.drafting.sources import claims
from workflow.drafting.timeline import next_working_day
from workflow.drafting.words import count, day, listing, percent
from workflow.money import minor_unit, money
from workflow.worktime import add_working_days

LEAST_IN_ONE_CHANNEL = Decimal("0.02")
_DOLLARS = frozenset({"AUD", "CAD", "HKD", "NZD", "SGD", "TWD"})  # all of them are written with the dollar sign, too
_UNPAID = re.compile(r"\b(owned|earned)\b", re.IGNORECASE)
_TERMS = ("disclosure", "usage rights", "exclusivity")
_ADDRESS = re.compile(r"https?://|www\.")


def _dates(material: Material) -> Iterator[str]:
    draft = material.draft
    if draft.end <= draft.start:
        yield "The flight ends before it begins."
    if draft.start < material.today:
        yield f"The start, {day(draft.start)}, has passed."


def _unordered_phases(material: Material) -> Iterator[str]:
    for phase in material.draft.phases:
        if phase.end < phase.start:
            yield f"In the timeline, {phase.name} ends before it begins."


def _days_off(material: Material) -> Iterator[str]:
    for phase in material.draft.phases:
        off = [end for end in (phase.start, phase.end) if not material.calendar.is_working_day(end)]
        if off and not phase.in_flight:
            yield f"In the timeline, {phase.name} begins or ends on {day(off[0])}, when the team does not work."


def _launch_moved(material: Material) -> Iterator[str]:
    draft = material.draft
    live = [phase for phase in draft.phases if phase.in_flight]
    if live and (min(phase.start for phase in live), max(phase.end for phase in live)) != (draft.start, draft.end):
        flight = f"{day(draft.start)} to {day(draft.end)}"
        yield f"In the timeline, what is live does not fill the flight from {flight} exactly."


def _sums(material: Material) -> Iterator[str]:
    draft = material.draft
    channels = sum((plan.budget for plan in draft.channels), Decimal(0))
    spent = channels + sum((line.budget for line in draft.other_budget), Decimal(0))
    if abs(spent - draft.total_budget) > minor_unit(draft.currency):
        stated, found = money(draft.total_budget, draft.currency), money(spent, draft.currency)
        yield f"The budget lines come to {found}, the total says {stated}."


def _unfunded(material: Material) -> Iterator[str]:
    for plan in material.draft.channels:
        if not plan.budget and not _UNPAID.search(f"{plan.role} {plan.reason.text}"):
            yield f"No money goes to {plan.channel.label}, and it is not marked as owned or earned."


def _uneven(material: Material) -> Iterator[str]:
    channels, total = material.draft.channels, material.draft.total_budget
    for plan in channels:
        if len(channels) > 1 and plan.budget and not _balanced(plan, total):
            yield f"{percent(plan.budget, total)} of the budget goes to {plan.channel.label}: is that meant?"


def _balanced(plan: ChannelPlan, total: Decimal) -> bool:
    return LEAST_IN_ONE_CHANNEL <= plan.budget / total <= MOST_IN_ONE_CHANNEL


def _other_currency(material: Material) -> Iterator[str]:
    if material.draft.currency != material.campaign.currency:
        yield f"The brief counts in {material.draft.currency}, the request in {material.campaign.currency}."


def _foreign_money(material: Material) -> Iterator[str]:
    own = material.campaign.currency
    meant = {own, "USD"} if own in _DOLLARS else {own}
    foreign = sorted({found.currency for found in free_money(material.campaign)} - meant)
    if foreign:
        yield f"The request also names amounts in {listing(foreign)}; the budget is in {own}."


def _too_late(material: Material) -> Iterator[str]:
    first = next_working_day(material.calendar, material.today)
    for channel in material.campaign.channels:
        lead = material.playbook.entry(channel).lead_days
        due = add_working_days(material.calendar, material.campaign.start, -lead)
        if due < first:
            ahead = count(lead, "working day")
            yield f"It is too late for {channel.label}: assets were due on {day(due)}, {ahead} before launch."


def _nobody(material: Material) -> Iterator[str]:
    if not material.draft.approvals:
        yield "No stage has to approve this brief."
    for approval in material.draft.approvals:
        if approval.approvers.startswith(NOBODY):
            yield f"Nobody is named to decide at {approval.title}."


def _judge_in_own_case(material: Material) -> Iterator[str]:
    draft = material.draft
    for approval in draft.approvals:
        if draft.author and approval.approvers == draft.author:
            yield f"{draft.author} wrote the brief and is the only one to decide at {approval.title}."


def _no_action(material: Material) -> Iterator[str]:
    action = material.draft.proposition.call_to_action
    if action is None:
        yield "There is no call to action: say what people should do next, and at which address."
    elif not _ADDRESS.search(action.text):
        yield "The call to action names no web address."


def _untagged(material: Material) -> Iterator[str]:
    text = " ".join(claim.text for claim in material.draft.tracking)
    linked = any(material.playbook.entry(channel).tags for channel in material.campaign.channels)
    if linked and not all(tag in text for tag in ("utm_source", "utm_medium", "utm_campaign")):
        yield "Measurement does not say how links are tagged (utm_source, utm_medium, utm_campaign)."


def _no_deliverables(material: Material) -> Iterator[str]:
    for plan in material.draft.channels:
        if not plan.deliverables:
            yield f"Nothing says what has to be made for {plan.channel.label}, in which sizes and limits."


def _creator_terms(material: Material) -> Iterator[str]:
    for plan in material.draft.channels:
        text = " ".join(claim.text for claim in claims(plan)).casefold()
        missing = [term for term in _TERMS if term not in text]
        if plan.channel is Channel.INFLUENCER and missing:
            yield f"The plan for creators does not mention {listing(missing)}."


def _channels_asked(material: Material) -> Iterator[str]:
    planned = [plan.channel for plan in material.draft.channels]
    if sorted(planned) != sorted(material.campaign.channels):
        asked = listing([channel.label for channel in material.campaign.channels])
        yield f"The channel plan differs from the channels that were asked for: {asked}."


RULES = (
    Rule(4, "dates-ordered", "block", Section.TIMELINE, _dates),
    Rule(4, "phases-ordered", "warn", Section.TIMELINE, _unordered_phases),
    Rule(4, "phases-on-working-days", "warn", Section.TIMELINE, _days_off),
    Rule(4, "flight-filled", "warn", Section.TIMELINE, _launch_moved),
    Rule(5, "budget-sums", "block", Section.CHANNELS, _sums),
    Rule(5, "channels-funded", "block", Section.CHANNELS, _unfunded),
    Rule(6, "budget-balanced", "warn", Section.CHANNELS, _uneven),
    Rule(7, "one-currency", "block", Section.CHANNELS, _other_currency),
    Rule(7, "no-foreign-money", "warn", Section.CHANNELS, _foreign_money),
    Rule(8, "lead-times", "warn", Section.CHANNELS, _too_late),
    Rule(9, "approvers-named", "warn", Section.APPROVALS, _nobody),
    Rule(9, "approvers-independent", "warn", Section.APPROVALS, _judge_in_own_case),
    Rule(17, "call-to-action", "warn", Section.PROPOSITION, _no_action),
    Rule(17, "links-tagged", "warn", Section.MEASUREMENT, _untagged),
    Rule(18, "deliverables-listed", "warn", Section.CHANNELS, _no_deliverables),
    Rule(20, "channels-as-asked", "block", Section.CHANNELS, _channels_asked),
    Rule(28, "creator-terms", "warn", Section.CHANNELS, _creator_terms),
)
"""The rules about how the campaign is done."""
