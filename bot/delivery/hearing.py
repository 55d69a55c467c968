"""What follows from a reply in the thread of a stage's message: a first look, a private question, a private word?"""

from typing import Any

import structlog

from bot.failures import DeliveryError, Permanent
from bot.groups import groups_of
from bot.looking import may_look, note_look
from bot.services import Services
from bot.views.buttons import DecisionValue
from bot.views.heard import offer_post, overtaken_post
from bot.views.mrkdwn import escape, mention
from bot.views.post import Post
from workflow.assent import Tone
from workflow.brief import Brief, Handover
from workflow.errors import NotAnApprover, WorkflowError
from workflow.events import Message
from workflow.people import Person, is_listed

log = structlog.get_logger()


def hear(services: Services, said: dict[str, Any]) -> None:
    """Note the look of somebody who decides where they wrote, and ask them what they meant if it sounds like deciding.

    Approval is never inferred: the buttons decide. Whoever does not decide there is not answered at all.
    """
    person = Person(id=str(said["user"]), workspace=str(said["workspace"]))
    at = DecisionValue(brief=said["brief"], stage=said["stage"], revision=said["revision"])
    tone = Tone(said["tone"]) if said["tone"] else None
    root = Message(channel=str(said["channel"]), ts=str(said["thread_ts"]))
    try:
        glance = may_look(services, person, at, "reply", root)
    except WorkflowError as refused:
        post = _overtaken(services, person, at, refused) if tone else None
    else:
        note_look(services, glance)
        stay = glance.brief.handover(at.stage, at.revision)
        post = offer_post(glance.brief, stay, tone, str(said["said"])) if stay and tone else None
    if post is not None:
        _whisper(services, root, person, post)


def _overtaken(services: Services, person: Person, at: DecisionValue, refused: WorkflowError) -> Post | None:
    """Return a word for somebody who would decide here if anything were left to; their own decision needs none."""
    brief = services.ledger.brief(at.brief)
    stay = brief.handover(at.stage, at.revision)
    if isinstance(refused, NotAnApprover) or stay is None or not _decides(services, person, brief, stay):
        return None
    given = {one.by for one in brief.approvals_of(at.stage, at.revision)}
    if person.id in given | {stay.by}:
        return None
    return overtaken_post(brief, refused.told(mention, escape), _newest(services, brief, stay))


def _decides(services: Services, person: Person, brief: Brief, stay: Handover) -> bool:
    stage = brief.stage_named(stay.stage)
    if stage is None or (brief.is_author(person) and not brief.self_approval):
        return False
    groups = groups_of(services, person, brief, stage)
    return is_listed(person.model_copy(update={"groups": groups}), stage.approvers, brief.workspace)


def _newest(services: Services, brief: Brief, stay: Handover) -> str | None:
    """Return where the newest revision stands for the same stage, if it does."""
    newest = brief.handover(stay.stage, brief.revision)
    if newest is None or newest == stay or newest.message is None or not newest.is_open:
        return None
    try:
        return services.slack.permalink(newest.message)
    except DeliveryError:
        return None


def _whisper(services: Services, root: Message, person: Person, post: Post) -> None:
    try:
        services.slack.whisper(root.channel, person.id, post, root.ts)
    except Permanent as unheard:  # the stage's message has the same buttons
        log.info("a reply was not answered", channel=root.channel, reason=str(unheard))
