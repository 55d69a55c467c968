"""What part does each channel play, with what money, judged on what, and what has to be made by when?"""

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import ChannelPlan, Claim
from workflow.drafting.budget import Allocation, reason
from workflow.drafting.sources import Shelf
from workflow.drafting.timeline import Plan
from workflow.drafting.words import count, day, listing, lower_first, sentence
from workflow.entry import Entry

_UNSURE = {
    "good": "",
    "verify": " Confirm sizes and limits with the publisher.",
    "judgement": " Confirm before booking.",
}


def channel_plans(campaign: Campaign, allocation: Allocation, plan: Plan, shelf: Shelf) -> tuple[ChannelPlan, ...]:
    """Return the plan of every channel, in the author's order."""
    return tuple(_plan(campaign, facts, allocation, plan, shelf) for facts in shelf.playbook.entries(campaign))


def _plan(campaign: Campaign, facts: Entry, allocation: Allocation, plan: Plan, shelf: Shelf) -> ChannelPlan:
    channel = facts.channel
    return ChannelPlan(
        channel=channel,
        role=facts.role,
        kpi=_judged_on(facts),
        budget=allocation.channels[channel],
        reason=reason(campaign, channel, allocation, shelf),
        recommendations=tuple(shelf.played(text, channel) for text in facts.advice),
        deliverables=tuple(shelf.played(sentence(text), channel) for text in facts.deliverables),
        lead_time=_lead_time(facts, plan, shelf),
    )


def _judged_on(facts: Entry) -> str:
    first, *others = facts.kpis
    return f"{first}; also {listing([lower_first(each) for each in others])}" if others else first


def _lead_time(facts: Entry, plan: Plan, shelf: Shelf) -> Claim:
    channel: Channel = facts.channel
    due = day(plan.due[channel])
    ahead = f"{count(facts.lead_days, 'working day')} before launch" if facts.lead_days else "the day of launch"
    text = f"Finished assets are due on {due}, {ahead}: {facts.lead_note}.{_UNSURE[facts.certainty]}"
    if channel in plan.late:
        by = count(plan.late[channel], "working day")
        text = f"Too late by {by}: finished assets were due on {due}, {ahead} ({facts.lead_note})."
    return shelf.worked_out(text, shelf.channels[channel])
