"""Does a brief tell where it stands?"""

from datetime import timedelta

import pytest

from tests.workflow import story as s
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Decision, Status
from workflow.fold import replay


def test_a_new_brief_has_no_revision_and_is_nowhere() -> None:
    brief = s.Story().brief
    assert (brief.revision, brief.next_revision, brief.content_hash) == (0, 1, None)
    assert (brief.stage, brief.open_handover, brief.position) == (None, None, 1)


def test_a_brief_in_review_knows_its_stage_and_its_newest_content() -> None:
    brief = s.in_review().brief
    assert brief.stage == s.DESIGNER
    assert (brief.revision, brief.next_revision, brief.content_hash) == (1, 2, "hash-1")


def test_what_is_completed_declined_or_cancelled_is_final() -> None:
    ended = {Status.COMPLETED, Status.DECLINED, Status.CANCELLED}
    assert {status for status in Status if status.is_final} == ended


def test_stages_are_found_by_name() -> None:
    brief = s.Story().brief
    assert brief.stage_named("agency") == s.AGENCY
    assert brief.stage_named("legal") is None


def test_only_a_stage_that_says_so_is_outside() -> None:
    brief = s.Story().brief
    assert [brief.is_outside(name) for name in ("designer", "agency", "legal")] == [False, True, False]


def test_a_stay_is_found_by_stage_and_revision() -> None:
    story = s.in_review()
    story.tell(s.delivered(), s.no(), s.drafted(2))
    first, second = story.brief.handovers
    assert story.brief.handover("designer", 1) == first
    assert story.brief.handover("designer", 2) == second
    assert story.brief.handover("marketer", 1) is None
    assert (first.decision, first.by) == (Decision.CHANGES_REQUESTED, "U0DEE")
    assert (first.is_open, second.is_open) == (False, True)


def test_a_decided_stay_has_its_moment_and_a_cancelled_one_has_none() -> None:
    decided = s.in_review()
    decided.tell(s.yes())
    assert decided.brief.handovers[0].decided_at == decided.now
    (stay,) = s.cancelled().brief.handovers
    assert (stay.is_open, stay.decision, stay.decided_at) == (False, None, None)


def test_a_failed_draft_says_why_until_it_is_tried_again() -> None:
    story = s.draft_failed()
    assert story.brief.draft_failure == "the model did not answer"
    story.tell(c.RetryDraft(by=s.ROSA))
    assert story.brief.draft_failure is None


def test_a_blocked_delivery_says_why_until_it_is_tried_again() -> None:
    story = s.in_review()
    story.tell(s.blocked())
    assert story.brief.open_handover is not None
    assert story.brief.open_handover.blocked == "not_in_channel"
    story.tell(c.RetryDelivery())
    assert story.brief.open_handover.blocked is None


def test_what_is_delivered_is_blocked_no_more() -> None:
    story = s.in_review()
    story.tell(s.blocked(), s.delivered())
    assert story.brief.open_handover is not None
    assert story.brief.open_handover.blocked is None


def test_a_cancelled_brief_keeps_the_reason() -> None:
    assert s.cancelled().brief.cancel_reason == "the launch moved"


@pytest.mark.parametrize("history", [[], s.in_review().history[1:]], ids=["empty", "headless"])
def test_a_history_begins_with_its_opening(history: list[e.Event]) -> None:
    with pytest.raises(ValueError, match="begins with Opened"):
        replay(history)


def test_a_second_opening_begins_anew() -> None:
    history = s.in_review().history
    assert replay([*history, history[0]]) == replay(history[:1])


def test_a_long_history_replays_whole() -> None:
    story = s.in_review()
    for revision in range(1, 14):
        story.tell(s.no(revision=revision), s.drafted(revision + 1))
    assert len(story.history) > 40
    brief: Brief = replay(story.history)
    assert brief.changed_at - brief.opened_at == timedelta(minutes=27)


def test_a_revision_is_found_by_its_number() -> None:
    brief = s.in_review().brief
    assert brief.written(1) is brief.revisions[0]
    with pytest.raises(KeyError):
        brief.written(2)
