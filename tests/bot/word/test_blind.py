"""Does anything but the words tell the two documents of a pair apart? Somebody who wants to know looks everywhere."""

import io
import re
import zipfile
from functools import cache

import docx
import pytest
from hypothesis import given, settings

from bot.word.blind import NOTHING, blind_pair
from bot.word.plain import read_sheet
from bot.word.render import render
from bot.word.stamp import Stamp
from tests.bot.views.briefs import hostile
from tests.bot.word.test_plain import saved
from tests.workflow.drafting.material import FILES, campaign, drafted
from workflow.draft import Section
from workflow.shadow.neutral import neutral
from workflow.shadow.rival import sheet_of
from workflow.shadow.sheet import COMPARED, Part, Passage, Sheet

WRITER = "Priya Raman"
TELLING = re.compile(
    r"Baton|BRF-|SHD-|LIB-|Embedded|drafter|language model|python-docx|Priya|Raman|\[S\d|playbook says|For review"
)
"""What a curious reviewer would search for."""


@cache
def agents(name: str) -> Sheet:
    asked = campaign(name)
    return neutral(sheet_of(drafted(name)), [WRITER], asked.name)


@cache
def persons(name: str) -> Sheet:
    """A person's brief with every mark that people and programs leave."""
    asked = campaign(name)

    def make(document: docx.document.Document) -> None:
        document.core_properties.author = WRITER
        document.core_properties.comments = "Written by hand"
        document.sections[0].header.paragraphs[0].text = f"{WRITER}, confidential"
        document.add_heading(asked.name, 0)
        document.add_paragraph(f"Prepared by {WRITER}, November 2026")
        for heading in ("Background", "Goals", "Audience", "Key message", "Media", "Timing", "KPIs"):
            document.add_heading(heading, 1)
            document.add_paragraph(f"“{asked.audience}” – {WRITER.split(maxsplit=1)[0]}’s words about {heading} [1].")

    return neutral(read_sheet(saved(make)), [WRITER], asked.name)


def features(content: bytes) -> dict[str, object]:
    """Return everything about a file that is not the words of its body."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [
            (e.filename, e.date_time, e.compress_type, e.external_attr, e.extra, e.comment) for e in archive.infolist()
        ]
        parts = {name: archive.read(name).rstrip() for name in archive.namelist() if name != "word/document.xml"}
    found = docx.Document(io.BytesIO(content))
    styles = {paragraph.style.name for paragraph in found.paragraphs if paragraph.style}
    return {
        "size": len(content),
        "entries": entries,
        "parts": parts,
        "headings": [p.text for p in found.paragraphs if p.style and p.style.name == "Heading 1"],
        "title": found.tables[0].cell(0, 0).text,
        "foreign styles": styles - {"Title", "Heading 1", "Normal", "Brief Bullet", "Brief Note", "Brief Gap"},
        "pictures": len(found.inline_shapes),
    }


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_the_words_tells_the_agents_brief_from_a_persons(name: str) -> None:
    title = campaign(name).name
    one, other = blind_pair(agents(name), persons(name), title)
    assert features(one) == features(other)
    assert features(one)["headings"] == [section.label for section in COMPARED]
    assert (one, other) == tuple(reversed(blind_pair(persons(name), agents(name), title)))


@pytest.mark.parametrize("name", FILES)
def test_no_mark_of_a_writer_is_left_in_either(name: str) -> None:
    for content in blind_pair(agents(name), persons(name), "A campaign"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            shown = [archive.read(part).decode() for part in ("word/document.xml", "docProps/core.xml")]
        words = "\n".join(re.sub(r"<[^>]*>", " ", part) for part in shown)
        assert not TELLING.findall(words)


def test_a_document_that_a_person_made_from_one_of_batons_loses_its_marks_too() -> None:
    draft = drafted("ridgeline")
    stamp = Stamp("BRF-1", 2, "a" * 64, "Northfold", WRITER, "For review", draft.title)
    found = neutral(read_sheet(render(draft, stamp)), [WRITER], draft.title).said()
    for mark in ("BRF-1", "Drafted by", "Embedded drafter", WRITER, "[S"):
        assert mark not in found
    assert "The shoe for the walk you actually do" in found


def test_what_a_section_does_not_hold_is_said_in_the_same_words_for_both() -> None:
    empty = Sheet(parts=(Part(section=Section.SUMMARY, passages=(Passage(text="One line."),)),))
    table = Sheet(parts=(Part(section=Section.RISKS, passages=(Passage(rows=(("a", "b"), ("c",))),)),))
    one, other = (docx.Document(io.BytesIO(content)) for content in blind_pair(empty, table, "T"))
    assert [p.text for p in one.paragraphs].count(NOTHING) == [p.text for p in other.paragraphs].count(NOTHING) == 9
    assert [[cell.text for cell in row.cells] for row in other.tables[1].rows] == [["a", "b"], ["c", ""]]


@settings(max_examples=12, deadline=None)
@given(hostile(400), hostile(3000), hostile(120))
def test_sizes_are_equal_whatever_is_said(one: str, other: str, title: str) -> None:
    sheets = [Sheet(parts=(Part(section=Section.AUDIENCE, passages=(Passage(text=text),)),)) for text in (one, other)]
    first, second = blind_pair(sheets[0], sheets[1], title)
    assert len(first) == len(second)
    assert len(first) % 4096 == 0
    assert docx.Document(io.BytesIO(first)).paragraphs
