"""What does the form behind a stage's “Change” ask, and what was answered?"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.views.blocks import Block, context, plain
from bot.views.buttons import SETUP_CHANNEL, SetupValue
from bot.views.inputs import answer, chosen, option, placeholder, question
from bot.views.mrkdwn import channel, escaped, shorten
from bot.views.setup import Entry, channel_select, people, read_groups, read_people
from workflow.setup import Tables
from workflow.values import clean

CALLBACK_ID = "setup_stage"
LONGEST_TITLE = 120
"""In UTF-16 units; how many characters it may have, the model says."""

MOST_GROUPS = 100
LONGEST_WARNING = 300
_HOW_MANY = {
    "1": "One of them",
    "2": "Two of them",
    "3": "Three of them",
    "4": "Four of them",
    "5": "Five of them",
    "majority": "More than half of them",
    "all": "All of them",
}
_OUTSIDE = "outside"
_JOINS = "joins"


class StageAnswer(NamedTuple):
    """What was answered about a stage; `name` is empty for a new one, None takes a key away."""

    name: str
    fields: dict[str, Any]
    joins: bool


def stage_modal(
    stage: Tables,
    groups: Mapping[str, str],
    *,
    joins: bool = False,
    is_first: bool = False,
    warning: str | None = None,
) -> dict[str, Any]:
    """Return the form for a stage; `groups` are the workspace's user groups by id, `warning` is about the channel."""
    name = str(stage.get("name", ""))
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Change a stage" if name else "Add a stage", 24),
        "submit": plain("Done", 24),
        "close": plain("Back", 24),
        "private_metadata": SetupValue(part="stage", stage=name).dumps(),
        "blocks": [
            question("title", "Name", _title(stage.get("title"))),
            _channel(stage.get("channel")),
            *_warned(warning, str(stage.get("channel", ""))),
            *_people(stage.get("approvers", ()), groups),
            question("required", "How many must approve", _how_many(stage.get("required", 1))),
            question("sla", "Within", _sla(stage.get("sla", "2d")), hint="Working time: 90m, 8h or 2d."),
            question("more", "Also", _more(stage, joins=joins, is_first=is_first), optional=True),
            question("escalation", "Long overdue, tell", _escalation(stage.get("escalation")), optional=True),
        ],
    }


def group_options(groups: Mapping[str, str], held: tuple[str, ...]) -> list[Block]:
    """Return the choices of user groups, those that are chosen first."""
    names = {**dict.fromkeys(held, ""), **groups}
    return [option(names[one] or one, one) for one in names][:MOST_GROUPS]


def group_select(groups: Mapping[str, str], held: tuple[str, ...]) -> Block:
    """Return the element that asks for user groups."""
    options = group_options(groups, held)
    element: Block = {"type": "multi_static_select", "options": options, **placeholder("Choose groups")}
    initial = chosen(options, held)
    return {**element, "initial_options": initial} if initial else element


def _title(held: object) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": LONGEST_TITLE, **placeholder("Legal review")}
    return {**element, "initial_value": shorten(str(held), LONGEST_TITLE)} if held else element


def _channel(held: object) -> Block:
    block = question("channel", "Channel", channel_select(held), hint="Where Baton asks for the decision.")
    return {**block, "element": {**block["element"], "action_id": SETUP_CHANNEL}, "dispatch_action": True}


def _warned(warning: str | None, held: str) -> list[Block]:
    if not warning:
        return []
    text = escaped(warning[:1].upper() + warning[1:], LONGEST_WARNING)
    return [context(f":warning: {text.replace(held, channel(held)) if held else text}")]


def _people(held: tuple[str, ...], groups: Mapping[str, str]) -> list[Block]:
    mine = tuple(one for one in held if one.startswith("S"))
    blocks = [question("approvers", "Who approves", people(held), optional=True)]
    if groups or mine:
        hint = "Whoever is in the group when the click comes."
        blocks.append(question("groups", "User groups", group_select(groups, mine), hint=hint, optional=True))
    return blocks


def _how_many(held: object) -> Block:
    labels = {**_HOW_MANY, **({} if str(held) in _HOW_MANY else {str(held): f"{held} of them".capitalize()})}
    options = [option(label, value) for value, label in labels.items()]
    return {"type": "static_select", "options": options, "initial_option": chosen(options, [held])[0]}


def _sla(held: object) -> Block:
    return {"type": "plain_text_input", "max_length": 10, "initial_value": str(held)}


def _more(stage: Tables, *, joins: bool, is_first: bool) -> Block:
    options = [option("They are outside of the team: they see the brief and nothing internal", _OUTSIDE)]
    if not is_first:
        options.append(option("They decide at the same time as the stage before", _JOINS))
    held = [_OUTSIDE] * bool(stage.get("outside")) + [_JOINS] * joins
    initial = chosen(options, held)
    element: Block = {"type": "checkboxes", "options": options}
    return {**element, "initial_options": initial} if initial else element


def _escalation(held: object) -> Block:
    return people([str(held)] if held else [], 1, "Choose one person")


def read_stage(view: Mapping[str, Any], held: Tables, entry: Entry) -> StageAnswer:
    """Return what the form says about the stage that is `held`, an empty table for a new one.

    Raises:
        OldButton: when it does not say which stage it is about.
    """
    values = view["state"]["values"]
    name = SetupValue.loads(str(view.get("private_metadata", ""))).stage
    ticked = answer(values.get("more"))
    more = ticked if isinstance(ticked, list) else []
    required = str(answer(values.get("required")) or 1)
    return StageAnswer(
        name,
        {
            "title": clean(str(answer(values.get("title")) or "")),
            "channel": answer(values.get("channel")),
            "approvers": read_people(values.get("approvers"), read_groups(values), held.get("approvers", ()), entry),
            "required": int(required) if required.isdigit() else required,
            "sla": str(answer(values.get("sla")) or "").strip(),
            "outside": True if _OUTSIDE in more else None,
            "escalation": next(iter(read_people(values.get("escalation"), [], (), entry)), None),
        },
        _JOINS in more,
    )
