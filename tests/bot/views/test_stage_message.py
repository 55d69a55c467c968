"""Can an approver on a phone see what is asked, and everybody later what became of it?"""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.buttons import DecisionValue, RequestValue
from bot.views.kept_approval import kept_post
from bot.views.post import Post
from bot.views.stage_message import findings_post, stage_post
from tests.bot.views.briefs import DUE, NOTES, PROBLEM, campaigns, faces, filled, note, renamed, waiting_for_two
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow import story as told
from tests.workflow.story import CAMPAIGN
from workflow.brief import Handover
from workflow.campaign import Campaign
from workflow.checks.rules import Finding
from workflow.commands import Withdraw
from workflow.difference import Difference
from workflow.draft import ChangeAnswer, Section

FACES = faces()
DECIDED = ["approved_once", "changes_requested", "completed", "cancelled", "declined"]


def buttons(post: Post) -> list[dict[str, Any]]:
    rows = [block["elements"] for block in post.blocks if block["type"] == "actions"]
    beside = [block["accessory"] for block in post.blocks if "accessory" in block]
    return [*(one for row in rows for one in row), *beside]


def shown(post: Post) -> str:
    return json.dumps(post.blocks, ensure_ascii=False)


def test_a_request_for_a_decision_looks_like_this() -> None:
    brief = FACES["waiting"]
    assert_looks_like("stage_pending", stage_post(brief, brief.handovers[0], NOTES, DUE))


def test_a_request_for_the_second_revision_says_what_was_asked_and_by_whom() -> None:
    brief = FACES["returned"]
    post = stage_post(brief, brief.handovers[1], (), DUE)
    assert_looks_like("stage_pending_again", post)
    assert "<@U0DEE> asked for changes to revision 1 (Design review, Audience):" in shown(post)


@pytest.mark.parametrize("face", DECIDED)
def test_a_decided_message_looks_like_this(face: str) -> None:
    brief = FACES[face]
    assert_looks_like(f"stage_{face}", stage_post(brief, brief.handovers[-1 if face == "completed" else 0], NOTES, DUE))


def test_a_replaced_message_looks_like_this() -> None:
    brief = FACES["edited"]
    assert_looks_like("stage_replaced", stage_post(brief, brief.handovers[0], NOTES, DUE))


@pytest.mark.parametrize("face", ["paused", "withdrawn", "asked_beside", "approved_declined", "approved_cancelled"])
def test_a_message_that_nobody_decides_on_any_more_has_no_buttons_and_says_why(face: str) -> None:
    brief = FACES[face]
    post = stage_post(brief, brief.handovers[0], NOTES, DUE)
    assert_looks_like(f"stage_{face}", post)
    assert buttons(post) == []


def test_the_message_of_a_stage_that_decides_beside_another_says_so_once_it_has_approved() -> None:
    story = told.in_review(chain=FACES["side_by_side"].chain)
    story.tell(told.yes())
    assert "Marketing sign-off decides at the same time." in shown(
        stage_post(story.brief, story.brief.handovers[0], (), DUE)
    )
    story.tell(told.yes(told.MAYA, "marketer"))
    assert "went on to Agency acceptance" in shown(stage_post(story.brief, story.brief.handovers[1], (), DUE))


@pytest.mark.parametrize("order", [("designer", "marketer"), ("marketer", "designer")])
def test_whichever_of_two_that_decide_at_once_is_last_its_message_says_that_nothing_is_needed_any_more(
    order: tuple[str, str],
) -> None:
    people = {"designer": told.DEE, "marketer": told.MAYA}
    story = told.Story(chain=tuple(one.model_copy(update={"parallel": "review"}) for one in told.CHAIN[:2]))
    story.tell(told.drafted(), *(told.delivered(stage) for stage in order))
    for stage in order:
        story.tell(told.yes(people[stage], stage))
    first, last = (shown(stage_post(story.brief, stay, (), None)) for stage in order for stay in [_stay(story, stage)])
    assert "decides at the same time." in first
    assert "That was the last approval that was needed." in last


def _stay(story: told.Story, stage: str) -> Handover:
    stay = story.brief.handover(stage, story.brief.revision)
    assert stay is not None
    return stay


def test_two_who_decide_in_the_same_instant_name_each_other() -> None:
    story = told.Story(chain=tuple(one.model_copy(update={"parallel": "review"}) for one in told.CHAIN[:2]))
    story.tell(told.drafted(), told.delivered(), told.delivered("marketer"), told.yes())
    story.tell(told.no(told.MAYA, "marketer"), after=-told.MINUTE)  # a clock that steps back dates both alike
    approved = shown(stage_post(story.brief, _stay(story, "designer"), (), None))
    assert "Marketing sign-off decides at the same time." in approved


def test_who_approved_beside_a_stage_that_looked_again_names_it_and_nobody_who_came_later() -> None:
    story = told.in_review()
    story.tell(told.yes(), told.no(told.MAYA, "marketer"), told.drafted(2, changed=()), told.look_again())
    story.tell(told.yes(told.MAYA, "marketer", 2), told.yes(revision=2))
    approved = shown(stage_post(story.brief, _stay(story, "marketer"), (), None))
    assert "Design review decides at the same time." in approved


def test_a_request_that_ended_in_a_log_from_before_reasons_says_that_nothing_is_left() -> None:
    brief = FACES["cancelled"]
    bare = replace(brief.handovers[0], ended_with=None)
    assert "nothing left to decide here" in shown(stage_post(brief, bare, (), DUE))


def test_the_authors_own_approval_is_marked() -> None:
    story = told.in_review(chain=(told.MARKETER,), self_approval=True)
    story.tell(told.yes(told.ROSA, "marketer"))
    post = shown(stage_post(story.brief, story.brief.handovers[0], (), DUE))
    assert "their own brief, as the team allows" in post
    assert "(content hash-1)" in post


@pytest.mark.parametrize(
    ("required", "votes"),
    [("all", "none so far; everybody of them must approve"), ("majority", "none so far; more than half of them")],
)
def test_where_groups_decide_how_many_must_approve_it_is_said_in_words_until_it_is_known(
    required: str, votes: str
) -> None:
    stage = told.DESIGNER.model_copy(update={"required": required})
    story = told.in_review(chain=(stage,))
    assert votes in shown(stage_post(story.brief, story.brief.handovers[0], (), DUE))
    story.tell(told.yes().model_copy(update={"voters": frozenset({"U0DEE", "U0NOOR", "U0MAYA"})}))
    assert "1 of " in shown(stage_post(story.brief, story.brief.handovers[0], (), DUE))


def test_those_whose_approval_stands_are_told_what_changed_and_can_look_again() -> None:
    brief = FACES["kept"]
    post = kept_post(brief, brief.kept[0], CHANGED)
    assert_looks_like("stage_kept", post)
    (again,) = buttons(post)
    assert (again["action_id"], DecisionValue.loads(again["value"]).revision) == ("look_again", 2)
    assert "changes nothing in what it says" in shown(kept_post(brief, brief.kept[0], ()))
    assert complaints(kept_post(brief, brief.kept[0], [difference("x" * 300, "<" * 4000, "&" * 4000)])) == []


@pytest.mark.parametrize("face", DECIDED)
def test_a_decided_message_has_no_buttons_and_says_who_when_and_which_revision(face: str) -> None:
    brief = FACES[face]
    post = stage_post(brief, brief.handovers[0], NOTES, DUE)
    assert buttons(post) == []
    assert "<@U0" in shown(post)
    assert "<!date^" in shown(post)
    assert "revision 1" in shown(post)


def test_every_button_carries_exactly_the_revision_that_is_shown() -> None:
    brief = FACES["returned"]
    pressed = buttons(stage_post(brief, brief.handovers[1], NOTES, DUE))
    names = ["approve", "request_changes", "decline", "reassign", "show_findings"]
    assert [one["action_id"] for one in pressed] == names
    expected = DecisionValue(brief="BRF-1", stage="designer", revision=2)
    decisive = [one["value"] for one in pressed if one["action_id"] != "reassign"]
    assert [DecisionValue.loads(value) for value in decisive] == [expected] * 4
    assert RequestValue.loads(pressed[3]["value"]) == RequestValue(brief="BRF-1", stage="designer", revision=2)
    assert pressed[0]["confirm"]["title"]["text"] == "Approve revision 2?"


def test_a_stage_that_needs_two_says_how_many_have_approved() -> None:
    two = waiting_for_two()
    assert "1 of 2, by <@U0DEE>; 1 more needed" in shown(stage_post(two, two.handovers[0], (), DUE))
    none = told.in_review(chain=two.chain).brief
    assert "0 of 2 so far" in shown(stage_post(none, none.handovers[0], (), DUE))


def test_who_approved_before_the_request_ended_is_told_that_the_next_revision_needs_it_again() -> None:
    story = told.in_review(chain=waiting_for_two().chain)
    story.tell(told.yes(), Withdraw(by=told.ROSA))
    again = "<@U0DEE> had approved it; the next revision needs a new approval."
    assert again in shown(stage_post(story.brief, story.brief.handovers[0], (), DUE))
    story.tell(told.cancel())
    assert again not in shown(stage_post(story.brief, story.brief.handovers[0], (), DUE))


def test_a_stage_where_one_approval_is_left_to_give_does_not_count_to_one() -> None:
    stage = told.DESIGNER.model_copy(update={"required": "all", "approvers": ("U0DEE",)})
    story = told.in_review(chain=(stage,))
    assert "Approvals" not in shown(stage_post(story.brief, story.brief.handovers[0], (), DUE))


def test_the_author_is_not_named_among_those_who_decide() -> None:
    brief = FACES["approved_once"]
    post = shown(stage_post(brief, brief.handovers[1], (), DUE))
    assert "*Decides:* <@U0MAYA>\\n" in post  # the stage lists the author, Rosa, too


def test_a_stage_without_approvers_says_that_nobody_can_decide() -> None:
    brief = FACES["waiting"]
    nobody = replace(brief, chain=tuple(stage.model_copy(update={"approvers": ()}) for stage in brief.chain))
    assert "*Decides:* nobody, since" in shown(stage_post(nobody, nobody.handovers[0], (), DUE))


def test_of_very_many_approvers_the_first_are_named() -> None:
    brief = FACES["waiting"]
    many = tuple(f"U0{letter}" for letter in "ABCDEFGHIJ")
    crowd = replace(brief, chain=tuple(stage.model_copy(update={"approvers": many}) for stage in brief.chain))
    assert "<@U0H> or 2 others" in shown(stage_post(crowd, crowd.handovers[0], (), DUE))


@pytest.mark.parametrize(
    ("found", "summed"),
    [
        ((), "all passed"),
        (NOTES[:1], "1 note"),
        (NOTES, "2 notes"),
        ((PROBLEM,), "1 problem"),
        ((PROBLEM, *NOTES), "1 problem, 2 notes"),
    ],
)
def test_the_checks_are_summed_up_in_a_few_words(found: tuple[Finding, ...], summed: str) -> None:
    brief = FACES["waiting"]
    post = stage_post(brief, brief.handovers[0], found, DUE)
    assert f"*Checks:* {summed}" in shown(post)
    assert ("show_findings" in shown(post)) is bool(found)


def test_the_list_behind_the_sum_looks_like_this() -> None:
    assert_looks_like("findings", findings_post((PROBLEM, *NOTES)))


def test_a_very_long_list_of_findings_says_how_many_more_there_are() -> None:
    post = findings_post([note("&" * 600)] * 100)
    assert complaints(post) == []
    assert "… and 40 more." in shown(post)


def test_no_due_time_is_shown_where_none_is_known() -> None:
    brief = FACES["waiting"]
    assert "*Due:*" not in shown(stage_post(brief, brief.handovers[0], (), None))


@given(
    campaigns(),
    filled(60),
    filled(3000),
    st.lists(st.builds(note, filled(900), st.sampled_from(Section), st.sampled_from(["block", "warn"])), max_size=70),
)
def test_hostile_text_breaks_no_face(campaign: Campaign, title: str, words: str, found: list[Finding]) -> None:
    for plain in faces(title, words).values():
        brief = renamed(plain, campaign)
        for handover in brief.handovers:
            assert complaints(stage_post(brief, handover, found, DUE)) == []
    assert complaints(findings_post(found)) == []


def test_the_key_facts_are_there() -> None:
    brief = renamed(FACES["waiting"], CAMPAIGN.model_copy(update={"market": "UK & Ireland"}))
    post = shown(stage_post(brief, brief.handovers[0], (), DUE))
    for fact in (
        "£46,000",
        "1 March 2027 to 30 April 2027",
        "9,200 First purchases",
        "Email, Paid search",
        "UK &amp; Ireland",
    ):
        assert fact in post


SOURCES = Section.SOURCES


def difference(label: str, before: str, after: str) -> Difference:
    return Difference(section=Section.CHANNELS, label=label, before=before, after=after)


CHANGED = (
    difference("Budget, Email", "£46,000", "£50,000"),
    difference("Recommendation", "", "Lead with the product's name & price."),
    difference("Deliverable", "Three banners", ""),
)


def test_a_new_revision_says_field_by_field_what_changed_since_the_stage_saw_it() -> None:
    brief = FACES["returned"]
    post = stage_post(brief, brief.handovers[1], (), DUE, CHANGED)
    assert_looks_like("stage_changed", post)


def test_a_stage_that_sees_a_brief_first_is_told_of_no_changes() -> None:
    brief = FACES["waiting"]
    assert "Changed since" not in shown(stage_post(brief, brief.handovers[0], (), DUE, CHANGED))


def changes(*found: Difference) -> str:
    """Return the list of changes on the message of a stage that saw revision 1."""
    brief = FACES["returned"]
    blocks = stage_post(brief, brief.handovers[1], (), DUE, found).blocks
    return next(str(b["text"]["text"]) for b in blocks if "Changed since" in str(b.get("text")))


def test_of_each_section_one_change_is_told_and_the_rest_counted() -> None:
    many = [Difference(section=each, label="Note", before="", after="x") for each in Section if each is not SOURCES]
    told = changes(*many, *CHANGED, CHANGED[0])
    assert told.count("\n") == 6
    assert told.endswith("• and 6 more sections")
    assert changes(*CHANGED).endswith("£46,000 → £50,000 _and 2 more changes_")


def test_of_a_long_text_only_the_words_that_changed_are_shown() -> None:
    before = "The dates hold if the brief is approved in time; 5 open questions wait for an answer."
    told = changes(difference("Channel plan", before, before.replace("5", "6")))
    assert "• *Channel plan*: …in time; 5 open questions… → …in time; 6 open questions…" in told


def test_what_goes_without_saying_is_told_only_when_there_is_nothing_else() -> None:
    source = Difference(section=SOURCES, label="Source", before="", after="S9")
    answer = Difference(section=None, label="Answer", before="", after="Done.")
    assert "S9" not in changes(source, answer, *CHANGED)
    assert "S9" in changes(source, answer)


@given(before=st.text(max_size=400), after=filled(3000))
def test_any_change_fits_and_obeys_nothing(before: str, after: str) -> None:
    brief = FACES["returned"]
    changed = [difference(after, before, after)] * 20
    assert complaints(stage_post(brief, brief.handovers[1], (), DUE, changed)) == []


def test_why_a_held_revision_was_handed_over_stands_on_the_message() -> None:
    brief = FACES["overridden"]
    assert "handed over by <@U0ROSA>" in shown(stage_post(brief, brief.handovers[-1], (), DUE))


def test_a_revision_that_a_person_replaced_names_them() -> None:
    brief = FACES["edited"]
    assert "<@U0DEE> wrote revision 2." in shown(stage_post(brief, brief.handovers[0], (), DUE))


def test_what_a_stage_saw_before_is_the_newest_revision_delivered_to_it() -> None:
    brief = FACES["edited"]
    assert [brief.seen_before(handover) for handover in brief.handovers] == [None, 1]


def answer(note: str, said: str, revision: int = 1) -> ChangeAnswer:
    return ChangeAnswer(revision=revision, stage="Design", by="Dee", section=Section.CHANNELS, note=note, answer=said)


NOT_DONE = answer("Move £1,000", "Not rewritten: the drafter does not guess. It is an open question.")


def answering(*answers: ChangeAnswer, face: str = "returned") -> Post:
    brief = FACES[face]
    return stage_post(brief, brief.handovers[-1], (), DUE, CHANGED, answers=answers)


def test_a_requested_change_that_was_not_made_is_said_in_one_line_below_the_request() -> None:
    post = answering(NOT_DONE, answer("Older", "Long done.", revision=0))
    assert_looks_like("stage_not_rewritten", post)
    assert "Long done" not in shown(post)
    assert "Not rewritten" not in shown(answering(NOT_DONE, face="edited"))


def test_of_several_answers_each_says_what_was_asked_and_the_rest_is_counted() -> None:
    post = answering(*[NOT_DONE] * 5, answer("<" * 4000, "&" * 4000))
    assert "“Move £1,000”: Not rewritten: the drafter does not guess.\\n" in shown(post)
    assert "• and 1 more answer, in the document" in shown(post)
    assert complaints(answering(*[answer("<" * 4000, "&" * 4000)] * 9)) == []
