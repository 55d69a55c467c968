"""The author stops their brief: takes it back, pauses and resumes it, cancels it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from bot.listeners.gesture import Body, button_value, person_of, submit
from bot.services import Services
from bot.views.buttons import BriefValue
from bot.views.reason_modal import CANCEL_CALLBACK_ID, PAUSE_CALLBACK_ID, read_reason, reason_modal
from workflow.commands import Cancel, Command, Pause, Resume, Withdraw
from workflow.people import Person

_MOVES: dict[str, Callable[[Person, str], Command]] = {
    CANCEL_CALLBACK_ID: lambda person, reason: Cancel(by=person, reason=reason),
    PAUSE_CALLBACK_ID: lambda person, reason: Pause(by=person, reason=reason),
}


def withdraw(ack: Ack, body: Body, services: Services) -> None:
    """Take the brief back to edit it."""
    submit(services, BriefValue.loads(button_value(body)).brief, Withdraw(by=person_of(body)))
    ack()


def resume(ack: Ack, body: Body, services: Services) -> None:
    """Let the clock run again."""
    submit(services, BriefValue.loads(button_value(body)).brief, Resume(by=person_of(body)))
    ack()


def ask_for_cancel(ack: Ack, body: Body, services: Services) -> None:
    """Ask the author why the brief shall end."""
    _ask(ack, body, services, CANCEL_CALLBACK_ID)


def ask_for_pause(ack: Ack, body: Body, services: Services) -> None:
    """Ask the author why the brief shall wait."""
    _ask(ack, body, services, PAUSE_CALLBACK_ID)


def _ask(ack: Ack, body: Body, services: Services, move: str) -> None:
    brief_id = BriefValue.loads(button_value(body)).brief
    brief = services.ledger.check(brief_id, _MOVES[move](person_of(body), "?"), services.now())
    services.slack.open_modal(body["trigger_id"], reason_modal(move, brief))
    ack()


def stop(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Cancel or pause the brief for the reason that the author gives."""
    answer = read_reason(view)
    if not answer.text:
        ack(response_action="errors", errors={"reason": "Please say why."})
        return
    submit(services, answer.about.brief, _MOVES[str(view["callback_id"])](person_of(body), answer.text))
    ack()
