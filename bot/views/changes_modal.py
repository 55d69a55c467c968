"""What does the modal behind “Request changes” ask, and what was answered?"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.views.blocks import Block, button, plain, section
from bot.views.buttons import GATHER, DecisionValue, OldButton
from bot.views.inputs import answer, option, placeholder, question
from bot.views.mrkdwn import escaped, shorten
from bot.views.wording import name, noun, return_of
from workflow.brief import Brief
from workflow.draft import Section
from workflow.inputs import CAMPAIGN
from workflow.kinds.registry import sections_of
from workflow.values import clean

CALLBACK_ID = "changes"
SHORTEST_NOTE = 3
LONGEST_NOTE = 3000
LONGEST_WHY = 1000

_UNCHANGEABLE = {Section.APPROVALS, Section.SOURCES}
CHANGEABLE = [one for one in Section if one not in _UNCHANGEABLE]
_WORD = re.compile(r"[a-z][a-z_]{0,39}")


@dataclass(frozen=True)
class ChangesAnswer:
    """What an approver wants changed, `note` empty if they said nothing, and the stage's message they clicked."""

    value: DecisionValue
    channel: str
    message_ts: str
    section: str | None
    note: str
    why: str = ""


def changes_modal(value: DecisionValue, brief: Brief, channel: str, message_ts: str, note: str = "") -> dict[str, Any]:
    """Return the modal that asks what to change, `note` filled in; it remembers the message that was clicked."""
    offer = section(
        "Did others comment in the thread? Make one list of it, which you edit.",
        button("Gather comments", GATHER, value.dumps()),
    )
    gathered = [{**offer, "block_id": GATHER}] if brief.workflow == CAMPAIGN else []  # it knows the sections of briefs
    blocks = [introduction(value, brief), *gathered, *own_questions(brief, note)]
    return {**frame(value, channel, message_ts), "blocks": blocks}


def without_comments(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return the modal as it is, saying in place of the offer that there is nothing to gather."""
    told = {**section("Nobody has commented in the thread yet."), "block_id": GATHER}
    blocks = [told if block.get("block_id") == GATHER else block for block in view["blocks"]]
    kept = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    return {**{key: view[key] for key in kept}, "blocks": blocks}


def frame(value: DecisionValue, channel: str, message_ts: str) -> dict[str, Any]:
    """Return the modal without its questions: what it is called, and what it remembers."""
    remembered = {"value": value.dumps(), "channel": channel, "message_ts": message_ts}
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Request changes", 24),
        "submit": plain("Send request", 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps(remembered),
    }


def own_questions(brief: Brief, note: str = "", *, optional: bool = False) -> list[Block]:
    """Return the questions for what the approver wants changed themselves, `note` filled in."""
    return [_section_question(brief), _note_question(note, optional=optional), _why_question()]


def read_changes(view: Mapping[str, Any]) -> ChangesAnswer:
    """Return what the submitted modal says.

    Raises:
        OldButton: when it does not say what it was opened for.
    """
    value, channel, message_ts = _remembered(str(view.get("private_metadata", "")))
    values = view["state"]["values"]
    return ChangesAnswer(value, channel, message_ts, _section(values), _text(values, "note"), _text(values, "why"))


def introduction(value: DecisionValue, brief: Brief) -> Block:
    """Return what the request is about, and what follows from it."""
    stage = brief.stage_named(value.stage)
    title = escaped(stage.title, 300) if stage else "this stage"
    named = name(brief)
    return section(
        f"{named} ({brief.id}), revision {value.revision}.\n"
        f"{return_of(brief, value.stage, value.revision + 1, f'to {title}')}"
    )


def changeable(brief: Brief) -> dict[str, str]:
    """Return the headings of the sections for which changes can be asked, by their ids."""
    return {word: label for word, label in sections_of(brief.workflow).items() if word not in _UNCHANGEABLE}


def _section_question(brief: Brief) -> Block:
    options = [option(label, word) for word, label in changeable(brief).items()]
    whole = placeholder(f"The whole {noun(brief)}")
    element: Block = {"type": "static_select", "options": options, **whole}
    return question("section", "Which section?", element, optional=True)


def _note_question(note: str, *, optional: bool) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "multiline": True,
        "min_length": SHORTEST_NOTE,
        "max_length": LONGEST_NOTE,
        "focus_on_load": True,
        **placeholder("The audience is too broad: speak to people who run on roads already"),
        **({"initial_value": shorten(note, LONGEST_NOTE)} if note else {}),
    }
    hint = "One point a line works best: what is wrong, and what it should be instead."
    label = "Anything of your own?" if optional else "What should change?"
    return question("note", label, element, hint=hint, optional=optional)


def _why_question() -> Block:
    element: Block = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": LONGEST_WHY,
        **placeholder("They bought from us last spring and came back"),
    }
    return question("why", "Why?", element, optional=True)


def _remembered(private_metadata: str) -> tuple[DecisionValue, str, str]:
    try:
        kept = json.loads(private_metadata)
        return DecisionValue.loads(str(kept["value"])), str(kept["channel"]), str(kept["message_ts"])
    except (KeyError, TypeError, json.JSONDecodeError):
        raise OldButton from None


def _section(values: Mapping[str, Any]) -> str | None:
    word = str(answer(values.get("section")) or "")
    return word if _WORD.fullmatch(word) and word not in _UNCHANGEABLE else None


def _text(values: Mapping[str, Any], block: str) -> str:
    return clean(str(answer(values.get(block)) or ""))
