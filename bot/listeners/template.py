"""The team's own template in Slack: brought, chosen for, put in force, set aside."""

from contextlib import suppress
from typing import Any

from slack_bolt import Ack

from bot.failures import DeliveryError
from bot.groups import is_approver, is_member
from bot.listeners.gesture import Body, button_value, message_of, person_of
from bot.services import Services
from bot.views.buttons import TemplateValue
from bot.views.post import Post
from bot.views.revise_modal import file_of
from bot.views.template import (
    discarded_post,
    in_force_post,
    own_design_post,
    read_choices,
    template_modal,
    used_post,
)
from storage.jobs import Job
from storage.templates import Template
from workflow.errors import NotAllowed
from workflow.people import Person


def template_command(ack: Ack, body: Body, services: Services) -> None:
    """Say which template is in force; where none is, take one."""
    template = services.templates.in_force(services.now())
    if template is None:
        replace(ack, body, services)
        return
    post = in_force_post(template.file, template.by, template.at)
    ack(text=post.text, blocks=post.blocks, response_type="ephemeral")


def replace(ack: Ack, body: Body, services: Services) -> None:
    """Open the modal that takes a template."""
    _person_who_may(body, services)
    services.slack.open_modal(body["trigger_id"], template_modal())
    ack()


def _person_who_may(body: Body, services: Services) -> Person:
    """Return whoever made the gesture: an approver of the team, and not of an agency."""
    person = person_of(body)
    if not (is_member(services, person) and is_approver(services, person)):
        raise NotAllowed("Only an approver of the team may choose the template of its briefs.")
    return person


def send(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Have the template read; what it asks for is told in the direct messages of whoever sent it."""
    person, file = _person_who_may(body, services), file_of(view)
    if file is None:
        ack(response_action="errors", errors={"file": "Please choose the Word document (.docx or .dotx)."})
        return
    _enqueue(services, Job(f"template/{file}", "read_template", {"file": file, "user": person.id}, "slow"))
    ack()


def _enqueue(services: Services, job: Job) -> None:
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])


def choose(ack: Ack) -> None:
    """Leave a choice on its card until a button of the card is pressed."""
    ack()


def _waiting(body: Body, services: Services) -> Template:
    found = services.templates.proposed(TemplateValue.loads(button_value(body)).template)
    if found is None:
        raise NotAllowed("This template waits no more: it is in use, was discarded, or you brought another since.")
    return found


def use(ack: Ack, body: Body, services: Services) -> None:
    """Put the template in force with what was chosen on its card."""
    person, template = _person_who_may(body, services), _waiting(body, services)
    if services.templates.use(template.number, read_choices(body.get("state") or {}), services.now(), person.id):
        _settle(body, services, used_post(template.file, person.id))
    ack()


def discard(ack: Ack, body: Body, services: Services) -> None:
    """Forget the template of a card."""
    _person_who_may(body, services)
    template = _waiting(body, services)
    services.templates.discard(template.number)
    _settle(body, services, discarded_post(template.file))
    ack()


def _settle(body: Body, services: Services, post: Post) -> None:
    """Give the card its last face; what was decided stands in any case."""
    card = message_of(body)
    with suppress(DeliveryError):
        if card is not None:
            services.slack.update(card, post)


def preview(ack: Ack, body: Body, services: Services) -> None:
    """Have the template shown once more, filled by what is chosen on its card now."""
    _person_who_may(body, services)
    template, card = _waiting(body, services), message_of(body)
    if card is not None:
        said = {"number": template.number, "choices": read_choices(body.get("state") or {}), **card.model_dump()}
        key = f"template/{template.number}/{body['actions'][0]['action_ts']}"
        _enqueue(services, Job(key, "preview_template", said, "slow"))
    ack()


def set_aside(ack: Ack, body: Body, services: Services) -> None:
    """Go back to Baton's own design."""
    person = _person_who_may(body, services)
    if services.templates.in_force(services.now()) is not None:
        services.templates.set_aside(services.now(), person.id)
    services.slack.answer(body["response_url"], own_design_post())
    ack()
