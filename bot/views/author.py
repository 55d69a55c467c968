"""What does the author see of their brief: one message kept up to date, and notes in its thread?"""

from datetime import datetime

from bot.views.blocks import Block, actions, button, confirm, context, header, section
from bot.views.buttons import CANCEL, OVERRIDE, RETRY_DELIVERY, RETRY_DRAFT, REVISE, BriefValue
from bot.views.mrkdwn import escaped, mention
from bot.views.post import Post
from bot.views.standing import LONGEST_REASON, headline, held_back, mend, progress, standing, written_so_far
from bot.views.wording import footer, request, title
from workflow import events as e
from workflow.brief import Brief, Status
from workflow.draft import Section


def author_post(brief: Brief, due_at: datetime | None, writing: Section | None = None) -> Post:
    """Return the author's one message about a brief, as it stands now; `due_at` is when the decision is due.

    `writing` is the section that the drafter has reached.
    """
    buttons = _buttons(brief)
    blocks = [
        header(brief.campaign.name),
        section(progress(brief)),
        section(standing(brief, due_at)),
        *([context(written_so_far(writing))] if writing else []),
        *([actions(buttons)] if buttons else []),
        context(footer(brief, brief.revision)),
    ]
    return Post(headline(brief), blocks)


def author_note(brief: Brief, event: e.Event) -> Post | None:
    """Return the note that tells the author of `event`, or None when it is not worth a notification."""
    told = _told(brief, event)
    return Post(told, [section(told)]) if told else None


def _buttons(brief: Brief) -> list[Block]:
    if brief.status.is_final:
        return []
    value = BriefValue(brief=brief.id).dumps()
    blocked = brief.open_handover is not None and brief.open_handover.blocked is not None
    offered = [
        (brief.status is Status.DRAFT_FAILED, button("Try again", RETRY_DRAFT, value, style="primary")),
        (
            brief.held is not None or brief.status is Status.DRAFT_FAILED,
            button("Edit the request", REVISE, value, style="primary" if brief.held else None),
        ),
        (brief.held is not None, button("Hand over anyway", OVERRIDE, value)),
        (blocked, button("Deliver again", RETRY_DELIVERY, value, style="primary")),
        (True, button("Cancel brief", CANCEL, value, style="danger", confirm=_sure(brief))),
    ]
    return [one for wanted, one in offered if wanted]


def _sure(brief: Brief) -> Block:
    text = "It ends here for everyone, and nobody can decide on it any more. This cannot be undone."
    return confirm(f"Cancel {brief.id}?", text, "Cancel the brief", "Keep it", style="danger")


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
        case e.Completed():
            last = brief.approvals[-1]
            stage = title(brief, last.stage)
            return f"{mention(last.by)} approved revision {event.revision} ({stage}). {brief.id} is complete."
        case _:
            return None


def _drafted(brief: Brief, event: e.Drafted) -> str:
    written = f"Revision {event.revision} is written.{_onward(brief, event.revision)}"
    if event.without_model is None:
        return written
    return f"{written}\n{escaped(event.without_model, LONGEST_REASON)}\nThe brief is complete without it."


def _onward(brief: Brief, revision: int) -> str:
    stays = [handover for handover in brief.handovers if handover.revision == revision]
    return f" It goes to {title(brief, stays[0].stage)}." if stays else ""


def _blocked(brief: Brief, event: e.DeliveryBlocked) -> str | None:
    """What Baton ran into again by itself is news only once."""
    handover = brief.handover(event.stage, event.revision)
    if handover and handover.repeats > 1:
        return None
    mended = mend(brief, handover) if handover and handover.blocked else escaped(event.reason, LONGEST_REASON)
    where = title(brief, event.stage)
    return f"{where} cannot be reached. {mended}\nThen press *Deliver again* on the message above."


def _approved(brief: Brief, event: e.Approved) -> str | None:
    """The approval that completes a brief is told by its completion."""
    stage = brief.stage_named(event.stage)
    given = [approval.by for approval in brief.approvals_of(event.stage, event.revision)]
    count = given.index(event.by) + 1
    required = stage.required if stage else 1
    yes = f"{mention(event.by)} approved revision {event.revision} ({title(brief, event.stage)})"
    if count < required:
        return f"{yes}: {count} of {required} approvals."
    following = brief.stage_after(event.stage)
    return f"{yes}. It goes to {title(brief, following.name)}." if following else None
