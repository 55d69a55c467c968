"""Where does a brief stand, in words: how far it came, what happens now, who is to move, since when?"""

from datetime import datetime
from typing import assert_never

from bot.views.mrkdwn import channel, date, escaped, mention, quoted
from bot.views.wording import approved_so_far, by, deciders, listed, name, noun, request, short_hash, title
from workflow.brief import Brief, Handover, Status
from workflow.course import standing as standing_approval
from workflow.course import steps, voters
from workflow.draft import Section
from workflow.events import Declined, Held
from workflow.quorum import missing

LONGEST_REASON = 1000
LONGEST_FINDING = 300
MOST_FINDINGS = 6


def progress(brief: Brief) -> str:
    """Return the chain on one line: ✓ approved, ● there now, ○ to come, – skipped; + joins neighbours.

    What was approved is the newest revision, which stands below, unless it is said to be another.
    """
    told = (
        (f"{_mark(brief, stage.name)} {escaped(stage.title, 120)}{_aside(brief, stage.name)}" for stage in step)
        for step in steps(brief.chain)
    )
    return "  ·  ".join(" + ".join(step) for step in told)


def in_short(brief: Brief) -> str:
    """Return where the brief stands in a few words."""
    match brief.status:
        case Status.DRAFTING:
            held = f"revision {brief.revision} is held back"
            return held if brief.held else f"revision {brief.next_revision} is being written"
        case Status.DRAFT_FAILED:
            return f"revision {brief.next_revision} could not be written"
        case Status.IN_REVIEW:
            return _review_in_short(brief)
        case Status.COMPLETED:
            return f"complete, revision {brief.revision}"
        case Status.PAUSED | Status.DECLINED | Status.CANCELLED:
            return brief.status.value
        case Status.WITHDRAWN:
            return f"revision {brief.revision} was taken back to be edited"
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
            return _review(brief, due_at)
        case Status.COMPLETED:
            final = f"everybody who has to approve has, and revision {brief.revision} is final."
            return f"*Complete* {date(ended, 'since ')}: {final}"
        case Status.CANCELLED:
            reason = quoted(brief.cancel_reason or "", LONGEST_REASON)
            return f"*Cancelled:* {mention(brief.author)} {date(ended, f'ended this {noun(brief)}, ')}:\n{reason}"
        case Status.PAUSED | Status.WITHDRAWN | Status.DECLINED:
            return _stopped(brief)
        case _:
            assert_never(brief.status)


def _stopped(brief: Brief) -> str:
    if brief.paused:
        words = date(brief.paused.at, "since ")
        reason = quoted(brief.paused.reason, LONGEST_REASON)
        return f"*Paused* {words}; nobody decides and the clock stands still:\n{reason}"
    if brief.declined:
        return declined(brief, brief.declined)
    mended = "Edit the request and Baton writes it anew, or drop an edited document into the thread."
    return f"*{mention(brief.author)} took revision {brief.revision} back.*\n{mended}"


def declined(brief: Brief, event: Declined) -> str:
    """Return who declined the brief, where, and why."""
    words = date(event.at, f"declined the {noun(brief)} at revision {event.revision}, ")
    reason = quoted(event.reason, LONGEST_REASON)
    return f"{by(brief, event)} {words} ({title(brief, event.stage)}):\n{reason}"


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


def lists_too_few(brief: Brief, handover: Handover) -> bool:
    """Tell whether a stage lists too few persons for good: delivering again cannot help there."""
    stage = brief.stage_named(handover.stage)
    if stage is None or stage.groups:
        return False
    given = brief.voices_of(handover.stage, handover.revision)
    by_link = {link.person for link in brief.links_to(stage.name)}
    named = (voters(brief, stage, stage.persons) or frozenset()) | by_link
    return len(named - given) < (missing(stage.required, given, named) or 1)


def _mark(brief: Brief, stage: str) -> str:
    if standing_approval(brief, stage):
        return "✓"
    if _is_skipped(brief, stage):
        return "–"
    stays = [handover for handover in brief.handovers if handover.stage == stage]
    rests = brief.status.is_final or brief.status is Status.WITHDRAWN
    return "●" if stays and not rests else "○"


def _is_skipped(brief: Brief, stage: str) -> bool:
    return any((one.stage, one.revision) == (stage, brief.revision) for one in brief.skipped)


def _aside(brief: Brief, stage: str) -> str:
    approved = standing_approval(brief, stage)
    if approved is None:
        return " (skipped)" if _is_skipped(brief, stage) else ""
    if approved.revision == brief.revision:
        return ""
    return f" (revision {approved.revision}, content {short_hash(brief, approved.revision)})"


def _review_in_short(brief: Brief) -> str:
    blocked = [title(brief, stay.stage) for stay in brief.open_handovers if stay.blocked]
    waits = [title(brief, stay.stage) for stay in brief.open_handovers]
    return f"{listed(blocked, 'and')} cannot be reached" if blocked else f"waits for {listed(waits, 'and')}"


def _review(brief: Brief, due_at: datetime | None) -> str:
    told = [_waiting(brief, handover) for handover in brief.open_handovers]
    due = sum(stay.delivered_at is not None and not stay.blocked for stay in brief.open_handovers)
    label = "First due" if due > 1 else "Due"
    return "\n".join([*told, *([f"*{label}:* {date(due_at)}"] if due_at and due else [])])


def _waiting(brief: Brief, handover: Handover) -> str:
    stage = brief.stage_named(handover.stage)
    where = title(brief, handover.stage)
    if handover.blocked:
        trouble = "decide" if lists_too_few(brief, handover) else "be reached"
        return f"*{where} cannot {trouble}.* {mend(brief, handover)}"
    if handover.delivered_at is None or stage is None:
        return f"Revision {handover.revision} is on its way to {where}."
    lines = [f"*Waiting for {where}*, revision {handover.revision}, {date(handover.delivered_at, 'since ')}."]
    lines.append(f"*Decides:* {deciders(brief, stage)}, in {channel(stage.channel)}")
    votes = approved_so_far(brief, handover)
    return "\n".join([*lines, *([f"*Approvals:* {votes}"] if votes else [])])


def headline(brief: Brief) -> str:
    """Return the brief's name and where it stands, for a notification or a line of a list."""
    return f"{name(brief)} ({brief.id}): {in_short(brief)}"
