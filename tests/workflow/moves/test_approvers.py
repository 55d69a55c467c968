"""What may approvers do under each policy: quorum, side by side, conditions, decline, look again?"""

from typing import Any

import pytest

from tests.workflow import story as s
from workflow import commands as c
from workflow import effects as fx
from workflow import events as e
from workflow.brief import Decision, Status
from workflow.conditions import Condition
from workflow.errors import NotAnApprover, Stale, VotersUnknown
from workflow.reactions import react
from workflow.team import Stage

LEGAL = Stage(name="legal", title="Legal", channel="C0LEGAL", approvers=("U0MAYA",), when=Condition(budget_over=50000))


def stage(of: Stage = s.DESIGNER, **changes: Any) -> Stage:
    return of.model_copy(update=changes)


def together(*stages: Stage) -> tuple[Stage, ...]:
    return tuple(stage(one, parallel="review") for one in stages)


def kinds(events: list[e.Event]) -> list[type]:
    return [type(event) for event in events]


def asked(story: s.Story) -> list[str]:
    return [stay.stage for stay in story.brief.open_handovers]


def test_all_of_the_listed_must_approve_and_the_author_is_none_of_them() -> None:
    story = s.in_review(chain=(stage(approvers=("U0DEE", "U0MAYA", "U0ROSA"), required="all"),))
    listed = {"voters": frozenset({"U0DEE", "U0MAYA", "U0ROSA"})}
    (approved,) = story.tell(s.yes().model_copy(update=listed))
    assert isinstance(approved, e.Approved)
    assert approved.missing == 1
    assert kinds(story.tell(s.yes(s.MAYA).model_copy(update=listed))) == [e.Approved, e.Completed]


@pytest.mark.parametrize("approvers", [("U0DEE", "S0DESIGNERS"), ("U0DEE", "U0NOOR")])
def test_where_approvers_are_counted_it_must_be_known_who_can_approve_now(approvers: tuple[str, ...]) -> None:
    story = s.in_review(chain=(stage(required="majority", approvers=approvers),))
    assert isinstance(story.refused(s.yes()), VotersUnknown)
    members = {"voters": frozenset({"U0DEE", "U0NOOR", "U0ZED", "U0ROSA"})}
    story.tell(s.yes().model_copy(update=members))
    assert story.brief.handovers[0].missing == 1
    assert kinds(story.tell(s.yes(s.NOOR).model_copy(update=members))) == [e.Approved, e.Completed]


def test_a_group_that_shrank_is_counted_as_it_is_at_the_click() -> None:
    story = s.in_review(chain=(stage(required="all"),))
    story.tell(s.yes().model_copy(update={"voters": frozenset({"U0DEE", "U0NOOR", "U0ZED"})}))
    left = {"voters": frozenset({"U0DEE", "U0NOOR"})}
    assert kinds(story.tell(s.yes(s.NOOR).model_copy(update=left))) == [e.Approved, e.Completed]


@pytest.mark.parametrize("command", [s.yes, s.no, s.decline])
def test_one_person_decides_once_on_one_request(command: Any) -> None:
    story = s.in_review(chain=(stage(required=2),))
    story.tell(s.yes())
    refusal = story.refused(command())
    assert isinstance(refusal, Stale)
    assert refusal.sentence == "You have approved revision 1 of BRF-1 already; it waits for others now."


def test_authors_approve_their_own_where_the_team_allows_it_and_that_is_marked() -> None:
    story = s.in_review(chain=(s.MARKETER,), self_approval=True)
    approved, _ = story.tell(s.yes(s.ROSA, "marketer"))
    assert isinstance(approved, e.Approved)
    assert approved.is_own
    assert isinstance(s.in_review(chain=(s.MARKETER,)).refused(s.yes(s.ROSA, "marketer")), NotAnApprover)


def test_a_decline_ends_the_brief_for_everybody() -> None:
    story = s.in_review(chain=(*together(s.DESIGNER, s.MARKETER), s.AGENCY))
    (declined,) = story.tell(s.decline())
    assert isinstance(declined, e.Declined)
    assert (declined.reason, declined.others) == ("The range was sold.", ("marketer",))
    assert story.brief.status is Status.DECLINED
    assert [stay.decision for stay in story.brief.handovers] == [Decision.DECLINED, None]
    assert react(declined) == [
        fx.RefreshRequest(stage="designer", revision=1),
        fx.RefreshRequest(stage="marketer", revision=1),
        fx.RefreshApproved(),
        fx.InformAuthor(),
    ]
    assert story.refused(s.yes(s.MAYA, "marketer")).told(str) == "BRF-1 was declined by U0DEE."


def test_a_click_after_a_decline_on_the_same_request_names_who_declined() -> None:
    story = s.in_review(chain=(stage(required=2),))
    story.tell(s.decline())
    assert story.refused(s.yes(s.NOOR)).told(str) == "BRF-1 was declined by U0DEE."


def test_stages_side_by_side_are_asked_together_and_the_next_when_all_have_approved() -> None:
    story = s.Story(chain=(*together(s.DESIGNER, s.MARKETER), s.AGENCY))
    assert kinds(story.tell(s.drafted())) == [e.Drafted, e.HandedOver, e.HandedOver]
    assert asked(story) == ["designer", "marketer"]
    assert kinds(story.tell(s.yes(s.MAYA, "marketer"))) == [e.Approved]
    assert asked(story) == ["designer"]
    story.tell(s.yes())
    assert asked(story) == ["agency"]


def test_changes_asked_by_one_close_the_others_and_bring_the_next_revision_to_those_who_had_not_approved() -> None:
    three = together(s.DESIGNER, s.MARKETER, s.AGENCY)
    story = s.in_review(chain=three)
    story.tell(s.yes())
    (requested,) = story.tell(s.no(s.MAYA, "marketer"))
    assert isinstance(requested, e.ChangesRequested)
    assert requested.others == ("agency",)
    assert story.brief.handovers[2].ended_with == requested
    story.tell(s.drafted(2))
    assert asked(story) == ["marketer", "agency"]
    assert [kept.stage for kept in story.brief.kept] == ["designer"]


def test_a_stage_whose_condition_does_not_hold_is_skipped_aloud() -> None:
    story = s.Story(chain=(s.DESIGNER, LEGAL, s.AGENCY))
    story.tell(s.drafted(facts=s.facts(46000)))
    _, skipped, handed_over = story.tell(s.yes())
    assert isinstance(skipped, e.Skipped)
    assert (skipped.stage, skipped.why) == ("legal", "the budget is not over £50,000")
    assert isinstance(handed_over, e.HandedOver)
    assert asked(story) == ["agency"]
    assert react(skipped) == [fx.InformAuthor()]


def test_a_condition_is_asked_anew_of_each_revision() -> None:
    story = s.Story(chain=(s.DESIGNER, LEGAL, s.AGENCY))
    story.tell(s.drafted(facts=s.facts(46000)), s.yes(), s.no(s.AXEL, "agency"))
    story.tell(s.drafted(2, facts=s.facts(60000)))
    assert asked(story) == ["legal"]


def test_whoever_asked_for_changes_sees_what_became_of_them_whatever_the_condition_says() -> None:
    story = s.Story(chain=(s.DESIGNER, LEGAL))
    story.tell(s.drafted(facts=s.facts(60000)), s.yes(), s.no(s.MAYA, "legal"))
    story.tell(s.drafted(2, facts=s.facts(10)))
    assert asked(story) == ["legal"]


def test_a_stage_is_asked_when_nothing_is_known_about_the_revision() -> None:
    story = s.in_review(chain=(s.DESIGNER, LEGAL))
    story.tell(s.yes())
    assert asked(story) == ["legal"]


def test_an_approver_whose_approval_stands_has_their_stage_look_again() -> None:
    story = s.in_review()
    story.tell(s.yes(), s.edit(s.MAYA))
    assert kinds(story.tell(s.look_again())) == [e.LookedAgain, e.HandedOver]
    assert asked(story) == ["marketer", "designer"]
    story.tell(s.yes(s.MAYA, "marketer", 2))
    assert asked(story) == ["designer"], "the agency waits for the designer"
    story.tell(s.yes(revision=2))
    assert asked(story) == ["agency"]


def test_only_an_approver_has_a_stage_look_again_and_only_at_what_it_has_not_seen() -> None:
    story = s.in_review()
    story.tell(s.yes(), s.edit(s.MAYA))
    assert isinstance(story.refused(s.look_again(s.AXEL)), NotAnApprover)
    assert "the newest is revision 2" in story.refused(s.look_again(revision=1)).sentence
    assert "is asked about revision 2 of BRF-1 already" in story.refused(s.look_again(s.MAYA, "marketer")).sentence
    story.tell(s.look_again(), s.yes(revision=2))
    assert isinstance(story.refused(s.look_again()), Stale)


def test_all_that_is_blocked_is_tried_again_at_once() -> None:
    story = s.in_review(chain=together(s.DESIGNER, s.MARKETER))
    story.tell(s.blocked(), s.blocked("marketer"))
    retried = story.tell(c.RetryDelivery())
    assert [event.stage for event in retried if isinstance(event, e.DeliveryRetried)] == ["designer", "marketer"]


def test_the_first_look_of_somebody_who_decides_there_is_recorded_once_and_nothing_follows() -> None:
    story = s.in_review()
    proof, looked = story.tell(s.look(message=s.posted(story.now)))
    assert isinstance(proof, e.Delivered)
    assert isinstance(looked, e.Looked)
    assert (looked.by, looked.how, react(looked)) == ("U0DEE", "changes", [])
    assert story.brief.handovers[0].looked_at == looked.at
    assert story.tell(s.look(s.NOOR)) == []
    assert isinstance(story.refused(s.look(s.MAYA)), NotAnApprover)
    assert isinstance(story.refused(s.look(s.ROSA)), NotAnApprover)
    story.tell(s.no())
    assert isinstance(story.refused(s.look()), Stale)


def test_who_has_approved_has_looked() -> None:
    story = s.in_review(chain=(stage(approvers=("U0DEE", "U0MAYA"), required="all"),))
    story.tell(s.yes().model_copy(update={"voters": frozenset({"U0DEE", "U0MAYA"})}))
    assert story.tell(s.look(s.MAYA)) == []
    assert isinstance(story.refused(s.look()), Stale)
