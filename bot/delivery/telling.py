"""How is somebody told, and nobody else, what became of their wish, even where an answer cannot reach them?"""

from collections.abc import Callable
from typing import Any

import structlog

from bot.failures import DeliveryError, Permanent
from bot.services import Services
from bot.views.answers import incident_post, refusal_post
from bot.views.mrkdwn import escape, mention
from bot.views.post import Post
from workflow.errors import WorkflowError

log = structlog.get_logger()


def answered(deed: Callable[[], Post]) -> Post:
    """Return what to tell the person: what became of their wish, or why it was refused."""
    try:
        return deed()
    except WorkflowError as refused:
        return refusal_post(refused.told(mention, escape), is_mrkdwn=True)
    except Permanent as refused:
        return refusal_post(str(refused))


def tell_sender(services: Services, payload: dict[str, Any], post: Post, *, look: bool) -> None:
    """Tell whoever sent a file: in the thread where they sent it, else in their direct messages."""
    user, marker = str(payload["user"]), f"edit/{payload['file']}/{payload.get('sent', '')}"
    if "channel" not in payload:
        _tell_directly(services, user, post, marker, look=look)
        return
    try:
        services.slack.whisper(str(payload["channel"]), user, post, str(payload["thread_ts"]))
    except Permanent as unheard:
        log.info("the sender is told in their direct messages", reason=str(unheard))
        _tell_directly(services, user, post, marker, look=look)


def tell_clicker(services: Services, payload: dict[str, Any], post: Post, marker: str, *, look: bool) -> None:
    """Answer a click; the address for that dies after half an hour, and they are told directly then."""
    try:
        services.slack.answer(str(payload["response_url"]), post)
    except Permanent as unheard:
        log.info("the person is told in their direct messages", reason=str(unheard))
        _tell_directly(services, str(payload["user"]), post, marker, look=look)


def tell_of_fault(services: Services, user: str, incident_id: str) -> None:
    """Tell somebody that Baton broke on what they sent; the job is tried again all the same."""
    try:
        _tell_directly(services, user, incident_post(incident_id), f"fault/{incident_id}", look=False)
    except DeliveryError as unheard:
        log.warning("a fault was not told", user=user, incident=incident_id, reason=str(unheard))


def _tell_directly(services: Services, user: str, post: Post, marker: str, *, look: bool) -> None:
    """Tell somebody in their direct messages, where Slack allows it: it may not, to another workspace."""
    try:
        services.slack.post(services.slack.direct_channel(user), post, marker, look=look)
    except Permanent as unheard:
        log.warning("somebody could not be told", user=user, code=unheard.code, reason=str(unheard))
