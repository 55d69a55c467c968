"""Do reminders say what waits, since when and what became of it, and stay within Slack's limits?"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.buttons import APPROVE, REQUEST_CHANGES
from bot.views.home import MOST_WAITING, Waiting
from bot.views.post import Post
from bot.views.reminder import settled, thread_post, told_post, told_settled_post
from bot.views.round_up import Item, round_up_post
from tests.bot.views.briefs import DUE, campaigns, faces, filled, renamed, waiting_for_two
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.bot.views.test_outside_message import outside
from tests.workflow import story as told
from workflow.brief import Brief, Handover
from workflow.campaign import Campaign
from workflow.events import ReminderKind

FACES = faces()
URL = "https://slack.test/archives/C0/p1"
KINDS: tuple[ReminderKind, ...] = ("nudge", "breach", "escalation")
NOW = DUE + timedelta(hours=1)


def reminded(brief: Brief, *kinds: ReminderKind) -> Brief:
    """Return the brief once its designers have been reminded of it."""
    story = told.Story()
    story.brief, story.now = brief, brief.changed_at
    for kind in kinds:
        story.tell(told.reminder(about=kind, told=("U0ROSS",) if kind == "escalation" else ("U0DEE",)))
    return story.brief


def first(brief: Brief) -> Handover:
    return brief.handovers[0]


def thread(brief: Brief, called: tuple[str, ...] = ("U0DEE", "U0NOOR")) -> Post:
    return thread_post(brief, first(brief), called, DUE)


def direct(brief: Brief, kind: ReminderKind) -> Post:
    return told_post(brief, first(brief), kind, DUE, URL, user="U0ROSS")


def test_who_stands_in_for_the_escalation_person_is_told_so() -> None:
    chain = (told.DESIGNER.model_copy(update={"escalation": "U0ROSS"}),)
    brief = told.in_review(chain=chain).brief
    assert "because this stage turns to you" in json.dumps(direct(brief, "escalation").blocks)
    post = told_post(brief, first(brief), "escalation", DUE, URL, user="U0LIV")
    assert "You are told in <@U0ROSS>’s place" in json.dumps(post.blocks, ensure_ascii=False)


WAITING = FACES["waiting"]
LATE = reminded(WAITING, "nudge", "breach", "escalation")


@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("reminder_nudge", thread(WAITING)),
        ("reminder_overdue", thread(LATE)),
        ("reminder_settled", thread(FACES["approved_once"])),
        ("reminder_direct", direct(LATE, "breach")),
        ("reminder_escalation", direct(LATE, "escalation")),
        (
            "reminder_direct_settled",
            told_settled_post(FACES["changes_requested"], first(FACES["changes_requested"]), "U0DEE"),
        ),
        (
            "round_up",
            round_up_post(
                [
                    Item(Waiting(WAITING, first(WAITING), DUE, URL)),
                    Item(Waiting(FACES["approved_once"], first(FACES["approved_once"]), DUE, URL), is_open=False),
                ],
                "U0DEE",
                NOW,
            ),
        ),
    ],
)
def test_a_reminder_looks_like_this(name: str, post: Post) -> None:
    assert_looks_like(name, post)


def test_a_nudge_that_was_sent_directly_turns_into_the_overdue_notice() -> None:
    assert direct(WAITING, "nudge").text.startswith("Waits for you: ")
    assert direct(LATE, "nudge").text.startswith("Overdue: ")


def test_only_those_who_may_decide_get_buttons() -> None:
    def buttons(post: Post) -> list[str]:
        return [one["action_id"] for block in post.blocks if block["type"] == "actions" for one in block["elements"]]

    assert buttons(direct(LATE, "breach")) == [APPROVE, REQUEST_CHANGES]
    assert buttons(direct(LATE, "escalation")) == []


@pytest.mark.parametrize(
    ("face", "line"),
    [
        ("approved_once", "<@U0DEE> <!date"),
        ("approved_once", "(content hash-1)."),
        ("declined", "declined revision 1, "),
        ("edited", "Nothing is left to decide on revision 1."),
        ("paused", "The brief is paused; nothing is decided until it goes on."),
        ("waiting", "It does not wait for you now."),
    ],
)
def test_what_became_of_a_request_is_told_in_one_line(face: str, line: str) -> None:
    assert line in settled(FACES[face], first(FACES[face]))


def test_whoever_decided_by_a_link_or_for_somebody_else_is_told_as_everywhere() -> None:
    story = told.in_review()
    story.tell(told.yes(), told.yes(told.MAYA, "marketer"), told.link(), told.delivered("agency"))
    story.tell(told.yes(told.JO, "agency"))
    assert settled(story.brief, story.brief.handovers[-1]).startswith(
        "Jo Smith (by a link from <@U0ROSA>, the author) "
    )
    story = told.in_review()
    story.tell(told.reassign(to=told.LIV), told.no(told.LIV))
    assert settled(story.brief, story.brief.handovers[-1]).startswith("<@U0LIV>, in <@U0DEE>’s place, ")


def test_whoever_approved_first_of_several_is_told_that_it_waits_for_others() -> None:
    brief = waiting_for_two()
    assert settled(brief, first(brief), "U0DEE") == "You approved revision 1 (content hash-1); it waits for others."
    assert settled(brief, first(brief), "U0NOOR") == "It does not wait for you now."


def test_people_outside_are_not_told_whom_the_team_turned_to() -> None:
    assert "<@U0ROSS> has been told." in json.dumps(thread(LATE).blocks)
    assert "U0ROSS" not in json.dumps(thread(outside(LATE)).blocks)


def test_a_round_up_of_which_everything_is_done_says_so() -> None:
    done = Item(Waiting(FACES["approved_once"], first(FACES["approved_once"])), is_open=False)
    assert round_up_post([done], "U0DEE", NOW).text == "Nothing of this waits for you any more"
    one = round_up_post([done, Item(Waiting(WAITING, first(WAITING)))], "U0DEE", NOW)
    assert one.text.startswith("1 waits for you. The oldest: ")


def test_a_long_round_up_says_how_many_more_there_are() -> None:
    items = [Item(Waiting(replace(WAITING, id=f"BRF-{n}"), first(WAITING), DUE, URL)) for n in range(1, 24)]
    post = round_up_post(items, "U0DEE", NOW)
    assert sum(block["type"] == "actions" for block in post.blocks) == MOST_WAITING
    assert "… and 13 more." in json.dumps(post.blocks, ensure_ascii=False)
    assert post.text.startswith("23 wait for you.")


@settings(max_examples=25)
@given(campaigns(), filled(60), filled(1000), st.sampled_from([URL, None]))
def test_whatever_is_typed_reminders_are_within_slacks_limits(
    campaign: Campaign, title: str, words: str, url: str | None
) -> None:
    briefs = [renamed(brief, campaign) for brief in faces(title, words).values() if brief.handovers]
    posts = [
        post
        for brief in briefs
        for post in (
            thread_post(brief, first(brief), ["U0DEE"] * 12, DUE),
            *(told_post(brief, first(brief), kind, DUE, url, user="U0DEE") for kind in KINDS),
            told_settled_post(brief, first(brief), "U0DEE"),
        )
    ]
    listed = [replace(brief, id=f"BRF-{number}") for number, brief in enumerate(briefs, 1)]
    for is_open in (True, False):
        items = [Item(Waiting(brief, first(brief), DUE, url), is_open) for brief in listed]
        posts += [round_up_post(items[start:], "U0DEE", NOW) for start in (0, 8)]
    said = [one for post in posts for one in complaints(post) if not one.startswith(f"obeys <{URL}|")]
    assert said == []
