"""Which sections are proposed for standing guidance: those that people keep rewriting, and only from enough briefs?"""

from dataclasses import replace

import pytest

from tests.workflow import story as s
from workflow.draft import Section
from workflow.guidance import Guidance, Proposal, proposals
from workflow.leverage import Authorship
from workflow.surviving import Survival


def whose(**kept: int) -> Authorship:
    sections = tuple(Survival(Section(name), 100, words, 100) for name, words in kept.items())
    return Authorship("BRF-1", s.START, sections, 0)


def standing(section: Section) -> Guidance:
    return Guidance(number=1, section=section, text="Two weeks for legal.", accepted_by="U0MAYA", accepted_at=s.START)


def test_a_section_that_is_rewritten_in_most_briefs_is_proposed() -> None:
    written = [whose(timeline=20, summary=90)] * 4 + [whose(timeline=90, summary=30)]
    [found] = proposals(written)
    assert found == Proposal(Section.TIMELINE, n=5, rewritten=4, share=found.share)
    assert found.share == pytest.approx(0.34)


def test_few_briefs_prove_nothing() -> None:
    assert proposals([whose(timeline=0)] * 4) == ()
    assert len(proposals([whose(timeline=0)] * 5)) == 1
    assert proposals([]) == ()


def test_a_section_that_was_rewritten_now_and_then_is_left_alone() -> None:
    assert proposals([whose(timeline=10)] * 2 + [whose(timeline=95)] * 4) == ()
    assert proposals([whose(timeline=60)] * 6) == (), "most of it survives"


def test_the_weakest_section_comes_first_and_one_that_is_covered_not_at_all() -> None:
    written = [whose(timeline=30, risks=10)] * 5
    assert [one.section for one in proposals(written)] == [Section.RISKS, Section.TIMELINE]
    assert [one.section for one in proposals(written, (), [standing(Section.RISKS)])] == [Section.TIMELINE]


def test_what_approvers_asked_for_is_quoted_once_and_the_newest_first() -> None:
    story = s.in_review()
    for revision in range(1, 6):
        note = f"Note {revision % 4}"
        asked = s.no(revision=revision).model_copy(update={"note": note, "section": Section.TIMELINE})
        story.tell(asked, s.drafted(revision + 1))
    other = replace(story.brief, changes=tuple(c.model_copy(update={"section": None}) for c in story.brief.changes))
    [found] = proposals([whose(timeline=10)] * 5, [story.brief, other])
    assert found.asked == ("Note 1", "Note 0", "Note 3")
