"""Does the author always see where their brief stands, who is to move, and what they can do?"""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from bot.views.author import author_note, author_post
from bot.views.buttons import BriefValue
from bot.views.post import Post
from tests.bot.views.briefs import DUE, campaigns, faces, filled, renamed, waiting_for_two
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow import story as told
from workflow import commands
from workflow import commands as c
from workflow.campaign import Campaign
from workflow.conditions import Condition
from workflow.events import Event
from workflow.lifecycle import open_brief

FACES = faces()


def buttons(post: Post) -> list[dict[str, Any]]:
    return [one for block in post.blocks if block["type"] == "actions" for one in block["elements"]]


def told_of(story: told.Story, events: list[Event]) -> list[str]:
    notes = [author_note(story.brief, event) for event in events]
    return [note.text for note in notes if note]


@pytest.mark.parametrize("face", FACES)
def test_the_author_message_looks_like_this(face: str) -> None:
    assert_looks_like(f"author_{face}", author_post(FACES[face], DUE))


@pytest.mark.parametrize(
    ("face", "offered"),
    [
        ("drafting", ["cancel"]),
        ("draft_failed", ["retry_draft", "revise", "cancel"]),
        ("held", ["revise", "override", "cancel"]),
        ("overridden", ["withdraw", "pause", "reassign", "cancel"]),
        ("on_its_way", ["withdraw", "pause", "reassign", "cancel"]),
        ("blocked", ["retry_delivery", "withdraw", "pause", "reassign", "cancel"]),
        ("waiting", ["withdraw", "pause", "reassign", "cancel"]),
        ("paused", ["resume", "cancel"]),
        ("withdrawn", ["revise", "cancel"]),
        ("changes_requested", ["cancel"]),
        ("completed", [*(f"tell_minutes_{minutes}" for minutes in (15, 30, 60, 120, 240)), "duplicate"]),
        ("declined", ["duplicate"]),
        ("cancelled", ["duplicate"]),
    ],
)
def test_the_buttons_are_what_the_author_can_do_now(face: str, offered: list[str]) -> None:
    shown = buttons(author_post(FACES[face], DUE))
    assert [one["action_id"] for one in shown] == offered
    own = [one["value"] for one in shown if not one["action_id"].startswith(("tell_minutes", "reassign"))]
    assert {BriefValue.loads(value) for value in own} == {BriefValue(brief="BRF-1")}
    assert all("confirm" in one for one in shown if one["action_id"] == "withdraw")


@pytest.mark.parametrize(
    ("face", "line"),
    [
        ("drafting", "○ Design review  ·  ○ Marketing sign-off  ·  ○ Agency acceptance"),
        ("blocked", "● Design review  ·  ○ Marketing sign-off  ·  ○ Agency acceptance"),
        ("approved_once", "✓ Design review  ·  ● Marketing sign-off  ·  ○ Agency acceptance"),
        ("changes_requested", "● Design review  ·  ○ Marketing sign-off  ·  ○ Agency acceptance"),
        ("completed", "✓ Design review  ·  ✓ Marketing sign-off  ·  ✓ Agency acceptance"),
        ("skipped", "✓ Design review  ·  – Marketing sign-off (skipped)  ·  ● Agency acceptance"),
        ("side_by_side", "● Design review + ● Marketing sign-off  ·  ○ Agency acceptance"),
        ("withdrawn", "○ Design review  ·  ○ Marketing sign-off  ·  ○ Agency acceptance"),
        ("cancelled", "○ Design review  ·  ○ Marketing sign-off  ·  ○ Agency acceptance"),
    ],
)
def test_the_chain_shows_how_far_the_brief_came(face: str, line: str) -> None:
    assert author_post(FACES[face], None).blocks[1]["text"]["text"] == line


def test_a_blocked_delivery_names_the_channel_and_the_mend() -> None:
    text = json.dumps(author_post(FACES["blocked"], DUE).blocks)
    assert "*Design review cannot be reached.* Invite Baton to <#C0DESIGN>." in text


def test_a_stage_that_needs_two_shows_what_is_still_missing() -> None:
    assert "1 of 2, by <@U0DEE>; 1 more needed" in json.dumps(author_post(waiting_for_two(), DUE).blocks)


def test_a_life_is_told_in_few_notes() -> None:
    story = told.Story()
    steps: list[commands.Command] = [
        told.drafted(),
        told.delivered(),
        told.no(),
        told.drafted(2),
        told.yes(revision=2),
        told.yes(told.MAYA, "marketer", 2),
        told.yes(told.AXEL, "agency", 2),
    ]
    asked = "<@U0DEE> asked for changes to revision 1"
    assert [note for step in steps for note in told_of(story, story.tell(step))] == [
        "Revision 1 is written. It goes to Design review.",
        f"{asked} (Design review, Creative directions to explore):\n> Show the shoe in the rain.",
        "Revision 2 is written. It goes to Design review.",
        "<@U0DEE> approved revision 2 (content hash-2) at Design review. It goes to Marketing sign-off.",
        "<@U0MAYA> approved revision 2 (content hash-2) at Marketing sign-off. It goes to Agency acceptance.",
        "<@U0AXEL> approved revision 2 (content hash-2) at Agency acceptance. BRF-1 is complete.",
    ]


def test_a_brief_that_the_model_could_not_improve_says_why() -> None:
    story = told.Story()
    without = told.drafted().model_copy(update={"without_model": "The language model took <too> long."})
    (note,) = told_of(story, story.tell(without))
    assert note.splitlines() == [
        "Revision 1 is written. It goes to Design review.",
        "The language model took &lt;too&gt; long.",
        "The brief is complete without it.",
    ]


def test_troubles_are_told_with_the_way_out() -> None:
    story = told.Story()
    assert told_of(story, story.tell(told.failed())) == [
        "Revision 1 could not be written: the model did not answer\nPress *Try again* on the message above."
    ]
    stuck = told.in_review()
    assert told_of(stuck, stuck.tell(told.blocked(reason="C0DESIGN is archived."))) == [
        "Design review cannot be reached. <#C0DESIGN> is archived.\nThen press *Deliver again* on the message above."
    ]


def test_a_stage_that_lists_nobody_but_the_author_is_not_offered_to_be_asked_again() -> None:
    story = told.in_review(chain=(told.DESIGNER.model_copy(update={"approvers": (told.ROSA.id,)}),))
    (note,) = told_of(story, story.tell(told.blocked(reason="Nobody is left. Have more approvers listed.")))
    assert note == "Design review cannot decide. Nobody is left. Have more approvers listed."
    shown = json.dumps(author_post(story.brief, DUE).blocks)
    assert "*Design review cannot decide.*" in shown
    assert "retry_delivery" not in shown
    assert "cancel" in shown


def test_a_new_revision_says_whose_approval_stands() -> None:
    story = told.in_review()
    story.tell(told.delivered(), told.yes(), told.delivered("marketer"), told.no(told.MAYA, "marketer"))
    assert told_of(story, story.tell(told.drafted(2)))[0].splitlines() == [
        "Revision 2 is written. It goes to Marketing sign-off.",
        "Design review approved revision 1 (content hash-1), and that stands.",
    ]


def test_of_two_who_decide_at_the_same_time_the_first_due_is_named() -> None:
    story = told.in_review(chain=FACES["side_by_side"].chain)
    story.tell(told.delivered())
    assert "*Due:*" in json.dumps(author_post(story.brief, DUE).blocks)
    story.tell(told.delivered("marketer"))
    assert "*First due:*" in json.dumps(author_post(story.brief, DUE).blocks)


def test_a_first_of_two_approvals_is_counted() -> None:
    chain = tuple(stage.model_copy(update={"required": 2}) for stage in told.CHAIN)
    story = told.in_review(chain=chain)
    assert told_of(story, story.tell(told.yes())) == [
        "<@U0DEE> approved revision 1 (content hash-1) at Design review: 1 of 2 approvals."
    ]
    assert told_of(story, story.tell(told.yes(told.NOOR))) == [
        "<@U0NOOR> approved revision 1 (content hash-1) at Design review. It goes to Marketing sign-off."
    ]


def test_what_people_do_beside_approving_is_told_as_well() -> None:
    story = told.in_review()
    assert told_of(story, story.tell(told.decline()))[0].endswith("(Design review):\n> The range was sold.")
    legal = told.MARKETER.model_copy(update={"when": Condition(budget_over=Decimal(50000), currency="GBP")})
    short = told.Story(chain=(told.DESIGNER, legal))
    short.tell(told.drafted(facts=told.facts()))
    assert told_of(short, short.tell(told.yes())) == [
        "Marketing sign-off is skipped for revision 1: the budget is not over £50,000.",
        "<@U0DEE> approved revision 1 (content hash-1) at Design review. BRF-1 is complete.",
    ]
    again = told.in_review()
    again.tell(told.yes(), told.edit(told.MAYA))
    assert told_of(again, again.tell(told.look_again())) == ["<@U0DEE> has Design review look at revision 2 as well."]


def test_a_brief_that_an_edit_completes_is_told_without_naming_a_last_approver() -> None:
    legal = told.MARKETER.model_copy(update={"when": Condition(budget_over=Decimal(50000), currency="GBP")})
    story = told.Story(chain=(told.DESIGNER, legal))
    story.tell(told.drafted(facts=told.facts(60000)), told.yes())
    cheaper = told.edit(told.MAYA).model_copy(update={"facts": told.facts()})
    assert told_of(story, story.tell(cheaper))[-1] == "Everybody who has to approve revision 2 has. BRF-1 is complete."


def test_the_authors_own_approval_is_told_as_theirs() -> None:
    story = told.in_review(chain=(told.MARKETER,), self_approval=True)
    note = "<@U0ROSA> approved revision 1 (content hash-1), their own brief at Marketing sign-off. BRF-1 is complete."
    assert told_of(story, story.tell(told.yes(told.ROSA, "marketer"))) == [note]


def test_what_the_author_did_or_need_not_know_is_no_notification() -> None:
    story = told.Story()
    assert told_of(story, open_brief("BRF-1", told.opening(), told.START)) == []
    story.tell(told.failed())
    assert told_of(story, story.tell(commands.RetryDraft(by=told.ROSA))) == []
    assert told_of(told.in_review(), told.in_review().tell(told.delivered())) == []
    gone = told.in_review()
    assert told_of(gone, gone.tell(told.cancel())) == []


@settings(max_examples=30)
@given(campaigns(), filled(60), filled(3000))
def test_hostile_text_breaks_no_message_to_the_author(campaign: Campaign, title: str, note: str) -> None:
    for plain in faces(title, note).values():
        brief = renamed(plain, campaign)
        assert complaints(author_post(brief, DUE)) == []
        events: list[Event] = [*brief.changes, *brief.approvals]
        notes = [author_note(brief, event) for event in events]
        assert [complaints(one) for one in notes if one and complaints(one)] == []


@given(filled(3000))
def test_hostile_reasons_break_no_note(reason: str) -> None:
    story = told.in_review()
    (blocked,) = story.tell(told.blocked(reason=reason))
    failing = told.Story()
    (failed,) = failing.tell(commands.RecordDraftFailure(revision=1, reason=reason))
    for note in (author_note(story.brief, blocked), author_note(failing.brief, failed)):
        assert note is not None
        assert complaints(note) == []


def test_what_baton_ran_into_again_by_itself_is_news_only_once() -> None:
    story = told.in_review()
    (first,) = story.tell(told.blocked(reason="C0DESIGN is archived."))
    assert author_note(story.brief, first)
    story.tell(c.RetryDelivery())
    (again,) = story.tell(told.blocked(reason="C0DESIGN is archived."))
    assert author_note(story.brief, again) is None


def test_what_is_held_back_is_told_with_its_reasons_and_what_can_be_done() -> None:
    story = told.Story()
    (note,) = [author_note(story.brief, event) for event in story.tell(told.stopped())[1:]]
    assert note is not None
    assert "The channel budgets do not add up." in note.text
    assert "Edit the request" in note.text


def test_a_revision_that_a_person_wrote_is_told_with_their_name() -> None:
    story = told.in_review()
    assert told_of(story, story.tell(told.edit())) == ["<@U0DEE> wrote revision 2. It goes to Design review."]


def test_a_mended_request_is_written_anew_without_the_old_one_being_quoted() -> None:
    story = told.held()
    story.tell(told.revise())
    assert "Baton is writing revision 2" in json.dumps(author_post(story.brief, None).blocks)
