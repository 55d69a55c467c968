"""Somebody wants a new brief without typing a command: from anywhere, or from a message."""

from datetime import date
from typing import Any

from slack_bolt import Ack

from bot.failures import DeliveryError
from bot.listeners.author import open_form, team_of
from bot.listeners.brief_command import only_team
from bot.listeners.gesture import Body, person_of
from bot.services import Services
from bot.slack import OpenModal
from bot.views.message_form import mentioned, message_form, plain_text, reading_modal
from storage.jobs import Job
from workflow.team import Team

MOST_NAMED = 5
"""How many people of a message are looked up by name: the form has to be open within three seconds."""


def new_brief(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for a new brief."""
    only_team(services, body)
    open_form(services, body)
    ack()


def brief_from_message(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for a new brief with what a message says, at once or when a model has read it."""
    only_team(services, body)
    team = team_of(services)
    said = str(body["message"].get("text") or "")
    people = mentioned(said)
    text = plain_text(said, _names(services, people[:MOST_NAMED]))
    if services.reader is None or not text:
        services.slack.open_modal(body["trigger_id"], message_form(team, _today(services, team), text))
    else:
        notice = services.slack.open_modal(body["trigger_id"], reading_modal(text))
        nameless = plain_text(said, dict.fromkeys(people, "somebody"))  # a model need not know whom a message mentions
        _have_it_read(services, notice, {"person": person_of(body).id, "text": text, "nameless": nameless})
    ack()


def _have_it_read(services: Services, notice: OpenModal, said: dict[str, str]) -> None:
    payload = {"view": notice.id, "hash": notice.hash, **said}
    job = Job(f"read_message/{notice.id}", "read_message", payload)
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])


def go_on_without(ack: Ack, _body: Body, view: dict[str, Any], services: Services) -> None:
    """Open the form with what the message certainly says, for somebody who does not wait for the model."""
    team = team_of(services)
    form = message_form(team, _today(services, team), str(view.get("private_metadata", "")))
    ack(response_action="update", view=form)


def _today(services: Services, team: Team) -> date:
    return services.now().astimezone(team.calendar.zone).date()


def _names(services: Services, people: tuple[str, ...]) -> dict[str, str]:
    names = {}
    for user in people:
        try:
            names[user] = services.slack.profile(user).name
        except DeliveryError:
            continue  # a mention without a name is better than no form
    return names
