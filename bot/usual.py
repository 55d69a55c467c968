"""How long does each stage usually take? Worked out once a week, since weeks that are over do not change."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from bot.calendars import working_calendar
from storage.queries import Queries
from workflow.digest import window
from workflow.team import Team
from workflow.waits import usual_times
from workflow.week import Week

Usual = Mapping[str, timedelta | None]
"""What 85 % of a stage's decisions did not exceed in working time, by the stage's name; None of fewer than five."""


class UsualTimes:
    """Remembers what was usual up to the end of the last week, as the digest of that week tells it."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._lock = Lock()
        self._known: tuple[tuple[Week, ZoneInfo], Usual] | None = None

    def at(self, now: datetime, team: Team) -> Usual:
        """Return what is usual at the stages of `team`, from the last whole week and the four before it."""
        zone = team.calendar.zone
        asked = (Week.of(now, zone).before(), zone)
        with self._lock:
            if self._known is None or self._known[0] != asked:
                period = window(asked[0], team)
                briefs = self._queries.window(period.start, period.end)
                self._known = asked, usual_times(briefs, period, working_calendar, now)
            return self._known[1]
