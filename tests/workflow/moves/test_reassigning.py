"""Who may have somebody else decide on a request, who can that be, and what does the log say of it?"""

from typing import Any

import pytest

from tests.workflow import story as s
from workflow import commands as c
from workflow import effects as fx
from workflow import events as e
from workflow.brief import Decision
from workflow.errors import NotAllowed, NotAnApprover, Stale
from workflow.people import Person
from workflow.reactions import react
from workflow.team import Stage

HEAD = Person(id="U0HEAD", workspace=s.HOME)


def marketer(**changes: Any) -> Stage:
    return s.MARKETER.model_copy(update=changes)


def at_marketing(**changes: Any) -> s.Story:
    return s.in_review(chain=(marketer(**changes), s.AGENCY))


def reassign(by: Person = s.MAYA, asked: str = "U0MAYA", to: Person = s.LIV, **changes: Any) -> c.Reassign:
    return s.reassign(by, asked, to, "marketer").model_copy(update=changes)


def test_whoever_a_request_was_reassigned_to_decides_in_the_place_of_whoever_was_asked() -> None:
    story = at_marketing()
    (moved,) = story.tell(reassign())
    assert isinstance(moved, e.Reassigned)
    assert (moved.by, moved.asked, moved.to) == ("U0MAYA", "U0MAYA", "U0LIV")
    assert react(moved) == [
        fx.RefreshRequest(stage="marketer", revision=1),
        fx.TellAssignee(stage="marketer", revision=1, to="U0LIV"),
        fx.InformAuthor(),
    ]
    approved = s.decision(story.tell(s.yes(s.LIV, "marketer")))
    assert (approved.by, approved.on_behalf_of) == ("U0LIV", "U0MAYA")
    assert story.brief.handovers[0].decision is Decision.APPROVED


@pytest.mark.parametrize("command", [s.no, s.decline])
def test_every_decision_says_in_whose_place_it_was_made(command: Any) -> None:
    story = at_marketing()
    story.tell(reassign())
    decided = s.decision(story.tell(command(s.LIV, "marketer")))
    assert decided.on_behalf_of == "U0MAYA"


def test_whoever_handed_their_part_over_decides_no_longer_until_they_take_it_back() -> None:
    story = at_marketing()
    story.tell(reassign())
    refusal = story.refused(s.yes(s.MAYA, "marketer"))
    assert isinstance(refusal, NotAnApprover)
    assert refusal.told(str) == "Your part in Marketing sign-off of BRF-1 was handed to U0LIV."
    assert isinstance(story.refused(reassign(to=s.MAYA)), NotAnApprover)
    story.tell(reassign(by=s.ROSA, to=s.MAYA))
    assert isinstance(story.refused(s.yes(s.LIV, "marketer")), NotAnApprover)
    approved = s.decision(story.tell(s.yes(s.MAYA, "marketer")))
    assert approved.on_behalf_of is None


def test_whoever_has_the_request_may_pass_it_on() -> None:
    story = at_marketing()
    story.tell(reassign(), reassign(by=s.LIV, to=s.OLE))
    assert isinstance(story.refused(s.yes(s.LIV, "marketer")), NotAnApprover)
    approved = s.decision(story.tell(s.yes(s.OLE, "marketer")))
    assert approved.on_behalf_of == "U0MAYA"


def test_it_holds_for_this_request_alone() -> None:
    story = at_marketing()
    story.tell(reassign(), s.no(s.LIV, "marketer"), s.drafted(2))
    assert isinstance(story.refused(s.yes(s.LIV, "marketer", 2)), NotAnApprover)
    story.tell(s.yes(s.MAYA, "marketer", 2))


@pytest.mark.parametrize(("by", "is_admin"), [(s.ROSA, False), (HEAD, True), (s.MAYA, False)])
def test_whoever_is_asked_the_author_and_admins_may_reassign(by: Person, is_admin: bool) -> None:
    story = at_marketing()
    story.tell(reassign(by, is_admin=is_admin))
    assert story.brief.handovers[0].reassigned


def test_nobody_else_may() -> None:
    refusal = at_marketing().refused(reassign(HEAD))
    assert refusal.told(str) == "Only whoever is asked, the author of BRF-1, U0ROSA, and an admin can reassign that."


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        (s.ROSA, "U0ROSA wrote BRF-1, or approved it at another stage, and cannot decide here too."),
        (s.STRANGER, "takes an active account of this workspace"),
        (s.LIV.model_copy(update={"is_active": False}), "takes an active account of this workspace"),
        (s.LIV.model_copy(update={"is_guest": True}), "not a guest’s"),
        (s.MAYA, "U0MAYA is asked to decide at Marketing sign-off already."),
    ],
)
def test_not_everybody_can_take_a_request(to: Person, sentence: str) -> None:
    refusal = at_marketing().refused(reassign(s.ROSA, to=to))
    assert isinstance(refusal, NotAllowed)
    assert sentence in refusal.told(str)


def test_a_guest_can_take_a_request_of_an_agency() -> None:
    story = s.in_review(chain=(s.AGENCY,))
    guest = s.LIV.model_copy(update={"is_guest": True})
    story.tell(s.reassign(s.ROSA, "U0AXEL", guest, "agency"))
    approved = s.decision(story.tell(s.yes(guest, "agency")))
    assert approved.on_behalf_of == "U0AXEL"


def test_nobody_decides_at_two_stages_because_a_request_was_reassigned_to_them() -> None:
    story = s.in_review(chain=(s.DESIGNER, s.MARKETER))
    story.tell(s.yes())
    assert "approved it at another stage" in story.refused(reassign(to=s.DEE)).told(str)


def test_whoever_approved_already_takes_no_second_voice() -> None:
    story = at_marketing(required=2, approvers=("U0MAYA", "U0LIV"))
    story.tell(s.yes(s.LIV, "marketer"))
    assert "U0LIV is asked to decide" in story.refused(reassign()).told(str)
    refusal = story.refused(reassign(s.ROSA, "U0LIV", s.OLE))
    assert isinstance(refusal, Stale)
    assert refusal.told(str) == "U0LIV has approved revision 1 of BRF-1 already."


def test_only_somebody_who_is_asked_has_a_request_to_give() -> None:
    story = at_marketing()
    assert story.refused(reassign(s.ROSA, "U0OLE")).told(str) == (
        "U0OLE is not asked to decide at Marketing sign-off of BRF-1."
    )
    assert "is not asked" in story.refused(reassign(s.ROSA, "U0ROSA")).told(str)
    story.tell(reassign(s.ROSA, "U0OLE", voters=frozenset({"U0OLE"})))


def test_a_member_of_a_group_is_asked_once_somebody_looked_who_is_in_it() -> None:
    story = s.in_review(chain=(s.DESIGNER.model_copy(update={"approvers": ("S0DESIGNERS",)}),))
    assert "is not asked" in story.refused(s.reassign(s.NOOR, "U0NOOR", s.LIV)).told(str)
    story.tell(s.reassign(s.NOOR, "U0NOOR", s.LIV).model_copy(update={"voters": frozenset({"U0NOOR"})}))
    story.tell(s.yes(s.LIV))


def test_a_reassigned_voice_counts_where_all_must_approve_even_for_somebody_who_left() -> None:
    story = at_marketing(required="all", approvers=("U0MAYA", "U0DEE"))
    able = {"voters": frozenset({"U0DEE"})}  # Maya's account was deactivated
    story.tell(reassign(s.ROSA))
    story.tell(s.yes(s.DEE, "marketer").model_copy(update=able))
    assert story.brief.handovers[0].missing == 1
    story.tell(s.yes(s.LIV, "marketer").model_copy(update=able))
    assert story.brief.handovers[0].decision is Decision.APPROVED


def test_a_stage_that_was_blocked_is_tried_again_since_somebody_is_left_now() -> None:
    story = at_marketing()
    story.tell(s.blocked("marketer", 1, "nobody is left"))
    events = story.tell(reassign(s.ROSA))
    assert [type(event) for event in events] == [e.Reassigned, e.DeliveryRetried]
    assert story.brief.handovers[0].blocked is None


def test_a_request_that_was_decided_or_overtaken_is_not_reassigned() -> None:
    story = at_marketing()
    story.tell(s.yes(s.MAYA, "marketer"))
    assert story.refused(reassign()).told(str) == "U0MAYA approved revision 1 of BRF-1 already."


def test_whoever_decides_in_anothers_place_may_also_edit_the_document() -> None:
    story = at_marketing()
    assert isinstance(story.refused(s.edit(s.LIV)), NotAnApprover)
    story.tell(reassign())
    story.tell(s.edit(s.LIV))
    assert story.brief.revision == 2
