"""A stage is asked to decide: its message, the document in the thread, and the message's later faces."""

from collections.abc import Sequence

import structlog

from bot.contents import answers_of, changed_between, content_of
from bot.deciders import covers, shortage
from bot.delivery.drafting import name_of
from bot.delivery.in_place import tell_stand_ins
from bot.delivery.pdf import ask_for_pdf
from bot.documents import document, file_name, redline_name
from bot.failures import Permanent
from bot.review import due_at, findings_of
from bot.services import Services
from bot.views.blocks import Block
from bot.views.outside_message import outside_post
from bot.views.post import Post
from bot.views.stage_message import paper_facts, stage_post
from bot.word.redline import redline
from bot.word.render import Audience
from workflow.brief import Brief, Handover, Revision
from workflow.commands import RecordDelivery
from workflow.difference import Difference
from workflow.effects import RefreshRequest, RequestDecision
from workflow.events import Message
from workflow.inputs import CAMPAIGN

log = structlog.get_logger()

_UNEDITABLE = {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"}


def request_decision(services: Services, brief: Brief, effect: RequestDecision, *, look: bool) -> None:
    """Post the stage's message and the document in its thread, then report the delivery."""
    handover = brief.handover(effect.stage, effect.revision)
    stage = brief.stage_named(effect.stage)
    if handover is None or stage is None:
        return
    if not handover.is_open:
        _complete(services, brief, handover)
        return
    lacking = shortage(services, brief, stage)
    if lacking is not None and handover.message is None:
        raise Permanent("nobody_left", lacking)
    marker = f"{brief.id}/r{effect.revision}/{effect.stage}"
    message = services.slack.post(stage.channel, _face(services, brief, handover), marker, look=look)
    _attach_all(services, brief, handover, message, look=look)
    report = RecordDelivery(stage=effect.stage, revision=effect.revision, message=message)
    after = services.ledger.submit(brief.id, report, services.now())
    _mend_if_overtaken(services, brief, after, effect, message)
    if delivered := after.handover(effect.stage, effect.revision):
        tell_stand_ins(services, after, delivered)


def _complete(services: Services, brief: Brief, handover: Handover) -> None:
    """Give a message that was decided before all of it stood the files that still belong in its thread."""
    if handover.message is not None:
        _attach_all(services, brief, handover, handover.message, look=True)


def _mend_if_overtaken(
    services: Services, before: Brief, after: Brief, effect: RequestDecision, message: Message
) -> None:
    """Give a message its present face when its stage was closed, paused or resumed while it was on its way."""
    handover = after.handover(effect.stage, effect.revision)
    if handover is not None and (not handover.is_open or after.paused != before.paused):
        services.slack.update(message, _face(services, after, handover))


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
        same = (now.approvals, now.paused) == (brief.approvals, brief.paused)
        if now.handover(effect.stage, effect.revision) == handover and same:
            return
        brief = now


def _face(services: Services, brief: Brief, handover: Handover) -> Post:
    away = covers(services, brief, handover)
    due, written = due_at(brief, handover, services.now()), brief.written(handover.revision)
    facts = _facts(services, brief, handover)
    if brief.is_outside(handover.stage):
        return outside_post(brief, handover, due, away, facts=facts, links=services.desk is not None)
    changed = _changed(services, brief, handover)
    answers = answers_of(services.drafts, brief, written) if handover.is_open else ()
    if brief.workflow != CAMPAIGN:
        return stage_post(brief, handover, (), due, changed, answers=answers, away=away, facts=facts)
    findings = findings_of(services, brief, handover.revision)
    return stage_post(brief, handover, findings, due, changed, answers=answers, away=away)


def _facts(services: Services, brief: Brief, handover: Handover) -> Sequence[Block]:
    """Return the figures that a decision needs at hand where they stand in a paper; a campaign's are in its answers."""
    if brief.workflow == CAMPAIGN or not handover.is_open:
        return ()
    return paper_facts(services.drafts.load_paper(brief.written(handover.revision).content_hash))


def _changed(services: Services, brief: Brief, handover: Handover) -> tuple[Difference, ...]:
    """Return what differs from the revision that the people of this stage saw last."""
    before = brief.seen_before(handover)
    if before is None or not handover.is_open:
        return ()
    return changed_between(services.drafts, brief, brief.written(before), brief.written(handover.revision))


def _attach_all(services: Services, brief: Brief, handover: Handover, message: Message, *, look: bool) -> None:
    """Put the files of a handover into the thread of its message; people outside get their own copies."""
    audience = Audience.OUTSIDE if brief.is_outside(handover.stage) else Audience.TEAM
    attach(services, brief, handover.revision, message, audience, look=look)
    _attach_redline(services, brief, handover, message, audience, look=look)
    if audience is Audience.OUTSIDE:
        ask_for_pdf(services, brief, handover, message)


def _attach_redline(
    services: Services, brief: Brief, handover: Handover, message: Message, audience: Audience, *, look: bool
) -> None:
    """Put beside a later revision what it changes of the one that the stage saw, as tracked changes by its writer.

    Outside, both are copies that the people there were given, and the team is their writer.
    """
    seen = brief.seen_before(handover)
    if seen is None:
        return
    revisions = (brief.written(seen), brief.written(handover.revision))
    upload_redline(services, brief, revisions, message, audience, look=look)


def upload_redline(
    services: Services,
    brief: Brief,
    revisions: tuple[Revision, Revision],
    message: Message,
    audience: Audience,
    *,
    look: bool,
) -> None:
    """Put into the thread of `message` what the second of two revisions changes of the first, as tracked changes."""
    new = revisions[1]
    design = services.templates.in_force(new.at)  # of both: what is shown is what the words changed, not the design
    drafts = [(content_of(services.drafts, brief, each), each) for each in revisions]
    before, after = (document(brief, draft, each, design, audience) for draft, each in drafts)
    author = brief.team if audience is Audience.OUTSIDE else _writer(services, new)
    services.slack.upload(message, redline_name(brief, new), redline(before, after, author, new.at), look=look)


def _writer(services: Services, revision: Revision) -> str:
    return name_of(services, revision.written_by) if revision.by_hand else "Baton"


def attach(
    services: Services, brief: Brief, number: int, message: Message, audience: Audience = Audience.TEAM, *, look: bool
) -> None:
    """Put the document of a revision, as `audience` gets it, into the thread of `message`."""
    revision = brief.written(number)
    design = services.templates.in_force(revision.at)
    content = document(brief, content_of(services.drafts, brief, revision), revision, design, audience)
    services.slack.upload(message, file_name(brief, revision), content, look=look)
