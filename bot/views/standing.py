"""Where does a brief stand, in words: how far it came, what happens now, who is to move, since when?"""

from datetime import datetime
from typing import assert_never

from bot.views.mrkdwn import channel, date, escaped, mention
from bot.views.wording import approved_so_far, deciders, name, request, title
from workflow.brief import Brief, Decision, Handover, Status
from workflow.draft import Section
from workflow.events import Held

LONGEST_REASON = 1000
LONGEST_FINDING = 300
MOST_FINDINGS = 6


def progress(brief: Brief) -> str:
    """Return the chain on one line: ✓ approved, ● there now, ○ to come."""
    return "  ·  ".join(f"{_mark(brief, stage.name)} {escaped(stage.title, 120)}" for stage in brief.chain)


def in_short(brief: Brief) -> str:
    """Return where the brief stands in a few words."""
    match brief.status:
        case Status.DRAFTING if brief.held:
            return f"revision {brief.revision} is held back"
        case Status.DRAFTING:
            return f"revision {brief.next_revision} is being written"
        case Status.DRAFT_FAILED:
            return f"revision {brief.next_revision} could not be written"
        case Status.IN_REVIEW:
            return _review_in_short(brief)
        case Status.COMPLETED:
            return f"complete, revision {brief.revision}"
        case Status.CANCELLED:
            return "cancelled"
        case _:
            assert_never(brief.status)


def written_so_far(section: Section) -> str:
    """Return how far the writing has come."""
    sections = list(Section)
    return f"Writing section {sections.index(section) + 1} of {len(sections)}: {section.label}"


def standing(brief: Brief, due_at: datetime | None) -> str:
    """Return what happens now and who is to move; `due_at` is when the decision is due."""
    ended = brief.ended_at or brief.changed_at
    match brief.status:
        case Status.DRAFTING:
            return _drafting(brief)
        case Status.DRAFT_FAILED:
            reason = escaped(brief.draft_failure or "", LONGEST_REASON)
            return f"*Revision {brief.next_revision} could not be written:* {reason}"
        case Status.IN_REVIEW:
            return _review(brief, brief.handovers[-1], due_at)
        case Status.COMPLETED:
            return (
                f"*Complete* {date(ended, 'since ')}: every stage has approved, and revision {brief.revision} is final."
            )
        case Status.CANCELLED:
            return f"*Cancelled:* {mention(brief.author)} {date(ended, 'ended this brief, ')}."
        case _:
            assert_never(brief.status)


def _drafting(brief: Brief) -> str:
    if brief.held:
        return held_back(brief.held)
    if brief.changes and brief.changes[-1].revision == brief.revision:
        return f"Baton is writing revision {brief.next_revision}.\n{request(brief, brief.changes[-1])}"
    what = f"revision {brief.next_revision}" if brief.revision else "the first draft"
    return f"Baton is writing {what}, {date(brief.changed_at, 'since ')}. There is nothing to do for you yet."


def held_back(held: Held) -> str:
    """Return what keeps a revision from being handed over and what its author can do about it."""
    reasons = "\n".join(f"• {escaped(finding, LONGEST_FINDING)}" for finding in held.findings[:MOST_FINDINGS])
    more = len(held.findings) - MOST_FINDINGS
    rest = f"\n• and {more} more" if more > 0 else ""
    return (
        f"*Revision {held.revision} is held back* until you mend what blocks it:\n{reasons}{rest}\n"
        "Edit the request and Baton writes it anew, or have it handed over all the same and say why."
    )


def mend(brief: Brief, handover: Handover) -> str:
    """Return what keeps the handover's message from being posted and how that is mended."""
    reason = escaped(handover.blocked or "", LONGEST_REASON)
    stage = brief.stage_named(handover.stage)
    return reason.replace(stage.channel, channel(stage.channel)) if stage else reason


def _mark(brief: Brief, stage: str) -> str:
    stays = [handover for handover in brief.handovers if handover.stage == stage]
    if stays and stays[-1].decision is Decision.APPROVED:
        return "✓"
    return "●" if stays and not brief.status.is_final else "○"


def _review_in_short(brief: Brief) -> str:
    handover = brief.handovers[-1]
    stage = title(brief, handover.stage)
    return f"{stage} cannot be reached" if handover.blocked else f"waits for {stage}"


def _review(brief: Brief, handover: Handover, due_at: datetime | None) -> str:
    stage = brief.stage_named(handover.stage)
    where = title(brief, handover.stage)
    if handover.blocked:
        return f"*{where} cannot be reached.* {mend(brief, handover)}"
    if handover.delivered_at is None or stage is None:
        return f"Revision {handover.revision} is on its way to {where}."
    lines = [f"*Waiting for {where}*, revision {handover.revision}, {date(handover.delivered_at, 'since ')}."]
    lines.append(f"*Decides:* {deciders(brief, stage)}, in {channel(stage.channel)}")
    if stage.required > 1:
        lines.append(f"*Approvals:* {approved_so_far(brief, handover, stage.required)}")
    return "\n".join([*lines, *([f"*Due:* {date(due_at)}"] if due_at else [])])


def headline(brief: Brief) -> str:
    """Return the brief's name and where it stands, for a notification or a line of a list."""
    return f"{name(brief)} ({brief.id}): {in_short(brief)}"
