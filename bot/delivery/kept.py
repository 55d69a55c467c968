"""What are those told who had approved: that it stands, that there is something newer, that the brief has ended?"""

import structlog

from bot.contents import changed_between
from bot.delivery.requests import refresh_request, upload_redline
from bot.failures import Permanent
from bot.services import Services
from bot.views.kept_approval import kept_post, overtaken_kept_post
from bot.word.render import Audience
from workflow.brief import Brief, Decision
from workflow.effects import RefreshRequest, RequestDecision, TellApprovers
from workflow.events import ApprovalKept

log = structlog.get_logger()


def tell_approvers(services: Services, brief: Brief, effect: TellApprovers, *, look: bool) -> None:
    """Tell those whose approval stands what the newest revision changes, in the thread in which they gave it."""
    kept = next((one for one in brief.kept if (one.stage, one.revision) == (effect.stage, effect.revision)), None)
    handover = brief.handover(kept.stage, kept.approved) if kept else None
    if kept is None or handover is None or handover.message is None or kept.revision != brief.revision:
        return
    old, new = brief.written(kept.approved), brief.written(kept.revision)
    changed = changed_between(services.drafts, brief, old, new)
    message = handover.message
    services.slack.post(
        message.channel, kept_post(brief, kept, changed), _marker(brief, kept), look=look, thread_ts=message.ts
    )
    audience = Audience.OUTSIDE if brief.is_outside(kept.stage) else Audience.TEAM
    upload_redline(services, brief, (old, new), message, audience, look=look)


def take_offers(services: Services, brief: Brief, effect: RequestDecision) -> None:
    """Take the button from the offers to look again at an older revision, when a newer one is first handed over."""
    first = next((stay for stay in brief.handovers if stay.revision == effect.revision), None)
    if first is not None and first.stage == effect.stage:
        _take_offers(services, brief, before=effect.revision)


def refresh_approved(services: Services, brief: Brief) -> None:
    """Have the messages of stages that had approved say that the brief has ended, and take their offers."""
    newest = {stay.stage: stay for stay in brief.handovers}
    for stay in newest.values():
        if stay.decision is Decision.APPROVED:
            refresh_request(services, brief, RefreshRequest(stage=stay.stage, revision=stay.revision))
    _take_offers(services, brief, before=brief.revision + 1)


def _take_offers(services: Services, brief: Brief, *, before: int) -> None:
    """Take those of the newest revision that had any; who looked again already was told in its place."""
    offered = [kept for kept in brief.kept if kept.revision < before]
    last = max((kept.revision for kept in offered), default=0)
    for kept in offered:
        if kept.revision == last and brief.handover(kept.stage, kept.revision) is None:
            _take_offer(services, brief, kept)


def _take_offer(services: Services, brief: Brief, kept: ApprovalKept) -> None:
    handover = brief.handover(kept.stage, kept.approved)
    if handover is None or handover.message is None:
        return
    channel, thread = handover.message.channel, handover.message.ts
    try:
        found = services.slack.find(channel, _marker(brief, kept), thread)
        if found is not None:
            services.slack.update(found, overtaken_kept_post(brief, kept))
    except Permanent as error:  # a click on it is refused with a sentence
        log.info("an offer to look again stays", brief=brief.id, code=error.code)


def _marker(brief: Brief, kept: ApprovalKept) -> str:
    return f"{brief.id}/kept/{kept.stage}/{kept.revision}"
