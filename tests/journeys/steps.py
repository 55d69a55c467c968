"""What do people do along a brief's way, and what do they wait for?"""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import now
from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON
from bot.views.buttons import APPROVE, CANCEL, REQUEST_CHANGES, DecisionValue
from bot.views.minutes import ACTIONS as MINUTES_ACTIONS
from tests.journeys.northfold import (
    AGENCY,
    AGENCY_ROOM,
    AUTHOR,
    DESIGN,
    DESIGNER,
    MARKETER,
    MARKETING,
    PATIENCE,
    Northfold,
    buttons,
)
from workflow.campaign import Campaign

DATA = Path(__file__).parents[1] / "data"
RIDGELINE: dict[str, Any] = json.loads((DATA / "ridgeline.json").read_text("utf-8"))
HEAD, SECOND_DESIGNER, OUTSIDER = "U0PRIYA", "U0NOOR", "U0INES"
NOTE = "The audience is too broad: speak to people who walk in road trainers."
WAY = ((DESIGNER, DESIGN), (MARKETER, MARKETING), (AGENCY, AGENCY_ROOM))
"""Who decides where, in the order of the chain."""
AFTER_COMPLETION = {*MINUTES_ACTIONS, "duplicate"}
"""The buttons of the author's message once a brief is complete."""


def answers_of(campaign: Campaign) -> dict[str, Any]:
    """Return what a person fills into the campaign modal for `campaign`."""
    return {field: held for field, held in campaign.model_dump(mode="json").items() if held is not None}


def soon() -> dict[str, Any]:
    """Return answers whose flight lies ahead by the real clock, for bots that run in processes of their own."""
    start = now().date() + timedelta(days=100)
    return {**RIDGELINE, "start": start.isoformat(), "end": (start + timedelta(days=60)).isoformat()}


def ask(town: Northfold, answers: Mapping[str, Any] = RIDGELINE, by: str = AUTHOR) -> str:
    """Have somebody ask for a brief, and return its id."""
    person = town.person(by)
    assert person.command("/brief")["ok"]
    done = person.submit(answers, person.view("campaign"))
    assert (done["ok"], done.get("errors")) == (True, {}), done
    return town.newest


def waiting(town: Northfold, channel: str, brief_id: str | None = None, revision: int = 1) -> JSON:
    """Return the message that waits in a channel for a decision, once its file is in the thread too.

    Without an id it is about the newest brief, as everywhere here.
    """
    brief_id = brief_id or town.newest
    watcher = town.person(AUTHOR)

    def wanted(message: JSON) -> bool:
        held = value_of(message)
        return held is not None and (held.brief, held.revision) == (brief_id, revision)

    message = watcher.wait_for(channel, wanted, PATIENCE)
    watcher.wait_for(channel, lambda reply: bool(reply["files"]), PATIENCE, message["ts"])
    return message


def value_of(message: JSON) -> DecisionValue | None:
    """Return what the approve button of a message carries, if it has one."""
    for block in message.get("blocks", ()):
        for element in block.get("elements", ()):
            if isinstance(element, dict) and element.get("action_id") == APPROVE:
                return DecisionValue.loads(element["value"])
    return None


def decided(town: Northfold, message: JSON) -> JSON:
    """Return the message's face once it has no buttons any more."""
    watcher = town.person(AUTHOR)
    return watcher.wait_for(
        message["channel"], lambda face: face["ts"] == message["ts"] and not buttons(face), PATIENCE
    )


def approve(town: Northfold, user: str, message: JSON) -> JSON:
    """Have somebody press Approve."""
    return town.person(user).click(message, APPROVE)


def request_changes(town: Northfold, user: str, message: JSON, note: str = NOTE, section: str | None = None) -> JSON:
    """Have somebody press Request changes and send the note."""
    person = town.person(user)
    opened = person.click(message, REQUEST_CHANGES)
    assert opened["ok"], opened
    return person.submit({"note": note, "section": section}, person.view("changes"))


def cancel(town: Northfold, message: JSON, reason: str = "The launch moved.") -> None:
    """Have the author cancel the brief whose message this is."""
    person = town.author
    opened = person.click(message, CANCEL)
    assert opened["ok"], opened
    assert person.submit({"reason": reason}, person.view("cancel"))["ok"]


def go_through(town: Northfold, brief_id: str | None = None) -> None:
    """Have every stage approve the first revision, and wait until everybody has been told."""
    for user, channel in WAY:
        assert approve(town, user, waiting(town, channel, brief_id))["ok"]
    completed(town, brief_id)


def completed(town: Northfold, brief_id: str | None = None) -> JSON:
    """Return the author's message once it says that the brief is complete and nothing is left to do."""
    town.until_brief("the brief to be complete", lambda brief: brief.status.value == "completed", brief_id)
    town.until_idle()
    return author_message(town, brief_id)


def author_message(town: Northfold, brief_id: str | None = None) -> JSON:
    """Return the author's message about a brief, in their direct messages."""
    brief = town.brief(brief_id)
    person = town.person(brief.author)
    return person.wait_for(person.dm(), lambda message: f"({brief.id})" in message["text"], PATIENCE)


def whispered(person: Driver, channel: str, said: str) -> str:
    """Return what only that person was told in a channel, once something told contains `said`."""

    def look() -> str | None:
        return next((m["text"] for m in person.ephemerals(channel) if said in m["text"]), None)

    return until(look, PATIENCE, f"“{said}” whispered to {person.user}")


def at_design(town: Northfold, by: str = AUTHOR) -> JSON:
    """Return the message that waits for the designers, of a new brief, once its delivery is in the log."""
    ask(town, by=by)
    town.until_brief("the delivery to be reported", lambda brief: brief.open_handover and brief.open_handover.message)
    return waiting(town, DESIGN)


def at_agency(town: Northfold) -> JSON:
    """Return the message that waits for the agency, of a new brief that the team has approved."""
    at_design(town)
    for user, channel in WAY[:2]:
        assert approve(town, user, waiting(town, channel))["ok"]
    return waiting(town, AGENCY_ROOM)


def approvals(town: Northfold) -> list[tuple[str, str]]:
    """Return who approved the newest brief at which stage, in order."""
    return [(one.stage, one.by) for one in town.brief().approvals]


def told_once(town: Northfold, user: str, channel: str, said: str) -> None:
    """Assert that the person was told so, once, and that nobody else was told anything."""
    assert said in whispered(town.person(user), channel, said)
    assert len(town.person(user).ephemerals(channel)) == 1
    others = {person for person, _ in WAY} | {HEAD, SECOND_DESIGNER, AUTHOR}
    assert all(town.person(other).ephemerals(channel) == [] for other in others - {user})
