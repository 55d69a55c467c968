"""What follows when a brief is complete: the author tells what it took, and what came of the campaign?"""

from datetime import datetime

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.errors import Stale
from workflow.moves.refusals import only_author

MOST_ASKED = 2
"""How often an author is asked about the outcome: once, and one reminder."""


def tell_minutes(brief: Brief, command: c.TellMinutes, now: datetime) -> list[e.Event]:
    """Record how many minutes of their own the author says that the brief took; the first answer stands."""
    only_author(brief, command.by)
    if brief.minutes is not None:
        raise Stale(f"You told that {brief.id} took about {brief.minutes.minutes} minutes already; thank you.")
    return [e.MinutesTold(at=now, by=command.by.id, minutes=command.minutes, baseline=command.baseline)]


def ask_outcome(brief: Brief, command: c.AskOutcome, now: datetime) -> list[e.Event]:
    """Have the author asked what came of the campaign, unless they were or have told."""
    asked = len(brief.outcome_asked)
    if brief.outcome is not None or asked >= MOST_ASKED or (asked > 0) is not command.reminder:
        return []
    return [e.OutcomeAsked(at=now, reminder=command.reminder)]


def tell_outcome(brief: Brief, command: c.TellOutcome, now: datetime) -> list[e.Event]:
    """Record what came of the campaign; the first answer stands."""
    only_author(brief, command.by)
    if brief.outcome is not None:
        known = "that it did not run" if brief.outcome.outcome is None else "what came of it; `/brief library` shows it"
        raise Stale(f"You told of {brief.id} already {known}.")
    return [e.OutcomeTold(at=now, by=command.by.id, outcome=command.outcome, message=command.message)]
