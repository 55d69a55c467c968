"""Is somebody shown exactly what the rules would let them decide?"""

import pytest

from tests.workflow import story as told
from workflow import commands as c
from workflow.inbox import waiting_for
from workflow.people import Person


def waits(story: told.Story, person: Person) -> list[str]:
    return [stay.stage for stay in waiting_for(story.brief, person, told.START + 9 * told.MINUTE)]


@pytest.mark.parametrize(
    ("person", "waiting"),
    [
        (told.DEE, ["designer"]),
        (told.NOOR, ["designer"]),
        (told.NOOR.model_copy(update={"groups": frozenset()}), []),
        (told.MAYA, []),
        (told.STRANGER, []),
    ],
)
def test_a_brief_waits_for_those_who_may_decide_on_it(person: Person, waiting: list[str]) -> None:
    story = told.Story()
    story.tell(told.drafted(), told.delivered())
    assert waits(story, person) == waiting


def test_it_waits_for_nobody_before_it_is_delivered_while_it_is_blocked_and_after_their_decision() -> None:
    story = told.Story()
    story.tell(told.drafted())
    assert waits(story, told.DEE) == []
    story.tell(c.RecordDeliveryFailure(stage="designer", revision=1, reason="not_in_channel"))
    assert waits(story, told.DEE) == []
    story.tell(told.delivered(), told.yes())
    assert waits(story, told.DEE) == []


def test_it_waits_for_nobody_while_it_is_paused() -> None:
    story = told.Story()
    story.tell(told.drafted(), told.delivered(), c.Pause(by=told.ROSA, reason="The shoe is late."))
    assert waits(story, told.DEE) == []


def test_it_waits_for_its_own_author_only_where_the_team_allows_that() -> None:
    story = told.Story()
    story.tell(told.drafted(), told.delivered(), told.yes(), told.delivered("marketer"))
    assert (waits(story, told.ROSA), waits(story, told.MAYA)) == ([], ["marketer"])
