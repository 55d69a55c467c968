"""What do the inputs leave open, and who can answer it?"""

from collections.abc import Iterator, Sequence

from workflow.campaign import Campaign
from workflow.draft import Question, Section
from workflow.drafting.budget import Allocation
from workflow.drafting.freetext import Notes, Portrait, address
from workflow.drafting.port import Assignment
from workflow.drafting.words import quote
from workflow.money import money

Open = tuple[str, Section]


def questions(
    assignment: Assignment,
    audience: Sequence[Portrait],
    notes: Notes,
    proposition: str | None,
    allocation: Allocation,
) -> tuple[Question, ...]:
    """Return the open questions, in the order of their sections."""
    campaign = assignment.campaign
    found = (
        *_about_result(campaign),
        *_about_audience(campaign, audience, notes),
        *_about_message(campaign, notes, proposition),
        *_about_practice(campaign, notes, allocation),
        *_about_approval(assignment),
    )
    return tuple(Question(text=text, section=section, owner=assignment.author) for text, section in found)


def _about_result(campaign: Campaign) -> Iterator[Open]:
    metric = quote(campaign.metric)
    if campaign.baseline is None:
        yield f"What is {metric} today, and which system is the source of record?", Section.OBJECTIVES
    else:
        yield f"Which system is the source of record for {metric}, and for its baseline?", Section.MEASUREMENT


def _about_audience(campaign: Campaign, audience: Sequence[Portrait], notes: Notes) -> Iterator[Open]:
    if not all(each.need and each.barrier for each in audience):
        yield (
            "What does the audience need, and what holds it back? One insight with its source is enough.",
            Section.AUDIENCE,
        )
    missing = "How large is the audience" + ("?" if notes.about("exclusions") else ", and who must not be reached?")
    yield missing, Section.AUDIENCE
    if not campaign.market:
        yield "Which countries or regions does the campaign cover, and in which languages?", Section.AUDIENCE
    if not notes.about("competitors"):
        yield "Which competitors matter here, and what are they saying?", Section.AUDIENCE


def _about_message(campaign: Campaign, notes: Notes, proposition: str | None) -> Iterator[Open]:
    if proposition is None:
        yield "What is the one thing to say, in one sentence? The request gives no proposition.", Section.PROPOSITION
    if not notes.about("reasons"):
        yield "What evidence makes the proposition believable, and where is it kept?", Section.PROPOSITION
    if not notes.about("tone"):
        yield "How should the brand sound, and what should people feel?", Section.PROPOSITION
    action = notes.about("call to action")
    if not action:
        yield "What should people do next, in which words, and at which web address?", Section.PROPOSITION
    elif not any(address(text) for text in action):
        yield "To which web address does the call to action lead?", Section.PROPOSITION
    if not campaign.mandatories:
        yield "Which logos, legal lines and claims are mandatory? If there are none, say so.", Section.PROPOSITION


def _about_practice(campaign: Campaign, notes: Notes, allocation: Allocation) -> Iterator[Open]:
    held = money(allocation.contingency, campaign.currency)
    release = f" Who may release the contingency of {held}?" if allocation.contingency else ""
    yield f"What does the budget pay for besides media?{release}", Section.CHANNELS
    if not notes.about("blackouts"):
        yield "On which dates may nothing run, and which dates must be met (stock, offers, events)?", Section.TIMELINE


def _about_approval(assignment: Assignment) -> Iterator[Open]:
    for stage in assignment.chain:
        if not stage.approvers:
            yield f"Who decides at {stage.title}? Until the team file names somebody, nobody can.", Section.APPROVALS
