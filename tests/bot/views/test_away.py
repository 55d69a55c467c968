"""What do people see of absences and of requests that were handed on, whatever is typed into a brief?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.absences import (
    absences_post,
    confirmed_post,
    ended_post,
    kept_post,
    proposal_post,
    released_post,
    stand_in_post,
    told_away_post,
)
from bot.views.answers import status_post
from bot.views.author import author_note, author_post
from bot.views.buttons import OldButton, RequestValue
from bot.views.closed_message import closed_post
from bot.views.in_place import away_blocks, place_post
from bot.views.outside_message import outside_post
from bot.views.post import Post
from bot.views.reassign_modal import Place, read_reassign, reassign_modal
from bot.views.stage_message import stage_post
from tests.bot.views.away import absence
from tests.bot.views.briefs import DUE
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow import story as s
from workflow.cover import Cover
from workflow.fold import replay

VALUE = RequestValue(brief="BRF-1", revision=1, stage="designer")


AWAY = (Cover(absence=absence(), by="U0NOOR"), Cover(absence=absence(who="U0DEE"), by=None))
PROPOSED = absence(confirmed_by=None, proposed_by="U0TOM", number=2)


def shown(post: Post) -> str:
    return json.dumps(post.blocks, ensure_ascii=False)


def test_a_request_says_who_is_away_until_when_and_who_decides_meanwhile() -> None:
    brief = s.in_review().brief
    post = stage_post(brief, brief.handovers[0], (), None, away=AWAY)
    assert "<@U0MAYA> is away until Fri 4 Dec; <@U0NOOR> decides in their place." in shown(post)
    assert "<@U0DEE> is away until Fri 4 Dec; nobody stands in." in shown(post)
    assert "is away until" in shown(outside_post(brief, brief.handovers[0], None, AWAY))
    assert away_blocks(()) == []


def test_the_author_and_a_status_hear_of_it_in_the_same_words() -> None:
    brief = s.in_review().brief
    for post in (author_post(brief, DUE, away=AWAY), status_post(brief, DUE, None, AWAY)):
        assert away_blocks(AWAY)[0] in post.blocks
    assert_looks_like("author_away", author_post(brief, DUE, away=AWAY))


def test_a_request_that_was_handed_on_names_who_decides_now() -> None:
    story = s.in_review()
    (moved,) = story.tell(s.reassign(to=s.LIV))
    post = shown(stage_post(story.brief, story.brief.handovers[0], (), None))
    assert "*Decides:* <@U0LIV> or <!subteam^S0DESIGNERS>" in post
    assert "<@U0LIV> decides in <@U0DEE>’s place." in post
    note = author_note(story.brief, moved)
    assert note is not None
    assert note.text == "<@U0DEE> handed their part in Design review, revision 1, to <@U0LIV>."
    story.tell(s.yes(s.LIV))
    closed = shown(closed_post(story.brief, story.brief.handovers[0]))
    assert "<@U0LIV>, in <@U0DEE>’s place, <!date" in closed


def test_who_took_a_request_back_is_told_so() -> None:
    story = s.in_review()
    story.tell(s.reassign(to=s.LIV))
    (other,) = story.tell(s.reassign(by=s.ROSA, to=s.OLE))
    (back,) = story.tell(s.reassign(by=s.ROSA, to=s.DEE))
    notes = [author_note(story.brief, event) for event in (other, back)]
    assert [note.text for note in notes if note] == [
        "<@U0ROSA> handed <@U0DEE>’s part in Design review, revision 1, to <@U0OLE>.",
        "<@U0ROSA> gave Design review, revision 1, back to <@U0DEE>.",
    ]


@pytest.mark.parametrize(
    ("user", "is_admin", "offered"),
    [
        ("U0MAYA", False, ["End it", "Confirm", "Take it back"]),
        ("U0TOM", False, ["Take it back"]),
        ("U0DEE", False, []),
        ("U0PRIYA", True, ["End it", "Confirm", "Take it back"]),
    ],
)
def test_each_sees_what_they_may_do_about_an_absence(user: str, is_admin: bool, offered: list[str]) -> None:
    post = absences_post([absence(), PROPOSED], user, is_admin=is_admin)
    buttons = [one["text"]["text"] for block in post.blocks if block["type"] == "actions" for one in block["elements"]]
    assert buttons == offered


def test_the_list_of_absences_looks_like_this() -> None:
    assert_looks_like("absences", absences_post([absence(), PROPOSED], "U0MAYA", is_admin=False))
    assert "Nobody is away" in absences_post([], "U0MAYA", is_admin=False).text
    many = absences_post([absence(number=one) for one in range(1, 41)], "U0MAYA", is_admin=True)
    assert "25 more" in shown(many)
    assert complaints(many) == []


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (kept_post(absence()), "You are away, Mon 30 Nov to Fri 4 Dec. <@U0NOOR> decides in your place."),
        (kept_post(absence(stand_in=None)), "a stage that has nobody else will wait"),
        (kept_post(absence(proposed_by="U0PRIYA")), "<@U0MAYA> is away"),
        (
            kept_post(absence(), absence(who="U0NOOR", stand_in=None)),
            "<@U0NOOR> is away too, Mon 30 Nov to Fri 4 Dec, and named nobody",
        ),
        (kept_post(PROPOSED), "is asked whether they are away"),
        (ended_post(absence(), "U0TOM"), "<@U0MAYA> is not away any more"),
        (ended_post(absence(), "U0MAYA"), "You are not away any more"),
        (confirmed_post(absence()), "Confirmed: <@U0MAYA> is away"),
        (proposal_post(PROPOSED), "<@U0TOM> says that you are away"),
        (told_away_post(absence(), "U0PRIYA"), "<@U0PRIYA> set you away"),
        (stand_in_post(absence()), "You decide in <@U0MAYA>’s place"),
        (released_post(absence()), "<@U0MAYA> is back"),
    ],
)
def test_people_are_told_what_concerns_them(post: Post, said: str) -> None:
    assert said in post.text
    assert complaints(post) == []


@given(st.text(min_size=1, max_size=200), st.text(max_size=200))
def test_hostile_text_stays_text(name: str, person: str) -> None:
    inputs = s.CAMPAIGN.model_copy(update={"name": name})
    story = s.in_review()
    brief = replay([story.history[0].model_copy(update={"inputs": inputs}), *story.history[1:]])
    post = place_post(brief, brief.handovers[0], ["U0MAYA"], "https://slack.test/x", "<@U0MAYA> is away.")
    linked = "obeys <https://slack.test/x|"  # the brief's name, which leads to its message
    assert [one for one in complaints(post) if not one.startswith(linked)] == []
    modal = reassign_modal(VALUE, brief, [Place("designer", "U0DEE", person)])
    assert complaints(modal) == []


def test_the_modal_that_hands_a_request_on_looks_like_this_and_is_read_back() -> None:
    brief = s.in_review().brief
    view = reassign_modal(VALUE, brief, [Place("designer", "U0DEE", "Dee Okafor")])
    assert_looks_like("reassign_modal", view)
    state = {
        "asked": {"asked": {"type": "static_select", "selected_option": {"value": "designer/U0DEE"}}},
        "to": {"to": {"type": "users_select", "selected_user": "U0LIV"}},
    }
    choice = read_reassign({**view, "state": {"values": state}})
    assert (choice.stage, choice.asked, choice.to, choice.about) == ("designer", "U0DEE", "U0LIV", VALUE)
    with pytest.raises(OldButton):
        read_reassign({**view, "state": {"values": {}}})
