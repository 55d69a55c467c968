"""Does `baton draft` write a document from inputs alone, and say what is wrong with bad ones?"""

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from bot.console.demo import TEAM
from tests.bot.console.terminal import Baton
from tests.workflow.drafting.material import DATA


@pytest.fixture
def inputs() -> Path:
    """A right file of inputs, with dates that are always ahead."""
    answers = json.loads((DATA / "ridgeline.json").read_text("utf-8")) | {"start": "2096-03-01", "end": "2096-05-16"}
    answers |= {"mandatories": "", "notes": ""}
    Path("inputs.json").write_text(json.dumps(answers), "utf-8")
    return Path("inputs.json")


def changed(inputs: Path, **answers: object) -> Path:
    told = json.loads(inputs.read_text("utf-8")) | answers
    inputs.write_text(json.dumps(told), "utf-8")
    return inputs


def near(inputs: Path) -> Path:
    return changed(inputs, start="2030-03-01", end="2030-05-16")


def test_a_document_and_its_content_are_written(baton: Baton, inputs: Path) -> None:
    done = baton("draft", near(inputs), "-o", "brief.docx", "--json", "brief.json")
    assert done.code == 0, done.err
    assert done.out == ""
    assert "brief.docx: written" in done.err
    assert "Spring Trail Launch: Ridgeline 2" in "\n".join(
        cell.text for table in Document("brief.docx").tables for row in table.rows for cell in row.cells
    )
    written = json.loads(Path("brief.json").read_text("utf-8"))
    assert {"content_hash", "draft", "findings"} <= written.keys()


def test_the_teams_chain_is_used_where_there_is_a_team_file(baton: Baton, inputs: Path) -> None:
    shutil.copy(TEAM, "team.toml")
    assert baton("draft", near(inputs), "-o", "brief.docx", "--json", "brief.json").code == 0
    assert "Marketing sign-off" in Path("brief.json").read_text("utf-8")


def test_each_field_at_fault_is_named(baton: Baton, inputs: Path) -> None:
    bad = changed(inputs, budget="NaN", channels=[], start="tomorrow")
    told = baton("draft", bad, "-o", "brief.docx").refusal
    assert all(f"{field}:" in told for field in ("budget", "channels", "start"))
    assert not Path("brief.docx").exists()


def test_a_campaign_beyond_every_calendar_is_refused(baton: Baton, inputs: Path) -> None:
    far = changed(inputs, start="2896-03-01", end="2896-05-16")
    assert baton("draft", far, "-o", "brief.docx").refusal


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "must be one JSON object"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"budget": 1e999999999}', "budget"),
        (b"{}", "name: Please fill this in."),
    ],
)
def test_a_file_that_holds_no_inputs_is_refused(baton: Baton, content: bytes, told: str) -> None:
    Path("bad.json").write_bytes(content)
    assert told in baton("draft", "bad.json", "-o", "brief.docx").refusal


def test_a_missing_file_and_an_unwritable_place_are_refused(baton: Baton, inputs: Path) -> None:
    assert "cannot be read" in baton("draft", "nothing.json", "-o", "brief.docx").refusal
    assert "cannot be written" in baton("draft", near(inputs), "-o", "nowhere/brief.docx").refusal


def test_a_draft_without_a_place_for_it_is_wrong_usage(baton: Baton, inputs: Path) -> None:
    done = baton("draft", inputs)
    assert done.code == 2
    assert "Traceback" not in done.err
