from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.app import make_services
from bot.console.demo import TEAM
from bot.sandbox.server import Sandbox
from storage.database import Database
from storage.migrate import migrate
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETING, Northfold, settings_for
from tests.journeys.platform import platform
from tests.journeys.steps import SECOND_DESIGNER, approvals, approve, ask, soon, told_once, waiting

ROUNDS = 4


def test_two_approvers_in_two_processes_are_one_approval(database_url: str, tmp_path: Path) -> None:
    with Sandbox(rate_limit=False) as sandbox, platform() as house:
        settings = settings_for(sandbox, database_url)
        database = Database.connect(database_url)
        migrate(database)
        town = Northfold(sandbox, settings, make_services(settings, database))
        environment = {
            "database_url": database_url,
            "slack_bot_token": sandbox.bot_token,
            "slack_app_token": sandbox.app_token,
            "slack_api_url": sandbox.api_url,
            "baton_team": str(TEAM),
            "baton_libreoffice": "off",
        }
        try:
            with house.running(("serve", "serve"), environment, tmp_path) as told:
                sandbox.wait_for_socket(2, timeout=60)
                winners = Counter(_race(town) for _ in range(ROUNDS))
        finally:
            database.close()
    assert told["deaths"] == 0
    assert winners.total() == ROUNDS
    assert set(winners) <= {DESIGNER, SECOND_DESIGNER}


def _race(town: Northfold) -> str:
    """Have two people click at once, one in each process, and return who won."""
    ask(town, soon())
    message = waiting(town, DESIGN)
    town.forget_whispers()
    rivals = (DESIGNER, SECOND_DESIGNER)
    with ThreadPoolExecutor(2) as threads:
        clicks = list(threads.map(approve, (town, town), rivals, (message, message)))
    assert [click["ok"] for click in clicks] == [True, True]
    [(_, winner)] = approvals(town)
    told_once(town, next(user for user in rivals if user != winner), DESIGN, f"<@{winner}> approved revision 1")
    waiting(town, MARKETING)
    assert len(town.posts(MARKETING)) == 1
    return winner
