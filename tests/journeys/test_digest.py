import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import make_services
from bot.clock import now
from bot.processes import apply_team_file, team_text
from bot.sandbox.records import JSON
from bot.sandbox.server import Sandbox
from bot.schedule import claim_digest
from bot.services import Services
from storage.database import Database
from storage.migrate import migrate
from tests.journeys.northfold import DIGEST, PATIENCE, Northfold, living, northfold, only, read, settings_for
from tests.journeys.steps import ask, at_design, go_through
from tests.journeys.wall import Wall
from workflow.week import Week

BATON = Path(sys.executable).with_name("baton")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = 7 * DAY


def digests(town: Northfold) -> list[JSON]:
    """Return the messages in the digest's channel."""
    return [message for message in town.sandbox.channel(DIGEST).messages if message.get("bot_id")]


def wake(town: Northfold) -> None:
    """Let the timer wake the question, and what follows be done."""
    claim_digest(town.services)
    town.until_idle()


def test_a_week_is_summed_up_once_when_its_time_has_come(everywhere: Northfold, wall: Wall) -> None:
    town = everywhere
    at_design(town)
    go_through(town)
    wake(town)
    assert digests(town) == []
    wall.pass_by(WEEK - 2 * HOUR)
    wake(town)
    assert digests(town) == []
    wall.pass_by(1.25 * HOUR)
    for _ in range(3):
        wake(town)
    posted = read(only(digests(town)))
    assert "Design review" in posted
    assert '"image"' in posted
    assert "late" not in posted.casefold()


def test_a_week_in_which_nothing_happened_is_one_line(quick_week: Northfold, wall: Wall) -> None:
    wall.pass_by(WEEK)
    wake(quick_week)
    message = only(digests(quick_week))
    assert '"image"' not in read(message)
    assert len(message["blocks"]) <= 2


@pytest.fixture
def quick_week(tmp_path: Path, wall: Wall) -> Iterator[Northfold]:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=wall) as town:
        yield town


def test_each_week_has_its_own_digest(quick_week: Northfold, wall: Wall) -> None:
    for _ in range(3):
        wall.pass_by(WEEK)
        wake(quick_week)
    assert len(digests(quick_week)) == 3
    assert len({message["text"] for message in digests(quick_week)}) == 3


@pytest.mark.parametrize(("away", "late"), [(timedelta(minutes=30), False), (3 * DAY, True), (3 * WEEK + DAY, True)])
def test_a_bot_that_was_down_posts_the_last_week_alone(tmp_path: Path, wall: Wall, away: timedelta, late: bool) -> None:
    url = f"sqlite:///{tmp_path / 'baton.db'}"
    with Sandbox(rate_limit=False, clock=wall) as sandbox:
        settings = settings_for(sandbox, url)
        with living(settings, wall) as process:
            sandbox.wait_for_socket()
            ask(Northfold(sandbox, settings, process.services))
        wall.pass_by(WEEK - HOUR + away)
        with living(settings, wall) as process:
            town = Northfold(sandbox, settings, process.services)
            wake(town)
            wake(town)
            assert ("late" in read(only(digests(town))).casefold()) is late
            week = Week.of(wall() - WEEK, ZoneInfo("Europe/London"))
            assert f"week {week.number}" in read(only(digests(town))).casefold()


@pytest.mark.parametrize(
    "change", [datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)], ids=["spring", "autumn"]
)
def test_the_weeks_around_a_clock_change_have_one_digest_each(tmp_path: Path, change: datetime) -> None:
    wall = Wall(change - WEEK)
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=wall) as town:
        for _ in range(15 * 24):
            wall.pass_by(HOUR)
            if claim_digest(town.services):
                town.until_idle()
        assert len(digests(town)) == 3
        for message in digests(town):
            assert "late" not in read(message).casefold()


def test_the_repeated_hour_of_autumn_posts_once(tmp_path: Path) -> None:
    team = tmp_path / "team.toml"
    night = '[digest]\nchannel = "C0DIGEST"\nday = "sun"\ntime = "01:30"\n'
    stage = '[[stage]]\nname = "one"\ntitle = "One"\nchannel = "C0DESIGN"\napprovers = ["U0DEE"]\nsla = "8h"\n'
    team.write_text(f'[team]\nname = "Night"\ntimezone = "Europe/London"\n\n{night}\n{stage}')
    wall = Wall(datetime(2026, 10, 17, 12, tzinfo=UTC))
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=wall, team=team) as town:
        wall.pass_by(datetime(2026, 10, 25, 0, tzinfo=UTC) - wall())
        for _ in range(16):
            wall.pass_by(timedelta(minutes=15))
            claim_digest(town.services)
        town.until_idle()
        assert len(digests(town)) == 1


@contextmanager
def several(count: int, url: str, sandbox: Sandbox, clock: Wall) -> Iterator[list[Services]]:
    """The parts of several processes on one database, each with connections of its own."""
    with ExitStack() as stack:
        made = []
        for _ in range(count):
            database = Database.connect(url)
            stack.callback(database.close)
            migrate(database)
            made.append(make_services(settings_for(sandbox, url), database, clock))
        yield made


def test_of_many_schedulers_at_once_exactly_one_claims_the_week(database_url: str, wall: Wall) -> None:
    with Sandbox(rate_limit=False, clock=wall) as sandbox, several(6, database_url, sandbox, wall) as processes:
        settings = settings_for(sandbox, database_url)
        apply_team_file(settings, processes[0])
        assert team_text(settings) is not None
        for _ in range(5):
            wall.pass_by(WEEK)
            with ThreadPoolExecutor(len(processes)) as threads:
                claims = list(threads.map(claim_digest, processes))
            assert sorted(claims) == [False] * 5 + [True]
        with living(settings, wall) as process:
            town = Northfold(sandbox, settings, process.services)
            town.until_idle()
            assert len(digests(town)) == 5


def test_a_digest_whose_answer_was_lost_stands_once(quick_week: Northfold, wall: Wall) -> None:
    wall.pass_by(WEEK)
    quick_week.sandbox.fail("chat.postMessage", channel=DIGEST, after=True)
    claim_digest(quick_week.services)
    quick_week.until_paused()
    quick_week.pass_time()
    quick_week.until_idle()
    assert len(digests(quick_week)) == 1
    assert quick_week.pauses() == []


def test_a_digest_whose_channel_is_closed_waits_for_it(quick_week: Northfold, wall: Wall) -> None:
    wall.pass_by(WEEK)
    quick_week.sandbox.kick(DIGEST, "U0BATON")
    claim_digest(quick_week.services)
    quick_week.until_paused()
    quick_week.sandbox.invite(DIGEST, "U0BATON")
    quick_week.pass_time()
    quick_week.author.wait_for(DIGEST, lambda _: True, PATIENCE)
    assert len(digests(quick_week)) == 1


@pytest.mark.slow  # tests/bot/console runs the command in one process; here each run is a process of its own
def test_the_command_posts_once_however_often_it_runs(tmp_path: Path) -> None:
    with Sandbox(rate_limit=False) as sandbox:
        settings = settings_for(sandbox, f"sqlite:///{tmp_path / 'baton.db'}")
        environment = {
            "PATH": "/usr/bin:/bin",
            "DATABASE_URL": settings.database_url,
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_API_URL": sandbox.api_url,
            "BATON_TEAM": str(settings.baton_team),
        }
        subprocess.run([str(BATON), "migrate"], env=environment, check=True, timeout=300, capture_output=True)
        week = str(Week.of(now() - WEEK, ZoneInfo("Europe/London")))
        command = [str(BATON), "digest", "--week", week, "--post"]
        running = [
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        told = [process.communicate(timeout=300) for process in running]
        assert [process.returncode for process in running] == [0, 0], told
        assert sorted("before" in out for out, _ in told) == [False, True]
        again = subprocess.run(command, env=environment, check=True, timeout=300, capture_output=True, text=True)
        assert "was posted before" in again.stdout
        assert len([m for m in sandbox.channel(DIGEST).messages if m.get("bot_id")]) == 1
