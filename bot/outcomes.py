"""Whose campaign is over, so that its author is to be asked what came of it? The log decides, never a timer."""

from datetime import timedelta

from bot.calendars import working_calendar
from bot.services import Services
from workflow.campaign_brief import campaign_of
from workflow.commands import AskOutcome
from workflow.inputs import CAMPAIGN
from workflow.outcome import LATEST, REMIND_AFTER, owed

OUTCOME_CHECK = timedelta(minutes=20)
_LOOKED_BACK = 2 * LATEST + REMIND_AFTER + timedelta(days=7)


def ask_for_outcomes(services: Services) -> None:
    """Have every author asked, or reminded once, whose flight is over and who has not told yet."""
    now = services.now()
    for brief in services.queries.flights_over((now - _LOOKED_BACK).date(), now.date()):
        if brief.workflow != CAMPAIGN:
            continue
        asked = tuple(one.at for one in brief.outcome_asked)
        calendar = working_calendar(brief.calendar)
        due = owed(campaign_of(brief), calendar, brief.ended_at or now, asked, now)
        if due is not None:
            services.ledger.submit(brief.id, AskOutcome(reminder=due.reminder), now)
