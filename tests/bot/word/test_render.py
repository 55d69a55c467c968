"""Does the document say everything that the draft says, in a form that Word accepts?"""

import io
import subprocess
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.word.base import TEXT_WIDTH
from bot.word.render import render
from tests.bot.word.drafts import channel, long_draft, short_draft, stamp_of
from tests.bot.word.reading import (
    PAGE_TEXT_WIDTH,
    W,
    body,
    claims,
    complaints,
    headings,
    paragraphs,
    parts,
    table_headed,
    text_of,
    unread,
)
from workflow.channels import Channel
from workflow.draft import Basis, BudgetLine, Claim, Draft, Section

LONG, SHORT = long_draft(), short_draft()
BOTH = pytest.mark.parametrize("draft", [LONG, SHORT], ids=["long", "short"])


def rendered(draft: Draft, **stamped: Any) -> bytes:
    return render(draft, stamp_of(draft, **stamped))


@BOTH
def test_everything_that_the_draft_says_can_be_read(draft: Draft) -> None:
    assert unread(draft, rendered(draft)) == []


@BOTH
def test_word_finds_no_fault_in_the_xml(draft: Draft) -> None:
    assert complaints(rendered(draft)) == []


def test_every_section_stands_under_its_heading_in_reading_order() -> None:
    assert headings(rendered(LONG)) == [section.label for section in Section]


def test_a_section_without_content_has_no_heading() -> None:
    shown = headings(rendered(SHORT))
    assert Section.DIRECTIONS.label not in shown
    assert Section.APPROVALS.label not in shown
    assert Section.LEARNINGS.label in shown


def test_headings_are_bookmarked_by_section() -> None:
    marks = {mark.get(f"{W}name"): text_of(mark.getparent()) for mark in body(rendered(LONG)).iter(f"{W}bookmarkStart")}
    assert {f"sec_{section}": section.label for section in Section}.items() <= marks.items()


def test_every_citation_leads_to_the_row_of_its_source() -> None:
    document = body(rendered(LONG))
    rows = {mark.get(f"{W}name"): text_of(mark.getparent()) for mark in document.iter(f"{W}bookmarkStart")}
    cited = [(link.get(f"{W}anchor"), text_of(link).strip("\u00a0[]")) for link in document.iter(f"{W}hyperlink")]
    assert len(cited) == sum(len(claim.marks) for claim in claims(LONG))
    assert {(anchor, rows[anchor]) for anchor, _ in cited} == {(f"src_{source}", source) for _, source in cited}


def test_what_comes_from_the_request_carries_no_mark_and_keeps_its_source() -> None:
    asked = Claim(text="Dry feet.", basis=Basis.REQUEST, sources=("S1",))
    worked_out = Claim(text="£1 each.", basis=Basis.CALCULATED, sources=("S1", "S3"))
    quoted = Claim(text="Wet feet.", basis=Basis.QUOTED, sources=("S1",))
    assert [claim.marks for claim in (asked, worked_out, quoted)] == [(), ("S3",), ("S1",)]
    assert "[S1]" not in text_of(body(rendered(LONG.model_copy(update={"summary": (asked, worked_out)}))))[:600]


def test_money_adds_up_in_the_table_of_channels() -> None:
    rows = table_headed(rendered(LONG), "Channel", "Role")
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("Meta (Facebook, Instagram)", "£46,000", "26%"),
        ("Influencer", "£23,000", "13%"),
        ("Paid search", "£38,000", "21%"),
        ("Out of home", "£55,000", "31%"),
        ("Email", "£8,000", "4%"),
        ("Contingency", "£10,000", "6%"),
        ("Total", "£180,000", "100%"),
    ]


def test_amounts_stand_to_the_right() -> None:
    table = next(t for t in body(rendered(LONG)).iter(f"{W}tbl") if text_of(t).startswith("ChannelRole"))
    sides = [[jc.get(f"{W}val") for jc in row.iter(f"{W}jc")] for row in table.findall(f"{W}tr")]
    assert all(side == ["right", "right"] for side in sides)


def test_header_rows_repeat_and_rows_do_not_split() -> None:
    rows = list(body(rendered(LONG)).iter(f"{W}tr"))
    assert sum(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows) == 10
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_row_taller_than_a_page_may_split() -> None:
    tall = LONG.learnings[0].model_copy(update={"therefore": Claim(text="wait\n" * 300, basis="judgement")})
    document = body(rendered(LONG.model_copy(update={"learnings": (tall,)})))
    row = next(row for row in document.iter(f"{W}tr") if "wait\nwait" in text_of(row))
    assert row.find(f"{W}trPr/{W}cantSplit") is None


def test_a_missing_proposition_is_named_and_not_invented() -> None:
    assert any(text.startswith("No proposition was given") for text in paragraphs(rendered(SHORT)))


def test_the_first_page_has_no_header_and_later_pages_say_which_revision_they_are() -> None:
    section = docx.Document(io.BytesIO(rendered(LONG, revision=3))).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    left, right = (cell.text for cell in section.header.tables[0].rows[0].cells)
    assert left == LONG.title
    assert right == f"BRF-1  ·  revision 3  ·  {stamp_of(LONG).content_hash[:8]}"


def test_every_page_counts_itself() -> None:
    read = parts(rendered(LONG))
    for footer in ("word/footer1.xml", "word/footer2.xml"):
        assert text_of(read[footer]) == "Northfold marketing  ·  Confidential\tPage 1 of 1"
        assert [field.get(f"{W}instr") for field in read[footer].iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_properties_tell_title_identity_and_the_day_of_writing() -> None:
    told = docx.Document(io.BytesIO(rendered(LONG, revision=2))).core_properties
    assert (told.title, told.author, told.language) == (LONG.title, "Priya Raman", "en-GB")
    assert (told.identifier, told.version, told.revision) == ("BRF-1", "2", 2)
    assert told.created == told.modified == datetime(2026, 11, 22, tzinfo=UTC)


def test_a_draft_outside_of_any_ledger_calls_itself_a_draft() -> None:
    document = rendered(SHORT, brief_id=None)
    assert "CAMPAIGN BRIEF  ·  Draft" in paragraphs(document)
    assert docx.Document(io.BytesIO(document)).core_properties.identifier == "Draft"


def test_equal_content_gives_equal_bytes() -> None:
    document = rendered(LONG)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert document == rendered(long_draft())


def test_the_document_is_modern_clean_and_in_english() -> None:
    read = parts(rendered(LONG))
    modes = [one.get(f"{W}val") for one in read["word/settings.xml"].iter(f"{W}compatSetting")]
    languages = {one.get(f"{W}val") for one in read["word/styles.xml"].iter(f"{W}lang")}
    assert modes[0] == "15"
    assert languages == {"en-GB"}
    assert not [name for name in read if "thumbnail" in name or "customXml" in name]


def test_our_text_column_is_as_wide_as_the_page_leaves() -> None:
    assert TEXT_WIDTH == PAGE_TEXT_WIDTH


def test_a_template_expression_is_printed_and_never_evaluated() -> None:
    shown = paragraphs(rendered(SHORT.model_copy(update={"title": "{{7*7}} {% raw %}"})))
    assert "{{7*7}} {% raw %}" in shown


def test_line_breaks_are_kept_as_typed() -> None:
    typed = SHORT.model_copy(update={"summary": (Claim(text="one\n\n  two\tthree", basis="request"),)})
    assert "one\n\n  two\tthree" in paragraphs(rendered(typed))


def test_right_to_left_text_reads_from_the_right() -> None:
    document = body(rendered(SHORT.model_copy(update={"title": "حملة الربيع"})))
    title = next(one for one in document.iter(f"{W}p") if text_of(one) == "حملة الربيع")
    assert title.find(f"{W}pPr/{W}bidi") is not None
    assert title.find(f"{W}r/{W}rPr/{W}rtl") is not None


def test_a_budget_of_nothing_and_twenty_channels_are_drawn_within_the_margins() -> None:
    free = SHORT.model_copy(update={"total_budget": Decimal(0), "channels": (channel(Channel.EMAIL, "0", "r", "k"),)})
    many = LONG.model_copy(
        update={
            "total_budget": Decimal(1_000_000_000),
            "currency": "UGX",
            "channels": tuple(channel(one, "49000000", "role", "kpi") for one in Channel),
            "other_budget": (BudgetLine(name="Pennies", role="rest", budget=Decimal(1)),),
        }
    )
    assert complaints(rendered(free)) == complaints(rendered(many)) == []
    assert table_headed(rendered(many), "Channel", "Role")[-2][4] == "under 1%"


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "\x00\x07\x1b[31m\x7f\ufffe\uffff",
            "{{7*7}}",
            "]]></w:t><w:p/>&amp;<!ENTITY x SYSTEM 'file:///etc/passwd'>",
            "=cmd|' /C calc'!A0",
            "\u202eevil\u202c \u200f\u2066 👩‍👩‍👧‍👦 ﷽ 漢字かな 𒐫",
            "a" + "\u0301" * 200,
            "W" * 400,
            "\n" * 50 + "end",
            "S1",
            "",
        ]
    ),
    st.text(max_size=80),
)


def spoiled(value: object, texts: list[str]) -> object:
    """Put the next of `texts` wherever a draft holds words."""
    if type(value) is str:
        texts.append(texts.pop(0))
        return texts[-1]
    if isinstance(value, dict):
        return {key: held if key == "currency" else spoiled(held, texts) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return tuple(spoiled(item, texts) for item in value)
    return value


@settings(max_examples=25)
@given(st.lists(HOSTILE, min_size=1, max_size=7))
def test_nothing_that_people_type_breaks_the_document(texts: list[str]) -> None:
    draft = Draft.model_validate(spoiled(LONG.model_dump(), list(texts)))
    document = rendered(draft)
    assert unread(draft, document) == []
    assert complaints(document) == []
    docx.Document(io.BytesIO(document))


@given(st.lists(st.dates(date(2020, 1, 1), date(2040, 1, 1)), min_size=2, max_size=8))
def test_any_timeline_fits_the_page(days: list[date]) -> None:
    phases = tuple(LONG.phases[0].model_copy(update={"start": min(a, b), "end": max(a, b)}) for a, b in pairwise(days))
    assert complaints(rendered(SHORT.model_copy(update={"phases": phases}))) == []


@BOTH
def test_an_office_program_opens_the_document(draft: Draft, soffice: Path, tmp_path: Path) -> None:
    source = tmp_path / "brief.docx"
    source.write_bytes(rendered(draft))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF-")
