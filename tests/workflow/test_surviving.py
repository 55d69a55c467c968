"""Is what people did to a draft found again in the words that survived, and is a moved item no lost one?"""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bot.word.drafts import long_draft, said
from tests.workflow.drafting.material import drafted
from workflow import surviving as module
from workflow.draft import Claim, Draft, Section, SectionNote
from workflow.surviving import Survival, surviving, together, words

LONG = long_draft()
NEW = "Plonk vurgle snorbit, quaxel drimmet"


def of(section: Section, after: Draft, before: Draft = LONG) -> Survival:
    return next(one for one in surviving(before, after) if one.section is section)


def changed(**fields: Any) -> Draft:
    return LONG.model_copy(update=fields)


def retold(claim: Claim, text: str) -> Claim:
    return claim.model_copy(update={"text": text})


def test_an_untouched_draft_survives_whole() -> None:
    told = surviving(LONG, LONG)
    assert {one.share for one in told} == {1.0}
    assert {one.added for one in told} == {0}
    assert together(told).section is None
    assert [one.section for one in told] == [s for s in Section if s not in {Section.APPROVALS, Section.SOURCES}]


def test_every_field_with_prose_is_counted_once() -> None:
    uncounted = {"approvals", "sources", "answers", "limits", "notes"}
    about_it = {"title", "currency", "total_budget", "start", "end", "market", "written_by", "written_on", "author"}
    assert set(module._FIELDS) == set(Draft.model_fields) - uncounted - about_it


def test_a_sentence_that_somebody_replaced_is_lost_and_its_section_alone_suffers() -> None:
    first, *others = LONG.summary
    told = surviving(LONG, changed(summary=(retold(first, NEW), *others)))
    before = sum(len(words(claim.text)) for claim in LONG.summary)
    summary = next(one for one in told if one.section is Section.SUMMARY)
    assert (summary.drafted, summary.kept) == (before, before - len(words(first.text)))
    assert summary.added == len(words(NEW))
    assert {one.share for one in told if one.section is not Section.SUMMARY} == {1.0}


def test_some_words_changed_within_a_sentence_are_some_words_lost() -> None:
    first, *others = LONG.summary
    text = " ".join(["Lately", *first.text.split()[2:]])
    told = of(Section.SUMMARY, changed(summary=(retold(first, text), *others)))
    assert (told.drafted - told.kept, told.added) == (2, 1)


def test_moved_items_are_not_lost() -> None:
    backwards = changed(directions=LONG.directions[::-1], phases=LONG.phases[::-1], risks=LONG.risks[::-1])
    assert together(surviving(LONG, backwards)).share == 1


def test_what_was_cut_is_lost_and_what_was_put_in_is_added() -> None:
    cut = of(Section.DIRECTIONS, changed(directions=LONG.directions[1:]))
    assert 0 < (cut.share or 0) < 1
    assert cut.added == 0
    more = of(Section.SUMMARY, changed(summary=(*LONG.summary, said(NEW))))
    assert (more.share, more.added) == (1, len(words(NEW)))


def test_an_item_rewritten_beyond_recognition_keeps_the_words_it_kept() -> None:
    claim = LONG.summary[0]
    kept = claim.text.split()[:3]
    alone = LONG.model_copy(update={"summary": (claim,)})
    after = LONG.model_copy(update={"summary": (retold(claim, " ".join([*kept, NEW])), said(NEW))})
    assert of(Section.SUMMARY, after, alone).kept == len(words(" ".join(kept)))


def test_notes_count_for_the_section_that_they_stand_in() -> None:
    noted = changed(notes=(*LONG.notes, SectionNote(section=Section.TIMELINE, claim=said(NEW))))
    told = [one for one in surviving(LONG, noted) if one.added]
    assert [(one.section, one.added) for one in told] == [(Section.TIMELINE, len(words(NEW)))]
    assert of(Section.TIMELINE, LONG, noted).share != 1


def test_dates_money_and_citations_are_no_words() -> None:
    later = tuple(phase.model_copy(update={"start": phase.start + timedelta(days=1)}) for phase in LONG.phases)
    assert together(surviving(LONG, changed(phases=later, total_budget=LONG.total_budget + 1))).share == 1


def test_case_and_punctuation_make_no_other_word() -> None:
    assert words("“Don’t stop, 9,200 first-time BUYERS!”") == ["don’t", "stop", "9,200", "first-time", "buyers"]
    assert words("… — ·") == []


def test_a_section_without_words_has_no_share() -> None:
    empty = changed(questions=(), risks=(), notes=())
    assert of(Section.RISKS, LONG, empty).share is None
    assert Section.RISKS not in {one.section for one in surviving(empty, empty)}


def test_a_field_of_very_many_words_is_counted_and_not_aligned() -> None:
    long = " ".join(["word"] * 3000)
    before = changed(summary=(said(long),), notes=())
    after = changed(summary=(said(f"{long} more"),), notes=())
    told = of(Section.SUMMARY, after, before)
    assert (told.drafted, told.kept, told.signed) == (3000, 3000, 3001)


@given(st.integers(0, 10_000), st.floats(0.1, 0.9))
def test_planted_edits_are_found_again(seed: int, part: float) -> None:
    """Words replaced at random by new ones: exactly those are lost, as many are added."""
    dice = Random(seed)  # noqa: S311  # repeatable edits, not a secret
    claims, lost = [], 0
    for claim in LONG.summary:
        typed = []
        for i, word in enumerate(claim.text.split()):
            replace = bool(words(word)) and dice.random() < part
            lost += replace * len(words(word))
            typed.append(f"zz{i}q{seed}" if replace else word)
        claims.append(retold(claim, " ".join(typed)))
    told = of(Section.SUMMARY, changed(summary=tuple(claims)))
    planted = told.drafted - lost
    assert planted - 0.1 * told.drafted <= told.kept <= planted  # blocks are aligned greedily
    assert told.added >= lost


@pytest.mark.parametrize("file", ["ridgeline", "minimal", "hostile"])
def test_two_briefs_of_other_campaigns_share_what_the_playbook_says_and_little_else(file: str) -> None:
    share = together(surviving(drafted(file), drafted("late_mailing"))).share
    assert share is not None
    assert 0 < share < 0.75
