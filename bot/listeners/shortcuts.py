"""Somebody wants a new brief without typing a command."""

from slack_bolt import Ack

from bot.listeners.author import open_form
from bot.listeners.brief_command import only_team
from bot.listeners.gesture import Body
from bot.services import Services


def new_brief(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for a new brief."""
    only_team(services, body)
    open_form(services, body)
    ack()
