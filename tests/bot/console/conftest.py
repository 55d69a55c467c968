"""What does a test of the command line begin with? A terminal, and a database with two briefs in it."""

import logging
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from bot.cli import main
from bot.console.demo import TEAM
from storage.database import Database
from storage.drafts import Drafts
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.migrate import migrate
from storage.teams import Teams
from tests.bot.console.terminal import Answer, Baton
from tests.workflow.drafting import material
from workflow import commands as c
from workflow.events import Message
from workflow.people import Person
from workflow.team_file import parse_team

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = "T0NORTHFOLD"


@pytest.fixture
def baton(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Baton]:
    """Run `baton` with arguments; what it changes of the process is put back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    def run(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["baton", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return Answer(int(ended.value.code or 0), shown.out, shown.err)

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def told_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which BRF-1 went down the chain in the week 2026-W47 and BRF-2 is being drafted."""
    path = tmp_path_factory.mktemp("console") / "baton.db"
    database = Database.connect(f"sqlite:///{path}")
    try:
        migrate(database)
        _tell(database)
    finally:
        database.close()
    return path


def _tell(database: Database) -> None:
    text = TEAM.read_text("utf-8")
    Teams(database).apply(text, MONDAY, by="test")
    ledger, team = Ledger(database, Jobs(database)), parse_team(text)
    opening = c.Open(
        by=Person(id="U0TOM", workspace=HOME),
        workspace=HOME,
        team=team.name,
        inputs=material.campaign(),
        chain=team.chain,
        calendar=team.calendar,
    )
    brief = ledger.open(opening, "first", MONDAY)
    draft = material.drafted()
    kept = Drafts(database).keep(draft)
    ledger.submit(brief.id, c.RecordDraft(revision=1, content_hash=kept, written_by=draft.written_by), MONDAY)
    for hours, (stage, person) in enumerate(zip(team.chain, ("U0DEE", "U0MAYA", "U0AXEL"), strict=True), 1):
        delivered = MONDAY + hours * HOUR
        message = Message(channel=stage.channel, ts=f"{delivered.timestamp():.6f}")
        ledger.submit(brief.id, c.RecordDelivery(stage=stage.name, revision=1, message=message), delivered)
        approval = c.Approve(by=Person(id=person, workspace=HOME), stage=stage.name, revision=1, message=message)
        ledger.submit(brief.id, approval, delivered + HOUR)
    ledger.open(opening, "second", MONDAY + 5 * HOUR)


@pytest.fixture
def memory(told_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The told database, copied, as `DATABASE_URL` names it."""
    path = tmp_path / "baton.db"
    shutil.copy(told_database, path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path
