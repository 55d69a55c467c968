"""A stage is asked to decide: its message, the document in the thread, and the message's later faces."""

import structlog

from bot.documents import document, file_name
from bot.failures import Permanent
from bot.review import due_at, findings_of
from bot.services import Services
from bot.views.post import Post
from bot.views.stage_message import stage_post
from workflow.brief import Brief, Handover
from workflow.commands import RecordDelivery
from workflow.difference import Difference, differences
from workflow.effects import RefreshRequest, RequestDecision
from workflow.events import Message

log = structlog.get_logger()

_UNEDITABLE = {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"}


def request_decision(services: Services, brief: Brief, effect: RequestDecision, *, look: bool) -> None:
    """Post the stage's message and the document in its thread, then report the delivery."""
    handover = brief.handover(effect.stage, effect.revision)
    stage = brief.stage_named(effect.stage)
    if handover is None or stage is None or not handover.is_open:
        return
    marker = f"{brief.id}/r{effect.revision}/{effect.stage}"
    message = services.slack.post(stage.channel, _face(services, brief, handover), marker, look=look)
    attach(services, brief, effect.revision, message, look=look)
    report = RecordDelivery(stage=effect.stage, revision=effect.revision, message=message)
    after = services.ledger.submit(brief.id, report, services.now())
    _mend_if_overtaken(services, after, effect, message)


def _mend_if_overtaken(services: Services, brief: Brief, effect: RequestDecision, message: Message) -> None:
    """Take the buttons off a message whose stage was closed, by a cancellation say, while it was on its way."""
    handover = brief.handover(effect.stage, effect.revision)
    if handover is not None and not handover.is_open:
        services.slack.update(message, _face(services, brief, handover))


def refresh_request(services: Services, brief: Brief, effect: RefreshRequest) -> None:
    """Bring the stage's message to the face of this moment, and again if the moment passed meanwhile."""
    while (handover := brief.handover(effect.stage, effect.revision)) and handover.message:
        try:
            services.slack.update(handover.message, _face(services, brief, handover))
        except Permanent as error:
            if error.code not in _UNEDITABLE:
                raise
            log.warning("a message cannot be edited any more", brief=brief.id, code=error.code)
            return
        now = services.ledger.brief(brief.id)
        if now.handover(effect.stage, effect.revision) == handover and now.approvals == brief.approvals:
            return
        brief = now


def _face(services: Services, brief: Brief, handover: Handover) -> Post:
    findings = findings_of(services, brief, handover.revision)
    due = due_at(brief, handover, services.now())
    return stage_post(brief, handover, findings, due, _changed(services, brief, handover))


def _changed(services: Services, brief: Brief, handover: Handover) -> tuple[Difference, ...]:
    """Return what differs from the revision that the people of this stage saw last."""
    before = brief.seen_before(handover)
    if before is None or not handover.is_open:
        return ()
    old, new = (services.drafts.load(brief.written(number).content_hash) for number in (before, handover.revision))
    return differences(old, new)


def attach(services: Services, brief: Brief, number: int, message: Message, *, look: bool) -> None:
    """Put the document of a revision into the thread of `message`."""
    revision = brief.written(number)
    content = document(brief, services.drafts.load(revision.content_hash), revision)
    services.slack.upload(message, file_name(brief, revision), content, look=look)
