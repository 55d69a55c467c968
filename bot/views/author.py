"""What does the author see of their brief: one message kept up to date, and notes in its thread?"""

from collections.abc import Sequence
from datetime import datetime

from bot.views.blocks import Block, actions, button, confirm, context, header, section
from bot.views.buttons import (
    CANCEL,
    DUPLICATE,
    OVERRIDE,
    PAUSE,
    REASSIGN,
    RESUME,
    RETRY_DELIVERY,
    RETRY_DRAFT,
    REVISE,
    WITHDRAW,
    BriefValue,
    RequestValue,
)
from bot.views.in_place import away_blocks, reassigned
from bot.views.link import link_button
from bot.views.minutes import minutes_question
from bot.views.mrkdwn import date, escaped, mention
from bot.views.post import Post
from bot.views.standing import (
    LONGEST_REASON,
    declined,
    headline,
    held_back,
    lists_too_few,
    mend,
    progress,
    standing,
    written_so_far,
)
from bot.views.wording import (
    LONGEST_WHY,
    by,
    by_name,
    called,
    exactly,
    footer,
    listed,
    noun,
    request,
    sent_on,
    title,
)
from workflow import events as e
from workflow.brief import Brief, Status
from workflow.cover import Cover
from workflow.draft import Section


def author_post(
    brief: Brief,
    due_at: datetime | None,
    writing: Section | None = None,
    *,
    away: Sequence[Cover] = (),
    links: bool = False,
) -> Post:
    """Return the author's one message about a brief, as it stands now; `due_at` is when the decision is due.

    `writing` is the section that the drafter has reached; `away` tells who of those who are asked is absent; `links`
    tells that somebody without Slack could open a link.
    """
    buttons = _buttons(brief, links=links)
    blocks = [
        header(called(brief)),
        section(progress(brief)),
        section(standing(brief, due_at)),
        *away_blocks(away),
        *([context(written_so_far(writing))] if writing else []),
        *minutes_question(brief),
        *([actions(buttons)] if buttons else []),
        context(footer(brief, brief.revision)),
    ]
    return Post(headline(brief), blocks)


def author_note(brief: Brief, event: e.Event) -> Post | None:
    """Return the note that tells the author of `event`, or None when it is not worth a notification."""
    told = _told(brief, event)
    return Post(told, [section(told)]) if told else None


def _buttons(brief: Brief, *, links: bool) -> list[Block]:
    value = BriefValue(brief=brief.id).dumps()
    if brief.status.is_final:
        return [button("Duplicate", DUPLICATE, value)]
    blocked = any(stay.blocked is not None and not lists_too_few(brief, stay) for stay in brief.open_handovers)
    mendable = brief.held is not None or brief.status is Status.WITHDRAWN
    in_review = brief.status is Status.IN_REVIEW
    outside = any(brief.is_outside(stay.stage) for stay in brief.open_handovers)
    offered = [
        (brief.status is Status.DRAFT_FAILED, button("Try again", RETRY_DRAFT, value, style="primary")),
        (
            mendable or brief.status is Status.DRAFT_FAILED,
            button("Edit the request", REVISE, value, style="primary" if mendable else None),
        ),
        (brief.held is not None, button("Hand over anyway", OVERRIDE, value)),
        (blocked, button("Deliver again", RETRY_DELIVERY, value, style="primary")),
        (brief.paused is not None, button("Resume", RESUME, value, style="primary")),
        (in_review, button("Withdraw to edit", WITHDRAW, value, confirm=_sure(brief))),
        (in_review, button("Pause", PAUSE, value)),
        (in_review, button("Reassign", REASSIGN, RequestValue(brief=brief.id, revision=brief.revision).dumps())),
        (in_review and links and outside, link_button(brief)),
        (True, button(f"Cancel {noun(brief)}", CANCEL, value, style="danger")),
    ]
    return [one for wanted, one in offered if wanted]


def _sure(brief: Brief) -> Block:
    text = "Nobody can decide on this revision any more. You edit the request, and the next one goes to them."
    return confirm(f"Withdraw {brief.id}?", text, "Withdraw it", "Leave it")


def _told(brief: Brief, event: e.Event) -> str | None:
    match event:
        case e.Drafted():
            return _drafted(brief, event)
        case e.DraftFailed():
            reason = escaped(event.reason, LONGEST_REASON)
            return f"Revision {event.revision} could not be written: {reason}\nPress *Try again* on the message above."
        case e.Held():
            return held_back(event)
        case e.Edited():
            return f"{mention(event.by)} wrote revision {event.revision}.{_onward(brief, event.revision)}"
        case e.DeliveryBlocked():
            return _blocked(brief, event)
        case _:
            return _decided(brief, event)


def _decided(brief: Brief, event: e.Event) -> str | None:
    match event:
        case e.Approved():
            return _approved(brief, event)
        case e.ChangesRequested():
            return request(brief, event)
        case e.Declined():
            return declined(brief, event)
        case _:
            return _went(brief, event)


def _went(brief: Brief, event: e.Event) -> str | None:
    match event:
        case e.Skipped():
            why = escaped(event.why, LONGEST_WHY)
            return f"{title(brief, event.stage)} is skipped for revision {event.revision}: {why}."
        case e.Reassigned():
            return reassigned(brief, event)
        case e.LookedAgain():
            return f"{mention(event.by)} has {title(brief, event.stage)} look at revision {event.revision} as well."
        case e.LinkMade() | e.LinkRevoked():
            return _admission(brief, event)
        case e.Completed():
            return _completed(brief, event)
        case _:
            return None


def _admission(brief: Brief, event: e.LinkMade | e.LinkRevoked) -> str | None:
    """What the author did themselves is no news to them."""
    link = brief.link(event.person)
    if link is None or event.by == brief.author:
        return None
    if isinstance(event, e.LinkRevoked):
        return f"{mention(event.by)} revoked the link for {by_name(link)} at {title(brief, event.stage)}."
    until = date(event.until, "until ")
    return f"{mention(event.by)} made a link for {by_name(link)} to decide at {title(brief, event.stage)}, {until}."


def _completed(brief: Brief, event: e.Completed) -> str:
    last = brief.approvals[-1]
    if (last.at, last.revision) != (event.at, event.revision):
        return f"Everybody who has to approve revision {event.revision} has. {brief.id} is complete."
    return f"{by(brief, last)} approved {_exactly(brief, last)} at {title(brief, last.stage)}. {brief.id} is complete."


def _exactly(brief: Brief, approval: e.Approved) -> str:
    own = f", their own {noun(brief)}" if approval.is_own else ""
    return f"{exactly(brief, approval.revision)}{own}"


def _drafted(brief: Brief, event: e.Drafted) -> str:
    written = f"Revision {event.revision} is written.{_onward(brief, event.revision)}"
    if event.without_model is None:
        return written
    return f"{written}\n{escaped(event.without_model, LONGEST_REASON)}\nThe brief is complete without it."


def _onward(brief: Brief, revision: int) -> str:
    stays = [handover for handover in brief.handovers if handover.revision == revision]
    first = [title(brief, stay.stage) for stay in stays if stay.handed_over_at == stays[0].handed_over_at]
    kept = [one for one in brief.kept if one.revision == revision]
    approved = [f"{title(brief, one.stage)} approved {exactly(brief, one.approved)}" for one in kept]
    stand = f"\n{listed(approved, 'and')}, and that stands." if kept else ""
    return f" It goes to {listed(first, 'and')}.{stand}" if stays else stand


def _blocked(brief: Brief, event: e.DeliveryBlocked) -> str | None:
    """What Baton ran into again by itself is news only once."""
    handover = brief.handover(event.stage, event.revision)
    if handover and handover.repeats > 1:
        return None
    mended = mend(brief, handover) if handover and handover.blocked else escaped(event.reason, LONGEST_REASON)
    where = title(brief, event.stage)
    if handover and lists_too_few(brief, handover):
        return f"{where} cannot decide. {mended}"
    return f"{where} cannot be reached. {mended}\nThen press *Deliver again* on the message above."


def _approved(brief: Brief, event: e.Approved) -> str | None:
    """The approval that completes a brief is told by its completion."""
    given = [approval.by for approval in brief.approvals_of(event.stage, event.revision)]
    count = given.index(event.by) + 1
    yes = f"{by(brief, event)} approved {_exactly(brief, event)} at {title(brief, event.stage)}"
    if event.missing:
        return f"{yes}: {count} of {count + event.missing} approvals."
    handover = brief.handover(event.stage, event.revision)
    sent = sent_on(brief, handover) if handover else []
    if sent:
        return f"{yes}. It goes to {listed(sent, 'and')}."
    return None if brief.status is Status.COMPLETED else f"{yes}."
