"""What does the form of another workflow ask, and what did the author answer?"""

import json
from collections.abc import Mapping
from typing import Any

from bot.views.blocks import Block, context, plain
from bot.views.buttons import BriefValue
from bot.views.campaign_modal import chain_line
from bot.views.given import datepicker, in_order, number_input, several
from bot.views.inputs import answer, option, placeholder, question
from bot.views.mrkdwn import escaped, shorten
from workflow.answers import LONGEST_LINE, LONGEST_TEXT
from workflow.brief import Brief
from workflow.kinds.kind import Question, Workflow
from workflow.team import Stage

LONGEST_TITLE = 24


def revision_id(name: str) -> str:
    """Return the callback id of the form that mends what was answered; that of a new one is the workflow's name."""
    return f"{name}_revision"


def kind_modal(
    workflow: Workflow, chain: tuple[Stage, ...], channel: str | None, answers: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """Return the form of `workflow`, whose work goes through `chain`; `answers`, by field name, are filled in.

    `channel` is where `/brief` was typed.
    """
    return {
        "type": "modal",
        "callback_id": workflow.name,
        "title": plain(shorten(f"New {workflow.noun}", LONGEST_TITLE), LONGEST_TITLE),
        "submit": plain("Create it", LONGEST_TITLE),
        "close": plain("Cancel", LONGEST_TITLE),
        "private_metadata": json.dumps({"channel": channel}),
        "blocks": [_introduction(workflow, chain), *_questions(workflow, answers or {})],
    }


def kind_revision_modal(workflow: Workflow, brief: Brief) -> dict[str, Any]:
    """Return the form in which the author mends what they answered for `brief`."""
    return kind_modal(workflow, brief.chain, None, brief.inputs.answers()) | {
        "callback_id": revision_id(workflow.name),
        "title": plain("Edit the request", LONGEST_TITLE),
        "submit": plain("Write it anew", LONGEST_TITLE),
        "private_metadata": BriefValue(brief=brief.id).dumps(),
    }


def read_kind(workflow: Workflow, values: Mapping[str, Any]) -> dict[str, object]:
    """Return what `view["state"]["values"]` answers, by field name; empty and unknown fields are left out."""
    read = {asked.field: answer(values.get(asked.field)) for asked in workflow.questions}
    return {field: held for field, held in read.items() if held is not None}


def _introduction(workflow: Workflow, chain: tuple[Stage, ...]) -> Block:
    noun = escaped(workflow.noun, 100)
    return context(f"Baton writes the {noun} as a Word document and asks for approval: {chain_line(chain)}.")


def _questions(workflow: Workflow, answers: Mapping[str, object]) -> list[Block]:
    return [_question(workflow, asked, answers.get(asked.field)) for asked in workflow.questions]


def _question(workflow: Workflow, asked: Question, held: object) -> Block:
    field = workflow.inputs.model_fields[asked.field]
    optional = not field.is_required() if asked.optional is None else asked.optional
    return question(asked.field, asked.label, _element(asked, held), hint=asked.hint, optional=optional)


def _element(asked: Question, held: object) -> Block:
    match asked.kind:
        case "number":
            return number_input(asked.example, held)
        case "date":
            return datepicker(held)
        case "choice" | "choices":
            return _choice(asked, held)
        case _:
            return _text(asked, held)


def _example(asked: Question) -> Block:
    return placeholder(asked.example) if asked.example else {}


def _text(asked: Question, held: object) -> Block:
    longest = LONGEST_TEXT if asked.kind == "text" else LONGEST_LINE
    multiline = asked.kind == "text"
    element: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": longest, **_example(asked)}
    return {**element, "initial_value": shorten(str(held), longest)} if held else element


def _choice(asked: Question, held: object) -> Block:
    options = [option(label, value) for value, label in asked.options]
    if asked.kind == "choices":
        return several(options, held)
    element: Block = {"type": "static_select", "options": options, **placeholder("Choose one")}
    initial = in_order(options, held)
    return {**element, "initial_option": initial[0]} if initial else element
