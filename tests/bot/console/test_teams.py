"""Are the settings in force written as a file, and told with who changed what?"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.console.demo import TEAM
from bot.sandbox.server import Sandbox
from storage.database import Database
from storage.teams import Teams
from tests.bot.console.terminal import Baton
from workflow.team_file import parse_team
from workflow.team_writing import team_toml

NOW = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
TEXT = TEAM.read_text("utf-8")


@pytest.fixture
def teams(memory: Path) -> Iterator[Teams]:
    """Settings that were changed in Slack after they came from a file."""
    database = Database.connect(f"sqlite:///{memory}")
    teams = Teams(database)
    faster = parse_team(TEXT.replace('sla = "8h"', 'sla = "4h"', 1))
    assert teams.save(team_toml(faster), NOW, "U0PRIYA", 1, lambda *_: None)
    yield teams
    database.close()


def test_what_was_saved_in_slack_leaves_as_a_file_and_comes_back(baton: Baton, teams: Teams, tmp_path: Path) -> None:
    file = tmp_path / "out.toml"
    assert baton("team", "export", "-o", file).code == 0
    assert file.read_text("utf-8") == baton("team", "export").out
    assert parse_team(file.read_text("utf-8")) == teams.current()
    assert "was in force already" in baton("team", "apply", file).out


def test_an_earlier_version_can_be_had_again(baton: Baton, teams: Teams) -> None:
    assert [version.number for version in teams.versions()] == [1, 2]
    assert baton("team", "export", "--version", "1").out == TEXT
    assert baton("team", "export", "--version", "99").refusal == "team: there is no version 99"


def test_the_history_says_who_changed_what(baton: Baton, teams: Teams) -> None:
    told = baton("team", "history")
    assert told.out.splitlines()[-2:] == ["2  2026-11-18 09:30 UTC  U0PRIYA", "   Design review: SLA 8h → 4h"]
    newest = baton("team", "history", "--json").document[-1]
    assert newest == {
        "version": 2,
        "at": "2026-11-18T09:30:00Z",
        "by": "U0PRIYA",
        "changes": ["Design review: SLA 8h → 4h"],
    }
    teams.apply("# as it was\n" + teams.versions()[-1].text, NOW, "command line")
    assert "nothing but how it is written" in baton("team", "history").out


def test_with_a_token_people_are_told_by_their_names_and_without_the_way_to_them_is(
    baton: Baton, teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = parse_team(
        TEXT.replace('approvers = ["U0MAYA"]', 'approvers = ["U0MAYA", "U0NOOR", "U0GHOST", "S0DESIGNERS"]', 1)
    )
    assert teams.save(team_toml(asked), NOW, "U0PRIYA", 2, lambda *_: None)
    alone = baton("team", "history")
    assert "U0NOOR, U0GHOST, S0DESIGNERS added" in alone.out
    assert "With SLACK_BOT_TOKEN set" in alone.err
    with Sandbox() as sandbox:
        monkeypatch.setenv("SLACK_BOT_TOKEN", sandbox.bot_token)
        monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
        told = baton("team", "history")
        assert "Noor Haddad (U0NOOR), U0GHOST, S0DESIGNERS added" in told.out
        assert told.out.count("Priya Raman (U0PRIYA)") == 2
        assert told.err == ""
        sandbox.fail("users.info", status=503, times=None)
        assert "U0NOOR, U0GHOST, S0DESIGNERS added" in baton("team", "history").out


def test_a_stage_that_would_miss_the_claims_that_are_flagged_is_told_of(baton: Baton, tmp_path: Path) -> None:
    file = tmp_path / "team.toml"
    when = 'outside = true\nwhen = { findings = ["claims-cleared"] }'
    file.write_text(TEXT.replace("outside = true", when, 1), "utf-8")
    assert "write claims = true instead" in baton("team", "check", file).out
