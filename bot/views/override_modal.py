"""Why should a held revision be handed over all the same? The modal that asks, and its answer."""

from collections.abc import Mapping
from typing import Any

from bot.views.blocks import Block, plain, section
from bot.views.buttons import BriefValue
from bot.views.inputs import answer, placeholder, question
from bot.views.wording import name
from workflow.brief import Brief
from workflow.values import clean

CALLBACK_ID = "override"
LONGEST_REASON = 1000


def override_modal(brief: Brief) -> dict[str, Any]:
    """Return the modal that asks the author for the reason, which goes into the log and onto the stage's message."""
    named = name(brief)
    introduction = (
        f"{named} ({brief.id}), revision {brief.revision}.\nYour reason stands on the message to the approvers."
    )
    element: Block = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": LONGEST_REASON,
        "focus_on_load": True,
        **placeholder("The client knows that out of home starts a week later"),
    }
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Hand over anyway", 24),
        "submit": plain("Hand over", 24),
        "close": plain("Cancel", 24),
        "private_metadata": BriefValue(brief=brief.id).dumps(),
        "blocks": [section(introduction), question("reason", "Why?", element)],
    }


def read_override(view: Mapping[str, Any]) -> tuple[BriefValue, str]:
    """Return which brief the submitted modal is about, and the reason, empty if they gave none.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    value = BriefValue.loads(str(view.get("private_metadata", "")))
    return value, clean(str(answer(view["state"]["values"].get("reason")) or ""))
