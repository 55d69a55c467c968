"""Does `baton leverage` say what authors told and whose words briefs have, and nothing that nobody told?"""

from datetime import timedelta
from pathlib import Path

import docx
import pytest

from storage.database import Database
from storage.drafts import Drafts
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.teams import Teams
from tests.bot.console.conftest import MONDAY
from tests.bot.console.terminal import Baton
from tests.bot.rewritten import complete


@pytest.fixture
def worked(memory: Path) -> None:
    database = Database.connect(f"sqlite:///{memory}")
    try:
        team = Teams(database).current()
        assert team is not None
        ledger = Ledger(database, Jobs(database))
        for number in range(5):
            complete(ledger, Drafts(database), team, number, MONDAY + timedelta(days=2))
    finally:
        database.close()


@pytest.mark.usefixtures("memory")
def test_without_answers_no_minutes_are_invented(baton: Baton) -> None:
    told = baton("leverage", "--json").document
    assert (told["leverage"]["told"], told["leverage"]["saved_minutes"]) == (0, None)
    assert [brief["surviving_share"] for brief in told["briefs"]] == [1.0]
    shown = baton("leverage")
    assert shown.code == 0
    assert "nobody has told what a brief took" in shown.out
    assert "The marketer is the editor: of 1 brief people typed less than half" in " ".join(shown.out.split())


@pytest.mark.usefixtures("worked")
def test_minutes_and_words_are_told_for_people_and_programs(baton: Baton) -> None:
    told = baton("leverage", "--last", "5", "--json").document
    assert (told["leverage"]["saved_minutes"], told["leverage"]["compared"]) == (5 * 135, 5)
    assert told["leverage"]["edited"] == {"n": 5, "p50_seconds": 1800, "p85_seconds": 1800}
    weakest = told["sections"][0]
    assert (weakest["name"], weakest["n"], weakest["n_before"], weakest["surviving_share_before"]) == (
        "timeline",
        5,
        1,
        1,
    )
    assert weakest["surviving_share"] < 0.5
    assert told["sections"][-1]["surviving_share"] == 1
    shown = " ".join(baton("leverage", "--last", "5").out.split())
    assert "Minutes saved: about 11 h 15 min over 5 briefs, as authors tell it; before Baton 3 h each" in shown
    assert "First draft: half within 1 min, the agent's own time (n 5)." in shown
    assert "Editing by hand: half within 30 min (n 5), an estimate" in shown
    assert "nobody measured either" in shown


@pytest.mark.usefixtures("worked")
def test_a_month_is_reported_in_word(baton: Baton, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    assert baton("report", "2026-11", "-o", path).code == 0
    document = docx.Document(str(path))
    assert document.core_properties.title == "What changed operationally, November 2026"
    assert any("The marketer is the editor: of 6 briefs" in each.text for each in document.paragraphs)
    wrong = baton("report", "2026-W47", "-o", path)
    assert (wrong.code, wrong.err.strip()) == (1, "month: write a month as year and number, like 2026-10")


@pytest.mark.usefixtures("worked")
def test_the_export_has_the_words_of_every_completed_brief(baton: Baton, tmp_path: Path) -> None:
    assert baton("export", "--csv", tmp_path).code == 0
    rows = (tmp_path / "leverage.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + 6
    assert "timeline" in (tmp_path / "sections.csv").read_text("utf-8-sig")
