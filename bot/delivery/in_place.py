"""How does somebody learn that they are to decide in another's place?"""

from bot.failures import DeliveryError
from bot.services import Services
from bot.views.in_place import place_post, reassigned
from workflow.brief import Brief, Handover
from workflow.effects import TellAssignee
from workflow.events import Event, Reassigned
from workflow.seats import holders


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


def address(services: Services, handover: Handover) -> str | None:
    """Return where the message of a handover stands, if it does and Slack says so."""
    try:
        return services.slack.permalink(handover.message) if handover.message else None
    except DeliveryError:
        return None  # without a link the news is worth as much
