"""Are minutes told as people told them, never invented, and is it seen who wrote the words?"""

from datetime import timedelta

import pytest

from tests.bot.word.drafts import long_draft, said
from tests.workflow import story as s
from workflow import commands as c
from workflow.brief import Brief
from workflow.draft import Draft, Section
from workflow.leverage import (
    SITTING,
    Authorship,
    authorship,
    brief_minutes,
    edited_time,
    hashes,
    leverage,
    trends,
)
from workflow.stays import Period
from workflow.surviving import Survival

LONG = long_draft()
EVER = Period(s.START, s.START + timedelta(days=300))


def told(minutes: int = 30, baseline: int | None = 180) -> Brief:
    story = s.completed()
    story.tell(c.TellMinutes(by=s.ROSA, minutes=minutes, baseline=baseline))
    return story.brief


def edited_after(gap: timedelta) -> Brief:
    """Return a brief that somebody edited by hand `gap` after it was written, and that was then approved."""
    story = s.in_review()
    story.tell(s.edit(s.ROSA), after=gap)
    story.tell(s.yes(s.DEE, "designer", 2), s.yes(s.MAYA, "marketer", 2), s.yes(s.AXEL, "agency", 2))
    return story.brief


def test_what_is_saved_is_what_it_took_before_less_what_the_author_told() -> None:
    found = leverage([told(30), told(45), told(240)], EVER)
    assert (found.told, found.compared, found.baselines) == (3, 3, (180,))
    assert found.saved_minutes == 150 + 135 - 60, "a brief that took longer saves less than nothing"
    assert found.told_minutes == 45


def test_without_an_answer_or_without_a_baseline_nothing_is_saved() -> None:
    assert leverage([s.completed().brief], EVER, 180).saved_minutes is None
    alone = leverage([told(baseline=None)], EVER)
    assert (alone.told, alone.compared, alone.saved_minutes, alone.baselines) == (1, 0, None, ())
    assert leverage([], EVER).told_minutes is None


def test_a_baseline_that_was_set_later_counts_for_earlier_answers_and_alters_no_other() -> None:
    assert leverage([told(30, None)], EVER, 100).saved_minutes == 70
    assert leverage([told(30, 180)], EVER, 100).saved_minutes == 150
    assert brief_minutes(s.completed().brief, 100).baseline is None


def test_an_answer_belongs_to_the_stretch_in_which_it_was_given() -> None:
    brief = told()
    assert brief.minutes is not None
    before, after = Period(s.START, brief.minutes.at), Period(brief.minutes.at, EVER.end)
    assert leverage([brief], before).told == 0
    assert leverage([brief], after).told == 1
    assert leverage([brief], Period(EVER.end, EVER.end + timedelta(days=1))).told == 0


def test_the_time_to_the_first_draft_is_the_agents() -> None:
    assert leverage([s.in_review().brief], EVER).first_draft.p50 == s.MINUTE
    assert brief_minutes(s.Story().brief).first_draft is None
    assert leverage([s.Story().brief], EVER).first_draft.n == 0


def test_editing_is_estimated_from_edits_that_came_soon() -> None:
    assert edited_time(edited_after(timedelta(minutes=50))) == timedelta(minutes=50)
    assert edited_time(edited_after(SITTING)) == SITTING
    assert edited_time(edited_after(SITTING + s.MINUTE)) == timedelta()
    assert edited_time(s.completed().brief) == timedelta()
    found = leverage([edited_after(timedelta(minutes=50)), s.completed().brief], EVER).edited
    assert (found.n, found.p50) == (1, timedelta(minutes=50))


def drafts(agents: Draft = LONG, by_hand: Draft = LONG) -> dict[str, Draft]:
    return {"hash-1": agents, "hand-2": by_hand}


def test_a_brief_that_nobody_touched_is_the_agents_whole() -> None:
    found = authorship(s.completed().brief, drafts())
    assert found is not None
    assert (found.whole.share, found.typed, found.is_written_by_people) == (1, 0, False)


def test_people_who_change_a_little_are_editors_and_who_replace_it_are_writers() -> None:
    brief = edited_after(s.MINUTE)
    assert hashes(brief) == ("hash-1", "hand-2")
    little = authorship(brief, drafts(by_hand=LONG.model_copy(update={"summary": (said("Plonk vurgle."),)})))
    assert little is not None
    assert (little.typed, little.is_written_by_people) == (2, False)
    anew = LONG.model_copy(update={"summary": (said(" ".join(f"word{i}" for i in range(5000))),)})
    much = authorship(brief, drafts(by_hand=anew))
    assert much is not None
    assert much.is_written_by_people
    assert 0.5 < much.typed_share <= 1


def test_a_brief_that_goes_on_or_whose_drafts_are_gone_says_nothing() -> None:
    assert hashes(s.in_review().brief) == ()
    assert authorship(s.in_review().brief, drafts()) is None
    assert authorship(s.completed().brief, {}) is None


def of(section: Section, kept: int, drafted: int = 100) -> Authorship:
    return Authorship("BRF-1", s.START, (Survival(section, drafted, kept, 100),), 0)


def test_the_weakest_section_comes_first_with_what_it_was_before() -> None:
    now = [of(Section.TIMELINE, 20), of(Section.TIMELINE, 40), of(Section.SUMMARY, 90)]
    weakest, other = trends(now, [of(Section.TIMELINE, 80)])
    assert (weakest.section, weakest.n, weakest.n_before) == (Section.TIMELINE, 2, 1)
    assert [weakest.share, weakest.share_before] == pytest.approx([0.3, 0.8])
    assert (other.section, other.share_before, other.n_before) == (Section.SUMMARY, None, 0)
    assert trends([of(Section.TIMELINE, 0, 0)]) == ()
