"""Who made this gesture, where, and on which message?"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bot.services import Services
from workflow.brief import Brief
from workflow.commands import Command
from workflow.events import Message
from workflow.people import Person

Body = Mapping[str, Any]


def installed_workspace(body: Body) -> str:
    """Return the workspace whose installation the gesture reached.

    A modal that a member of a shared channel submits carries their own team; ours is in the view.
    """
    view = body.get("view") or {}
    team = body.get("team") or {}
    return str(view.get("app_installed_team_id") or team.get("id") or body.get("team_id") or "")


def person_of(body: Body) -> Person:
    """Return whoever made the gesture, with the workspace they belong to and without their user groups."""
    user = body.get("user") or {}
    team = user.get("team_id") or (body.get("team") or {}).get("id") or body.get("team_id")
    return Person(id=str(user.get("id") or body["user_id"]), workspace=str(team))


def message_of(body: Body) -> Message | None:
    """Return the message whose button was clicked, if the gesture says so; a private one stands nowhere."""
    container = body.get("container") or {}
    if is_whisper(body):
        return None
    try:
        return Message(channel=str(container["channel_id"]), ts=str(container["message_ts"]))
    except (KeyError, ValidationError):
        return None


def is_whisper(body: Body) -> bool:
    """Tell whether the click was on something that only the person sees."""
    return bool((body.get("container") or {}).get("is_ephemeral"))


def button_value(body: Body) -> str:
    """Return the value that the clicked button carries."""
    return str(body["actions"][0].get("value", ""))


def submit(services: Services, brief_id: str, command: Command) -> Brief:
    """Put a command through the one door."""
    return services.ledger.submit(brief_id, command, services.now())
