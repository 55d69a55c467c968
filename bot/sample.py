"""With which brief is a template shown while the team has written none?"""

from datetime import date, timedelta
from decimal import Decimal

from bot.calendars import working_calendar
from bot.word.stamp import Stamp
from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Draft, content_hash
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.playbook import playbook_of
from workflow.drafting.port import Assignment
from workflow.team import CalendarSettings, Team

_AHEAD, _FLIGHT = timedelta(days=100), timedelta(days=56)
_AUTHOR = "A. Sample"


def sample(team: Team | None, today: date) -> tuple[Draft, Stamp]:
    """Return a made-up brief of the team's, and the stamp of a document that belongs to none."""
    campaign = Campaign(
        name="Sample campaign",
        goal="Win runners in their first year as customers of the new entry shoe.",
        metric="First purchases of the entry shoe",
        target=Decimal(9200),
        baseline=Decimal(7400),
        audience="People who began to run within the last twelve months and have signed up for a 5k.",
        proposition="The shoe that gets you to your first finish line.",
        channels=(Channel.EMAIL, Channel.PAID_SEARCH, Channel.LANDING_PAGE),
        budget=Decimal(46000),
        currency=team.currency if team else "GBP",
        start=today + _AHEAD,
        end=today + _AHEAD + _FLIGHT,
        mandatories="Logo on every execution.",
    )
    asked = Assignment(
        campaign=campaign,
        revision=1,
        chain=team.chain if team else (),
        calendar=working_calendar(team.calendar if team else CalendarSettings()),
        today=today,
        author=_AUTHOR,
        playbook=playbook_of(team),
    )
    draft = EmbeddedDrafter().draft(asked)
    return draft, Stamp(None, 1, content_hash(draft), team.name if team else "", _AUTHOR, "For review", campaign.name)
