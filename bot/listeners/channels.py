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
    for brief in services.queries.once_blocked():
        blocked = [brief.stage_named(handover.stage) for handover in brief.open_handovers if handover.blocked]
        if any(stage and stage.channel == channel for stage in blocked):
            submit(services, brief.id, RetryDelivery())
