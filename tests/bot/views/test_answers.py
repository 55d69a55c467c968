"""Is what Baton says to one person short, right, and harmless?"""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.views import answers
from tests.bot.views.briefs import DUE, campaigns, faces, filled, hostile, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow.story import START
from workflow.campaign import Campaign
from workflow.errors import NotAllowed

FACES = faces()
LATER = START + timedelta(days=5)


def test_the_help_looks_like_this() -> None:
    post = answers.help_post()
    assert_looks_like("help", post)
    assert complaints(post) == []


def test_a_status_looks_like_this() -> None:
    post = answers.status_post(FACES["waiting"], DUE, "https://slack.test/archives/C0DESIGN/p1")
    assert_looks_like("status", post)


def test_a_status_without_a_link_offers_none() -> None:
    assert "Open the message" not in json.dumps(answers.status_post(FACES["waiting"], DUE, None).blocks)


def test_a_list_looks_like_this() -> None:
    assert_looks_like("list", answers.list_post(list(FACES.values()), LATER))


def test_a_long_list_says_how_many_more_there_are() -> None:
    briefs = [replace(FACES["waiting"], id=f"BRF-{number}") for number in range(1, 501)]
    post = answers.list_post(briefs, LATER)
    assert complaints(post) == []
    assert post.text == "500 briefs"
    assert "… and 480 more." in json.dumps(post.blocks, ensure_ascii=False)


def test_no_brief_at_all_leads_to_the_first() -> None:
    for post in (answers.list_post([], LATER), answers.unknown_brief_post("  ")):
        assert "Type `/brief` to begin one." in json.dumps(post.blocks)


def test_one_brief_is_one_brief() -> None:
    assert answers.list_post([FACES["waiting"]], START + timedelta(minutes=2)).text == "1 brief"


def test_a_plain_refusal_is_escaped_and_a_finished_one_is_not() -> None:
    assert answers.refusal_post("a < <!channel>").text == "a &lt; &lt;!channel&gt;"
    refusal = NotAllowed("{0} decided on “<x>” already.", "U0DEE")
    sentence = refusal.told(lambda person: f"<@{person}>", lambda text: text.replace("<", "&lt;").replace(">", "&gt;"))
    assert answers.refusal_post(sentence, is_mrkdwn=True).text == "<@U0DEE> decided on “&lt;x&gt;” already."


@given(hostile(3000))
def test_whatever_was_typed_is_answered_harmlessly(typed: str) -> None:
    for post in (answers.unknown_brief_post(typed), answers.refusal_post(f"x{typed}"), answers.incident_post(typed)):
        assert complaints(post) == []


@given(
    campaigns(), filled(60), filled(3000), st.sampled_from([None, "https://slack.test/archives/C0DESIGN/p1?a=1&b=2"])
)
def test_hostile_text_breaks_no_answer(campaign: Campaign, title: str, note: str, link: str | None) -> None:
    briefs = [renamed(plain, campaign) for plain in faces(title, note).values()]
    for brief in briefs:
        assert complaints(answers.status_post(brief, DUE, link)) == []
        assert complaints(answers.opened_post(brief)) == []
    assert complaints(answers.list_post(briefs * 5, LATER)) == []


def test_what_is_on_its_way_is_announced() -> None:
    assert "in a moment" in answers.drawing_post().text
    assert answers.opened_post(FACES["drafting"]).text.startswith("BRF-1 is open: Spring running shoe.")
    assert "E-42" in answers.incident_post("E-42").text
