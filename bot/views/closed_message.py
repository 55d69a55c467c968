"""What does a stage's message say once nobody is asked there, or not at the moment: what became of the request?"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from bot.views.blocks import Block, context, header, section, sections
from bot.views.mrkdwn import date, mention, quoted
from bot.views.post import Post
from bot.views.wording import (
    LONGEST_QUOTE,
    approval,
    by,
    called,
    footer,
    listed,
    name,
    noun,
    request,
    return_of,
    sent_on,
    title,
    who,
)
from workflow import events as e
from workflow.brief import Brief, Decision, Ending, Handover, Status


def closed_post(brief: Brief, handover: Handover) -> Post:
    """Return the face of a message whose request has ended."""
    if handover.decision is Decision.APPROVED:
        return _approved(brief, handover)
    if handover.ended_with is None:
        return _closed(brief, handover, "Closed", [section("There is nothing left to decide here.")])
    word, lines = _told(brief, handover, handover.ended_with)
    return _closed(brief, handover, word, sections([*lines, *_lapsed(brief, handover)]))


def closed_outside(brief: Brief, handover: Handover) -> Post:
    """Return the same for people outside the team, who are told what they did themselves and nothing from inside."""
    ending, was = handover.ended_with, f"Revision {handover.revision}"
    if handover.decision is Decision.APPROVED:
        given = (approval(brief, one) for one in brief.approvals_of(handover.stage, handover.revision))
        is_over = brief.status in {Status.DECLINED, Status.CANCELLED}
        after = [f"{date(brief.ended_at, f'This {noun(brief)} was ended, ')}."] if is_over and brief.ended_at else []
        word = "Approved, then ended" if after else "Approved"
        return _closed(brief, handover, word, sections([f"*{title(brief, handover.stage)}*", *given, *after]))
    if handover.decision is not None:
        return closed_post(brief, handover)
    if isinstance(ending, e.Cancelled | e.Declined):
        line = date(ending.at, f"This {noun(brief)} was ended, ")
        return _closed(brief, handover, "Cancelled", [section(f"{line}. There is nothing left to decide.")])
    line = date(handover.closed_at, f"{was} was replaced, ") if handover.closed_at else f"{was} was replaced"
    return _closed(brief, handover, "Replaced", [section(f"{line}, before it was decided here.")])


def paused_outside(brief: Brief, handover: Handover, paused: e.Paused) -> Post:
    """Return the face of a message outside that waits with its brief."""
    line = f"{date(paused.at, f'This {noun(brief)} was paused, ')}. The buttons come back when it goes on."
    return _closed(brief, handover, "Paused", [section(line)])


def paused_post(brief: Brief, handover: Handover, paused: e.Paused) -> Post:
    """Return the face of a message that waits with its brief."""
    words = date(paused.at, f"paused this {noun(brief)}, ")
    told = f"{mention(paused.by)} {words}:\n{quoted(paused.reason, LONGEST_QUOTE)}"
    onward = "The clock stands still. The buttons come back when it goes on."
    return _closed(brief, handover, "Paused", sections([told, onward]))


def _closed(brief: Brief, handover: Handover, word: str, became: Sequence[Block]) -> Post:
    text = f"{word}: {name(brief)} ({brief.id}, revision {handover.revision})"
    return Post(text, [header(f"{word}: {called(brief)}"), *became, context(footer(brief, handover.revision))])


def _approved(brief: Brief, handover: Handover) -> Post:
    given = brief.approvals_of(handover.stage, handover.revision)
    since = _ended_since(brief)
    lines = [
        f"*{title(brief, handover.stage)}*",
        *(approval(brief, one) for one in given),
        since or _onward(brief, handover),
    ]
    word = f"Approved, then {brief.status.value}" if since else "Approved"
    return _closed(brief, handover, word, sections(lines))


def _ended_since(brief: Brief) -> str | None:
    """Return how the brief ended that the stage had approved, if an approver or the author ended it."""
    if brief.declined is not None:
        return _declined(brief, brief.declined)
    if brief.status is Status.CANCELLED and brief.ended_at is not None:
        words = date(brief.ended_at, f"cancelled this {noun(brief)}, ")
        return f"{mention(brief.author)} {words}:\n{quoted(brief.cancel_reason or '', LONGEST_QUOTE)}"
    return None


def _declined(brief: Brief, ending: e.Declined) -> str:
    words = date(ending.at, f"declined this {noun(brief)} at revision {ending.revision}, ")
    return f"{by(brief, ending)} {words} ({title(brief, ending.stage)}):\n{quoted(ending.reason, LONGEST_QUOTE)}"


def _lapsed(brief: Brief, handover: Handover) -> list[str]:
    """Tell those who had approved, before the rest of their stage had, that the next revision needs them again."""
    if brief.status.is_final:
        return []
    given = [who(brief, one.by) for one in brief.approvals_of(handover.stage, handover.revision)]
    return [f"{listed(given, 'and')} had approved it; the next revision needs a new approval."] if given else []


def _onward(brief: Brief, handover: Handover) -> str:
    sent = sent_on(brief, handover)
    if sent:
        return f"It went on to {listed(sent, 'and')}."
    if brief.status is Status.COMPLETED and handover.closed_at == brief.ended_at:
        return "That was the last approval that was needed."
    return _beside(brief, handover)


def _beside(brief: Brief, handover: Handover) -> str:
    """Name those who were still to decide when this stage had approved; the message stays as it is then."""
    left = [
        title(brief, stay.stage)
        for stay in brief.handovers
        if stay.revision == handover.revision and stay.stage != handover.stage and _is_open_at(stay, handover.closed_at)
    ]
    return f"{listed(left, 'and')} {'decide' if len(left) > 1 else 'decides'} at the same time."


def _is_open_at(stay: Handover, at: datetime | None) -> bool:
    """Tell whether a stay went on `at` that moment; one that ended in the same instant did."""
    return at is not None and stay.handed_over_at <= at and (stay.closed_at is None or stay.closed_at >= at)


def _told(brief: Brief, handover: Handover, ending: Ending) -> tuple[str, list[str]]:
    """Return in one word what became of the request, and the lines that say why."""
    was = f"revision {handover.revision}"
    match ending:
        case e.ChangesRequested() if ending.stage == handover.stage:
            onward = return_of(brief, handover.stage, handover.revision + 1, "here")
            return "Changes requested", [request(brief, ending, ending.at), onward]
        case e.ChangesRequested():
            again = f"Nothing is left to decide on {was}; the next one comes here."
            return "Changes requested elsewhere", [request(brief, ending, ending.at), again]
        case e.Declined():
            return "Declined", [_declined(brief, ending), "There is nothing left to decide."]
        case e.Cancelled():
            words = date(ending.at, f"cancelled this {noun(brief)}, ")
            reason = quoted(ending.reason, LONGEST_QUOTE)
            return "Cancelled", [
                f"{mention(ending.by)} {words}, at {was}:\n{reason}",
                "There is nothing left to decide.",
            ]
        case e.Withdrawn():
            words = date(ending.at, f"took {was} back to edit it, ")
            return "Taken back", [f"{mention(ending.by)} {words}.", "The next revision comes here again."]
        case e.Edited():
            words = date(ending.at, f"Revision {handover.revision} was replaced, ")
            wrote = f"{mention(ending.by)} wrote revision {ending.revision}."
            return "Replaced", [f"{words}, before it was decided here. {wrote}"]
        case _:
            assert_never(ending)
