"""An approver decides: a click on a button of the stage's message, or a modal behind one."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt import Ack

from bot.acting import decide_as
from bot.failures import DeliveryError
from bot.groups import voters_of
from bot.listeners import home, round_up
from bot.listeners.gesture import Body, button_value, is_whisper, message_of, person_of, submit
from bot.looking import may_look, note_look
from bot.review import findings_of
from bot.services import Services
from bot.views.buttons import DecisionValue, OldButton
from bot.views.changes_modal import changes_modal, read_changes
from bot.views.heard import recorded_post
from bot.views.kept_approval import asked_again_post
from bot.views.reason_modal import decline_modal, read_reason
from bot.views.stage_message import findings_post
from workflow.brief import Brief
from workflow.commands import Approve, Decline, LookAgain, RequestChanges
from workflow.errors import VotersUnknown, WorkflowError
from workflow.events import Message, Sign
from workflow.moves.refusals import known_revision
from workflow.people import Person

log = structlog.get_logger()

Form = Callable[[DecisionValue, Brief, str, str], dict[str, Any]]
"""A modal about a decision on a brief; the channel and the time stamp are of the message that was clicked."""


def approve(ack: Ack, body: Body, services: Services) -> None:
    """Record the approval of the revision that the person saw."""
    value = DecisionValue.loads(button_value(body))

    def ask(person: Person) -> Brief:
        command = Approve(by=person, stage=value.stage, revision=value.revision, message=message_of(body))
        try:
            return submit(services, value.brief, command)
        except VotersUnknown:
            return submit(services, value.brief, command.model_copy(update={"voters": _voters(services, value)}))

    brief = decide_as(services, person_of(body), ask, value.stage, value.brief)
    ack()
    if is_whisper(body):
        with suppress(DeliveryError):  # the approval is recorded in any case, and the stage's message says so
            services.slack.answer(body["response_url"], recorded_post(brief, value.revision), instead=True)


def _voters(services: Services, value: DecisionValue) -> frozenset[str]:
    stage = services.ledger.brief(value.brief).stage_named(value.stage)
    return voters_of(services, stage) if stage else frozenset()


def ask_for_changes(ack: Ack, body: Body, services: Services) -> None:
    """Open the changes modal for somebody who may decide here."""
    _open_form(body, services, "changes", changes_modal)
    ack()


def _open_form(body: Body, services: Services, how: Sign, form: Form) -> None:
    """Open `form` for somebody who may decide now, and note that they look; others are refused before they type."""
    value, message = DecisionValue.loads(button_value(body)), message_of(body)
    glance = may_look(services, person_of(body), value, how, message)
    stay = glance.brief.handover(value.stage, value.revision)
    if is_whisper(body) and stay is not None:  # it is about the message in whose thread it was shown
        message = stay.message
    view = form(value, glance.brief, message.channel if message else "", message.ts if message else "")
    services.slack.open_modal(body["trigger_id"], view)
    note_look(services, glance)


def request_changes(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Record what the person asked to be changed."""
    answer = read_changes(view)
    value = answer.value
    if not answer.note:
        ack(response_action="errors", errors={"note": "Please say what should change."})
        return
    message = Message(channel=answer.channel, ts=answer.message_ts) if answer.message_ts else None

    def ask(person: Person) -> Brief:
        command = RequestChanges(
            by=person,
            stage=value.stage,
            revision=value.revision,
            section=answer.section,
            note=answer.note,
            why=answer.why,
            message=message,
        )
        return submit(services, value.brief, command)

    decide_as(services, person_of(body), ask, value.stage, value.brief)
    _draw_again(body, services, message)
    ack()


def ask_for_decline(ack: Ack, body: Body, services: Services) -> None:
    """Ask somebody who may decide here why the brief shall end."""
    _open_form(body, services, "decline", decline_modal)
    ack()


def decline(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """End the brief for the reason that the person gives."""
    answer = read_reason(view)
    value = answer.about
    if not answer.text:
        ack(response_action="errors", errors={"reason": "Please say why."})
        return
    if not isinstance(value, DecisionValue):
        raise OldButton
    stage, revision, brief_id = value.stage, value.revision, value.brief
    message = Message(channel=answer.channel, ts=answer.message_ts) if answer.message_ts else None

    def ask(person: Person) -> Brief:
        command = Decline(by=person, stage=stage, revision=revision, reason=answer.text, message=message)
        return submit(services, brief_id, command)

    decide_as(services, person_of(body), ask, stage, brief_id)
    _draw_again(body, services, message)
    ack()


def _draw_again(body: Body, services: Services, message: Message | None) -> None:
    """Have drawn anew where the form was opened from, if that is not the stage's own message."""
    if message is None:  # asked for on the Home tab
        home.draw_again(body, services)
    else:
        round_up.draw_again(body, services, message)


def look_again(ack: Ack, body: Body, services: Services) -> None:
    """Have a stage whose approval stands decide on the newest revision as well."""
    value = DecisionValue.loads(button_value(body))

    def ask(person: Person) -> Brief:
        return submit(services, value.brief, LookAgain(by=person, stage=value.stage, revision=value.revision))

    decide_as(services, person_of(body), ask, value.stage, value.brief)
    ack()
    _take_button(body, services, value.revision)


def _take_button(body: Body, services: Services, revision: int) -> None:
    """Say in the thread that something came of the click; the request itself stands in the channel."""
    clicked, message = body.get("message") or {}, message_of(body)
    if message is None or "blocks" not in clicked:
        return
    post = asked_again_post(str(clicked.get("text", "")), clicked["blocks"], person_of(body).id, revision)
    try:
        services.slack.update(message, post)
    except DeliveryError as error:
        log.info("a button that was pressed stays", reason=str(error))


def show_findings(ack: Ack, body: Body, services: Services) -> None:
    """Show the list behind a stage message's count of notes."""
    value = DecisionValue.loads(button_value(body))
    brief = services.ledger.brief(value.brief)
    number = known_revision(brief, value.revision).number
    services.slack.answer(body["response_url"], findings_post(findings_of(services, brief, number)))
    with suppress(WorkflowError, DeliveryError):  # anybody may see them; only who decides here is known by it to look
        note_look(services, may_look(services, person_of(body), value, "findings", message_of(body)))
    ack()
