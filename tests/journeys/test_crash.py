"""Is a brief lost or doubled when a process is killed at a step of its journey? Every step is tried."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import make_services
from bot.clock import now
from bot.console.demo import TEAM
from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.sandbox.server import Sandbox
from storage.database import Database
from storage.migrate import migrate
from tests.journeys.northfold import (
    AGENCY_ROOM,
    DESIGN,
    MARKETING,
    Northfold,
    answers,
    buttons,
    free_port,
    settings_for,
)
from tests.journeys.platform import Platform, Role, platform
from tests.journeys.steps import NOTE, WAY, soon, value_of
from tests.postgres import fresh_database
from workflow.brief import Brief

PATIENCE = 120.0
SHARED_WITHIN = 3.0
SHORT = 5
PARTS = 16
EXPECTED_POSTS = {DESIGN: 1, MARKETING: 2, AGENCY_ROOM: 1}
DECIDED = [
    ("designer", 1, "approved"),
    ("marketer", 1, "changes_requested"),
    ("marketer", 2, "approved"),
    ("agency", 2, "approved"),
]


@dataclass(frozen=True)
class Sight:
    """What people see at the end of a journey in which nobody dies, and how many points it has."""

    seen: Counter[str]
    points: int


@dataclass(frozen=True)
class Count:
    """What came of one journey: how often a process died, the points that were passed, what was lost, what doubled."""

    deaths: int
    points: list[str]
    lost: Counter[str]
    doubled: Counter[str]


@pytest.fixture(scope="module")
def house() -> Iterator[Platform]:
    with platform() as running:
        yield running


@contextmanager
def life(
    house: Platform,
    folder: Path,
    database_url: str,
    *,
    roles: tuple[Role, ...] = ("serve",),
    fatal: tuple[int, ...] = (),
    executor: str | None = "only",
) -> Iterator[tuple[Northfold, dict[str, int]]]:
    """A workspace in this process and the bot in processes that die; we look at the same database."""
    port = free_port()
    over_http = "web" in roles
    url = f"http://127.0.0.1:{port}/slack/events" if over_http else None
    with Sandbox(request_url=url, rate_limit=False, ack_seconds=1.0, retry_after=(0.1, 0.5, 1.0)) as sandbox:
        settings = settings_for(sandbox, database_url, "http" if over_http else "socket", port)
        database = Database.connect(database_url)
        try:
            migrate(database)
            town = Northfold(sandbox, settings, make_services(settings, database))
            environment = _environment(town, port, over_http=over_http) | {"BATON_EXECUTOR": executor}
            with house.running(roles, environment, folder, fatal) as told:
                until(lambda: answers(port) if over_http else sandbox.connections > 0, PATIENCE, "the bot to listen")
                yield town, told
        finally:
            database.close()


def _environment(town: Northfold, port: int, *, over_http: bool) -> dict[str, Any]:
    return {
        "database_url": town.settings.database_url,
        "slack_bot_token": town.sandbox.bot_token,
        "slack_app_token": None if over_http else town.sandbox.app_token,
        "slack_signing_secret": town.sandbox.signing_secret,
        "slack_api_url": town.sandbox.api_url,
        "baton_team": str(TEAM),
        "baton_libreoffice": "off",
        "port": port,
    }


def travel(town: Northfold) -> Brief:
    """Carry a brief through, as people do whose clicks sometimes meet a dead bot: they look, and click again."""
    _open(town)
    _decide(town, 0, lambda message: town.person(WAY[0][0]).click(message, "approve"))
    _decide(town, 1, lambda message: _send_back(town, message))
    _decide(town, 1, lambda message: town.person(WAY[1][0]).click(message, "approve"), revision=2)
    _decide(town, 2, lambda message: town.person(WAY[2][0]).click(message, "approve"), revision=2)
    brief = town.until_brief("the brief to be complete", lambda brief: brief.status.value == "completed")
    until(lambda: _all_told(town), PATIENCE, "everybody to be told")
    return brief


def _open(town: Northfold) -> None:
    tom = town.author

    def form() -> JSON | None:
        tom.command("/brief")
        return tom.open_view()

    view = until(form, PATIENCE, "the form")
    until(lambda: tom.submit(soon(), view)["ok"] or None, PATIENCE, "the form to be taken")


def _decide(town: Northfold, place: int, deed: Callable[[JSON], Any], revision: int = 1) -> None:
    _user, channel = WAY[place]

    def is_done() -> bool:
        stays = town.brief().handovers
        return any(s.revision == revision and s.stage == town.brief().chain[place].name and s.decision for s in stays)

    def attempt() -> bool:
        for message in town.author.messages(channel):
            value = value_of(message)
            if value is not None and value.revision == revision and not is_done():
                deed(message)
        return is_done()

    until(attempt, PATIENCE, f"the decision in {channel} on revision {revision}")


def _send_back(town: Northfold, message: JSON) -> None:
    maya = town.person(WAY[1][0])
    maya.click(message, "request_changes")
    view = maya.open_view()
    if view is not None and view["callback_id"] == "changes":
        maya.submit({"note": NOTE}, view)
    elif view is not None:
        maya.close()


def _all_told(town: Northfold) -> bool:
    """Slack shares a file a moment after it took it."""
    waiting, _ = town.services.jobs.depth(now())
    files = list(town.sandbox.workspace.store.files.values())
    shared = all(file.shares for file in files if file.state == "complete")
    return waiting == 0 and shared and not town.pauses(timedelta(0))


def measure(town: Northfold) -> Counter[str]:
    """Count everything that people can see: messages by channel, notes and files by thread, buttons left over."""
    seen: Counter[str] = Counter()
    for channel in (*EXPECTED_POSTS, town.author.dm()):
        for message in town.sandbox.channel(channel).messages:
            root = message.get("thread_ts", message["ts"]) == message["ts"]
            seen[f"{channel} post"] += root
            seen[f"{channel} button"] += len({"approve", "request_changes", "cancel"} & buttons(message))
            seen.update(f"{channel} {file['name']}" for file in message.get("files", ()))
            if not root and not message.get("files"):
                seen[f"{channel} {message['text']}"] += 1
    return +seen


def sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'baton.db'}"


@pytest.fixture(scope="module")
def undisturbed(house: Platform, tmp_path_factory: pytest.TempPathFactory) -> Sight:
    folder = tmp_path_factory.mktemp("undisturbed")
    with life(house, folder, sqlite(folder)) as (town, told):
        travel(town)
        seen = measure(town)
    assert told["deaths"] == 0
    assert {channel: seen[f"{channel} post"] for channel in EXPECTED_POSTS} == EXPECTED_POSTS
    assert [kind for kind in seen if kind.endswith(" button")] == []
    return Sight(seen, len((folder / "points").read_text().splitlines()))


def crash(house: Platform, wanted: Sight, folder: Path, url: str, **how: Any) -> Count:
    """Let the bot die at the fatal points of a journey, and count what was lost and what was doubled."""
    with life(house, folder, url, **how) as (town, told):
        brief = travel(town)
        with suppress(TimeoutError):
            until(lambda: measure(town) >= wanted.seen, SHARED_WITHIN, "the last file to be shared")
        seen = measure(town)
        assert (town.newest, brief.revision) == ("BRF-1", 2)
        assert [(stay.stage, stay.revision, stay.decision) for stay in brief.handovers] == DECIDED
        assert Counter(a.stage for a in brief.approvals) == {"designer": 1, "marketer": 1, "agency": 1}
        assert town.services.jobs.parked() == []
        assert town.services.jobs.failed_runs() == []
    points = (folder / "points").read_text().splitlines()
    return Count(told["deaths"], points, wanted.seen - seen, seen - wanted.seen)


@pytest.mark.parametrize("part", range(SHORT))
def test_a_bot_that_is_killed_anywhere_loses_and_doubles_nothing(
    house: Platform, undisturbed: Sight, tmp_path: Path, part: int
) -> None:
    fatal = 1 + part * undisturbed.points // SHORT
    count = crash(house, undisturbed, tmp_path, sqlite(tmp_path), fatal=(fatal,))
    assert (count.deaths, count.lost, count.doubled) == (1, {}, {}), count.points[fatal - 2 : fatal]


def test_a_bot_that_is_killed_again_and_again_loses_and_doubles_nothing(
    house: Platform, undisturbed: Sight, tmp_path: Path
) -> None:
    count = crash(house, undisturbed, tmp_path, sqlite(tmp_path), fatal=(40, 45, 50, 35, 55, 60))
    assert count.deaths >= 4
    assert (count.lost, count.doubled) == ({}, {})


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("layout", ["one process", pytest.param("a listener and a worker", marks=pytest.mark.postgres)])
def test_a_bot_that_is_killed_at_every_point_loses_and_doubles_nothing(  # noqa: PLR0917  # fixtures
    request: pytest.FixtureRequest, house: Platform, undisturbed: Sight, tmp_path: Path, layout: str, part: int
) -> None:
    counts: dict[int, Count] = {}
    for fatal in range(1 + part, undisturbed.points + 1, PARTS):
        folder = tmp_path / str(fatal)
        folder.mkdir()
        if layout == "one process":
            counts[fatal] = crash(house, undisturbed, folder, sqlite(folder), fatal=(fatal,))
            continue
        with fresh_database(request.getfixturevalue("postgres_server")) as url:
            counts[fatal] = crash(house, undisturbed, folder, url, fatal=(0, fatal), roles=("web", "work"))
    deaths = sum(count.deaths for count in counts.values())
    print(f"{layout}, part {part}: {len(counts)} journeys, {deaths} deaths")  # noqa: T201  # the sweep's result
    assert deaths > 0
    assert {at: (count.lost, count.doubled) for at, count in counts.items() if count.lost or count.doubled} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_the_jobs_of_a_dead_process_are_taken_up_by_one_of_another_name(
    house: Platform, undisturbed: Sight, tmp_path: Path, part: int
) -> None:
    fatal = (1 + 2 * part) * undisturbed.points // 8
    count = crash(house, undisturbed, tmp_path, sqlite(tmp_path), fatal=(fatal,), executor=None)
    assert (count.deaths, count.lost, count.doubled) == (1, {}, {}), count.points[fatal - 2 : fatal]
