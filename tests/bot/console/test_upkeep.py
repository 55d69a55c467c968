"""Do the commands that set Baton up say what they did, and what is wrong?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.console.demo import TEAM
from bot.sandbox.server import Sandbox
from bot.sandbox.world import BATON, Shortcut
from bot.scopes import EVENTS, SCOPES
from tests.bot.console.terminal import Baton

SCRIPT = Path(sys.executable).with_name("baton")


def test_a_database_is_migrated_and_migrating_again_is_safe(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new.db")
    assert "run `baton migrate`" in baton("brief", "list").refusal
    for _ in range(2):
        done = baton("migrate")
        assert (done.code, done.out) == (0, "The database has the newest schema.\n")
    assert baton("brief", "list", "--json").document == []
    assert "No briefs yet." in baton("brief", "list").out


def test_a_database_that_is_none_is_refused(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("poem.db").write_text("so much depends upon " * 100, "utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///poem.db")
    assert "not a database" in baton("migrate").refusal
    monkeypatch.setenv("DATABASE_URL", "sqlite:///nowhere/baton.db")
    assert "does not exist" in baton("migrate").refusal


def test_a_wrong_environment_is_refused_before_anything_starts(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    for command in ("serve", "web", "worker", "migrate", "doctor"):
        assert baton(command).refusal.startswith("PORT: ")


@pytest.mark.parametrize("command", ["serve", "web", "worker"])
@pytest.mark.usefixtures("memory")
def test_a_process_without_a_token_does_not_start(baton: Baton, command: str) -> None:
    assert "SLACK_BOT_TOKEN is missing" in baton(command).refusal


@pytest.mark.usefixtures("memory")
def test_a_listener_without_a_signing_secret_does_not_start(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox() as sandbox:
        monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.bot_token)
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        assert "SLACK_SIGNING_SECRET is missing" in baton("web").refusal


def test_a_team_file_is_checked(baton: Baton) -> None:
    done = baton("team", "check", TEAM)
    assert done.code == 0
    assert "Northfold marketing, Design review → Marketing sign-off → Agency acceptance" in done.out


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Europe/London", "Europe/Atlantis"), "timezone"),
        (('"09:00-17:30"', '"17:30-09:00"'), "working_hours"),
        (('sla = "2d"', 'sla = "soon"'), "sla"),
        (("[team]", "[team"), "not valid TOML"),
        (('holidays = "GB"', 'holidays = "ZZ"'), "holidays"),
    ],
)
def test_a_wrong_team_file_is_refused_and_says_where(baton: Baton, change: tuple[str, str], told: str) -> None:
    Path("bad.toml").write_text(TEAM.read_text("utf-8").replace(*change), "utf-8")
    assert told in baton("team", "check", "bad.toml").refusal


def test_a_team_without_approvers_is_right_and_warned_of(baton: Baton) -> None:
    lonely = TEAM.read_text("utf-8").replace('approvers = ["U0MAYA"]', "approvers = []")
    Path("lonely.toml").write_text(lonely, "utf-8")
    done = baton("team", "check", "lonely.toml")
    assert done.code == 0
    assert "Stage marketer lists no approvers: nobody may approve there." in done.out


def test_a_team_file_that_is_missing_is_refused(baton: Baton) -> None:
    assert "cannot be read" in baton("team", "check", "nothing.toml").refusal


@pytest.mark.usefixtures("memory")
def test_a_team_file_is_put_in_force_once(baton: Baton) -> None:
    other = TEAM.read_text("utf-8").replace("Northfold marketing", "Southfold")
    Path("other.toml").write_text(other, "utf-8")
    assert baton("team", "apply", "other.toml").out == "Southfold: in force for new briefs from now on.\n"
    assert baton("team", "apply", "other.toml").out == "Southfold: was in force already.\n"


def test_the_manifest_asks_for_what_baton_needs(baton: Baton) -> None:
    over_socket = baton("manifest").document
    assert over_socket == baton("manifest", "--socket").document
    assert over_socket["settings"]["socket_mode_enabled"]
    assert set(over_socket["oauth_config"]["scopes"]["bot"]) == set(SCOPES)
    assert over_socket["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert over_socket["features"]["app_home"]["home_tab_enabled"]
    assert "request_url" not in json.dumps(over_socket)


def test_the_sandbox_offers_the_shortcuts_of_the_manifest(baton: Baton) -> None:
    offered = baton("manifest").document["features"]["shortcuts"]
    assert all(len(one["name"]) <= 24 for one in offered)
    assert [Shortcut(one["callback_id"], one["name"], one["type"] == "message") for one in offered] == list(
        BATON.shortcuts
    )


@pytest.mark.parametrize("address", ["https://baton.example", "https://baton.example/slack/events"])
def test_the_manifest_for_http_names_one_address_everywhere(baton: Baton, address: str) -> None:
    made = baton("manifest", "--http", address).document
    expected = "https://baton.example/slack/events"
    assert not made["settings"]["socket_mode_enabled"]
    assert made["settings"]["interactivity"]["request_url"] == expected
    assert made["settings"]["event_subscriptions"]["request_url"] == expected
    assert made["features"]["slash_commands"][0]["url"] == expected


def test_the_manifest_refuses_what_slack_could_not_reach(baton: Baton) -> None:
    assert "https://" in baton("manifest", "--http", "http://baton.example").refusal
    assert baton("manifest", "--socket", "--http", "https://baton.example").code == 2


@pytest.mark.parametrize("arguments", [[], ["brief"], ["nonsense"], ["brief", "show"], ["digest"]])
def test_wrong_usage_is_two(baton: Baton, arguments: list[str]) -> None:
    done = baton(*arguments)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_demo_on_a_taken_port_is_refused(baton: Baton) -> None:
    with Sandbox() as taken:
        assert f"port {taken.port} is taken" in baton("demo", "--no-open", "--port", taken.port).refusal


@pytest.mark.usefixtures("memory")
def test_the_script_prints_json_and_nothing_else() -> None:
    done = subprocess.run([SCRIPT, "brief", "list", "--json"], capture_output=True, text=True, check=True, timeout=300)
    assert done.stderr == ""
    assert [brief["id"] for brief in json.loads(done.stdout)] == ["BRF-2", "BRF-1"]


def test_the_script_refuses_in_one_sentence() -> None:
    done = subprocess.run([SCRIPT, "brief", "show", "BRF-1"], capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "baton migrate" in done.stderr


def test_a_bug_is_an_incident_and_never_a_traceback_on_the_terminal() -> None:
    """The hook is what the script installs; the bug is planted into the command."""
    program = (
        "import sys, bot.cli, bot.console.upkeep\n"
        "def broken(_settings): raise ZeroDivisionError('planted')\n"
        "bot.console.upkeep.migrate_database = broken\n"
        "sys.argv = ['baton', 'migrate']\n"
        "bot.cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 1
    told = done.stderr.splitlines()[-1]
    incident = told.partition("(incident ")[2][:8]
    assert told == f"Something went wrong in Baton (incident {incident}). The log has the details."
    (line,) = [json.loads(each) for each in done.stderr.splitlines()[:-1]]
    assert line["incident"] == incident


@pytest.mark.usefixtures("memory")
def test_views_are_offered_in_sql_and_taken_away(baton: Baton) -> None:
    assert "baton_handover" in baton("views").out
    assert "are gone" in baton("views", "--drop").out
