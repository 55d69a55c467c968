"""How does somebody learn that they are to decide in another's place?"""

from datetime import datetime

import structlog

from bot.deciders import covers
from bot.failures import DeliveryError, Permanent
from bot.recipients import opening_of
from bot.services import Services
from bot.views.in_place import place_post, reassigned, until
from bot.views.mrkdwn import mention
from bot.views.post import Post
from workflow.brief import Brief, Handover
from workflow.cover import Cover
from workflow.effects import TellAssignee
from workflow.events import Event, Reassigned
from workflow.seats import holders

log = structlog.get_logger()


def tell_assignee(
    services: Services, brief: Brief, effect: TellAssignee, event: Event, position: int, *, look: bool
) -> None:
    """Tell somebody that a request was reassigned to them, unless that was overtaken meanwhile."""
    handover = brief.handover(effect.stage, effect.revision)
    if handover is None or not handover.is_open or not isinstance(event, Reassigned):
        return
    if holders(handover).get(event.asked) != effect.to or effect.to == event.by:
        return
    post = place_post(brief, handover, [event.asked], address(services, handover), reassigned(brief, event))
    channel = services.slack.direct_channel(effect.to)
    services.slack.post(channel, post, f"{brief.id}/assignee/{position}", look=look)


def tell_stand_ins(
    services: Services, brief: Brief, handover: Handover, *, considerate: bool = False
) -> list[datetime]:
    """Tell each stand-in once that a request waits for them; what is told already is found and not told again.

    Return when those begin to work who were not told, where `considerate` says to wait for that.
    """
    if not handover.is_open or handover.delivered_at is None or brief.paused:
        return []
    openings: list[datetime] = []
    for cover in covers(services, brief, handover):
        if cover.by is not None:
            opening = opening_of(services, cover.by, brief) if considerate else None
            if opening is None:
                _tell_of(services, brief, handover, cover, cover.by)
            openings += [opening] if opening else []
    return openings


def _tell_of(services: Services, brief: Brief, handover: Handover, cover: Cover, stand_in: str) -> None:
    marker = f"{brief.id}/r{handover.revision}/{handover.stage}/in_place/{cover.absence.number}"
    why = f"{mention(cover.absence.who)} is away until {until(cover.absence)}."
    post = place_post(brief, handover, [cover.absence.who], address(services, handover), why)
    _tell(services, stand_in, post, marker)


def _tell(services: Services, user: str, post: Post, marker: str) -> None:
    try:
        services.slack.post(services.slack.direct_channel(user), post, marker, look=True)
    except Permanent as error:  # the request itself names them
        log.warning("a stand-in was not told", user=user, code=error.code)


def address(services: Services, handover: Handover) -> str | None:
    """Return where the message of a handover stands, if it does and Slack says so."""
    try:
        return services.slack.permalink(handover.message) if handover.message else None
    except DeliveryError:
        return None  # without a link the news is worth as much
