"""What may follow what: given a history, when a command comes, then these events or this refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from tests.workflow.story import (
    AGENCY,
    AXEL,
    CHAIN,
    DEE,
    DESIGNER,
    LIV,
    MARKETER,
    MAYA,
    MINUTE,
    NOOR,
    ROSA,
    START,
    STRANGER,
    Story,
    blocked,
    cancel,
    cancelled,
    completed,
    decline,
    declined,
    delivered,
    draft_failed,
    drafted,
    edit,
    failed,
    held,
    in_review,
    link,
    look,
    look_again,
    no,
    opening,
    override,
    pause,
    paused,
    posted,
    reassign,
    reminder,
    revise,
    stopped,
    tell_minutes,
    tell_outcome,
    withdrawn,
    yes,
)
from workflow import commands as c
from workflow import effects as fx
from workflow import events as e
from workflow.brief import Handover, Status
from workflow.errors import NotAllowed, NotAnApprover, NotTheAuthor, Stale, WorkflowError
from workflow.lifecycle import ALLOWED, decide, open_brief
from workflow.moves.refusals import known_revision
from workflow.people import Person
from workflow.reactions import react


def stay(story: Story) -> Handover:
    assert story.brief.open_handover is not None
    return story.brief.open_handover


IN: dict[Status, Callable[[], Story]] = {
    Status.DRAFTING: Story,
    Status.DRAFT_FAILED: draft_failed,
    Status.IN_REVIEW: in_review,
    Status.PAUSED: paused,
    Status.WITHDRAWN: withdrawn,
    Status.COMPLETED: completed,
    Status.DECLINED: declined,
    Status.CANCELLED: cancelled,
}
EVERY: tuple[c.Command, ...] = (
    yes(),
    no(),
    decline(),
    look(),
    look_again(),
    link(),
    c.RevokeLink(by=ROSA, person="LJO"),
    reassign(to=LIV),
    override(),
    revise(),
    edit(),
    c.RetryDraft(by=ROSA),
    c.RetryDelivery(by=ROSA),
    c.Withdraw(by=ROSA),
    pause(),
    c.Resume(by=ROSA),
    cancel(),
    drafted(),
    failed(),
    delivered(),
    blocked(),
    c.RecordShortage(stage="designer", revision=1, reason="nobody is left"),
    reminder(told=("U0DEE",)),
    c.RecordAuthorMessage(message=posted(START)),
    c.RecordAuthorRefusal(reason="cannot_dm_bot"),
    tell_minutes(),
    c.AskOutcome(reminder=False),
    tell_outcome(),
)
REPORTS = get_args(c.Report)
ON_WHAT_IS_HELD = (c.Override, c.ReviseInputs, c.Edit)


def kinds(events: list[e.Event]) -> list[type]:
    return [type(event) for event in events]


def sentence(refusal: WorkflowError) -> str:
    """Return what the person reads, after seeing to it that it reads like a sentence."""
    text = refusal.told(lambda person: f"<@{person}>")
    assert text[0].isupper() or text.startswith("<@"), text
    assert text.endswith("."), text
    assert len(text) < 160, text
    assert not any(odd in text for odd in ("{", "None", "Status.", "  ", "workflow")), text
    return text


def test_the_walk_knows_every_command_and_the_table_every_status() -> None:
    assert {type(command) for command in EVERY} == set(get_args(c.Command))
    assert set(ALLOWED) == set(Status) == set(IN)


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("status", Status)
def test_the_table_of_what_is_allowed_is_true(status: Status, command: c.Command) -> None:
    story = IN[status]()
    assert story.brief.status is status
    if isinstance(command, c.RetryDelivery) and status in {Status.IN_REVIEW, Status.PAUSED}:
        story.tell(blocked())
    if isinstance(command, c.RecordReminder) and status is Status.IN_REVIEW:
        story.tell(delivered())
    if isinstance(command, c.LookAgain) and status is Status.IN_REVIEW:
        story.tell(yes(), edit(MAYA))
    if isinstance(command, c.RevokeLink) and not status.is_final:
        story.tell(link())
    if isinstance(command, ON_WHAT_IS_HELD) and status is Status.DRAFTING:
        story = held()
    if type(command) in ALLOWED[status]:
        assert story.tell(command)
    elif isinstance(command, REPORTS):
        assert story.tell(command) == []
    else:
        assert "BRF-1" in sentence(story.refused(command))


def test_a_refused_wish_leaves_the_brief_as_it_was() -> None:
    story = in_review()
    before = story.brief.__dict__.copy()
    story.refused(yes(MAYA))
    assert story.brief.__dict__ == before


def test_opening_writes_the_chain_of_that_moment_into_the_log() -> None:
    (opened,) = open_brief("BRF-7", opening(chain=(AGENCY,)), START)
    assert isinstance(opened, e.Opened)
    assert (opened.brief_id, opened.by, opened.chain, opened.at) == ("BRF-7", "U0ROSA", (AGENCY,), START)


def test_a_draft_goes_to_the_first_stage() -> None:
    story = Story()
    at = START + MINUTE
    assert story.tell(drafted()) == [
        e.Drafted(at=at, revision=1, content_hash="hash-1", written_by="embedded", changed=()),
        e.HandedOver(at=at, stage="designer", revision=1),
    ]


def test_a_draft_of_another_revision_than_the_awaited_one_is_late() -> None:
    assert Story().tell(drafted(2)) == []


def test_a_failure_of_another_revision_than_the_awaited_one_is_late() -> None:
    assert Story().tell(failed(2)) == []


def test_a_failed_draft_waits_for_its_author_who_may_try_again() -> None:
    story = draft_failed()
    assert story.brief.draft_failure == "the model did not answer"
    assert isinstance(story.refused(c.RetryDraft(by=DEE)), NotTheAuthor)
    assert kinds(story.tell(c.RetryDraft(by=ROSA))) == [e.DraftRetried]
    assert story.brief.status is Status.DRAFTING
    assert kinds(story.tell(drafted())) == [e.Drafted, e.HandedOver]


def test_an_approval_hands_over_to_the_next_stage_and_binds_to_the_content() -> None:
    story = in_review()
    at = story.now + MINUTE
    assert story.tell(yes()) == [
        e.Approved(at=at, by="U0DEE", stage="designer", revision=1, content_hash="hash-1", missing=0),
        e.HandedOver(at=at, stage="marketer", revision=1),
    ]


def test_the_last_approval_completes_the_brief() -> None:
    story = in_review()
    story.tell(yes(), yes(MAYA, "marketer"))
    assert kinds(story.tell(yes(AXEL, "agency"))) == [e.Approved, e.Completed]
    assert story.brief.status is Status.COMPLETED


def test_changes_bring_the_next_revision_back_to_the_stage_that_asked() -> None:
    story = in_review()
    story.tell(yes(), no(MAYA, "marketer"))
    assert story.brief.status is Status.DRAFTING
    events = story.tell(drafted(2))
    assert events[-1] == e.HandedOver(at=story.now, stage="marketer", revision=2)
    assert [a.stage for a in story.brief.approvals] == ["designer"], "earlier approvals stand"


def test_a_stage_that_requires_two_waits_for_two_different_people() -> None:
    two = DESIGNER.model_copy(update={"required": 2})
    story = in_review(chain=(two, MARKETER))
    assert kinds(story.tell(yes(DEE))) == [e.Approved]
    again = story.refused(yes(DEE))
    assert isinstance(again, Stale)
    assert sentence(again) == "You have approved revision 1 of BRF-1 already; it waits for others now."
    assert kinds(story.tell(yes(NOOR))) == [e.Approved, e.HandedOver]


def test_approvals_of_an_earlier_revision_do_not_count_for_the_next() -> None:
    two = DESIGNER.model_copy(update={"required": 2})
    story = in_review(chain=(two,))
    story.tell(yes(DEE), no(NOOR), drafted(2))
    assert kinds(story.tell(yes(NOOR, revision=2))) == [e.Approved]
    assert kinds(story.tell(yes(DEE, revision=2))) == [e.Approved, e.Completed]


def test_a_member_of_a_listed_group_decides_and_a_former_member_does_not() -> None:
    former = NOOR.model_copy(update={"groups": frozenset()})
    assert isinstance(in_review().refused(yes(former)), NotAnApprover)
    assert in_review().tell(yes(NOOR))


@pytest.mark.parametrize("command", [yes, no])
@pytest.mark.parametrize("person", [MAYA, STRANGER, AXEL], ids=["other stage", "same id elsewhere", "guest"])
def test_whoever_is_not_listed_decides_nothing(person: Person, command: Callable[..., c.Command]) -> None:
    refusal = in_review().refused(command(person))
    assert isinstance(refusal, NotAnApprover)
    assert sentence(refusal) == "Design review of BRF-1 is decided by its approvers, and you are not one of them."


def test_an_approver_of_another_workspace_decides_by_their_full_name_only() -> None:
    story = in_review(chain=(AGENCY,))
    pretender = AXEL.model_copy(update={"workspace": ROSA.workspace})
    assert isinstance(story.refused(yes(pretender, "agency")), NotAnApprover)
    assert kinds(story.tell(yes(AXEL, "agency"))) == [e.Approved, e.Completed]


def test_nobody_may_decide_at_a_stage_without_approvers() -> None:
    story = in_review(chain=(DESIGNER.model_copy(update={"approvers": ()}),))
    for person in (DEE, NOOR, MAYA, AXEL):
        assert isinstance(story.refused(yes(person)), NotAnApprover)


def test_authors_do_not_decide_on_their_own_briefs() -> None:
    story = in_review(chain=(MARKETER,))
    for command in (yes(ROSA, "marketer"), no(ROSA, "marketer")):
        refusal = story.refused(command)
        assert isinstance(refusal, NotAnApprover)
        assert sentence(refusal).startswith("Authors do not decide")


def test_somebody_elsewhere_with_the_authors_id_is_not_the_author() -> None:
    twin = ROSA.model_copy(update={"workspace": AXEL.workspace})
    stage = MARKETER.model_copy(update={"approvers": (f"{AXEL.workspace}/{ROSA.id}",)})
    story = in_review(chain=(stage,))
    assert isinstance(story.refused(cancel(twin)), NotTheAuthor)
    assert story.tell(yes(twin, "marketer"))


def test_the_second_of_two_clicks_learns_who_was_first() -> None:
    story = in_review()
    story.tell(yes(DEE))
    refusal = story.refused(yes(NOOR))
    assert isinstance(refusal, Stale)
    assert sentence(refusal) == "<@U0DEE> approved revision 1 of BRF-1 already."


def test_a_click_after_changes_were_asked_for_says_so() -> None:
    story = in_review()
    story.tell(no(DEE))
    drafting = sentence(story.refused(yes(NOOR)))
    assert drafting == "<@U0DEE> asked for changes to revision 1 already; revision 2 is being written."
    story.tell(drafted(2))
    assert sentence(story.refused(yes(NOOR))) == "<@U0DEE> asked for changes to revision 1 of BRF-1 already."


def test_a_click_on_a_revision_that_the_stage_never_saw_names_the_newest() -> None:
    story = in_review()
    story.tell(yes(), no(MAYA, "marketer"), drafted(2), yes(MAYA, "marketer", 2))
    refusal = story.refused(yes(AXEL, "agency", 1))
    assert isinstance(refusal, Stale)
    assert sentence(refusal) == "That was revision 1 of BRF-1; the newest is revision 2."


def test_a_click_for_a_stage_that_does_not_hold_the_brief_is_refused() -> None:
    refusal = in_review().refused(yes(MAYA, "marketer"))
    assert isinstance(refusal, NotAllowed)
    assert sentence(refusal) == "BRF-1 is not at that stage now."


@pytest.mark.parametrize("story", [Story, in_review, completed], ids=["drafting", "in review", "completed"])
def test_an_unknown_stage_is_refused_whatever_the_status(story: Callable[[], Story]) -> None:
    refusal = story().refused(yes(stage="legal"))
    assert isinstance(refusal, NotAllowed)
    assert sentence(refusal) == "BRF-1 has no stage called “legal”."


def test_the_moment_of_delivery_is_the_messages_own() -> None:
    story = in_review()
    story.tell(delivered(at=START + timedelta(seconds=90)), after=timedelta(hours=2))
    handover = story.brief.open_handover
    assert handover is not None
    assert handover.delivered_at == START + timedelta(seconds=90)
    assert handover.message is not None


def test_a_message_older_than_the_handover_counts_from_the_handover() -> None:
    story = in_review()
    (event,) = story.tell(delivered(at=START - MINUTE))
    assert event.at == START + MINUTE


def test_a_message_from_the_future_counts_from_now() -> None:
    story = in_review()
    (event,) = story.tell(delivered(at=START + timedelta(days=1)))
    assert event.at == story.now


@pytest.mark.parametrize("command", [yes, no])
def test_a_click_proves_the_delivery_that_was_not_reported_yet(command: Callable[..., c.Command]) -> None:
    story = in_review()
    events = story.tell(command(message=posted(START + timedelta(seconds=90))))
    assert isinstance(events[0], e.Delivered)
    assert events[0].at == START + timedelta(seconds=90)
    assert story.tell(delivered()) == [], "the report itself comes late"


def test_a_file_in_the_thread_of_a_message_proves_its_delivery_as_well() -> None:
    sent = edit(MAYA).model_copy(update={"message": posted(START + 3 * MINUTE)})
    delivery, edited, _ = in_review().tell(sent)
    assert isinstance(delivery, e.Delivered)
    assert (delivery.message, type(edited)) == (sent.message, e.Edited)


def test_a_click_on_a_delivered_message_proves_nothing_new() -> None:
    story = in_review()
    story.tell(delivered())
    assert kinds(story.tell(yes(message=posted(START)))) == [e.Approved, e.HandedOver]


@pytest.mark.parametrize("report", [delivered, blocked])
def test_reports_about_another_stay_change_nothing(report: Callable[..., c.Command]) -> None:
    story = in_review()
    assert story.tell(report("marketer", 1)) == []
    assert story.tell(report("designer", 2)) == []


def test_a_second_report_of_the_same_delivery_changes_nothing() -> None:
    story = in_review()
    story.tell(delivered())
    assert story.tell(delivered()) == []
    assert story.tell(blocked()) == []


def test_a_stage_that_nobody_is_left_at_is_blocked_once_although_its_message_stands() -> None:
    story = in_review()
    short = c.RecordShortage(stage="designer", revision=1, reason="nobody is left")
    story.tell(delivered())
    assert kinds(story.tell(short)) == [e.DeliveryBlocked]
    assert story.tell(short) == []
    story.tell(c.RetryDelivery(), yes())
    assert story.tell(short) == []


def test_a_blocked_delivery_is_said_once_for_each_reason() -> None:
    story = in_review()
    assert kinds(story.tell(blocked())) == [e.DeliveryBlocked]
    assert story.tell(blocked()) == []
    assert kinds(story.tell(blocked(reason="is_archived"))) == [e.DeliveryBlocked]


@pytest.mark.parametrize("by", [ROSA, None], ids=["the author", "Baton"])
def test_a_blocked_delivery_can_be_tried_again(by: Person | None) -> None:
    story = in_review()
    story.tell(blocked())
    (event,) = story.tell(c.RetryDelivery(by=by))
    assert isinstance(event, e.DeliveryRetried)
    assert event.by == (by.id if by else None)
    assert react(event) == [fx.RequestDecision(stage="designer", revision=1)]


def test_what_baton_runs_into_again_by_itself_is_counted_and_a_person_starts_anew() -> None:
    story = in_review()
    repeats = []
    for by in (None, None, ROSA):
        story.tell(blocked())
        repeats.append(stay(story).repeats)
        story.tell(c.RetryDelivery(by=by))
    story.tell(blocked())
    assert [*repeats, stay(story).repeats] == [1, 2, 3, 1]


def test_another_reason_is_counted_anew() -> None:
    story = in_review()
    story.tell(blocked())
    story.tell(c.RetryDelivery())
    story.tell(blocked(reason="is_archived"))
    assert stay(story).repeats == 1


def test_only_the_author_asks_for_another_delivery() -> None:
    story = in_review()
    story.tell(blocked())
    refusal = story.refused(c.RetryDelivery(by=DEE))
    assert isinstance(refusal, NotTheAuthor)
    assert sentence(refusal) == "Only the author of BRF-1, <@U0ROSA>, may do that."


def test_a_delivery_that_is_not_blocked_is_not_repeated() -> None:
    story = in_review()
    assert isinstance(story.refused(c.RetryDelivery(by=ROSA)), Stale)
    assert story.tell(c.RetryDelivery()) == []


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.IN_REVIEW])
def test_batons_own_retry_is_never_refused(status: Status) -> None:
    assert IN[status]().tell(c.RetryDelivery()) == []


def test_the_author_cancels_while_drafting_and_in_review() -> None:
    assert isinstance(in_review().refused(cancel(DEE)), NotTheAuthor)
    (drafting,) = Story().tell(cancel())
    assert isinstance(drafting, e.Cancelled)
    assert (drafting.stage, drafting.revision) == (None, 0)
    (review,) = in_review().tell(cancel())
    assert isinstance(review, e.Cancelled)
    assert (review.stage, review.revision, review.reason) == ("designer", 1, "the launch moved")


def test_a_cancelled_brief_says_by_whom() -> None:
    assert sentence(cancelled().refused(yes())) == "BRF-1 was cancelled by <@U0ROSA>."


def test_the_authors_message_is_recorded_once_and_even_after_the_end() -> None:
    story = completed()
    report = c.RecordAuthorMessage(message=posted(START, "D0ROSA"))
    assert kinds(story.tell(report)) == [e.AuthorInformed]
    assert story.tell(report) == []


def test_a_clock_that_steps_back_does_not_turn_the_log_around() -> None:
    story = in_review()
    events = decide(story.brief, yes(), START - timedelta(hours=1))
    assert {event.at for event in events} == {story.brief.changed_at}


def effects_of(story: Story) -> list[fx.Effect]:
    return [effect for event in story.history for effect in react(event)]


def test_every_event_causes_the_deeds_that_people_wait_for() -> None:
    story = in_review()
    story.tell(delivered(), no(), drafted(2), yes(revision=2))
    done = effects_of(story)
    assert [effect for effect in done if isinstance(effect, fx.WriteDraft)] == [
        fx.WriteDraft(revision=1),
        fx.WriteDraft(revision=2),
    ]
    assert [effect for effect in done if isinstance(effect, fx.RequestDecision)] == [
        fx.RequestDecision(stage="designer", revision=1),
        fx.RequestDecision(stage="designer", revision=2),
        fx.RequestDecision(stage="marketer", revision=2),
    ]
    assert [effect for effect in done if isinstance(effect, fx.RefreshRequest)] == [
        fx.RefreshRequest(stage="designer", revision=1),
        fx.RefreshRequest(stage="designer", revision=2),
    ]


def test_a_retried_draft_is_written_again() -> None:
    story = draft_failed()
    (event,) = story.tell(c.RetryDraft(by=ROSA))
    assert react(event) == [fx.InformAuthor(), fx.WriteDraft(revision=1)]


def test_a_cancellation_refreshes_the_message_where_the_brief_stood() -> None:
    (drafting,) = Story().tell(cancel())
    assert react(drafting) == [fx.RefreshApproved(), fx.InformAuthor()]
    (review,) = in_review().tell(cancel())
    told = [fx.RefreshRequest(stage="designer", revision=1), fx.RefreshApproved(), fx.InformAuthor()]
    assert react(review) == told


def test_the_author_hears_of_everything_but_their_own_message_and_the_way_to_a_stage() -> None:
    story = in_review()
    story.tell(blocked(), c.RetryDelivery(), delivered(), c.RecordAuthorMessage(message=posted(START)))
    story.tell(yes(), yes(MAYA, "marketer"), no(AXEL, "agency"), failed(2), c.RetryDraft(by=ROSA), cancel())
    silent = {type(event) for event in story.history if fx.InformAuthor() not in react(event)}
    assert silent == {e.HandedOver, e.DeliveryRetried, e.AuthorInformed}


def test_a_blocking_finding_holds_the_brief_back() -> None:
    story = Story()
    held_back = story.tell(stopped())[-1]
    finding = "The channel budgets do not add up."
    at = START + MINUTE
    assert held_back == e.Held(at=at, revision=1, stage="designer", findings=(finding,))
    assert story.brief.status is Status.DRAFTING
    assert story.brief.open_handover is None
    assert react(held_back) == [fx.InformAuthor()]


def test_the_author_overrides_with_a_reason_that_is_recorded() -> None:
    story = held()
    overridden, handed_over = story.tell(override())
    assert isinstance(overridden, e.Overridden)
    assert (overridden.by, overridden.reason) == ("U0ROSA", "The client knows.")
    assert isinstance(handed_over, e.HandedOver)
    assert (handed_over.stage, handed_over.revision) == ("designer", 1)


@pytest.mark.parametrize("command", [override(DEE), revise(DEE)], ids=["override", "revise"])
def test_only_the_author_acts_on_what_is_held(command: c.Command) -> None:
    assert isinstance(held().refused(command), NotTheAuthor)


@pytest.mark.parametrize("command", [override(), revise(), edit(based_on=0)], ids=["override", "revise", "edit"])
def test_nothing_is_overridden_mended_or_edited_while_the_agent_writes(command: c.Command) -> None:
    assert "still being written" in sentence(Story().refused(command))


def test_a_decision_on_what_is_held_is_refused_by_saying_so() -> None:
    story = in_review()
    story.tell(no(), stopped(2))
    assert "held until its author" in sentence(story.refused(yes(revision=2)))


def test_a_mended_campaign_is_written_anew() -> None:
    story = held()
    (revised,) = story.tell(revise())
    assert react(revised) == [fx.InformAuthor(), fx.WriteDraft(revision=2)]
    assert story.brief.inputs.answers()["budget"] == "50000"
    assert kinds(story.tell(drafted(2))) == [e.Drafted, e.HandedOver]


def test_a_person_writes_the_next_revision_and_it_returns_to_where_the_brief_stood() -> None:
    story = in_review()
    story.tell(yes())
    edited, kept, handed_over = story.tell(edit(MAYA))
    assert kept == e.ApprovalKept(at=story.now, stage="designer", approved=1, revision=2)
    assert react(edited) == [fx.RefreshRequest(stage="marketer", revision=1), fx.InformAuthor()]
    assert isinstance(handed_over, e.HandedOver)
    assert (handed_over.stage, handed_over.revision) == ("marketer", 2)
    replaced = story.brief.handover("marketer", 1)
    assert replaced is not None
    assert (replaced.decision, replaced.is_open) == (None, False)
    assert story.brief.written(2).written_by == "U0MAYA"


def test_a_material_change_begins_the_chain_anew() -> None:
    story = in_review()
    story.tell(yes())
    material = edit(MAYA).model_copy(update={"changed": ("budget",)})
    (_, handed_over) = story.tell(material)
    assert isinstance(handed_over, e.HandedOver)
    assert handed_over.stage == "designer"


def test_what_a_team_does_not_hold_for_material_leaves_approvals_standing() -> None:
    story = Story()
    story.brief = replace(story.brief, material=("dates",))
    story.tell(drafted(), yes())
    handed_over = story.tell(edit(MAYA).model_copy(update={"changed": ("budget",)}))[-1]
    assert isinstance(handed_over, e.HandedOver)
    assert handed_over.stage == "marketer"


def test_an_edit_of_an_older_revision_is_refused() -> None:
    story = in_review()
    story.tell(edit())
    assert isinstance(story.refused(edit(MAYA)), Stale)


def test_only_the_author_and_approvers_write_revisions() -> None:
    assert isinstance(in_review().refused(edit(STRANGER)), NotAnApprover)
    assert in_review().tell(edit(ROSA))


def test_an_edit_that_something_blocks_is_held() -> None:
    story = in_review()
    blocking = edit(ROSA).model_copy(update={"blocking": ("The channel budgets do not add up.",)})
    assert kinds(story.tell(blocking)) == [e.Edited, e.Held]
    assert kinds(story.tell(edit(ROSA, based_on=2))) == [e.Edited, e.HandedOver]


def test_a_draft_that_arrives_after_a_late_report_of_failure_counts() -> None:
    story = draft_failed()
    assert kinds(story.tell(drafted())) == [e.Drafted, e.HandedOver]
    assert story.brief.draft_failure is None


def test_the_chain_of_a_brief_is_its_own() -> None:
    story = in_review(chain=CHAIN[1:])
    assert story.brief.stage == MARKETER


def test_an_author_whom_slack_does_not_let_us_write_to_is_recorded_once_until_they_are_reached() -> None:
    story = Story()
    refusal = c.RecordAuthorRefusal(reason="cannot_dm_bot")
    (told,) = story.tell(refusal)
    assert (react(told), story.brief.author_unreachable) == ([], "cannot_dm_bot")
    assert story.tell(refusal) == []
    assert kinds(story.tell(c.RecordAuthorRefusal(reason="account_inactive"))) == [e.AuthorUnreachable]
    story.tell(c.RecordAuthorMessage(message=posted(START, "D0ROSA")))
    assert story.brief.author_unreachable is None
    assert story.tell(refusal) == []


def test_a_revision_that_is_none_is_refused_by_number() -> None:
    brief = in_review().brief
    assert known_revision(brief, 1).number == 1
    for number in (-1, 0, 2, 99):
        with pytest.raises(NotAllowed, match=f"BRF-1 has no revision {number}; its newest is 1"):
            known_revision(brief, number)
    with pytest.raises(NotAllowed, match="Revision 1 of BRF-1 is still being written"):
        known_revision(Story().brief, 1)
