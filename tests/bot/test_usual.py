"""Is what stages usually take worked out from whole weeks, and once for each?"""

from datetime import timedelta
from pathlib import Path

from bot.usual import UsualTimes
from storage.database import Database
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.migrate import migrate
from storage.queries import Queries
from tests.workflow import story
from tests.workflow.journeys import TEAM
from workflow.commands import Open
from workflow.team import CalendarSettings

WEEK = timedelta(days=7)


def test_a_week_that_goes_on_changes_nothing_and_the_next_begins_anew(tmp_path: Path) -> None:
    database = Database.connect(f"sqlite:///{tmp_path / 'baton.db'}")
    try:
        migrate(database)
        ledger = Ledger(database, Jobs(database))
        monday = story.START  # 9 o'clock
        for hours in range(1, 6):
            decided_after(ledger, f"view-{hours}", timedelta(hours=hours))
        usual = UsualTimes(Queries(database))
        assert usual.at(monday + timedelta(days=1), TEAM) == {}
        later = usual.at(monday + WEEK, TEAM)
        assert later == {"designer": timedelta(hours=4.4)}
        assert usual.at(monday + WEEK + timedelta(days=4), TEAM) is later
        assert usual.at(monday + 2 * WEEK, TEAM) == later
        assert usual.at(monday + 7 * WEEK, TEAM) == {}
    finally:
        database.close()


def decided_after(ledger: Ledger, key: str, took: timedelta) -> None:
    opening = Open.model_validate({**dict(story.opening()), "calendar": CalendarSettings(working_hours="00:00-24:00")})
    brief = ledger.open(opening, key, story.START)
    ledger.submit(brief.id, story.drafted(), story.START)
    ledger.submit(brief.id, story.delivered(at=story.START), story.START)
    ledger.submit(brief.id, story.yes(), story.START + took)
