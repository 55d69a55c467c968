"""Baton was invited somewhere: deliveries that waited for it are tried again."""

from bot.listeners.gesture import Body, submit
from bot.services import Services
from workflow.commands import RetryDelivery


def joined(body: Body, services: Services) -> None:
    """Try the blocked deliveries of a channel that Baton has just joined."""
    event = body["event"]
    if event.get("user") == services.slack.identity().user:
        retry_blocked(services, event.get("channel"))


def retry_blocked(services: Services, channel: str | None = None) -> None:
    """Try every blocked delivery again, or those to one channel."""
    for brief in services.queries.in_flight():
        handover, stage = brief.open_handover, brief.stage
        if handover and stage and handover.blocked and channel in {None, stage.channel}:
            submit(services, brief.id, RetryDelivery())
