"""What do the forms of the team's hours, its digest and its admins ask, and what was answered?"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.views.blocks import Block, plain
from bot.views.buttons import SETUP_CHANNEL, SetupValue
from bot.views.inputs import answer, chosen, option, placeholder, question
from bot.views.mrkdwn import shorten
from bot.views.setup import Entry, channel_select, people, read_groups, read_people
from bot.views.setup_stage import group_select
from bot.views.setup_words import share
from workflow.materiality import MATERIAL
from workflow.money import CURRENCIES
from workflow.setup import Tables
from workflow.team import WEEKDAYS
from workflow.values import clean
from workflow.zones import ZONES

TEAM_CALLBACK_ID = "setup_team"
DIGEST_CALLBACK_ID = "setup_digest"
ADMINS_CALLBACK_ID = "setup_admins"
REMINDERS_CALLBACK_ID = "setup_reminders"
LONGEST_NAME = 160
"""In UTF-16 units; how many characters it may have, the model says."""

LONGEST_HOLIDAYS = 1000
_DAY_NAMES = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_OWN = "own"
_OFF = "off"
_COUNTRY = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?")
_COMMAS = re.compile(r"[\s,;]+")


def team_modal(team: Tables) -> dict[str, Any]:
    """Return the form for the team's name, hours, holidays, currency and rules."""
    material = [option(name.capitalize(), name) for name in MATERIAL]
    own = [option("Authors may approve their own briefs where they are listed", _OWN)]
    return _modal(
        TEAM_CALLBACK_ID,
        "The team",
        "team",
        [
            question("name", "Name", _text(team.get("name"), LONGEST_NAME, "Northfold marketing")),
            question("timezone", "Time zone", _select(_zones(team.get("timezone")), team.get("timezone"))),
            question("working_days", "Working days", _boxes(_days(), team.get("working_days", ()))),
            question("working_hours", "Hours", _text(team.get("working_hours"), 11, "09:00-17:30")),
            question(
                "holidays",
                "Public holidays",
                _text(_spelt(team.get("holidays")), LONGEST_HOLIDAYS, "GB"),
                hint="A country, like GB or DE-BY, or dates, like 2026-12-24, 2026-12-31.",
                optional=True,
            ),
            question("currency", "Currency", _select(_currencies(), team.get("currency", "GBP"))),
            question(
                "material",
                "What undoes earlier approvals when it changes",
                _boxes(material, team.get("material", MATERIAL)),
                optional=True,
            ),
            question("self_approval", "Rules", _boxes(own, [_OWN] if team.get("self_approval") else []), optional=True),
            question(
                "baseline_minutes",
                "Minutes of work that a brief took before Baton",
                _minutes(team.get("baseline_minutes")),
                optional=True,
            ),
        ],
    )


def digest_modal(digest: Tables) -> dict[str, Any]:
    """Return the form for where and when the digest is posted."""
    asked = question("channel", "Channel", channel_select(digest.get("channel")))
    return _modal(
        DIGEST_CALLBACK_ID,
        "Weekly digest",
        "digest",
        [
            {**asked, "element": {**asked["element"], "action_id": SETUP_CHANNEL}},
            question("day", "Day", _select(_days(), digest.get("day", "mon"))),
            question("time", "Time", {"type": "timepicker", "initial_time": digest.get("time", "09:00")}),
        ],
    )


def reminders_modal(reminders: Tables) -> dict[str, Any]:
    """Return the form for whether people are reminded, and when for the first time."""
    held = str(reminders.get("nudge", 0.5))
    labels = {str(one): f"After {share(one)} of a stage’s time" for one in (0.25, 0.5, 0.75)}
    labels = {**labels, held: labels.get(held, f"After {share(float(held))} of a stage’s time"), _OFF: "Never"}
    options = [option(label, value) for value, label in labels.items()]
    return _modal(
        REMINDERS_CALLBACK_ID,
        "Reminders",
        "reminders",
        [
            question(
                "nudge",
                "Remind whoever has not decided",
                _select(options, _OFF if reminders.get("off") else held),
                hint="In their own working hours, at most once a day. When the time is over they get a direct message, "
                "and after half of it again the stage’s escalation person does.",
            )
        ],
    )


def read_reminders(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was answered about reminders; None takes a key away."""
    picked = str(answer(values.get("nudge")))
    return {"off": True} if picked == _OFF else {"off": None, "nudge": float(picked)}


def admins_modal(admins: Sequence[str], groups: Mapping[str, str]) -> dict[str, Any]:
    """Return the form for who may change the settings; `groups` are the workspace's user groups by id."""
    hint = "Nobody chosen: whoever administers this Slack workspace."
    mine = tuple(one for one in admins if one.startswith("S"))
    blocks = [question("admins", "Admins", people(admins), hint=hint, optional=True)]
    if groups or mine:
        blocks.append(question("groups", "User groups", group_select(groups, mine), optional=True))
    return _modal(ADMINS_CALLBACK_ID, "Who may change this", "admins", blocks)


def read_team(values: Mapping[str, Any], held: Tables) -> dict[str, Any]:
    """Return what was answered about the team that is `held`, by the keys of its table; None takes a key away."""
    minutes = answer(values.get("baseline_minutes"))
    return {
        "name": clean(str(answer(values.get("name")) or "")),
        "timezone": answer(values.get("timezone")),
        "working_days": _ticked(values, "working_days", held.get("working_days", ())),
        "working_hours": clean(str(answer(values.get("working_hours")) or "")),
        "holidays": _holidays(clean(str(answer(values.get("holidays")) or ""))),
        "currency": answer(values.get("currency")),
        "material": _ticked(values, "material", held.get("material", MATERIAL)),
        "self_approval": bool(answer(values.get("self_approval"))),
        "baseline_minutes": int(str(minutes)) if str(minutes).isdigit() else minutes,
    }


def _ticked(values: Mapping[str, Any], key: str, held: Sequence[str]) -> list[str]:
    """Return what was ticked; what is as it was stays in the order that it had."""
    ticked = answer(values.get(key))
    chosen = [str(one) for one in ticked] if isinstance(ticked, list) else []
    return list(held) if set(chosen) == set(held) else chosen


def read_digest(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was answered about the digest."""
    return {key: answer(values.get(key)) for key in ("channel", "day", "time")}


def read_admins(values: Mapping[str, Any], held: Sequence[str], entry: Entry) -> list[str]:
    """Return who was chosen to be an admin, the groups that are `held` where the form did not ask for any."""
    return read_people(values.get("admins"), read_groups(values), held, entry)


def _holidays(typed: str) -> object:
    if _COUNTRY.fullmatch(typed):
        return typed.upper()
    return [day for day in _COMMAS.split(typed) if day]


def _spelt(held: object) -> str:
    return held if isinstance(held, str) else ", ".join(held if isinstance(held, list | tuple) else ())


def _modal(callback_id: str, title: str, part: str, blocks: list[Block]) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "submit": plain("Done", 24),
        "close": plain("Back", 24),
        "private_metadata": SetupValue.model_validate({"part": part}).dumps(),
        "blocks": blocks,
    }


def _text(held: object, longest: int, example: str) -> Block:
    element: Block = {"type": "plain_text_input", "max_length": longest, **placeholder(example)}
    return {**element, "initial_value": shorten(str(held), longest)} if held else element


def _minutes(held: object) -> Block:
    element: Block = {"type": "number_input", "is_decimal_allowed": False, **placeholder("180")}
    return {**element, "initial_value": str(held)} if held else element


def _select(options: list[Block], held: object) -> Block:
    initial = chosen(options, [held])
    element: Block = {"type": "static_select", "options": options}
    return {**element, "initial_option": initial[0]} if initial else element


def _boxes(options: list[Block], held: Sequence[str]) -> Block:
    initial = chosen(options, held)
    element: Block = {"type": "checkboxes", "options": options}
    return {**element, "initial_options": initial} if initial else element


def _zones(held: object) -> list[Block]:
    names = sorted({*ZONES, "UTC", *([str(held)] if held else [])})
    return [option(name.replace("_", " "), name) for name in names]


def _days() -> list[Block]:
    return [option(name, day) for day, name in _DAY_NAMES.items()]


def _currencies() -> list[Block]:
    return [option(code, code) for code in sorted(CURRENCIES)]
