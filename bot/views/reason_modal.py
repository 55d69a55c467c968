"""Why is a brief declined, cancelled or paused? The modal that asks, and its answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.views.blocks import Block, plain, section
from bot.views.buttons import BriefValue, DecisionValue, OldButton
from bot.views.inputs import answer, placeholder, question
from bot.views.wording import name
from workflow.brief import Brief
from workflow.values import clean

DECLINE_CALLBACK_ID = "decline"
CANCEL_CALLBACK_ID = "cancel"
PAUSE_CALLBACK_ID = "pause"
LONGEST_REASON = 1000
SHORTEST_REASON = 3


class _Asked(NamedTuple):
    title: str
    submit: str
    consequence: str
    example: str


_ASKED = {
    DECLINE_CALLBACK_ID: _Asked(
        "Decline",
        "Decline",
        "It ends here for everyone. To have it mended instead, use Request changes.",
        "The range was sold; there is nothing to launch",
    ),
    CANCEL_CALLBACK_ID: _Asked(
        "Cancel",
        "Cancel it",
        "It ends here for everyone, and nobody can decide on it any more. This cannot be undone.",
        "The launch moved to next year",
    ),
    PAUSE_CALLBACK_ID: _Asked(
        "Pause",
        "Pause",
        "The clock stops and nobody decides until you resume it.",
        "Waiting for the new prices",
    ),
}


@dataclass(frozen=True)
class Reason:
    """Why somebody wants what they want, empty if they did not say; a decision names what it is about and where."""

    about: BriefValue | DecisionValue
    text: str
    channel: str = ""
    message_ts: str = ""


def reason_modal(callback_id: str, brief: Brief) -> dict[str, Any]:
    """Return the modal that asks the author why the brief is to be cancelled or paused."""
    return _modal(callback_id, brief, {"value": BriefValue(brief=brief.id).dumps()})


def decline_modal(value: DecisionValue, brief: Brief, channel: str, message_ts: str) -> dict[str, Any]:
    """Return the modal that asks an approver why; it remembers the message that was clicked."""
    remembered = {"value": value.dumps(), "channel": channel, "message_ts": message_ts}
    return _modal(DECLINE_CALLBACK_ID, brief, remembered)


def read_reason(view: Mapping[str, Any]) -> Reason:
    """Return what the submitted modal says.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    text = clean(str(answer(view["state"]["values"].get("reason")) or ""))
    try:
        kept = json.loads(str(view.get("private_metadata", "")))
        value = str(kept["value"])
        if view.get("callback_id") != DECLINE_CALLBACK_ID:
            return Reason(BriefValue.loads(value), text)
        return Reason(DecisionValue.loads(value), text, str(kept["channel"]), str(kept["message_ts"]))
    except (KeyError, TypeError, json.JSONDecodeError):
        raise OldButton from None


def _modal(callback_id: str, brief: Brief, remembered: Mapping[str, str]) -> dict[str, Any]:
    asked = _ASKED[callback_id]
    introduction = f"{name(brief)} ({brief.id}).\n{asked.consequence}"
    element: Block = {
        "type": "plain_text_input",
        "multiline": True,
        "min_length": SHORTEST_REASON,
        "max_length": LONGEST_REASON,
        "focus_on_load": True,
        **placeholder(asked.example),
    }
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(f"{asked.title} {brief.id}", 24),
        "submit": plain(asked.submit, 24),
        "close": plain("Not now", 24),
        "private_metadata": json.dumps(remembered),
        "blocks": [section(introduction), question("reason", "Why?", element, hint="Everybody concerned reads it.")],
    }
