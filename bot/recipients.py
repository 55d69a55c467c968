"""Whom may Baton remind: when do they work, and does a direct message reach them?"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.calendars import working_calendar
from bot.failures import Permanent
from bot.services import Services
from workflow.brief import Brief
from workflow.reminders import Recipient
from workflow.team import CalendarSettings
from workflow.worktime import next_working_instant

_SLACK = ("U", "W")  # how ids of people who use Slack begin


def hours_of(services: Services, brief: Brief) -> CalendarSettings:
    """Return the hours that people work by: the team's as they are now."""
    team = services.teams.current()
    return team.calendar if team else brief.calendar


def team_opening(services: Services) -> datetime | None:
    """Return when the team begins to work again, None while it works; without a team nobody has to wait."""
    team, now = services.teams.current(), services.now()
    opening = next_working_instant(working_calendar(team.calendar), now) if team else now
    return opening if opening > now else None


def opening_of(services: Services, user: str, brief: Brief) -> datetime | None:
    """Return when somebody begins to work again, None while they work or where Baton cannot tell."""
    who, now = recipient(services, user, hours_of(services, brief)), services.now()
    opening = next_working_instant(who.calendar, now) if who else now
    return opening if opening > now else None


def recipient(services: Services, user: str, hours: CalendarSettings) -> Recipient | None:
    """Return somebody who works the team's `hours` by the clock of their own zone; None once they were deactivated.

    Where Slack tells no zone they are taken to work by the team's. People of other workspaces, and those whom Slack
    does not show to us, can be called in a channel only.
    """
    if not user.startswith(_SLACK):
        return None
    try:
        profile = services.slack.profile(user)
    except Permanent:
        return Recipient(user, working_calendar(hours), is_reachable=False)
    if not profile.is_active:
        return None
    zone = profile.zone if profile.zone and _is_known(profile.zone) else hours.timezone
    own = working_calendar(hours.model_copy(update={"timezone": zone}))
    return Recipient(user, own, is_reachable=profile.workspace == services.slack.identity().workspace)


@lru_cache(maxsize=256)
def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
