"""Does the doctor see each kind of breakage, and say how to mend it?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.console.demo import TEAM
from bot.sandbox.server import Sandbox
from storage import attempts
from storage.database import Database
from storage.jobs import Job
from storage.teams import Teams
from tests.bot.console.terminal import Answer, Baton
from workflow.team_file import parse_team
from workflow.team_writing import team_toml


@pytest.fixture
def sandbox(memory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A workspace in which everything is right, and the environment that names it."""
    with Sandbox() as running:
        for name, value in {
            "DATABASE_URL": f"sqlite:///{memory}",
            "SLACK_BOT_TOKEN": running.bot_token,
            "SLACK_APP_TOKEN": running.app_token,
            "SLACK_API_URL": running.api_url,
            "BATON_TEAM": str(TEAM),
        }.items():
            monkeypatch.setenv(name, value)
        yield running


def broken(answer: Answer) -> dict[str, str]:
    """Return what the doctor says must be mended, by what it looked at."""
    found = {check["what"]: check["mend"] for check in answer.document if not check["ok"]}
    assert answer.code == int(bool(found))
    return found


@pytest.mark.usefixtures("sandbox")
def test_where_all_is_right_every_line_says_so(baton: Baton) -> None:
    done = baton("doctor")
    assert done.code == 0, done.out
    assert {line[:6] for line in done.out.splitlines()} == {"ok    "}
    for what in ("database", "team file", "Socket Mode", "Slack token", "Slack scopes", "channel of digest", "model"):
        assert what in done.out
    assert broken(baton("doctor", "--json")) == {}


@pytest.mark.usefixtures("sandbox")
def test_whoever_has_an_agency_is_told_where_its_pdf_comes_from(
    baton: Baton, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BATON_LIBREOFFICE", "off")
    assert "ok    LibreOffice: none here, so agencies get no PDF" in baton("doctor").out
    program = tmp_path / "soffice"
    program.touch(0o700)
    monkeypatch.setenv("BATON_LIBREOFFICE", str(program))
    assert f"ok    LibreOffice: {program}" in baton("doctor").out


@pytest.mark.usefixtures("sandbox")
def test_whoever_has_an_agency_is_told_where_its_links_lead(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ok    links for people without Slack: none, without BATON_PUBLIC_URL" in baton("doctor").out
    monkeypatch.setenv("BATON_PUBLIC_URL", "https://baton.example.com")
    assert "ok    links for people without Slack: https://baton.example.com/link/…" in baton("doctor").out


def test_what_is_broken_has_a_line_with_its_mend(baton: Baton, sandbox: Sandbox) -> None:
    sandbox.kick("C0DESIGN", "U0BATON")
    done = baton("doctor")
    assert done.code == 1
    assert "MEND  channel of stage designer: Baton is not in #design-review: type /invite @Baton there" in done.out


def test_a_missing_scope_is_named(baton: Baton, sandbox: Sandbox) -> None:
    sandbox.revoke("files:write")
    assert "files:write" in broken(baton("doctor", "--json"))["Slack scopes"]


def test_an_archived_channel_is_named(baton: Baton, sandbox: Sandbox) -> None:
    sandbox.archive("C0AGENCY")
    assert "archived" in broken(baton("doctor", "--json"))["channel of stage agency"]


def test_a_channel_that_is_none_is_named(baton: Baton, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("other.toml").write_text(TEAM.read_text("utf-8").replace("C0DIGEST", "C0NOWHERE"), "utf-8")
    monkeypatch.setenv("BATON_TEAM", "other.toml")
    assert "C0NOWHERE" in broken(baton("doctor", "--json"))["channel of digest"]
    assert sandbox.calls("conversations.info")


def test_approvers_who_left_and_empty_groups_are_named(baton: Baton, sandbox: Sandbox) -> None:
    sandbox.deactivate("U0MAYA")
    sandbox.set_group("S0DESIGNERS")
    found = broken(baton("doctor", "--json"))
    assert "Maya Lindqvist (U0MAYA) is deactivated" in found["approvers of stage marketer"]
    assert "S0DESIGNERS is empty" in found["approvers of stage designer"]


@pytest.mark.usefixtures("sandbox")
def test_stages_without_approvers_and_with_strangers_are_named(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TEAM.read_text("utf-8").replace('["U0MAYA"]', "[]").replace('["U0AXEL"]', '["U0NOBODY"]')
    Path("other.toml").write_text(text, "utf-8")
    monkeypatch.setenv("BATON_TEAM", "other.toml")
    found = broken(baton("doctor", "--json"))
    assert "nobody may approve" in found["approvers of stage marketer"]
    assert "U0NOBODY" in found["approvers of stage agency"]


def test_an_approver_whom_slack_does_not_tell_of_just_now_is_not_called_wrong(baton: Baton, sandbox: Sandbox) -> None:
    sandbox.fail("users.info", status=500, times=None)
    assert "could not be checked" in broken(baton("doctor", "--json"))["approvers of stage marketer"]


@pytest.mark.usefixtures("sandbox")
def test_a_token_that_slack_does_not_accept_is_named(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-somebody-else")
    assert "does not accept the bot token" in broken(baton("doctor", "--json"))["Slack token"]
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    assert "SLACK_BOT_TOKEN is missing" in broken(baton("doctor", "--json"))["Slack token"]


@pytest.mark.usefixtures("sandbox")
def test_http_needs_its_secret(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    assert "SLACK_SIGNING_SECRET is missing" in broken(baton("doctor", "--json"))["transport"]
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    assert "transport: HTTP on port 3000" in baton("doctor").out


@pytest.mark.usefixtures("sandbox")
def test_a_database_that_was_never_migrated_is_named(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new.db")
    assert "baton migrate" in broken(baton("doctor", "--json"))["database"]


@pytest.mark.usefixtures("sandbox")
def test_a_team_file_that_is_wrong_or_missing_is_named(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATON_TEAM", "nothing.toml")
    assert "cannot be read" in broken(baton("doctor", "--json"))["team file"]
    Path("bad.toml").write_text("[team]\n", "utf-8")
    monkeypatch.setenv("BATON_TEAM", "bad.toml")
    assert "name" in broken(baton("doctor", "--json"))["team file"]


@pytest.mark.usefixtures("sandbox")
def test_without_a_team_file_the_one_in_force_counts(baton: Baton, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BATON_TEAM")
    assert broken(baton("doctor", "--json")) == {}


@pytest.mark.usefixtures("sandbox")
def test_jobs_that_were_given_up_are_named_with_their_reason(baton: Baton, memory: Path) -> None:
    database = Database.connect(f"sqlite:///{memory}")
    try:
        with database.write() as connection:
            job = Job("BRF-1/3/inform_author", "effect", {})
            attempts.begin(connection, job, datetime(2026, 11, 16, tzinfo=UTC))
            attempts.park(connection, job, "ZeroDivisionError: planted", datetime(2026, 11, 16, tzinfo=UTC))
    finally:
        database.close()
    told = broken(baton("doctor", "--json"))["jobs"]
    assert told == "1 were given up: BRF-1/3/inform_author (ZeroDivisionError: planted)"


@pytest.mark.usefixtures("sandbox")
def test_settings_that_were_saved_in_slack_and_are_not_in_the_file_are_told(baton: Baton, memory: Path) -> None:
    database = Database.connect(f"sqlite:///{memory}")
    try:
        team = parse_team(TEAM.read_text("utf-8").replace("C0DESIGN", "C0NOWHERE"))
        assert Teams(database).save(team_toml(team), datetime(2026, 11, 18, tzinfo=UTC), "U0PRIYA", 1, lambda *_: None)
    finally:
        database.close()
    found = broken(baton("doctor", "--json"))
    assert "version 2, which U0PRIYA saved in Slack, is in force and differs from" in found["team file"]
    assert "C0NOWHERE" in found["channel of stage designer"], "what is in force is looked at"
