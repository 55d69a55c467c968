"""What may the author do while others decide?"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.workflow import story as s
from workflow import commands as c
from workflow import effects as fx
from workflow import events as e
from workflow.brief import Interval, Status
from workflow.errors import NotAllowed, NotTheAuthor, Stale
from workflow.latency import latencies
from workflow.reactions import react
from workflow.worktime import WorkingCalendar

ALWAYS = WorkingCalendar(ZoneInfo("UTC"), frozenset(range(7)), timedelta(), timedelta(hours=24), frozenset())
HOUR = timedelta(hours=1)


def test_an_author_who_wants_something_of_a_paused_brief_is_told_what_to_do_first() -> None:
    story = s.paused()
    for wish in (c.Withdraw(by=s.ROSA), s.edit(s.ROSA), s.pause(), s.override()):
        assert story.refused(wish).told(str) == "BRF-1 is paused; resume it first."
    assert story.refused(s.yes()).told(str) == "BRF-1 is paused by U0ROSA; nothing is decided until they resume it."


def test_a_withdrawn_brief_closes_the_request_and_returns_there_once_it_is_edited() -> None:
    story = s.in_review()
    story.tell(s.yes(), s.delivered("marketer"))
    (withdrawn,) = story.tell(c.Withdraw(by=s.ROSA))
    assert react(withdrawn) == [fx.RefreshRequest(stage="marketer", revision=1), fx.InformAuthor()]
    assert story.brief.status is Status.WITHDRAWN
    assert story.brief.handovers[1].ended_with == withdrawn
    assert story.refused(s.yes(s.MAYA, "marketer")).told(str) == "U0ROSA took revision 1 of BRF-1 back to edit it."
    story.tell(s.revise(), s.drafted(2))
    assert story.brief.stage == s.MARKETER
    assert story.brief.withdrawn is None


def test_a_withdrawn_brief_takes_a_document_that_its_author_edited() -> None:
    story = s.withdrawn()
    story.tell(s.edit(s.ROSA))
    assert (story.brief.status, story.brief.stage) == (Status.IN_REVIEW, s.DESIGNER)


@pytest.mark.parametrize("command", [c.Withdraw(by=s.DEE), s.pause(s.DEE)])
def test_only_the_author_stops_a_brief(command: c.Command) -> None:
    assert isinstance(s.in_review().refused(command), NotTheAuthor)


def test_only_the_author_resumes() -> None:
    assert isinstance(s.paused().refused(c.Resume(by=s.DEE)), NotTheAuthor)


def test_nothing_is_decided_while_a_brief_is_paused_and_every_face_changes_with_it() -> None:
    beside = tuple(stage.model_copy(update={"parallel": "review"}) for stage in s.CHAIN)
    story = s.in_review(chain=beside)
    (paused,) = story.tell(s.pause())
    faces = [fx.RefreshRequest(stage=stage.name, revision=1) for stage in beside]
    assert react(paused) == [*faces, fx.InformAuthor()]
    refusal = story.refused(s.yes())
    assert isinstance(refusal, NotAllowed)
    assert "is paused by U0ROSA" in refusal.told(str)
    (resumed,) = story.tell(c.Resume(by=s.ROSA))
    assert react(resumed) == [*faces, fx.InformAuthor()]
    assert story.tell(s.yes())
    assert isinstance(story.refused(c.Resume(by=s.ROSA)), Stale)


def test_a_message_that_was_on_its_way_may_still_arrive_while_the_brief_is_paused() -> None:
    story = s.paused()
    assert isinstance(story.tell(s.delivered())[0], e.Delivered)
    assert story.brief.status is Status.PAUSED


def test_pauses_count_for_nobody() -> None:
    story = s.in_review()
    story.tell(s.delivered(at=s.START + s.MINUTE))
    story.tell(s.pause(), after=HOUR)
    story.tell(c.Resume(by=s.ROSA), after=5 * HOUR)
    story.tell(s.pause(), after=HOUR)
    (stay,) = latencies(story.brief, ALWAYS, story.now + 9 * HOUR)
    assert timedelta(hours=2) <= stay.waiting < timedelta(hours=2, minutes=5)
    assert not stay.breached
    story.tell(c.Resume(by=s.ROSA), after=9 * HOUR)
    story.tell(s.yes(), after=HOUR)
    stay = latencies(story.brief, ALWAYS, story.now)[0]
    assert stay.working is not None
    assert stay.calendar is not None
    assert timedelta(hours=3) <= stay.working < timedelta(hours=3, minutes=5)
    assert timedelta(hours=3) <= stay.calendar < timedelta(hours=3, minutes=5)


def test_a_paused_brief_that_is_cancelled_is_paused_no_more() -> None:
    story = s.paused()
    story.tell(s.cancel())
    assert story.brief.paused is None
    assert story.brief.pauses == (Interval(s.START + 2 * s.MINUTE, s.START + 3 * s.MINUTE),)
