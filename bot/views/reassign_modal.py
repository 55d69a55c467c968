"""Whose decision on a brief is handed to whom? The modal that asks, and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.views.blocks import Block, plain, section
from bot.views.buttons import OldButton, RequestValue
from bot.views.inputs import answer, option, placeholder, question
from bot.views.mrkdwn import escaped
from workflow.brief import Brief

CALLBACK_ID = "reassign"
MOST_OFFERED = 100


@dataclass(frozen=True)
class Place:
    """One who is asked at a stage, by id and name, and whose request may be handed on."""

    stage: str
    asked: str
    name: str


@dataclass(frozen=True)
class Choice:
    """Which request was chosen, if any, and who shall decide."""

    about: RequestValue
    stage: str
    asked: str
    to: str


def reassign_modal(value: RequestValue, brief: Brief, places: Sequence[Place]) -> dict[str, Any]:
    """Return the modal that offers `places`, at least one, of the revision that `value` names."""
    options = [option(f"{one.name}, {_title(brief, one.stage)}", f"{one.stage}/{one.asked}") for one in places]
    asked: Block = {"type": "static_select", "options": options[:MOST_OFFERED]}
    if len(options) == 1:
        asked["initial_option"] = options[0]
    to: Block = {"type": "users_select", **placeholder("A colleague")}
    told = f"{escaped(brief.name, 600)} ({brief.id}, revision {value.revision})."
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Reassign the request", 24),
        "submit": plain("Reassign", 24),
        "close": plain("Not now", 24),
        "private_metadata": value.dumps(),
        "blocks": [
            section(f"{told}\nThis one request only; everybody concerned sees who decides in whose place."),
            question("asked", "Whose decision?", asked),
            question("to", "Who decides instead?", to, hint="Not its author, and nobody who is asked already."),
        ],
    }


def read_reassign(view: Mapping[str, Any]) -> Choice:
    """Return what the submitted modal says; what was not chosen is empty.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    values = view["state"]["values"]
    stage, _, asked = str(answer(values.get("asked")) or "").partition("/")
    about = RequestValue.loads(str(view.get("private_metadata", "")))
    if not asked:
        raise OldButton
    return Choice(about, stage, asked, str(answer(values.get("to")) or ""))


def _title(brief: Brief, stage: str) -> str:
    known = brief.stage_named(stage)
    return known.title if known else stage
