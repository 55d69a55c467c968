"""In whose place may somebody decide on a request?"""

from typing import Any

import pytest

from tests.workflow import story as s
from workflow.brief import Brief
from workflow.errors import NotAnApprover, Stale
from workflow.people import Person, can_approve
from workflow.seats import holders, lies_below, seats
from workflow.team import Stage

MARKETER = s.MARKETER.model_copy(update={"approvers": ("U0MAYA", "U0DEE")})


def for_(*away: Person, by: Person = s.LIV) -> Person:
    return by.model_copy(update={"stands_in_for": away})


def of(brief: Brief, stage: Stage, person: Person) -> list[str]:
    return list(seats(brief, stage, brief.handover(stage.name, brief.revision), person))


@pytest.mark.parametrize(
    ("account", "at_home", "outside"),
    [({}, True, True), ({"is_active": False}, False, False), ({"is_guest": True}, False, True)],
)
def test_a_deactivated_account_approves_nowhere_and_a_guest_only_outside(
    account: dict[str, bool],
    at_home: bool,
    outside: bool,
) -> None:
    person = s.MAYA.model_copy(update=account)
    assert can_approve(person, s.MARKETER, s.HOME) is at_home
    assert can_approve(person, s.MARKETER.model_copy(update={"outside": True}), s.HOME) is outside


def test_a_guest_of_another_workspace_decides_by_their_full_name() -> None:
    assert can_approve(s.AXEL.model_copy(update={"is_guest": True}), s.AGENCY, s.HOME)


@pytest.mark.parametrize(
    ("account", "sentence"),
    [
        ({"is_active": False}, "Marketing sign-off of BRF-1 cannot be decided by a deactivated account."),
        ({"is_guest": True}, "Marketing sign-off of BRF-1 cannot be decided by a guest of this workspace."),
    ],
)
def test_a_listed_account_that_cannot_approve_is_told_why(account: dict[str, bool], sentence: str) -> None:
    story = s.in_review(chain=(s.MARKETER,))
    assert story.refused(s.yes(s.MAYA.model_copy(update=account), "marketer")).told(str) == sentence


def test_a_stand_in_decides_in_the_place_of_whoever_is_away() -> None:
    story = s.in_review(chain=(s.MARKETER,))
    assert isinstance(story.refused(s.yes(s.LIV, "marketer")), NotAnApprover)
    approved = s.decision(story.tell(s.yes(for_(s.MAYA), "marketer")))
    assert (approved.by, approved.on_behalf_of) == ("U0LIV", "U0MAYA")


def test_a_stand_in_for_a_member_of_a_group_decides_too() -> None:
    brief = s.in_review().brief
    assert of(brief, s.DESIGNER, for_(s.NOOR)) == ["U0NOOR"]


def test_ones_own_place_comes_first_and_one_voice_is_all() -> None:
    story = s.in_review(chain=(MARKETER.model_copy(update={"required": 2}),))
    dee = for_(s.MAYA, by=s.DEE)
    assert of(story.brief, MARKETER, dee) == ["U0DEE", "U0MAYA"]
    first = s.decision(story.tell(s.yes(dee, "marketer")))
    assert first.on_behalf_of is None
    assert story.refused(s.yes(dee, "marketer")).sentence.startswith("You have approved revision 1")
    story.tell(s.yes(s.MAYA, "marketer"))


def test_somebody_who_stands_in_for_several_has_one_voice_too() -> None:
    story = s.in_review(chain=(MARKETER.model_copy(update={"required": 2}),))
    liv = for_(s.DEE, s.MAYA)
    story.tell(s.yes(liv, "marketer"))
    assert isinstance(story.refused(s.yes(liv, "marketer")), Stale)
    assert story.brief.handovers[0].missing == 1


def test_a_place_has_one_voice_whoever_gives_it() -> None:
    story = s.in_review(chain=(MARKETER.model_copy(update={"required": 2}),))
    story.tell(s.yes(for_(s.MAYA), "marketer"))
    assert story.refused(s.yes(s.MAYA, "marketer")).told(str) == (
        "U0LIV approved revision 1 of BRF-1 in U0MAYA’s place already."
    )
    other = s.in_review(chain=(MARKETER.model_copy(update={"required": 2}),))
    other.tell(s.yes(s.MAYA, "marketer"))
    assert other.refused(s.yes(for_(s.MAYA), "marketer")).told(str) == (
        "U0MAYA approved revision 1 of BRF-1 already, although they are away."
    )


def test_an_author_decides_in_nobodys_place_unless_the_team_lets_them_approve() -> None:
    rosa = for_(s.MAYA, by=s.ROSA)
    story = s.in_review(chain=(MARKETER,))
    assert "Authors do not decide" in story.refused(s.yes(rosa, "marketer")).sentence
    assert of(story.brief, MARKETER, rosa) == []
    allowed = s.in_review(chain=(MARKETER,), self_approval=True)
    assert of(allowed.brief, MARKETER, rosa) == ["U0MAYA"]


def test_nobody_decides_in_the_place_of_an_author_who_could_choose_them() -> None:
    assert of(s.in_review(chain=(s.MARKETER,)).brief, s.MARKETER, for_(s.ROSA)) == []
    allowed = s.in_review(chain=(s.MARKETER,), self_approval=True).brief
    assert of(allowed, s.MARKETER, for_(s.ROSA)) == ["U0ROSA"]


def test_whoever_approved_at_another_stage_answers_to_this_one_and_decides_in_nobodys_place() -> None:
    story = s.in_review(chain=(s.DESIGNER, s.MARKETER))
    story.tell(s.yes())
    assert lies_below(story.brief, s.MARKETER, "U0DEE")
    refusal = story.refused(s.yes(for_(s.MAYA, by=s.DEE), "marketer"))
    assert refusal.told(str) == (
        "You approved BRF-1 at another stage, so you cannot decide at Marketing sign-off in U0MAYA’s place."
    )
    assert not lies_below(story.brief, s.MARKETER, "U0NOOR")
    story.tell(s.yes(for_(s.MAYA, by=s.NOOR), "marketer"))


def test_whoever_is_listed_at_two_stages_decides_at_both_in_their_own_name() -> None:
    story = s.in_review(chain=(s.DESIGNER, MARKETER))
    story.tell(s.yes(), s.yes(s.DEE, "marketer"))


def test_a_stand_in_for_a_deactivated_or_unlisted_account_decides_nothing() -> None:
    brief = s.in_review(chain=(s.MARKETER,)).brief
    assert of(brief, s.MARKETER, for_(s.MAYA.model_copy(update={"is_active": False}))) == []
    assert of(brief, s.MARKETER, for_(s.OLE)) == []


def test_a_stand_in_for_somebody_to_whom_a_request_was_reassigned_decides_it() -> None:
    story = s.in_review(chain=(s.MARKETER,))
    assert holders(None) == {}
    story.tell(s.reassign(s.MAYA, "U0MAYA", s.OLE, "marketer"))
    approved = s.decision(story.tell(s.yes(for_(s.OLE), "marketer")))
    assert approved.on_behalf_of == "U0MAYA"


@pytest.mark.parametrize("command", [s.no, s.decline])
def test_a_stand_in_may_do_all_that_an_approver_may(command: Any) -> None:
    story = s.in_review(chain=(s.MARKETER,))
    story.tell(command(for_(s.MAYA), "marketer"))


def test_a_stand_in_may_have_their_stage_look_again() -> None:
    story = s.in_review(chain=(s.MARKETER, s.AGENCY))
    story.tell(s.yes(s.MAYA, "marketer"), s.edit(s.AXEL), s.look_again(for_(s.MAYA), "marketer"))
    assert story.brief.handover("marketer", 2) is not None


@pytest.mark.parametrize("account", [{"is_active": False}, {"is_guest": True}, {"workspace": "T0ELSE"}])
def test_a_place_of_another_is_taken_by_no_account_that_could_not_approve_there(account: dict[str, Any]) -> None:
    stand_in = for_(s.MAYA).model_copy(update=account)
    story = s.in_review(chain=(s.MARKETER,))
    assert of(story.brief, s.MARKETER, stand_in) == []
    assert isinstance(story.refused(s.yes(stand_in, "marketer")), NotAnApprover)
    story.tell(s.reassign(by=s.ROSA, to=s.LIV, stage="marketer", asked="U0MAYA"))
    assert of(story.brief, s.MARKETER, s.LIV) == ["U0MAYA"]
    assert of(story.brief, s.MARKETER, s.LIV.model_copy(update=account)) == []


def test_a_guest_takes_a_place_at_a_stage_that_is_outside() -> None:
    outside = s.MARKETER.model_copy(update={"outside": True})
    guest = for_(s.MAYA).model_copy(update={"is_guest": True})
    assert of(s.in_review(chain=(outside,)).brief, outside, guest) == ["U0MAYA"]
