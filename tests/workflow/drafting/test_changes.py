from dataclasses import replace

import pytest

from tests.workflow.drafting.material import change, drafted
from workflow.draft import Basis, Section

NEW = "One pair of shoes for the whole of Saturday"


def names(draft: object) -> list[str]:
    return [each.name for each in draft.directions]  # type: ignore[attr-defined]  # a draft


@pytest.mark.parametrize("note", [f"“{NEW}”", f'Please change the proposition to "{NEW}".', f"use “{NEW}” instead"])
def test_a_proposition_in_quotation_marks_replaces_the_authors(note: str) -> None:
    draft = drafted("ridgeline", change(note, Section.PROPOSITION))
    assert draft.proposition.statement is not None
    assert draft.proposition.statement.text == NEW
    (cited,) = draft.proposition.statement.sources
    assert [source.locator for source in draft.sources if source.id == cited] == ["request/changes/1"]
    assert draft.answers[0].answer.startswith("Done: the proposition")
    assert (draft.answers[0].by, draft.answers[0].stage) == ("Dee Okafor", "Design review")


@pytest.mark.parametrize(
    ("note", "section"),
    [
        ("Do not say “the shoe for the walk”", Section.PROPOSITION),
        ("Drop “pub floor”", Section.PROPOSITION),
        ("“one two three” or “four five six”", Section.PROPOSITION),
        ("too long", Section.PROPOSITION),
        (f"“{NEW}”", Section.AUDIENCE),
        ("Drop the third direction", Section.DIRECTIONS),
        ("Cut everything about money", None),
    ],
)
def test_what_rules_cannot_do_is_carried_word_for_word_and_asked(note: str, section: Section | None) -> None:
    draft = drafted("ridgeline", change(note, section))
    place = section or Section.SUMMARY
    carried = next(each for each in draft.notes if "Dee Okafor" in each.claim.text)
    assert carried.section is place
    assert carried.claim.basis is Basis.REQUEST
    assert note in carried.claim.text
    assert draft.answers[0].answer.startswith("Not rewritten")
    assert draft.questions[-1].section is place
    assert draft.questions[-1].owner == "Priya Raman"
    assert draft.proposition == drafted().proposition


def test_a_line_to_add_joins_the_mandatories() -> None:
    draft = drafted("ridgeline", change("Add mandatory: “Sizes on every page”", Section.PROPOSITION))
    assert "Sizes on every page." in [claim.text for claim in draft.proposition.mandatories]
    assert draft.answers[0].answer.startswith("Done: added")


def test_a_direction_is_dropped_by_number_or_by_name_and_the_next_takes_its_place() -> None:
    before = names(drafted())
    by_number = drafted("ridgeline", change("Please drop direction 2", Section.DIRECTIONS))
    by_name = drafted("ridgeline", change("remove SHOW IT WORKING, too literal"))
    assert before[1] == "Show it working"
    assert names(by_number) == names(by_name) == [before[0], before[2], before[3], "Before and after"]
    assert by_number.answers[0].answer == "Done: “Show it working” is out. “Before and after” takes its place."


def test_numbers_count_in_the_directions_that_were_shown_and_three_always_stay() -> None:
    before = names(drafted())
    twice = (change("Drop direction 1", Section.DIRECTIONS), change("drop direction 1", Section.DIRECTIONS, 2))
    again = drafted("ridgeline", *twice)
    assert names(again) == [before[2], before[3], "Before and after"]
    assert again.answers[1].answer == f"Done: “{before[1]}” is out."
    over = drafted("ridgeline", *twice, change("Drop directions 1 and 2", Section.DIRECTIONS, 3))
    assert names(over) == names(again)
    assert over.answers[2].answer.startswith("Not done")


def test_a_stage_and_a_person_nobody_knows_any_more_are_named_as_they_were_recorded() -> None:
    gone = replace(change("Shorter, please"), stage="legal", by="U0GONE")
    answer = drafted("ridgeline", gone).answers[0]
    assert (answer.stage, answer.by) == ("legal", "U0GONE")


def test_later_requests_win_and_every_request_is_answered() -> None:
    draft = drafted(
        "ridgeline",
        change(f"“{NEW}”", Section.PROPOSITION),
        change("“Four words are enough”", Section.PROPOSITION, 2),
    )
    assert draft.proposition.statement is not None
    assert draft.proposition.statement.text == "Four words are enough"
    assert [answer.revision for answer in draft.answers] == [1, 2]
