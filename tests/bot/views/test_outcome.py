"""Is an author asked lightly what a brief took and what came of it, and do answers come back as they went?"""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from bot.views.author import author_post
from bot.views.buttons import TELL_NOT_RUN, BriefValue, OldButton
from bot.views.minutes import minutes_question, spoken_minutes
from bot.views.outcome import not_run_post, outcome_modal, question_post, read_outcome, told_post
from tests.bot.views.briefs import campaigns, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow import story as s
from workflow.campaign import Campaign
from workflow.campaign_brief import campaign_of
from workflow.channels import Channel
from workflow.outcome import OUTCOME_LABELS, parse_outcome, prior_campaign
from workflow.told import Outcome

DONE = s.completed().brief
MESSAGE = s.posted(s.START + timedelta(days=90), "D0ROSA")
OUTCOME = Outcome(
    spend=Decimal("43000.50"), results=Decimal(8600), revenue=Decimal(129000), next_time="Start *earlier*."
)


def submitted(view: dict[str, Any], answers: dict[str, str | None]) -> dict[str, Any]:
    values = {field: {field: {"type": "plain_text_input", "value": held}} for field, held in answers.items()}
    return {**view, "state": {"values": values}}


def test_the_question_looks_like_this() -> None:
    assert_looks_like("outcome_question", question_post(DONE, reminder=False))
    assert complaints(question_post(DONE, reminder=False)) == []
    assert "This is the only reminder." in json.dumps(question_post(DONE, reminder=True).blocks)


def test_the_form_looks_like_this() -> None:
    view = outcome_modal(DONE, MESSAGE)
    assert_looks_like("outcome_modal", view)
    assert complaints(view) == []
    asked = [block for block in view["blocks"] if block["type"] == "input"]
    assert [block["block_id"] for block in asked] == list(OUTCOME_LABELS)
    assert [block["block_id"] for block in asked if not block["optional"]] == ["next_time"]


def test_an_answer_comes_back_as_it_was_given() -> None:
    view = submitted(outcome_modal(DONE, MESSAGE), {"spend": "43000", "results": None, "next_time": "Start earlier."})
    told = read_outcome(view)
    assert (told.brief, told.message) == ("BRF-1", MESSAGE)
    assert parse_outcome(told.answers, campaign_of(DONE)) == Outcome(spend=Decimal(43000), next_time="Start earlier.")
    assert read_outcome(submitted(outcome_modal(DONE, None), {})).message is None


@pytest.mark.parametrize("kept", ["", "{}", "[]", "null", '{"value": "?"}', '{"value": 3, "message": {"ts": "x"}}'])
def test_a_form_that_does_not_say_what_it_is_about_is_refused(kept: str) -> None:
    with pytest.raises(OldButton):
        read_outcome({"private_metadata": kept, "state": {"values": {}}})


def test_the_answered_question_tells_the_figures_and_the_ratios_that_they_give() -> None:
    post = told_post(DONE, prior_campaign(DONE.id, campaign_of(DONE), OUTCOME), "LIB-7")
    assert_looks_like("outcome_told", post)
    assert complaints(post) == []
    bare = told_post(DONE, prior_campaign(DONE.id, campaign_of(DONE), Outcome(next_time="Start earlier.")), "LIB-7")
    assert "spent" not in json.dumps(bare.blocks)


def test_a_campaign_that_did_not_run_can_be_told_of_with_one_tap() -> None:
    asked = question_post(DONE, reminder=False).blocks[1]["elements"]
    [never] = [one for one in asked if one["action_id"] == TELL_NOT_RUN]
    assert never["confirm"]["confirm"]["text"] == "It did not run"
    post = not_run_post(DONE)
    assert "did not run, you say" in post.text
    assert complaints(post) == []


def test_the_minutes_are_asked_once_and_then_only_told() -> None:
    story = s.completed()
    assert len(minutes_question(story.brief)[1]["elements"]) == 5
    story.tell(s.tell_minutes(minutes=150))
    [told] = minutes_question(story.brief)
    assert "2 hours 30 minutes of your own time" in told["elements"][0]["text"]
    assert minutes_question(s.in_review().brief) == []
    assert minutes_question(s.declined().brief) == []
    assert complaints(author_post(story.brief, None)) == []


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "no time"), (1, "1 minute"), (60, "1 hour"), (75, "1 hour 15 minutes"), (1440, "24 hours")],
)
def test_minutes_are_told_as_people_say_them(minutes: int, told: str) -> None:
    assert spoken_minutes(minutes) == told


@given(campaigns())
def test_no_campaign_mentions_anybody_or_breaks_slacks_limits(campaign: Campaign) -> None:
    brief = renamed(DONE, campaign)
    prior = prior_campaign(brief.id, campaign, OUTCOME)
    assert complaints(question_post(brief, reminder=True)) == []
    assert complaints(told_post(brief, prior, "LIB-1")) == []
    assert complaints(not_run_post(brief)) == []
    assert complaints(outcome_modal(brief, MESSAGE)) == []
    assert BriefValue.loads(json.loads(outcome_modal(brief, MESSAGE)["private_metadata"])["value"]).brief == brief.id
    assert set(prior.channels) <= set(Channel)
