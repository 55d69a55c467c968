"""Is a week's digest posted once, however often somebody asks for it on the command line?"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.bot.console.terminal import Baton

SCRIPT = Path(sys.executable).with_name("baton")


@pytest.fixture
def sandbox(memory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A workspace, and the environment that names it and the database of `memory`."""
    with Sandbox() as running:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{memory}")
        monkeypatch.setenv("SLACK_BOT_TOKEN", running.bot_token)
        monkeypatch.setenv("SLACK_API_URL", running.api_url)
        yield running


def post(week: str = "2026-W47") -> "subprocess.CompletedProcess[str]":
    """Post in a process of its own, since it performs the job itself."""
    command = [str(SCRIPT), "digest", "--week", week, "--post"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_a_digest_is_posted_once_however_often_the_command_runs(sandbox: Sandbox) -> None:
    first, second = post(), post()
    assert (first.returncode, first.stdout) == (0, "The digest of 2026-W47 is posted.\n"), first.stderr
    assert (second.returncode, second.stdout) == (0, "The digest of 2026-W47 was posted before.\n"), second.stderr
    (message,) = sandbox.channel("C0DIGEST").messages
    assert "Week 47" in message["text"]


@pytest.mark.usefixtures("sandbox")
def test_a_week_that_is_none_is_not_posted(baton: Baton) -> None:
    assert baton("digest", "--week", "2026-W99", "--post").refusal == "week: 2026 has no week 99"


@pytest.mark.usefixtures("memory")
def test_without_slack_nothing_is_posted(baton: Baton) -> None:
    assert "SLACK_BOT_TOKEN is missing" in baton("digest", "--week", "2026-W47", "--post").refusal
