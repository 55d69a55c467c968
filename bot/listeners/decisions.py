"""An approver decides: a click on Approve or Request changes, or the changes modal."""

from typing import Any

from slack_bolt import Ack

from bot.listeners.gesture import Body, button_value, decide_as, message_of, person_of, submit
from bot.review import findings_of
from bot.services import Services
from bot.views.buttons import DecisionValue
from bot.views.changes_modal import changes_modal, read_changes
from bot.views.stage_message import findings_post
from workflow.brief import Brief
from workflow.commands import Approve, RequestChanges
from workflow.events import Message
from workflow.people import Person


def approve(ack: Ack, body: Body, services: Services) -> None:
    """Record the approval of the revision that the person saw."""
    value = DecisionValue.loads(button_value(body))

    def ask(person: Person) -> Brief:
        command = Approve(by=person, stage=value.stage, revision=value.revision, message=message_of(body))
        return submit(services, value.brief, command)

    decide_as(services, person_of(body), ask, value.stage, value.brief)
    ack()


def ask_for_changes(ack: Ack, body: Body, services: Services) -> None:
    """Open the changes modal for somebody who may decide here."""
    value = DecisionValue.loads(button_value(body))
    message = message_of(body)

    def ask(person: Person) -> Brief:
        command = RequestChanges(by=person, stage=value.stage, revision=value.revision, section=None, note="?")
        return services.ledger.check(value.brief, command, services.now())

    brief = decide_as(services, person_of(body), ask, value.stage, value.brief)
    view = changes_modal(value, brief, message.channel if message else "", message.ts if message else "")
    services.slack.open_modal(body["trigger_id"], view)
    ack()


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
    ack()


def show_findings(ack: Ack, body: Body, services: Services) -> None:
    """Show the list behind a stage message's count of notes."""
    value = DecisionValue.loads(button_value(body))
    brief = services.ledger.brief(value.brief)
    services.slack.answer(body["response_url"], findings_post(findings_of(services, brief, value.revision)))
    ack()
