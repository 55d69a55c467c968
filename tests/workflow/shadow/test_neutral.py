"""Does a brief lose everything that says who wrote it, and nothing of what it says?"""

from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.draft import Section
from workflow.shadow.neutral import bare, nameless, neutral
from workflow.shadow.sheet import COMPARED, Part, Passage, Sheet

NAME = "Spring trail launch"
WRITERS = ("Maya Lindqvist", "Will O’Neill")


def told(*texts: str) -> list[str]:
    sheet = Sheet(parts=(Part(section=Section.SUMMARY, passages=tuple(Passage(text=text) for text in texts)),))
    return [passage.text for passage in neutral(sheet, WRITERS, NAME).under(Section.SUMMARY)]


@pytest.mark.parametrize(
    "mark",
    [
        "Prepared by Maya Lindqvist, 12 November 2026",
        "Drafted by Embedded drafter (rules and playbook, no language model) on 16 November 2026.",
        "Author: Maya",
        "Version: 3",
        "Revision",
        "Date: 12 Nov",
        "Approved by J. Smith",
        "WRITTEN BY MAYA LINDQVIST",
        "Last updated: 12 November 2026",
        "Confidential",
        "SPRING TRAIL LAUNCH",
        "\u200b",
        "BRF-12",
    ],
)
def test_lines_that_say_who_made_a_document_go(mark: str) -> None:
    assert told(mark, "It sells.") == ["It sells."]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("“Go” — it’s 25–44…", "\"Go\" - it's 25-44..."),
        ("grip\u00a0and\u00adwater  proof\u200b", "grip andwater proof"),
        ("Clicks fell [S1], then rose [S2, S3] [LIB-4].", "Clicks fell, then rose."),
        ("As in LIB-3 (BRF-12), Baton's plan by Baton.", "As in, the team's plan by the team."),
        ("Maya Lindqvist asks; Lindqvist says.", "the author asks; the author says."),
        ("Maya’s team reads.", "the author's team reads."),
        ("Will you buy? Will O’Neill asks O'Neill.", "Will you buy? the author asks the author."),
        ("Cafe\u0301", "Café"),
        ("Ask MAYA LINDQVIST, or maya lindqvist.", "Ask the author, or the author."),
        ("To maya.l@northfold.example or studio@northfold.example.", "To the author or studio@northfold.example."),
        ("planning@northfold.example, mlindqvist@northfold.example", "planning@northfold.example, the author"),
        ("@will.oneill and @maya_l know.", "the author and the author know."),
        ("Pass the baton on.", "Pass the baton on."),
        ("one\n\n two ", "one\ntwo"),
    ],
)  # fmt: skip
def test_habits_of_typing_marks_and_names_are_made_one(typed: str, plain: str) -> None:
    assert told(typed) == [plain]


def test_a_long_line_that_begins_like_a_mark_is_content() -> None:
    long = "Written for people who walk: " + "the shoe that " * 20
    assert told(long) == [long.strip()]


@pytest.mark.parametrize(
    "content",
    [
        "Produced with recycled ocean plastic.",
        "Approved by dermatologists.",
        "Written for people who walk.",
        "Date: 1 March to 16 May 2027",
        "Date: 1 March – 16 May",
    ],
)
def test_a_short_line_that_says_something_of_the_campaign_stays(content: str) -> None:
    assert told(content) == [bare(content)]


@pytest.mark.parametrize("piece", [" ", "\n", "[", "[1,", "a@", "@", "+0", "0 ", "1/", "Maya ", "a."])
def test_no_document_is_so_odd_that_it_takes_long(piece: str) -> None:
    """A search that looks back at each of a hundred thousand blanks would hold the whole process for minutes."""
    passage = Passage(text=piece * (200_000 // len(piece)))
    began = monotonic()
    nameless(neutral(Sheet(parts=(Part(section=Section.RISKS, passages=(passage,)),)), WRITERS, NAME), WRITERS)
    assert monotonic() - began < 20


def test_what_may_leave_the_house_names_nobody() -> None:
    text = "Ask Maya or @dee (dee@northfold.example, +44 20 7946 0000 or 020 7946 0000) about £180,000 by 01-03-2027."
    rows = (("Owner", "Lindqvist"), ("Budget", "£46,000"))
    sheet = Sheet(
        parts=(Part(section=Section.SUMMARY, passages=(Passage(text=text), Passage(rows=rows, bullet=True))),)
    )
    one, other = nameless(sheet, WRITERS).under(Section.SUMMARY)
    assert one.text == ("Ask somebody or an address (an address, a number or a number) about £180,000 by 01-03-2027.")
    assert other == Passage(rows=(("Owner", "somebody"), ("Budget", "£46,000")), bullet=True)


def test_known_headings_stand_once_in_order_and_others_become_lines() -> None:
    parts = (
        Part(section=None, passages=(Passage(text="To begin."),)),
        Part(section=Section.RISKS, passages=(Passage(text="Rain."),)),
        Part(section=None, title="Competitors", passages=(Passage(text="Two.", bullet=True),)),
        Part(section=Section.APPROVALS, passages=(Passage(text="Maya."),)),
        Part(section=None, title="After the approvals", passages=(Passage(text="Nothing."),)),
        Part(section=Section.AUDIENCE, passages=(Passage(text="Walkers."),)),
        Part(section=Section.RISKS, passages=(Passage(text="Snow."),)),
    )
    found = neutral(Sheet(parts=parts), (), NAME)
    assert [part.section for part in found.parts] == list(COMPARED)
    assert [part.title for part in found.parts] == [section.label for section in COMPARED]
    assert found.said(Section.SUMMARY) == "To begin."
    assert found.said(Section.AUDIENCE) == "Walkers."
    assert found.said(Section.RISKS).splitlines() == ["Rain.", "Competitors", "Two.", "Snow."]
    assert found.under(Section.RISKS)[2].bullet
    assert found.said() == "To begin.\nWalkers.\nRain.\nCompetitors\nTwo.\nSnow."


def test_rows_of_tables_are_told_alike_without_those_that_are_marks() -> None:
    rows = (("Author:", "Maya"), ("Channel", "Maya’s money"), ("", ""), ("Owner", "a", "b"))
    part = Part(section=Section.CHANNELS, passages=(Passage(rows=rows), Passage(rows=(("Version", "2"),))))
    (found,) = neutral(Sheet(parts=(part,)), WRITERS, NAME).under(Section.CHANNELS)
    assert found.rows == (("Channel", "the author's money"), ("Owner", "a", "b"))


@given(st.text(st.characters(categories=("L", "N", "P", "Z", "S", "M")), max_size=80))
def test_what_is_bare_stays_as_it_is(text: str) -> None:
    once = bare(text)
    assert bare(once) == once
