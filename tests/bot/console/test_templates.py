"""Does `baton draft --template` fill the team's own document and tell what it recognised?"""

import json
from pathlib import Path

import pytest

from tests.bot.console.terminal import Baton
from tests.bot.word.hostile import CORPUS
from tests.bot.word.reading import paragraphs
from tests.bot.word.templates import bold_headings
from tests.workflow.drafting.material import DATA


@pytest.fixture
def inputs() -> str:
    answers = json.loads((DATA / "ridgeline.json").read_text("utf-8")) | {"start": "2030-03-01", "end": "2030-05-16"}
    Path("inputs.json").write_text(json.dumps(answers), "utf-8")
    return "inputs.json"


def test_the_teams_template_is_filled_and_the_mapping_told(baton: Baton, inputs: str) -> None:
    Path("team.docx").write_bytes(bold_headings("OBJECTIVES", "WEATHER"))
    done = baton("draft", inputs, "-o", "brief.docx", "--template", "team.docx")
    assert done.code == 0, done.err
    assert done.out == ""
    assert "  OBJECTIVES → Objectives\nteam.docx: 1 of 2 recognised; not filled: WEATHER; added at the end:" in done.err
    assert "OBJECTIVES" in paragraphs(Path("brief.docx").read_bytes())


def test_a_harmful_template_is_refused_before_anything_is_written(baton: Baton, inputs: str) -> None:
    Path("team.docx").write_bytes(CORPUS["a .docm"][0]())
    assert "macros" in baton("draft", inputs, "-o", "brief.docx", "--template", "team.docx").refusal
    assert not Path("brief.docx").exists()


def test_a_template_that_is_not_there_is_named(baton: Baton, inputs: str) -> None:
    told = baton("draft", inputs, "-o", "brief.docx", "--template", "nowhere.docx").refusal
    assert told.startswith("nowhere.docx: this file cannot be read")
