"""An admin changes one part of the team's settings: a stage, the hours, the digest, the admins."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack

from bot.calendars import working_calendar
from bot.listeners.gesture import Body, button_value
from bot.listeners.setup import admin, changed, enqueue, look, redraw, root_of, with_choices
from bot.services import Services
from bot.setting_up import entries, group_names, keys_of
from bot.slack import OpenModal
from bot.stage_checks import problem_with_channel
from bot.views import setup as page_view
from bot.views.buttons import SetupValue
from bot.views.inputs import answer
from bot.views.setup_stage import read_stage, stage_modal
from bot.views.setup_team import (
    admins_modal,
    digest_modal,
    read_admins,
    read_digest,
    read_reminders,
    read_team,
    reminders_modal,
    team_modal,
)
from bot.views.setup_when import read_when, when_modal
from storage.jobs import Job
from workflow.errors import NotAllowed
from workflow.setup import Setup, Tables, faults_of_condition, faults_of_stage, faults_of_table, new_stage_name
from workflow.team import CalendarSettings
from workflow.values import InvalidInput

_GONE = "That is no longer there. Type /brief setup to see what is."


def edit(ack: Ack, body: Body, services: Services) -> None:
    """Open the form of a part, or of a new stage, on top of the page."""
    person = admin(body, services)
    setup = with_choices(services, person, body)
    services.slack.push_modal(body["trigger_id"], _form(services, setup, SetupValue.loads(_picked(body))))
    ack()


def _form(services: Services, setup: Setup, value: SetupValue) -> dict[str, Any]:
    team = setup.tables.get("team", {})
    forms: dict[str, Callable[[], dict[str, Any]]] = {
        "team": lambda: team_modal(team),
        "digest": lambda: digest_modal(setup.tables.get("digest", {})),
        "reminders": lambda: reminders_modal(setup.tables.get("reminders", {})),
        "admins": lambda: admins_modal(team.get("admins", ()), group_names(services)),
        "when": lambda: when_modal(_known(setup, value.stage), str(team.get("currency", "GBP"))),
        "stage": lambda: _stage_form(services, setup, value),
    }
    return forms["when" if value.deed == "when" else value.part]()


def _stage_form(services: Services, setup: Setup, value: SetupValue) -> dict[str, Any]:
    if not value.stage:
        return stage_modal({}, group_names(services))
    joins, first = setup.joins_before(value.stage), setup.stages[0]["name"] == value.stage
    return stage_modal(_known(setup, value.stage), group_names(services), joins=joins, is_first=first)


def _known(setup: Setup, name: str) -> Tables:
    stage = setup.stage(name)
    if stage is None:
        raise NotAllowed(_GONE)
    return stage


def _picked(body: Body) -> str:
    option = body["actions"][0].get("selected_option")
    return str(option["value"]) if option else button_value(body)


def more(ack: Ack, body: Body, services: Services) -> None:
    """Do what was picked in the menu of a stage or of the digest."""
    value = SetupValue.loads(_picked(body))
    if value.deed in {"edit", "when"}:
        edit(ack, body, services)
        return
    person = admin(body, services)
    setup = with_choices(services, person, body)
    if value.deed == "test":
        _test(services, person, body, setup, value)
    else:
        redraw(services, person, body, changed(services, person, lambda setup: _done(setup, value)))
    ack()


def _done(setup: Setup, value: SetupValue) -> Setup:
    if value.deed == "remove":
        return setup.without_table("digest") if value.part == "digest" else setup.without_stage(value.stage)
    return setup.moved(value.stage, -1 if value.deed == "up" else 1)


def _test(services: Services, person: str, body: Body, setup: Setup, value: SetupValue) -> None:
    """Have one line posted that is marked as a test; the page says what became of it."""
    held = setup.tables.get("digest", {}) if value.part == "digest" else _known(setup, value.stage)
    if not held.get("channel"):
        raise NotAllowed(_GONE)
    title = held.get("title", "The weekly digest")
    said = {"user": person, "view": root_of(body), "channel": held["channel"], "what": title}
    moment = body["actions"][0]["action_ts"]
    enqueue(services, Job(f"setup_test/{root_of(body)}/{moment}", "post_test_line", {**said, "moment": moment}))


def choose_channel(ack: Ack, body: Body, services: Services) -> None:
    """Keep a channel that was chosen on the page, or in a stage's form say whether Baton can post there."""
    person = admin(body, services)
    view = body["view"]
    if view.get("callback_id") == page_view.CALLBACK_ID:
        _choose_on_page(services, person, body)
    else:
        _say_of_channel(services, person, view)
    ack()


def _choose_on_page(services: Services, person: str, body: Body) -> None:
    """Keep what was chosen; the page is drawn anew only to say what is wrong, or no longer is."""
    before, found = services.setups.of(person), services.setups.found(person)
    warned = before is not None and any(found.get(key) for key in keys_of(before))
    with_choices(services, person, body)
    look(services, person, body, OpenModal(root_of(body), str(body["view"]["hash"])), redraw=warned)


def _say_of_channel(services: Services, person: str, view: Mapping[str, Any]) -> None:
    setup = services.setups.of(person)
    name = SetupValue.loads(str(view.get("private_metadata", ""))).stage
    if setup is None:
        return
    held = (setup.stage(name) if name else None) or {}
    read = read_stage(view, held, entries(services, view["state"]["values"]))
    channel = answer(view["state"]["values"].get("channel"))
    warning = problem_with_channel(services.slack, str(channel)) if channel else None
    shown = {**held, **{key: one for key, one in read.fields.items() if one is not None}}
    first = bool(name) and setup.stages[0]["name"] == name
    form = stage_modal(shown, group_names(services), joins=read.joins, is_first=first, warning=warning)
    services.slack.update_modal(str(view["id"]), form)


def set_stage(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Keep what was answered about a stage, or say at each field what has to be mended."""
    person = admin(body, services)
    held = services.setups.of(person)
    name = SetupValue.loads(str(view.get("private_metadata", ""))).stage
    before = (held.stage(name) if held and name else None) or {}
    read = read_stage(view, before, entries(services, view["state"]["values"]))
    named = name or new_stage_name(read.fields["title"], [stage["name"] for stage in held.stages] if held else [])
    stage = {**before, **read.fields, "name": named}
    errors = faults_of_stage({key: one for key, one in stage.items() if one is not None})
    if not stage["approvers"]:
        errors.setdefault("approvers", "Choose somebody, here or by a user group, or nobody may approve.")
    if _refused(ack, errors, view):
        return

    def change(setup: Setup) -> Setup:
        return setup.with_stage(stage).joined(named, joins=read.joins)

    redraw(services, person, body, changed(services, person, change))
    ack()


def _refused(ack: Ack, errors: Mapping[str, str], view: Mapping[str, Any]) -> bool:
    """Say at each field what has to be mended, at the first one where there is none; tell whether something has."""
    if not errors:
        return False
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    shown: dict[str, str] = {}
    for key, said in errors.items():
        place = key if key in fields else fields[0]
        shown[place] = f"{shown[place]} {said}" if place in shown else f"{said[:1].upper()}{said[1:]}"
    ack(response_action="errors", errors=shown)
    return True


def set_team(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Keep what was answered about the team's hours and rules."""
    person = admin(body, services)
    setup = services.setups.of(person)
    read = read_team(view["state"]["values"], setup.tables.get("team", {}) if setup else {})
    table = {key: held for key, held in read.items() if held is not None}
    if _refused(ack, faults_of_table("team", table) or _calendar_faults(table), view):
        return
    redraw(services, person, body, changed(services, person, lambda setup: setup.with_table("team", read)))
    ack()


def _calendar_faults(table: Tables) -> dict[str, str]:
    """Return what is wrong with a country whose holidays are looked up."""
    fields = {key: table[key] for key in CalendarSettings.model_fields if key in table}
    try:
        working_calendar(CalendarSettings.model_validate(fields))
    except InvalidInput as invalid:
        return {place.removeprefix("team."): said for place, said in invalid.errors.items()}
    return {}


def set_digest(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Keep where and when the digest is posted."""
    person = admin(body, services)
    read = read_digest(view["state"]["values"])
    if _refused(ack, faults_of_table("digest", read), view):
        return
    redraw(services, person, body, changed(services, person, lambda setup: setup.with_table("digest", read)))
    ack()


def set_reminders(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Keep whether people are reminded, and when."""
    person = admin(body, services)
    read = read_reminders(view["state"]["values"])
    redraw(services, person, body, changed(services, person, lambda setup: setup.with_table("reminders", read)))
    ack()


def set_when(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Keep when a stage is needed, or say at each field what has to be mended."""
    person = admin(body, services)
    setup = services.setups.of(person)
    name = SetupValue.loads(str(view.get("private_metadata", ""))).stage
    held = (setup.stage(name) if setup else None) or {}
    _, when = read_when(view, held)
    if setup and _refused(ack, faults_of_condition(setup, name, when), view):
        return

    def change(setup: Setup) -> Setup:
        return setup.with_stage({"name": _known(setup, name)["name"], "when": when})

    redraw(services, person, body, changed(services, person, change))
    ack()


def set_admins(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Keep who may change the settings; whoever takes themselves out can save, and come back no more."""
    person, values = admin(body, services), view["state"]["values"]
    entry = entries(services, values)

    def change(setup: Setup) -> Setup:
        held = setup.tables.get("team", {}).get("admins", ())
        read = read_admins(values, held, entry)
        return setup.with_table("team", {"admins": read})

    redraw(services, person, body, changed(services, person, change))
    ack()
