"""Do the tracked changes of a redline lead from the old revision to the new one, and back?"""

import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot.word.ingest import ingest
from bot.word.normalise import normalise, tracked_changes
from bot.word.redline import redline
from bot.word.render import render
from bot.word.template import fill
from tests.bot.word.changed_drafts import LONG, record, single_edits
from tests.bot.word.drafts import short_draft, stamp_of
from tests.bot.word.hostile import unpacked
from tests.bot.word.reading import W, complaints, paragraphs, text_of
from tests.bot.word.test_template import TEMPLATES
from tests.workflow.drafting import material
from workflow.difference import differences
from workflow.draft import Draft

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHORT = short_draft()


@cache
def rendered(draft: Draft, revision: int = 1) -> bytes:
    return render(draft, stamp_of(draft, revision=revision))


def lined(before: Draft, after: Draft) -> bytes:
    return redline(rendered(before), rendered(after, 2), "Dee Okafor", AT)


def body(document: bytes) -> Any:
    return etree.fromstring(unpacked(document)["word/document.xml"]).find(f"{W}body")


def accepted(document: bytes) -> list[str]:
    made = body(document)
    normalise(made)
    return [text_of(one) for one in made.iter(f"{W}p")]


def rejected(document: bytes) -> list[str]:
    """Return the paragraphs after every change is rejected: the mirror of what accepting does."""
    made = body(document)
    for node in made.iter(f"{W}ins", f"{W}del", f"{W}delText"):
        node.tag = {f"{W}ins": f"{W}del", f"{W}del": f"{W}ins", f"{W}delText": f"{W}t"}[node.tag]
    normalise(made)
    return [text_of(one) for one in made.iter(f"{W}p")]


CASES = {differences(LONG, after)[0].label + str(i): (LONG, after) for i, after in enumerate(single_edits())}
CASES |= {"another brief": (SHORT, LONG), "and back": (LONG, SHORT), "nothing": (LONG, LONG)}

for file in sorted(path.stem for path in material.DATA.glob("*.json")):
    CASES[f"a redraft of {file}"] = (
        material.drafted(file),
        material.drafted(file, material.change("Make it warmer."), material.change("Drop direction 1.")),
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_redline_in_the_teams_template_leads_to_the_new_revision_and_back(name: str) -> None:
    later = record("directions", 0, name="Another name", idea="Another idea.")
    old, new = (fill(TEMPLATES[name], draft, stamp_of(draft)).document for draft in (LONG, later))
    made = redline(old, new, "Dee Okafor", AT)
    assert accepted(made) == paragraphs(new)
    assert rejected(made) == paragraphs(old)
    assert 0 < tracked_changes(body(made)) < 20


@pytest.mark.parametrize("name", CASES)
def test_a_redline_leads_to_the_new_revision_and_back_and_word_finds_no_fault_in_it(name: str) -> None:
    before, after = CASES[name]
    old, new = rendered(before), rendered(after, 2)
    made = redline(old, new, "Dee Okafor", AT)
    assert accepted(made) == paragraphs(new)
    assert rejected(made) == paragraphs(old)
    assert ingest(made, after).draft == after
    assert complaints(made) == []


def changed_words(made: bytes) -> list[tuple[str, str]]:
    marks = body(made).iter(f"{W}ins", f"{W}del")
    texts = ((mark.tag, "".join(part.text or "" for part in mark.iter(f"{W}t", f"{W}delText"))) for mark in marks)
    return [(tag.rpartition("}")[2], text) for tag, text in texts if text]


def test_only_the_words_that_changed_are_marked() -> None:
    after = LONG.model_copy(update={"title": "Spring Trail Launch: Ridgeline 3"})
    assert changed_words(lined(LONG, after)) == [("del", "2"), ("ins", "3"), ("del", "1"), ("ins", "2")]  # and revision


def test_changes_carry_the_name_and_the_time_of_the_person() -> None:
    made = body(lined(LONG, SHORT))
    marks = list(made.iter(f"{W}ins", f"{W}del"))
    assert {(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks} == {
        ("Dee Okafor", "2026-11-23T09:00:00Z")
    }
    numbers = [mark.get(f"{W}id") for mark in marks]
    assert len(set(numbers)) == len(numbers) == tracked_changes(made)


def test_the_look_of_words_is_kept() -> None:
    after = LONG.model_copy(update={"directions": LONG.directions[:1]})
    runs = [run for mark in body(lined(LONG, after)).iter(f"{W}del") for run in mark.iter(f"{W}r")]
    assert any(run.find(f"{W}rPr/{W}i") is not None and "apparently" in "".join(run.itertext()) for run in runs)


def test_libreoffice_opens_a_redline_with_its_changes(soffice: Path, tmp_path: Path) -> None:
    path, profile = tmp_path / "redline.docx", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    path.write_bytes(lined(LONG, CASES["another brief"][0]))
    out = tmp_path / "out"
    command = [str(soffice), profile, "--headless", "--convert-to", "docx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert tracked_changes(body((out / "redline.docx").read_bytes())) > 100
