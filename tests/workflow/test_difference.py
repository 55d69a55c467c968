"""Is every edit of a draft told exactly, and nothing else?"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from tests.bot.word.drafts import long_draft, said, short_draft
from workflow import difference
from workflow.channels import Channel
from workflow.difference import Difference, differences
from workflow.draft import (
    Approval,
    Audience,
    Basis,
    BudgetLine,
    ChangeAnswer,
    ChannelPlan,
    Direction,
    Draft,
    Kpi,
    Learning,
    Objective,
    Phase,
    Proposition,
    Question,
    Risk,
    Section,
    SectionNote,
    Source,
)

LONG = long_draft()
RECORDS: dict[str, type[BaseModel]] = {
    "answers": ChangeAnswer,
    "objectives": Objective,
    "audiences": Audience,
    "channels": ChannelPlan,
    "other_budget": BudgetLine,
    "learnings": Learning,
    "directions": Direction,
    "phases": Phase,
    "kpis": Kpi,
    "risks": Risk,
    "questions": Question,
    "approvals": Approval,
    "sources": Source,
}


def edited(position: int, listed: str, /, **changes: Any) -> Draft:
    """Return the long draft with changes in one record of `listed`."""
    records = list(getattr(LONG, listed))
    records[position] = records[position].model_copy(update=changes)
    return LONG.model_copy(update={listed: tuple(records)})


def told(after: Draft, before: Draft = LONG) -> list[tuple[Section | None, str, str, str]]:
    return [(found.section, found.label, found.before, found.after) for found in differences(before, after)]


def test_equal_drafts_do_not_differ() -> None:
    assert differences(LONG, long_draft()) == ()


def test_every_field_of_a_draft_is_compared() -> None:
    listed = {*difference._WHOLE, *difference._CLAIMS, *difference._RECORDS, "proposition", "notes", "no_learnings"}
    assert listed == set(Draft.model_fields)
    assert set(difference._PROPOSITION) == set(Proposition.model_fields)
    for name, (_, kind) in difference._RECORDS.items():
        assert {kind.name, *kind.labels} == set(RECORDS[name].model_fields), name


def test_money_is_told_with_its_channel() -> None:
    after = edited(2, "channels", budget=Decimal(50_000))
    assert told(after) == [(Section.CHANNELS, f"Budget, {Channel.PAID_SEARCH.label}", "£38,000", "£50,000")]


def test_amounts_that_read_alike_are_told_exactly() -> None:
    assert told(LONG.model_copy(update={"total_budget": Decimal("180000.001")})) == [
        (None, "Budget, total", "180000", "180000.001")
    ]


def test_what_concerns_the_whole_brief_stands_first() -> None:
    after = edited(0, "phases", end=date(2026, 11, 30)).model_copy(update={"market": None, "title": "Ridgeline"})
    assert told(after) == [
        (None, "Title", "Spring Trail Launch: Ridgeline 2", "Ridgeline"),
        (None, "Market", "UK & Ireland", ""),
        (Section.TIMELINE, "End, Brief sign-off", "27 November 2026", "30 November 2026"),
    ]


def test_a_claim_is_told_with_what_it_cites() -> None:
    statement = said("Dry feet.", "S1")
    after = LONG.model_copy(update={"proposition": LONG.proposition.model_copy(update={"statement": statement})})
    before = "The shoe for the walk you actually do: wet Saturday, muddy path, pub floor. [S5]"
    assert told(after) == [(Section.PROPOSITION, "Proposition", before, "Dry feet. [S1]")]


def test_a_claim_on_another_basis_differs() -> None:
    tone = (LONG.proposition.tone[0].model_copy(update={"basis": Basis.JUDGEMENT}), *LONG.proposition.tone[1:])
    after = LONG.model_copy(update={"proposition": LONG.proposition.model_copy(update={"tone": tone})})
    assert told(after) == [
        (Section.PROPOSITION, "Tone", "Dry, in both senses. (request)", "Dry, in both senses. (judgement)")
    ]


def test_items_of_a_list_within_a_record_are_told_one_by_one() -> None:
    first = LONG.channels[0]
    added = (*first.deliverables, said("A poster."))
    after = edited(0, "channels", deliverables=added)
    assert told(after) == [(Section.CHANNELS, f"Deliverable, {Channel.META.label}", "", "A poster.")]


def test_added_and_removed_records_are_told_whole() -> None:
    line = BudgetLine(name="Research", role="Two groups", budget=Decimal(4000))
    after = LONG.model_copy(
        update={"other_budget": (*LONG.other_budget, line), "risks": LONG.risks[1:], "limits": LONG.limits[:1]}
    )
    assert told(after) == [
        (None, "Limit", "It cannot judge tone; lines are left to the creative team.", ""),
        (Section.CHANNELS, "Budget line", "", "Research; £4,000; Two groups"),
        (Section.RISKS, "Risk", "Irish stock lands two weeks after launch. [S6]; Exclude Ireland until 15 March.", ""),
    ]


def test_a_renamed_record_is_the_same_record() -> None:
    after = edited(3, "phases", name="Creators walk")
    assert told(after) == [(Section.TIMELINE, "Phase", "Creator walks", "Creators walk")]


def test_a_moved_record_is_told_by_its_places() -> None:
    first, second, *rest = LONG.directions
    after = LONG.model_copy(update={"directions": (second, first, *rest)})
    assert told(after) == [(Section.DIRECTIONS, "Direction, moved: Wrong Shoes Club", "place 1", "place 2")] or told(
        after
    ) == [(Section.DIRECTIONS, "Direction, moved: Dry Humour", "place 2", "place 1")]


def test_a_long_name_is_shortened_in_a_label() -> None:
    after = edited(0, "questions", owner="Axel")
    ((_, label, _, _),) = told(after)
    assert label == "Who can answer, Who signs the 60-day return terms for partner r…"


def test_flags_counts_and_missing_words_read_as_words() -> None:
    after = edited(4, "phases", in_flight=False, late_by=2)
    assert told(after) == [
        (Section.TIMELINE, "In flight, Launch burst", "yes", "no"),
        (Section.TIMELINE, "Working days late, Launch burst", "0", "2"),
    ]
    assert told(edited(2, "directions", line="Go.")) == [(Section.DIRECTIONS, "Line, One Pair Saturday", "", "Go.")]


def test_sections_that_questions_wait_for_are_told_by_their_headings() -> None:
    assert told(edited(1, "questions", section=Section.AUDIENCE)) == [
        (Section.RISKS, "Section that waits, Is contingency held centrally?", "Channel plan", "Audience")
    ]


def test_notes_are_compared_within_their_section() -> None:
    note = SectionNote(section=Section.TIMELINE, claim=said("Nothing goes live on a Sunday."))
    after = LONG.model_copy(update={"notes": (*LONG.notes, note)})
    assert differences(LONG, after) == (
        Difference(section=Section.TIMELINE, label="Note", before="", after="Nothing goes live on a Sunday."),
    )


def test_why_nothing_is_cited_is_compared() -> None:
    short = short_draft()
    after = short.model_copy(update={"no_learnings": None})
    assert told(after, short) == [(Section.LEARNINGS, "Why nothing is cited", str(short.no_learnings), "")]


@pytest.mark.parametrize(("before", "after"), [(LONG, short_draft()), (short_draft(), LONG)])
def test_unlike_drafts_differ_in_both_directions(before: Draft, after: Draft) -> None:
    assert {found.section for found in differences(before, after)} >= {None, *Section} - {Section.LEARNINGS}
