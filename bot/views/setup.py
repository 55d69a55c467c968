"""What does an admin see of the team's settings while changing them: everything on one page, and what is wrong?"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.views.blocks import Block, actions, button, confirm, context, header, plain, section, sections
from bot.views.buttons import (
    SETUP_ADD,
    SETUP_CHANNEL,
    SETUP_DISCARD,
    SETUP_EDIT,
    SETUP_HISTORY,
    SETUP_LOOK,
    SETUP_MORE,
    SETUP_WHEN,
    SetupValue,
)
from bot.views.inputs import answer, option, placeholder, question
from bot.views.mrkdwn import channel, escaped
from bot.views.setup_words import admins_line, digest_line, kept_line, reminders_line, stage_line, team_line
from workflow.setup import Setup, Tables

CALLBACK_ID = "setup"
MOST_STAGES = 20
MOST_PEOPLE = 100
"""How many persons a select can hold; more than that are kept as they are."""

LONGEST_WARNING = 300
MOST_WARNINGS = 8
_CHANNEL, _APPROVERS, _DIGEST = "channel:", "approvers:", "digest_channel"
_FILTER = {"include": ["public", "private"], "exclude_bot_users": True}

Found = Mapping[str, Sequence[str]]
"""What looking at Slack found out, plain sentences by `channel_key`, `people_key` and `trial_key`."""


Entry = Callable[[str], str]
"""Gives what an approver is listed as: a person's id, with their workspace before it where that is another one."""


def chosen_users(values: Mapping[str, Any]) -> set[str]:
    """Return the ids of all persons that were chosen in a form."""
    elements = [element for block in values.values() for element in block.values()]
    return {str(user) for element in elements for user in element.get("selected_users") or ()}


def channel_key(held: str) -> str:
    """Return under which key it stands what is wrong with a channel."""
    return f"channel/{held}"


def trial_key(held: str) -> str:
    """Return under which key it stands what became of a channel's test line."""
    return f"test/{held}"


def people_key(stage: Tables) -> str:
    """Return under which key it stands what is wrong with a stage's people: another one once they change."""
    facts = [stage.get("approvers"), stage.get("required", 1), bool(stage.get("outside"))]
    return f"people/{hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]}"


def is_complete(stage: Tables) -> bool:
    """Tell whether a stage has its channel and its people."""
    return bool(stage.get("channel") and stage.get("approvers"))


def setup_modal(setup: Setup, found: Found, notes: Sequence[str] = (), in_force: str = "") -> dict[str, Any]:
    """Return the page of all settings; `notes` are lines of finished mrkdwn, `in_force` says which version is."""
    team = setup.tables.get("team", {})
    blocks = [
        *sections(notes),
        _row("team", section(team_line(team), _edit("team"))),
        context("Nothing changes before you press Save. Briefs on their way keep the chain they were opened with."),
        header("Stages, in order"),
        *_stages(setup, found),
        *(
            [_row("add", actions([button("Add a stage", SETUP_ADD, SetupValue(part="stage").dumps())]))]
            * _has_room(setup)
        ),
        header("Weekly digest"),
        *_digest(setup, found),
        header("Reminders"),
        _row("reminders", section(reminders_line(setup.tables.get("reminders", {})), _edit("reminders"))),
        header("Who may change this"),
        _row("admins", section(admins_line(team.get("admins", ())), _edit("admins"))),
        _row("foot", actions([button("Look again", SETUP_LOOK, "look"), *_history(setup), _start_over()])),
        *([context(*filter(None, (in_force, kept_line(setup.tables))))] if in_force else []),
    ]
    return {
        "type": "modal",
        "callback_id": CALLBACK_ID,
        "title": plain("Set up Baton", 24),
        "submit": plain("Save", 24),
        "close": plain("Not now", 24),
        "blocks": blocks,
    }


def _has_room(setup: Setup) -> bool:
    return len(setup.stages) < MOST_STAGES


def _row(name: str, block: Block) -> Block:
    """Give a block the same id whenever it is drawn: a click on a page that is being drawn anew meets its button."""
    return {**block, "block_id": f"row:{name}"}


def _edit(part: str, stage: str = "") -> Block:
    value = SetupValue.model_validate({"part": part, "stage": stage})
    return button("Change", SETUP_EDIT, value.dumps())


def _history(setup: Setup) -> list[Block]:
    return [button("Who changed what", SETUP_HISTORY, "history")] if setup.based_on else []


def _start_over() -> Block:
    asked = confirm("Start over?", "What you changed here since the last save is forgotten.", "Start over", "Keep it")
    return button("Start over", SETUP_DISCARD, "discard", confirm=asked)


def _more(part: str, deeds: Mapping[str, str], stage: str = "") -> Block:
    values = [SetupValue.model_validate({"part": part, "stage": stage, "deed": deed}).dumps() for deed in deeds]
    options = [option(label, value) for label, value in zip(deeds.values(), values, strict=True)]
    return {"type": "overflow", "action_id": SETUP_MORE, "options": options}


def _stages(setup: Setup, found: Found) -> Iterator[Block]:
    last = len(setup.stages)
    for number, stage in enumerate(setup.stages, 1):
        deeds = {"up": "Move up"} if number > 1 else {}
        deeds |= {"down": "Move down"} if number < last else {}
        deeds |= {"remove": "Remove"} if last > 1 else {}
        line = stage_line(number, stage, joins=setup.joins_before(stage["name"]))
        yield from (_whole if is_complete(stage) else _unfinished)(line, stage, deeds)
        yield from _warnings(stage, found)


def _whole(line: str, stage: Tables, deeds: Mapping[str, str]) -> Iterator[Block]:
    name = stage["name"]
    yield section(line)
    when = button("Only when…", SETUP_WHEN, SetupValue(part="when", stage=name).dumps())
    menu = _more("stage", {"test": "Post a test line", **deeds}, name)
    yield _row(f"stage:{name}", actions([_edit("stage", name), when, menu]))


def _unfinished(line: str, stage: Tables, deeds: Mapping[str, str]) -> Iterator[Block]:
    """Ask here for what a stage lacks, so that nothing else need be opened."""
    name = stage["name"]
    menu = _more("stage", {"edit": "Change more", "when": "Only when…", **deeds}, name)
    yield _row(f"stage:{name}", section(line, menu))
    asked = _channel_asked(f"{_CHANNEL}{name}", f"{stage['title']}: channel", stage.get("channel"))
    yield {**asked, "dispatch_action": True}
    yield question(f"{_APPROVERS}{name}", f"{stage['title']}: who approves", people(stage.get("approvers", ())))


def _channel_asked(block_id: str, label: str, held: object, *, optional: bool = False) -> Block:
    block = question(block_id, label, channel_select(held), optional=optional)
    return {**block, "element": {**block["element"], "action_id": SETUP_CHANNEL}}


def channel_select(held: object) -> Block:
    """Return the element that asks for one channel."""
    element: Block = {"type": "conversations_select", "filter": _FILTER, **placeholder("Choose a channel")}
    return {**element, "initial_conversation": held} if held else element


def people(held: Iterable[str], most: int = MOST_PEOPLE, prompt: str = "Choose people") -> Block:
    """Return the element that asks for persons; user groups among `held` are not shown in it."""
    element: Block = {"type": "multi_users_select", "max_selected_items": most, **placeholder(prompt)}
    shown = list(dict.fromkeys(one.rpartition("/")[2] for one in _persons(held)[:most]))
    return {**element, "initial_users": shown} if shown else element


def _persons(held: Iterable[str]) -> list[str]:
    return [one for one in held if not one.startswith("S")]


def read_people(block: object, groups: object, held: Sequence[str], entry: Entry) -> list[str]:
    """Return the people that were chosen in place of those that are `held`, who keep their order.

    `groups` are the user groups that were chosen, None where the form did not ask for any. An id that two workspaces
    give to two people is one person in Slack's own list, and stands for both as long as it is chosen.
    """
    users, kept = answer(block), groups if isinstance(groups, list) else []
    listed: dict[str, list[str]] = {}
    for one in _persons(held)[:MOST_PEOPLE]:
        listed.setdefault(one.rpartition("/")[2], []).append(one)
    picked = map(str, users if isinstance(users, list) else ())
    persons = [one for user in picked for one in listed.get(user) or [entry(user)]]
    kept = [one for one in held if one.startswith("S")] if groups is None else kept
    chosen = [*persons, *_persons(held)[MOST_PEOPLE:], *kept]
    return [*(one for one in held if one in chosen), *(one for one in chosen if one not in held)]


def read_groups(values: Mapping[str, Any]) -> list[str] | None:
    """Return the user groups that were chosen, None where the form did not ask for any."""
    if "groups" not in values:
        return None
    chosen = answer(values["groups"])
    return [str(one) for one in chosen] if isinstance(chosen, list) else []


def _warnings(stage: Tables, found: Found) -> Iterator[Block]:
    held = stage.get("channel", "")
    wrong = [*found.get(channel_key(held), ()), *(found.get(people_key(stage), ()) if stage.get("approvers") else ())]
    said = [f":warning: {_linked(one, held)}" for one in wrong[:MOST_WARNINGS]]
    said += [escaped(one, LONGEST_WARNING) for one in found.get(trial_key(held), ())[:1]]
    if said:
        yield context(*said)


def _linked(sentence: str, held: str) -> str:
    """Return a plain sentence in which the channel's id is its name."""
    text = escaped(sentence[:1].upper() + sentence[1:], LONGEST_WARNING)
    return text.replace(held, channel(held)) if held else text


def _digest(setup: Setup, found: Found) -> Iterator[Block]:
    digest = setup.tables.get("digest")
    if digest:
        yield section(f"Posted {digest_line(digest)}.")
        more = _more("digest", {"test": "Post a test line", "remove": "Turn it off"})
        yield _row("digest", actions([_edit("digest"), more]))
        yield from _warnings({"channel": digest["channel"]}, found)
    elif setup.based_on:
        yield _row("digest", section("None is posted.", _edit("digest")))
    else:
        asked = _channel_asked(_DIGEST, "Channel of the weekly digest", None, optional=True)
        yield {**asked, "hint": plain("Where time was lost last week. You can leave it for later.", 200)}


def read_choices(setup: Setup, values: Mapping[str, Any], entry: Entry) -> Setup:
    """Return the settings with what was chosen on the page itself."""
    for stage in setup.stages:
        chosen: dict[str, Any] = {}
        if f"{_CHANNEL}{stage['name']}" in values:
            chosen["channel"] = answer(values[f"{_CHANNEL}{stage['name']}"])
        if f"{_APPROVERS}{stage['name']}" in values:
            block = values[f"{_APPROVERS}{stage['name']}"]
            chosen["approvers"] = read_people(block, None, stage.get("approvers", ()), entry)
        if chosen:
            setup = setup.with_stage({"name": stage["name"], **chosen})
    held = answer(values.get(_DIGEST))
    return setup.with_table("digest", {"channel": held, "day": "mon", "time": "09:00"}) if held else setup


def history_modal(versions: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Return the list of versions, of each its lines of finished mrkdwn."""
    blocks = [block for lines in versions for block in sections(lines)]
    return {"type": "modal", "title": plain("Who changed what", 24), "close": plain("Back", 24), "blocks": blocks}


def saved_modal(title: str, lines: Sequence[str]) -> dict[str, Any]:
    """Return what the page becomes once it is saved; `lines` are lines of finished mrkdwn."""
    return {"type": "modal", "title": plain(title, 24), "close": plain("Done", 24), "blocks": sections(lines)}
