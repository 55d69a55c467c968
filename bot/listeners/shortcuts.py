"""Somebody wants a new brief without typing a command: from anywhere, or from a message."""

from slack_bolt import Ack

from bot.failures import DeliveryError
from bot.listeners.author import open_form, team_of
from bot.listeners.brief_command import only_team
from bot.listeners.gesture import Body
from bot.services import Services
from bot.views.message_form import mentioned, message_form, plain_text

MOST_NAMED = 5
"""How many people of a message are looked up by name: the form has to be open within three seconds."""


def new_brief(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for a new brief."""
    only_team(services, body)
    open_form(services, body)
    ack()


def brief_from_message(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for a new brief with what a message says."""
    only_team(services, body)
    team = team_of(services)
    said = str(body["message"].get("text") or "")
    text = plain_text(said, _names(services, mentioned(said)[:MOST_NAMED]))
    today = services.now().astimezone(team.calendar.zone).date()
    services.slack.open_modal(body["trigger_id"], message_form(team, today, text))
    ack()


def _names(services: Services, people: tuple[str, ...]) -> dict[str, str]:
    names = {}
    for user in people:
        try:
            names[user] = services.slack.profile(user).name
        except DeliveryError:
            continue  # a mention without a name is better than no form
    return names
