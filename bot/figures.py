"""What did a week come to, by the briefs in the ledger?"""

from datetime import datetime

from bot.calendars import working_calendar
from storage.queries import Queries
from workflow.digest import Digest, digest
from workflow.team import Team
from workflow.week import Week


def digest_of(queries: Queries, team: Team, week: Week, now: datetime) -> Digest:
    """Return the figures of `week` for `team`."""
    return digest(week, team, queries.briefs(), working_calendar, now)
