"""The author tells what a completed brief took and what came of its campaign."""

from typing import Any

from slack_bolt import Ack

from bot.listeners.gesture import Body, button_value, message_of, person_of, submit
from bot.services import Services
from bot.views.buttons import BriefValue, MinutesValue
from bot.views.outcome import outcome_modal, read_outcome
from workflow.campaign_brief import campaign_of
from workflow.commands import TellMinutes, TellOutcome
from workflow.outcome import parse_outcome
from workflow.values import InvalidInput


def tell_minutes(ack: Ack, body: Body, services: Services) -> None:
    """Record how many minutes the author says that the brief took, beside what the team says it took before."""
    value, team = MinutesValue.loads(button_value(body)), services.teams.current()
    baseline = team.baseline_minutes if team else None
    submit(services, value.brief, TellMinutes(by=person_of(body), minutes=value.minutes, baseline=baseline))
    ack()


def ask_outcome(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for the author, unless they have told already."""
    brief_id = BriefValue.loads(button_value(body)).brief
    wish = TellOutcome(by=person_of(body), outcome=None)
    brief = services.ledger.check(brief_id, wish, services.now())
    services.slack.open_modal(body["trigger_id"], outcome_modal(brief, message_of(body)))
    ack()


def tell_not_run(ack: Ack, body: Body, services: Services) -> None:
    """Record that the campaign did not run, so that nothing can have come of it."""
    brief_id = BriefValue.loads(button_value(body)).brief
    submit(services, brief_id, TellOutcome(by=person_of(body), outcome=None, message=message_of(body)))
    ack()


def tell_outcome(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Record what the author tells, or say at each field what has to be mended."""
    told = read_outcome(view)
    try:
        outcome = parse_outcome(told.answers, campaign_of(services.ledger.brief(told.brief)))
    except InvalidInput as invalid:
        ack(response_action="errors", errors=invalid.errors)
        return
    submit(services, told.brief, TellOutcome(by=person_of(body), outcome=outcome, message=told.message))
    ack()
