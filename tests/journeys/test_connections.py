import gc
import http.client
import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import processes
from bot.sandbox.person import until
from bot.sandbox.server import Sandbox
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETING, PATIENCE, Northfold, Transport, northfold, only
from tests.journeys.steps import approvals, approve, at_design, go_through, waiting
from tests.journeys.wall import Wall

RECONNECT_WITHIN = 20.0
PATIENT = {"error": "ratelimited", "status": 429, "headers": {"Retry-After": "0"}}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SLACK_RETRY_SECONDS", 0.1)


def probe(town: Northfold, path: str) -> tuple[int, bytes]:
    """Ask the bot how it is."""
    connection = http.client.HTTPConnection("127.0.0.1", town.settings.port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def failing(method: str, **fault: object) -> Callable[[Sandbox], object]:
    """Return what makes a method fail from before the bot's start on."""
    return lambda sandbox: sandbox.fail(method, times=None, **fault)  # type: ignore[arg-type]  # as `fail` takes them


@pytest.mark.parametrize("fault", [{"error": "invalid_auth"}, {"status": 500}, {"status": 429}, {"drop": True}])
def test_a_bot_that_slack_does_not_know_yet_starts_and_says_so(
    tmp_path: Path, transport: Transport, fault: dict[str, object]
) -> None:
    prepare = failing("auth.test", **fault)
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", transport, clock=Wall(), prepare=prepare) as town:
        assert town.author.command("/brief help")["ok"]
        assert "try again in a moment" in only(town.author.ephemerals(MARKETING))["text"]
        town.sandbox.heal()
        at_design(town)
        go_through(town)


def test_the_probes_tell_a_bot_that_lives_from_one_that_is_ready(tmp_path: Path) -> None:
    prepare = failing("auth.test", error="invalid_auth")
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", "http", clock=Wall(), prepare=prepare) as town:
        assert probe(town, "/healthz") == (200, b"ok")
        status, told = probe(town, "/readyz")
        assert status == 503
        assert "SLACK_BOT_TOKEN" in json.loads(told)["problems"]["slack"]
        town.sandbox.heal()
        assert probe(town, "/readyz")[0] == 200


@pytest.mark.parametrize("fault", [{"status": 500}, {"error": "internal_error"}, {"drop": True}, PATIENT])
def test_a_bot_whose_first_connection_fails_tries_again(tmp_path: Path, fault: dict[str, object]) -> None:
    def prepare(sandbox: Sandbox) -> None:
        sandbox.fail("apps.connections.open", times=3, **fault)  # type: ignore[arg-type]  # as `fail` takes them

    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), prepare=prepare) as town:
        assert len(town.sandbox.calls("apps.connections.open")) >= 4
        at_design(town)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # slack_sdk forgets refused sockets
def test_a_bot_that_slack_refuses_connections_waits_outside(tmp_path: Path) -> None:
    def prepare(sandbox: Sandbox) -> None:
        sandbox.refuse_sockets()
        admit = threading.Timer(1.0, lambda: sandbox.refuse_sockets(refusing=False))
        admit.daemon = True
        admit.start()

    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall(), prepare=prepare) as town:
        at_design(town)
    gc.collect()


def test_a_connection_that_slack_renews_loses_no_approval(tmp_path: Path) -> None:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall()) as town:
        message = at_design(town)
        town.sandbox.disconnect()
        until(lambda: approve(town, DESIGNER, message)["ok"] or None, PATIENCE, "the click to arrive")
        until(lambda: len(town.sandbox.calls("apps.connections.open")) > 1 or None, PATIENCE, "the new connection")
        assert approve(town, "U0MAYA", waiting(town, MARKETING))["ok"]


def test_a_click_that_meets_no_connection_can_be_repeated(tmp_path: Path) -> None:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall()) as town:
        message = at_design(town)
        town.sandbox.refuse_sockets()
        town.sandbox.drop_sockets()
        until(lambda: not town.sandbox.connections or None, PATIENCE, "the connection to be gone")
        assert not approve(town, DESIGNER, message)["ok"]
        assert approvals(town) == []
        town.sandbox.refuse_sockets(refusing=False)
        until(lambda: approve(town, DESIGNER, message)["ok"] or None, RECONNECT_WITHIN, "the click to arrive")
        waiting(town, MARKETING)
        assert approvals(town) == [("designer", DESIGNER)]


def test_deliveries_go_on_while_nobody_can_click(tmp_path: Path) -> None:
    with northfold(f"sqlite:///{tmp_path / 'baton.db'}", clock=Wall()) as town:
        message = at_design(town)
        assert approve(town, DESIGNER, message)["ok"]
        town.sandbox.drop_sockets()
        assert waiting(town, MARKETING)
        assert len(town.posts(DESIGN)) == 1
