"""Do comments become a list that says who wants what where and why, with what may contradict marked?"""

import pytest

from workflow.draft import Section
from workflow.gathering import Comment, Point, gathered, reasoned, section_named


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("The audience is too broad", Section.AUDIENCE),
        ("Shorten the Channel plan please", Section.CHANNELS),
        ("The deadline for print is too late, move the dates", Section.TIMELINE),
        ("Which KPI shows that?", Section.MEASUREMENT),
        ("Direction 2 is tired", Section.DIRECTIONS),
        ("the tagline is flat", Section.PROPOSITION),
        ("More on what past campaigns taught us", Section.LEARNINGS),
        ("The goal is unclear", Section.OBJECTIVES),
        ("the summary repeats the summary of last week's brief", Section.SUMMARY),
        ("A risk is missing", Section.RISKS),
        ("It is too long", None),
        ("candidates", None),
    ],
)
def test_the_section_that_a_comment_names_is_found(text: str, section: Section | None) -> None:
    assert section_named(text) is section


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Drop TV because it is sold out.", ("Drop TV", "it is sold out")),
        ("Shorter, so that sales read it", ("Shorter", "sales read it")),
        ("Drop TV.", ("Drop TV.", "")),
        ("Because I say so", ("Because I say so", "")),
        ("Drop TV because", ("Drop TV because", "")),
    ],
)
def test_a_reason_is_told_apart_from_what_is_asked(text: str, parts: tuple[str, str]) -> None:
    assert reasoned(text) == parts


def test_wishes_stand_in_the_order_of_the_brief_and_neighbours_are_marked() -> None:
    points = gathered(
        [
            Comment("Maya", "The timeline is too tight because print closes in May"),
            Comment("Dee", "- Narrow the audience to road runners\n- The logo is missing\nand so on"),
            Comment("Noor", "Widen the audience!"),
            Comment("Tom", "It is too long"),
            Comment("Ines", "Please make it shorter"),
            Comment("Maya", "the audience needs an age"),
        ]
    )
    assert points == (
        Point("Dee", Section.AUDIENCE, "Narrow the audience to road runners", beside=("Noor", "Maya")),
        Point("Noor", Section.AUDIENCE, "Widen the audience!", beside=("Dee", "Maya")),
        Point("Maya", Section.AUDIENCE, "the audience needs an age", beside=("Dee", "Noor")),
        Point("Dee", Section.PROPOSITION, "The logo is missing"),
        Point("Maya", Section.TIMELINE, "The timeline is too tight", "print closes in May"),
        Point("Tom", None, "It is too long"),
        Point("Ines", None, "Please make it shorter"),
    )


def test_one_person_does_not_contradict_themselves() -> None:
    points = gathered([Comment("Dee", "Narrow the audience"), Comment("Dee", "The audience is unclear")])
    assert [point.beside for point in points] == [(), ()]


@pytest.mark.parametrize(
    "text", ["thanks", "Looks good!", "", "will do, thanks all", "👍", "- thanks\n- ok", "shorter"]
)
def test_courtesies_and_plain_approval_ask_for_nothing(text: str) -> None:
    assert gathered([Comment("Dee", text)]) == ()
