"""Does a returned document become the draft that it says, with exactly the edits that people made?"""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.word.archive import UnsafeFile
from bot.word.ingest import Ingested, ingest
from bot.word.render import render
from bot.word.sections.closing import LIMITS_TITLE
from bot.word.xml import element
from tests.bot.word import edits
from tests.bot.word.changed_drafts import LONG, budget_line, record, single_edits, whole
from tests.bot.word.drafts import short_draft, stamp_of
from tests.bot.word.edits import edited, typed
from tests.bot.word.hostile import unpacked
from tests.bot.word.reading import W, text_of
from tests.workflow.drafting import material
from workflow.channels import Channel
from workflow.difference import differences
from workflow.draft import Basis, Draft, Section

SHORT = short_draft()
BOTH = pytest.mark.parametrize("draft", [LONG, SHORT], ids=["long", "short"])


def rendered(draft: Draft) -> bytes:
    return render(draft, stamp_of(draft))


DOCUMENT = rendered(LONG)


def saved(soffice: Path, content: bytes, folder: Path, *kinds: str) -> bytes:
    """Return a document after LibreOffice saved it as each of `kinds` in turn."""
    path = folder / "brief.docx"
    path.write_bytes(content)
    for number, kind in enumerate(kinds):
        into = folder / str(number)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(soffice), profile, "--headless", "--convert-to", kind, "--outdir", str(into), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        path = into / f"brief.{kind.partition(':')[0]}"
    return path.read_bytes()


def told(after: Ingested, before: Draft = LONG) -> list[tuple[str, str, str]]:
    return [(found.label, found.before, found.after) for found in differences(before, after.draft)]


def returned(*changes: Callable[[Any], None]) -> Ingested:
    return ingest(edited(DOCUMENT, *changes), LONG)


@BOTH
def test_an_untouched_document_is_the_draft_that_it_was_rendered_from(draft: Draft) -> None:
    assert ingest(rendered(draft), draft) == Ingested(draft, (), (), (), 0)


@pytest.mark.parametrize("changes", [(), ("Make it warmer.", "Shorter, please.")], ids=["first", "second"])
@pytest.mark.parametrize("file", sorted(path.stem for path in material.DATA.glob("*.json")))
def test_what_the_drafter_writes_is_read_back(file: str, changes: tuple[str, ...]) -> None:
    asked = (material.change(note, section) for note, section in zip(changes, (Section.DIRECTIONS, None), strict=False))
    draft = material.drafted(file, *asked)
    assert ingest(rendered(draft), draft) == Ingested(draft, (), (), (), 0)


@BOTH
@pytest.mark.parametrize("kinds", [["docx"], ["odt", "docx"]], ids=["saved", "by way of odt"])
def test_a_document_that_libreoffice_saved_is_the_same_draft(
    draft: Draft, kinds: list[str], soffice: Path, tmp_path: Path
) -> None:
    content = saved(soffice, rendered(draft), tmp_path, *kinds)
    assert ingest(content, draft) == Ingested(draft, (), (), (), 0)


def test_edits_survive_libreoffice_as_exactly_those_edits(soffice: Path, tmp_path: Path) -> None:
    changes = [typed("£38,000", "£39,500"), typed("27 Nov 2026", "30 Nov 2026"), typed("Dry Humour", "Drier Humour")]
    content = saved(soffice, edited(DOCUMENT, *changes), tmp_path, "docx")
    assert told(ingest(content, LONG)) == [
        (f"Budget, {Channel.PAID_SEARCH.label}", "£38,000", "£39,500"),
        ("Direction", "Dry Humour", "Drier Humour"),
        ("End, Brief sign-off", "27 November 2026", "30 November 2026"),
    ]


def test_without_bookmarks_and_with_reworded_headings_the_sections_are_found() -> None:
    def forget(body: Any) -> None:
        for mark in [*body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)

    after = returned(forget, typed("Measurement", "Measurements"), typed("Audience", "Audiences"))
    assert after.draft == LONG
    assert [problem[:30] for problem in after.problems] == [
        "The heading “Audiences” was re",
        "The heading “Measurements” was",
    ]


def texts_only(draft: Draft) -> object:
    """Return a draft without what an edit is allowed to change: on what a claim rests."""
    held = draft.model_dump()
    # The order of notes over different sections is not shown in a document.
    return _bare({**held, "notes": sorted(held["notes"], key=lambda note: list(Section).index(note["section"]))})


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(inner) for name, inner in value.items() if name != "basis"}
    return [_bare(inner) for inner in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("after", single_edits(), ids=lambda draft: differences(LONG, draft)[0].label)
def test_every_edit_is_read_as_exactly_that_edit(after: Draft) -> None:
    read = ingest(rendered(after), LONG)
    assert texts_only(read.draft) == texts_only(after)


def test_sums_that_no_longer_agree_are_reported() -> None:
    after = record("channels", 0, budget=Decimal(50_000))
    assert ingest(rendered(after), LONG).problems == (
        "The lines of the channel plan now add up to £184,000, which is not the budget.",
    )


def test_an_edited_claim_keeps_its_basis_only_where_it_is_peoples_own() -> None:
    after = returned(typed("Full-bootie", "Half-bootie"), typed("Dry, in both", "Wet, in both"))
    assert after.draft.proposition.reasons[0].basis is Basis.JUDGEMENT
    assert after.draft.proposition.reasons[0].sources == ("S5",)
    assert after.draft.proposition.tone[0].basis is Basis.REQUEST


def test_an_amount_edited_in_either_of_its_two_places_is_read() -> None:
    table = returned(typed("£46,000", "£46k"))
    assert told(table) == []

    def below(body: Any) -> None:
        edits.paragraph_with(body, "Judged on: Cost per purchase").findall(f"{W}r")[2].find(f"{W}t").text = "£44,000"

    assert told(returned(below)) == [(f"Budget, {Channel.META.label}", "£46,000", "£44,000")]
    both = returned(typed("£46,000", "£45,000"), below)
    assert told(both) == [(f"Budget, {Channel.META.label}", "£46,000", "£45,000")]
    assert any("what stands in the table was taken" in problem for problem in both.problems)


@pytest.mark.parametrize(
    ("before", "after", "reported"),
    [
        ("£46,000", "about fifty", "The budget of Meta (Facebook, Instagram) cannot be read"),
        ("£46,000", "€46,500", "cannot be read"),
        ("£46,000", "46.500", "cannot be read"),
        ("27 Nov 2026", "03/04/2027", "The end of “Brief sign-off” cannot be read"),
        ("27 Nov 2026", "31 Feb 2027", "cannot be read"),
        ("16 May 2027", "soon", "The end cannot be read"),
        ("Measurement", "Figures", "heading “Figures” was read as"),
        ("26%", "99%", "follows from its amount"),
        ("Dee Okafor, @designers", "Nobody", "The chain of approval is the team’s own: “Nobody”"),
        ("It cannot judge tone", "It can judge tone", "The note on limits is Baton’s own record"),
        ("Done where the inputs", "Not done where the inputs", "The record of answers to requests is Baton’s own"),
    ],
)
def test_what_cannot_be_taken_over_stays_and_is_reported(before: str, after: str, reported: str) -> None:
    read = returned(typed(before, after))
    assert read.draft == LONG
    assert any(reported in problem for problem in read.problems), read.problems


def test_dates_and_amounts_are_read_as_people_write_them() -> None:
    changes = [typed("27 Nov 2026", "November 30th, 2026"), typed("9 Nov 2026", "2026-11-10"), typed("£38,000", "40k")]
    assert told(returned(*changes)) == [
        (f"Budget, {Channel.PAID_SEARCH.label}", "£38,000", "£40,000"),
        ("Start, Brief sign-off", "9 November 2026", "10 November 2026"),
        ("End, Brief sign-off", "27 November 2026", "30 November 2026"),
        ("Working days late, Brief sign-off", "9", "0"),
    ]


def test_tracked_changes_are_accepted_and_counted() -> None:
    after = returned(edits.tracked("Dry Humour", "Dry Wit"))
    assert told(after) == [("Direction", "Dry Humour", "Dry Wit")]
    assert after.tracked_changes == 2


def test_a_paragraph_whose_mark_was_deleted_joins_the_next() -> None:
    after = returned(edits.deletes_mark("Plain-spoken."))
    assert [claim.text for claim in after.draft.proposition.tone] == [
        "Dry, in both senses.",
        "Plain-spoken.Never summit-heroic.",
    ]


def test_a_document_of_more_text_than_any_brief_is_refused() -> None:
    with pytest.raises(UnsafeFile, match="300,000 characters"):
        returned(typed("Dry Humour", "Dry Humour. " * 25_000))


def test_content_controls_hide_nothing() -> None:
    after = returned(edits.wraps("Plain-spoken."), edits.wraps("Wrong Shoes Club"), edits.wraps("£38,000"))
    assert after.draft == LONG


def test_a_section_that_people_added_is_kept_and_reported() -> None:
    after = returned(
        edits.enters("Consent mode is on", "Clear the name with counsel.", "Normal"),
        edits.enters("Consent mode is on", "Legal", "Heading1"),
    )
    (extra,) = after.extra
    assert (extra.title, extra.text, extra.after) == ("Legal", "Clear the name with counsel.", Section.MEASUREMENT)
    assert told(after) == [("Note", "", "Legal: Clear the name with counsel.")]
    again = ingest(rendered(after.draft), after.draft)
    assert again.draft == after.draft


def test_words_without_a_field_are_kept_as_notes_of_their_section() -> None:
    after = returned(edits.enters("Starting points", "Do not use dogs."))
    assert told(after) == [("Note", "", "Do not use dogs.")]
    assert after.problems == (
        "“Do not use dogs.” fits no field of “Creative directions to explore”; it is kept there as a note.",
    )


def test_text_in_a_drawn_box_and_in_footnotes_is_kept() -> None:
    def draw(body: Any) -> None:
        box = element("txbxContent", edits.new_paragraph("Seen in a box."))
        edits.paragraph_with(body, "Plain-spoken.").append(element("r", element("pict", box)))
        edits.paragraph_with(body, "Never summit").append(element("r", element("footnoteReference", id=2)))
        edits.paragraph_with(body, "Never summit").append(element("r", element("drawing")))

    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Ask Dee.</w:t></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W[1:-1]}">{note}</w:footnotes>'
    after = ingest(edits.with_parts(edited(DOCUMENT, draw), footnotes_xml=notes), LONG)
    assert "Seen in a box." in [claim.text for claim in after.draft.proposition.tone]
    assert [note.claim.text for note in after.draft.notes if note.section is Section.PROPOSITION] == ["Ask Dee."]
    assert (
        "A picture in “Proposition and mandatories” was not taken over: a brief holds words and figures."
        in after.problems
    )


@pytest.mark.parametrize("done", [False, True])
def test_comments_become_requests_for_change(done: bool) -> None:
    read = ingest(edits.comment("Plain-spoken.", "Too plain?", done=done)(DOCUMENT), LONG)
    (comment,) = read.comments
    assert (comment.author, comment.text, comment.anchor) == ("Dee Okafor", "Too plain?", "Plain-spoken.")
    assert (comment.at, comment.section) == (datetime(2026, 11, 23, 9, 30, tzinfo=UTC), Section.PROPOSITION)
    assert (comment.resolved, comment.reply) == (done, False)
    assert read.draft == LONG


def test_a_channel_without_a_row_or_without_a_part_is_kept_and_reported() -> None:
    row = returned(edits.removes_row("Conversion rate"))
    assert {plan.channel for plan in row.draft.channels} == {plan.channel for plan in LONG.channels}
    assert any("has no row in the table" in problem for problem in row.problems)
    part = returned(*[edits.removes(words) for words in ("Click-to-open rate",)][:0], _removes_part(Channel.EMAIL))
    assert part.draft == LONG
    assert any("has no part below the table" in problem for problem in part.problems)


def _removes_part(channel: Channel) -> Callable[[Any], None]:
    def edit(body: Any) -> None:
        at = next(
            one
            for one in body.iterchildren(f"{W}p")
            if one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading2" and text_of(one) == channel.label
        )
        while True:
            following = at.getnext()
            body.remove(at)
            style = following.find(f"{W}pPr/{W}pStyle")
            at = following
            if style is not None and style.get(f"{W}val") in {"Heading1", "Heading2"}:
                return
            if text_of(at) == "Notes":
                return

    return edit


def test_a_row_that_names_no_channel_with_a_part_is_a_line_of_cost() -> None:
    after = whole(other_budget=(*LONG.other_budget, budget_line(Channel.SMS.label, 700)))
    read = ingest(rendered(after), LONG)
    assert read.draft.other_budget == after.other_budget
    assert any("no part of its own" in problem for problem in read.problems)


def test_a_renamed_channel_stays_the_channel_that_it_was() -> None:
    def rename(body: Any) -> None:
        row = next(one for one in body.iter(f"{W}tr") if "Own the Friday commute" in text_of(one))
        typed(Channel.OUT_OF_HOME.label, "Posters")(row)

    read = returned(rename)
    assert read.draft == LONG
    assert read.problems == (f"“Posters” is still planned as {Channel.OUT_OF_HOME.label}: a channel keeps its name.",)


def test_the_closing_note_is_not_read_as_content() -> None:
    def forget(body: Any) -> None:
        table = next(one for one in body.iter(f"{W}tbl") if LIMITS_TITLE in text_of(one))
        body.remove(table)

    assert returned(forget).draft == LONG


def test_an_emptied_document_is_an_empty_draft_and_not_an_error() -> None:
    def clear(body: Any) -> None:
        for child in list(body)[:-1]:
            body.remove(child)

    after = returned(clear).draft
    assert (after.title, after.total_budget) == (LONG.title, LONG.total_budget)
    assert (*after.summary, *after.objectives, *after.channels, *after.phases, *after.sources) == ()
    assert ingest(rendered(after), after).draft == after


words = st.text(alphabet="abcdé “”’£%&<·:[]S1 —0.,", min_size=1, max_size=40).filter(lambda text: text.strip() != "")


@settings(max_examples=30)
@given(st.data())
def test_whatever_people_type_over_a_text_nothing_is_lost(data: st.DataObject) -> None:
    body = etree.fromstring(unpacked(DOCUMENT)["word/document.xml"])
    places = [text.text for text in body.iter(f"{W}t") if len(text.text or "") > 12]
    before, after = data.draw(st.sampled_from(places)), f"Zebra {data.draw(words)} yak"
    read = returned(typed(before, after))
    held = " ".join([read.draft.model_dump_json(), *read.problems]).replace('\\"', '"')
    assert "Zebra" in held
