"""What may be told of a brief that is complete, by whom, and how often is its author asked?"""

from tests.workflow import story as s
from workflow import commands as c
from workflow import effects as fx
from workflow import events as e
from workflow.brief import Status
from workflow.errors import NotAllowed, NotTheAuthor, Stale
from workflow.reactions import react


def test_the_author_tells_once_how_many_minutes_it_took() -> None:
    story = s.completed()
    [told] = story.tell(s.tell_minutes(minutes=45))
    assert isinstance(told, e.MinutesTold)
    assert (told.by, told.minutes, told.baseline) == ("U0ROSA", 45, 180)
    assert story.brief.minutes == told
    assert story.brief.status is Status.COMPLETED
    refusal = story.refused(s.tell_minutes(minutes=15))
    assert isinstance(refusal, Stale)
    assert "about 45 minutes already" in str(refusal)
    assert react(told) == [fx.InformAuthor()]


def test_nobody_else_tells_for_the_author() -> None:
    assert isinstance(s.completed().refused(s.tell_minutes(s.DEE)), NotTheAuthor)
    assert isinstance(s.completed().refused(s.tell_outcome(s.DEE)), NotTheAuthor)


def test_nothing_is_told_of_a_brief_that_goes_on() -> None:
    assert "BRF-1 is not complete." in str(s.in_review().refused(s.tell_minutes()))
    assert isinstance(s.in_review().refused(s.tell_outcome()), NotAllowed)


def test_the_author_is_asked_once_reminded_once_and_never_again() -> None:
    story = s.completed()
    assert story.tell(c.AskOutcome(reminder=True)) == []
    [asked] = story.tell(c.AskOutcome(reminder=False))
    assert react(asked) == [fx.RequestOutcome()]
    assert story.tell(c.AskOutcome(reminder=False)) == []
    [reminded] = story.tell(c.AskOutcome(reminder=True))
    assert story.brief.outcome_asked == (asked, reminded)
    assert story.tell(c.AskOutcome(reminder=True)) == []
    assert story.tell(c.AskOutcome(reminder=False)) == []


def test_who_has_told_is_not_reminded() -> None:
    story = s.completed()
    story.tell(c.AskOutcome(reminder=False))
    [told] = story.tell(s.tell_outcome(message=s.posted(s.START, "D0ROSA")))
    assert isinstance(told, e.OutcomeTold)
    assert story.brief.outcome == told
    assert react(told) == [fx.KeepOutcome()]
    assert story.tell(c.AskOutcome(reminder=True)) == []
    assert "already" in str(story.refused(s.tell_outcome()))


def test_who_says_that_it_did_not_run_is_asked_no_more() -> None:
    story = s.completed()
    story.tell(c.AskOutcome(reminder=False))
    [told] = story.tell(s.tell_outcome().model_copy(update={"outcome": None}))
    assert isinstance(told, e.OutcomeTold)
    assert told.outcome is None
    assert story.tell(c.AskOutcome(reminder=True)) == []
    assert "that it did not run" in str(story.refused(s.tell_outcome()))
