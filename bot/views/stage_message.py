"""What does a stage's channel see of a handover, from the request for a decision to what became of it?"""

from collections.abc import Sequence
from datetime import datetime

from bot.views.blocks import Block, actions, button, confirm, context, fields, header, section, sections
from bot.views.buttons import APPROVE, DECLINE, REASSIGN, REQUEST_CHANGES, SHOW_FINDINGS, DecisionValue, RequestValue
from bot.views.changed import answered, changed_blocks
from bot.views.closed_message import closed_post, paused_post
from bot.views.in_place import away_blocks, reassigned_lines
from bot.views.mrkdwn import date, escaped, mention, quoted
from bot.views.post import Post
from bot.views.wording import (
    approved_so_far,
    by_name,
    called,
    deciders,
    footer,
    name,
    request,
    title,
    working_time,
)
from workflow.brief import Brief, Handover
from workflow.campaign_brief import campaign_of
from workflow.checks.rules import Finding
from workflow.cover import Cover
from workflow.difference import Difference
from workflow.draft import ChangeAnswer
from workflow.drafting.words import count, day, one_line
from workflow.kinds.paper import Answer, Paper
from workflow.links import Link
from workflow.money import money, number

MOST_FINDINGS = 60
LONGEST_GOAL = 300
MOST_LINKS = 3
LONGEST_LEAD = 1000


def stage_post(
    brief: Brief,
    handover: Handover,
    findings: Sequence[Finding],
    due_at: datetime | None,
    changed: Sequence[Difference] = (),
    *,
    answers: Sequence[ChangeAnswer | Answer] = (),
    away: Sequence[Cover] = (),
    facts: Sequence[Block] = (),
) -> Post:
    """Return the present face of a handover's message.

    `due_at` ends the stage's working time for the decision; `changed` is what differs from the revision that the stage
    saw last; `answers` is what the revision says about the changes that were asked for; `away` tells who of those who
    are asked is absent; `facts` are those of another workflow than the campaign brief's, which also has no checks.
    """
    if not handover.is_open:
        return closed_post(brief, handover)
    if brief.paused:
        return paused_post(brief, handover, brief.paused)
    since = brief.seen_before(handover)
    answered_here = _answered_request(brief, handover, answers)
    news = [*away_blocks(away), *answered_here, *(changed_blocks(since, changed) if since else [])]
    told = [*facts] or [*key_facts(brief), _checks(brief, handover, findings)]
    return _pending(brief, handover, due_at, news, told)


def findings_post(findings: Sequence[Finding]) -> Post:
    """Return the list of what the checks found in a revision."""
    text = f"Checks: {_summary(findings)}"
    lines = [f"*{text}*", *map(_finding, findings[:MOST_FINDINGS])]
    if len(findings) > MOST_FINDINGS:
        lines.append(f"… and {len(findings) - MOST_FINDINGS} more.")
    return Post(text, sections(lines))


def _summary(findings: Sequence[Finding]) -> str:
    problems = sum(found.severity == "block" for found in findings)
    notes = len(findings) - problems
    counts = [count(problems, "problem")] * bool(problems) + [count(notes, "note")] * bool(notes)
    return ", ".join(counts) or "all passed"


def _finding(found: Finding) -> str:
    lead = "Problem, " * (found.severity == "block") + found.section.label
    return f"• *{lead}:* {escaped(found.sentence, 600)}"


def _pending(
    brief: Brief,
    handover: Handover,
    due_at: datetime | None,
    news: Sequence[Block],
    told: Sequence[Block],
) -> Post:
    text = f"Please review: {name(brief)} ({brief.id}, revision {handover.revision})"
    blocks = [
        header(f"Please review: {called(brief)}"),
        section(ask(brief, handover, due_at)),
        *news,
        *_overridden(brief, handover),
        *told,
        actions(decision_buttons(brief, handover)),
        context(footer(brief, handover.revision)),
    ]
    return Post(text, blocks)


def ask(brief: Brief, handover: Handover, due_at: datetime | None) -> str:
    """Return what is asked of whom, and by when."""
    what = f"*{title(brief, handover.stage)}* of revision {handover.revision}, asked by {mention(brief.author)}."
    lines = [f"{what} The document is in the thread."]
    stage = brief.stage_named(handover.stage)
    if stage:
        lines += [f"*Decides:* {deciders(brief, stage)}", *reassigned_lines(handover)]
        if votes := approved_so_far(brief, handover):
            lines.append(f"*Approvals:* {votes}")
        if links := brief.links_to(stage.name):
            lines.append(f"*By link, without Slack:* {_named(links)}")
        if due_at:
            lines.append(f"*Due:* {date(due_at)} (within {working_time(stage.sla)})")
    return "\n".join(lines)


def _named(links: Sequence[Link]) -> str:
    """Return the newest of those who may decide by a link, each with the end of it, and how many more there are."""
    told = [f"{by_name(link)} ({date(link.until, 'until ')})" for link in links[-MOST_LINKS:]]
    left = len(links) - len(told)
    return ", ".join([*told, *([f"and {left} more"] if left else [])])


def _answered_request(brief: Brief, handover: Handover, answers: Sequence[ChangeAnswer | Answer]) -> list[Block]:
    """What this revision was written for and what became of it, so that nobody has to look up either."""
    before = handover.revision - 1
    asked = [change for change in brief.changes if change.revision == before]
    done = answered([answer for answer in answers if answer.revision == before])
    blocks = [section(f"*New in revision {handover.revision}:* {request(brief, change)}") for change in asked[-1:]]
    return [*blocks, *(section("\n".join(done)) for _ in blocks[: len(done)])]


def _overridden(brief: Brief, handover: Handover) -> list[Block]:
    """Why the author had this revision handed over although a check held it back."""
    given = [one for one in brief.overrides if one.revision == handover.revision]
    return [
        section(f"*Held back by a check, handed over by {mention(one.by)}:*\n{quoted(one.reason, LONGEST_GOAL)}")
        for one in given
    ]


def paper_facts(paper: Paper) -> list[Block]:
    """Return what a paper comes to and the figures that a decision needs at hand."""
    told = {fact.label: escaped(one_line(fact.text), LONGEST_GOAL) for fact in paper.facts}
    return [section(escaped(one_line(paper.lead), LONGEST_LEAD)), fields(told)]


def key_facts(brief: Brief) -> list[Block]:
    """Return the goal and the figures that a decision needs at hand."""
    campaign = campaign_of(brief)
    facts = {
        "Budget": money(campaign.budget, campaign.currency),
        "Flight": f"{day(campaign.start)} to {day(campaign.end)}",
        "Target": f"{number(campaign.target)} {escaped(campaign.metric, LONGEST_GOAL)}",
        "Channels": escaped(", ".join(channel.label for channel in campaign.channels), 1000),
    }
    if campaign.market:
        facts["Market"] = escaped(campaign.market, LONGEST_GOAL)
    return [section(f"*Goal:* {escaped(one_line(campaign.goal), LONGEST_GOAL)}"), fields(facts)]


def _checks(brief: Brief, handover: Handover, findings: Sequence[Finding]) -> Block:
    summary = _summary(findings)
    if not findings:
        return section(f"*Checks:* {summary}")
    return section(f"*Checks:* {summary}", button("Show checks", SHOW_FINDINGS, _value(brief, handover)))


def decision_buttons(brief: Brief, handover: Handover) -> list[Block]:
    """Return the buttons that decide about the revision shown."""
    value = _value(brief, handover)
    approve = button("Approve", APPROVE, value, style="primary", confirm=_confirm(brief, handover))
    asked = [approve, button("Request changes", REQUEST_CHANGES, value), button("Decline", DECLINE, value)]
    return (
        asked if brief.is_outside(handover.stage) else [*asked, button("Reassign", REASSIGN, _request(brief, handover))]
    )


def _confirm(brief: Brief, handover: Handover) -> Block:
    stage = title(brief, handover.stage, 60)
    text = f"You approve revision {handover.revision} of {name(brief, 90)} for {stage}, exactly as it is."
    return confirm(f"Approve revision {handover.revision}?", text, "Approve", "Not yet", style="primary")


def _request(brief: Brief, handover: Handover) -> str:
    return RequestValue(brief=brief.id, revision=handover.revision, stage=handover.stage).dumps()


def _value(brief: Brief, handover: Handover) -> str:
    return DecisionValue(brief=brief.id, stage=handover.stage, revision=handover.revision).dumps()
