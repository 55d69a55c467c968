"""Are the words of any person's document read, section by section, and hostile files refused as everywhere?"""

import io
import zipfile
from collections.abc import Callable
from time import monotonic
from typing import Any

import docx
import pytest

from bot.word.archive import UnsafeFile
from bot.word.plain import FEWEST_WORDS, MOST_PARAGRAPHS, MOST_TEXT, read_sheet, section_named
from tests.bot.word.hostile import CORPUS
from workflow.draft import Section
from workflow.shadow.sheet import Part, Sheet

FILLER = "Walkers who own the wrong shoes want one pair for a wet Saturday. " * 5


def saved(make: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    make(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def read(make: Callable[[Any], object]) -> Sheet:
    return read_sheet(saved(make))


def parts(sheet: Sheet) -> list[tuple[Section | None, str, str]]:
    return [(part.section, part.title, " ".join(_texts(part))) for part in sheet.parts if part.passages]


def _texts(part: Part) -> list[str]:
    return [text for passage in part.passages for text in passage.texts]


def test_headings_of_any_kind_part_a_document() -> None:
    def make(document: Any) -> None:
        document.add_paragraph("To begin with.")
        document.add_heading("1. Target audience", 1)
        document.add_paragraph("Walkers.")
        document.add_paragraph().add_run("Key message:").bold = True
        document.add_paragraph("One pair.", style="List Bullet")
        document.add_heading("Competitors", 2)
        document.add_paragraph(FILLER)
        document.add_paragraph().add_run("All of this is bold, and yet it is a sentence.").bold = True

    found = parts(read(make))
    assert found[:3] == [
        (None, "", "To begin with."),
        (Section.AUDIENCE, "1. Target audience", "Walkers."),
        (Section.PROPOSITION, "Key message:", "One pair."),
    ]
    assert found[3][:2] == (None, "Competitors")
    assert found[3][2].endswith("it is a sentence.")


def test_a_form_is_read_row_by_row_and_other_tables_as_tables() -> None:
    def make(document: Any) -> None:
        form = document.add_table(rows=3, cols=2)
        rows = [("Objectives", "9,200 purchases"), ("Audience", FILLER), ("Colour", "Green")]
        for row, texts in zip(form.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_heading("Media plan", 1)
        plan = document.add_table(rows=2, cols=2)
        for row, texts in zip(plan.rows, [("Email", "£10,000"), ("Search", "£20,000")], strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        box = document.add_table(rows=1, cols=1)
        box.cell(0, 0).text = "In a box."

    sheet = read(make)
    assert parts(sheet)[:2] == [
        (Section.OBJECTIVES, "Objectives", "9,200 purchases"),
        (Section.AUDIENCE, "Audience", FILLER.strip()),
    ]
    assert parts(sheet)[2] == (None, "Colour", "Green")
    plan, box = sheet.under(Section.CHANNELS)
    assert plan.rows == (("Email", "£10,000"), ("Search", "£20,000"))
    assert (box.rows, box.text) == ((), "In a box.")


def test_lists_are_told_from_paragraphs() -> None:
    def make(document: Any) -> None:
        document.add_heading("Risks", 1)
        document.add_paragraph(FILLER)
        document.add_paragraph("Rain.", style="List Bullet")

    assert [passage.bullet for passage in read(make).under(Section.RISKS)] == [False, True]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Who we talk to", Section.AUDIENCE),
        ("BUDGET & RESOURCES", Section.CHANNELS),
        ("Weather", None),
        ("The plan assumes that the budget pays for media and fees.", None),
        ("What it costs us in " + "x" * 60, None),
    ],
)
def test_a_heading_names_a_section_or_none(heading: str, section: Section | None) -> None:
    assert section_named(heading) is section


def test_what_says_next_to_nothing_or_goes_on_for_ever_is_refused() -> None:
    with pytest.raises(UnsafeFile, match="next to nothing"):
        read(lambda document: document.add_paragraph("word " * (FEWEST_WORDS - 1)))
    with pytest.raises(UnsafeFile, match="Send the brief alone"):
        read(lambda document: document.add_paragraph(" ".join(map(str, range(MOST_TEXT // 5)))))


def unpacked(content: bytes, added: str) -> bytes:
    """Return a document with more at its start, nothing of it packed: so that no limit on swelling refuses it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == "word/document.xml":
                part = part.replace(b"<w:body>", b"<w:body>" + added.encode())
            target.writestr(zipfile.ZipInfo(info.filename), part)
    return held.getvalue()


def test_a_document_of_countless_pieces_is_refused_or_read_within_seconds() -> None:
    plain = saved(lambda document: document.add_paragraph(FILLER))
    with pytest.raises(UnsafeFile, match="more than 5,000 paragraphs"):
        read_sheet(unpacked(plain, "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * MOST_PARAGRAPHS))
    inserted = '<w:ins w:id="1" w:author="x"><w:r><w:t>a</w:t></w:r></w:ins>' * 40_000
    began = monotonic()
    found = read_sheet(unpacked(plain, f"<w:p>{inserted}</w:p>"))
    assert monotonic() - began < 20  # each used to be looked for among all that stand before it
    assert "a" * 40_000 in found.said()


@pytest.mark.parametrize("name", ["an embedded object", "an instruction without a field", "a huge picture"])
def test_a_harmful_file_is_refused_as_everywhere(name: str) -> None:
    build, expected = CORPUS[name]
    with pytest.raises(UnsafeFile, match=expected):
        read_sheet(build())
