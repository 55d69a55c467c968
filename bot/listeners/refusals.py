"""A gesture could not be done as wished: whose move is it, and what is the person told?"""

import html
import json
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import BoltResponse

from bot.failures import DeliveryError, Permanent
from bot.listeners.gesture import Body
from bot.logs import incident
from bot.metrics import INCIDENTS
from bot.services import Services
from bot.views.answers import incident_post, refusal_post, unknown_brief_post
from bot.views.buttons import OldButton
from bot.views.modals import notice_modal
from bot.views.mrkdwn import escape, mention
from bot.views.post import Post
from storage.errors import StorageError, UnknownBrief
from workflow.errors import WorkflowError
from workflow.values import InvalidInput

log = structlog.get_logger()


def refuse(error: Exception, body: Body, services: Services) -> BoltResponse:
    """Tell the person who made the gesture, privately, why nothing happened; the gesture itself is acknowledged."""
    post = explain(error, body)
    if body.get("type") == "view_submission":
        return _json(_instead_of(body["view"], error, post))
    if "command" in body:
        return _json({"response_type": "ephemeral", "text": post.text, "blocks": post.blocks})
    try:
        if "response_url" in body:
            services.slack.answer(body["response_url"], post)
        elif "trigger_id" in body:  # the Home tab and global shortcuts have nowhere else to be answered
            services.slack.open_modal(body["trigger_id"], notice_modal("Not done", post))
    except DeliveryError as unheard:
        log.warning("the refusal did not reach the person", reason=str(unheard))
    return BoltResponse(status=200, body="")


def _instead_of(view: Mapping[str, Any], error: Exception, post: Post) -> dict[str, Any]:
    """Return what becomes of a form that was submitted in vain.

    Where another try may well succeed it stays, with all that was typed, and says so at its last field, which is next
    to the button that was pressed.
    """
    fields = [block["block_id"] for block in view.get("blocks", ()) if block["type"] == "input"]
    if not fields or isinstance(error, WorkflowError | OldButton | InvalidInput | Permanent | UnknownBrief):
        return {"response_action": "update", "view": notice_modal("Not done", post)}
    return {"response_action": "errors", "errors": {fields[-1]: html.unescape(post.text)}}


def explain(error: Exception, body: Body) -> Post:
    """Return what to tell the person; what is ours to mend is logged for us."""
    match error:
        case WorkflowError():
            log.info("refused", why=type(error).__name__, sentence=str(error))
            return refusal_post(error.told(mention, escape), is_mrkdwn=True)
        case OldButton():
            return refusal_post(str(error))
        case InvalidInput():
            return refusal_post(" ".join(error.errors.values()))
        case DeliveryError():
            return _slack_failed(error)
        case StorageError():
            return _memory_failed(error)
        case _:
            INCIDENTS.inc()
            return incident_post(incident(log, "a gesture failed", error, gesture=_gesture(body)))


def _memory_failed(error: StorageError) -> Post:
    if isinstance(error, UnknownBrief):
        return unknown_brief_post(str(error))
    log.error("storage failed", exc_info=error)
    return refusal_post("Baton cannot reach its memory right now. Nothing was changed; please try again.")


def _slack_failed(error: DeliveryError) -> Post:
    log.warning("Slack failed a gesture", reason=str(error))
    if isinstance(error, Permanent) and error.code in {"expired_trigger_id", "exchanged_trigger_id"}:
        return refusal_post("Slack closed the window before Baton could open it. Please try again.")
    return refusal_post(f"{str(error).rstrip('.')}. Nothing was changed; please try again in a moment.")


def _gesture(body: Body) -> str:
    actions = body.get("actions") or [{}]
    view = body.get("view") or {}
    return str(body.get("command") or actions[0].get("action_id") or view.get("callback_id") or body.get("type"))


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": ["application/json"]})
