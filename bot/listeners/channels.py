"""Baton was invited somewhere: deliveries that waited for it are tried again."""

from bot.listeners.gesture import Body, submit
from bot.services import Services
from workflow.commands import RetryDelivery


def joined(body: Body, services: Services) -> None:
    """Try the blocked deliveries of a channel that Baton has just joined."""
    event = body["event"]
    if event.get("user") == services.slack.identity().user:
        retry_blocked(services, str(event.get("channel")))


def retry_blocked(services: Services, channel: str) -> None:
    """Try the blocked deliveries to one channel again."""
    for brief in services.queries.in_flight():
        if brief.stage and brief.stage.channel == channel and brief.open_handover and brief.open_handover.blocked:
            submit(services, brief.id, RetryDelivery())
