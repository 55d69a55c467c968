"""Somebody hands one request to somebody else: the button on the stage's or the author's message, and the modal."""

from collections.abc import Iterator
from typing import Any

from slack_bolt import Ack

from bot.acting import acting, colleague
from bot.admins import is_admin
from bot.failures import DeliveryError, Permanent
from bot.groups import voters_of
from bot.listeners.gesture import Body, button_value, person_of, submit
from bot.services import Services
from bot.views.buttons import RequestValue
from bot.views.reassign_modal import Choice, Place, read_reassign, reassign_modal
from workflow.absence import check_there
from workflow.brief import Brief, Handover
from workflow.commands import Reassign
from workflow.course import voters
from workflow.errors import NotAllowed, NotAnApprover
from workflow.moves.approvers import still_open
from workflow.moves.refusals import known_stage
from workflow.people import Person
from workflow.seats import seats
from workflow.team import Stage


def ask(ack: Ack, body: Body, services: Services) -> None:
    """Open the modal for somebody who may hand on a request of this revision."""
    value, person = RequestValue.loads(button_value(body)), person_of(body)
    brief = services.ledger.brief(value.brief)
    if value.stage is not None:
        still_open(brief, value.stage, value.revision)
    offered = list(_offered(services, brief, value, person))
    if not offered:
        told = f"Only whoever is asked, the author of {brief.id}, {{0}}, and an admin can reassign that."
        raise NotAnApprover(told, brief.author)
    services.slack.open_modal(body["trigger_id"], reassign_modal(value, brief, offered))
    ack()


def _offered(services: Services, brief: Brief, value: RequestValue, person: Person) -> Iterator[Place]:
    for stay in brief.open_handovers:
        stage = brief.stage_named(stay.stage)
        if stage is None or stay.revision != value.revision or value.stage not in {None, stay.stage}:
            continue
        free = _free(services, brief, stage, stay)
        if not (brief.is_author(person) or is_admin(services, person)):
            free &= frozenset(seats(brief, stage, stay, acting(services, person, brief, stage)))
        yield from (Place(stay.stage, seat, _name(services, seat)) for seat in sorted(free))


def _free(services: Services, brief: Brief, stage: Stage, stay: Handover) -> frozenset[str]:
    """Return the places that have no voice yet; those of deactivated accounts are the ones to hand on."""
    known = stage.persons | _voters(services, stage)
    return (voters(brief, stage, known) or frozenset()) - brief.voices_of(stay.stage, stay.revision)


def _voters(services: Services, stage: Stage) -> frozenset[str]:
    try:
        return voters_of(services, stage)
    except Permanent:
        return frozenset()  # a group that cannot be seen


def _name(services: Services, user: str) -> str:
    try:
        return services.slack.profile(user).name
    except DeliveryError:
        return user


def send(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Hand the request on, or say at the field who cannot take it."""
    choice, person = read_reassign(view), person_of(body)
    brief = services.ledger.brief(choice.about.brief)
    to = colleague(services, choice.to) if choice.to else None
    if to is None:
        ack(response_action="errors", errors={"to": "Please choose a colleague of this workspace."})
        return
    try:
        check_there(to.id, services.absences.known(), services.now())
        submit(services, brief.id, _command(services, brief, choice, person, to))
    except NotAllowed as refused:
        ack(response_action="errors", errors={"to": refused.told(lambda user: _name(services, user))})
        return
    ack()


def _command(services: Services, brief: Brief, choice: Choice, person: Person, to: Person) -> Reassign:
    stage = known_stage(brief, choice.stage)
    return Reassign(
        by=acting(services, person, brief, stage),
        stage=stage.name,
        revision=choice.about.revision,
        asked=choice.asked,
        to=to,
        voters=_voters(services, stage),
        is_admin=is_admin(services, person),
    )
