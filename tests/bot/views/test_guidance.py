"""Is the team's guidance shown as it was typed, within Slack's limits, and does what somebody writes come back?"""

import json
from typing import Any

import pytest
from hypothesis import given

from bot.views.buttons import GuidanceValue, OldButton, SectionValue
from bot.views.guidance import MOST_SHOWN, guidance_modal, guidance_post, read_guidance
from tests.bot.views.briefs import hostile
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow import story as s
from workflow.draft import Section
from workflow.guidance import LONGEST_GUIDANCE, Guidance, Proposal

PROPOSAL = Proposal(Section.TIMELINE, n=6, rewritten=5, share=0.32, asked=("Shorter.", "Two weeks for legal."))
URL = "https://hooks.slack.test/1"


def standing(number: int = 1, text: str = "Plan two weeks for legal.", section: Section = Section.RISKS) -> Guidance:
    return Guidance(number=number, section=section, text=text, accepted_by="U0MAYA", accepted_at=s.START)


def submitted(view: dict[str, Any], section: str | None, text: str | None) -> dict[str, Any]:
    picked = {"selected_option": {"value": section} if section else None}
    return {**view, "state": {"values": {"section": {"section": picked}, "text": {"text": {"value": text}}}}}


def test_the_list_looks_like_this() -> None:
    post = guidance_post([standing()], [PROPOSAL], 6, "It stands.")
    assert_looks_like("guidance", post)
    assert complaints(post) == []


def test_the_form_looks_like_this() -> None:
    view = guidance_modal(Section.TIMELINE, URL)
    assert_looks_like("guidance_modal", view)
    assert complaints(view) == []
    assert "initial_option" not in guidance_modal(None, URL)["blocks"][0]["element"]


def test_a_list_with_nothing_in_it_says_how_much_it_looked_at() -> None:
    told = json.dumps(guidance_post([], [], 1).blocks)
    assert "The team has no standing guidance yet." in told
    assert "No section is rewritten often: 1 completed brief looked at, 5 at least needed." in told
    assert "No other section is rewritten often" in json.dumps(guidance_post([standing()], [], 9).blocks)


def test_what_was_written_comes_back() -> None:
    told = read_guidance(submitted(guidance_modal(None, URL), "timeline", " Plan two weeks. "))
    assert (told.section, told.text, told.response_url) == (Section.TIMELINE, "Plan two weeks.", URL)
    empty = read_guidance(submitted(guidance_modal(None, URL), None, None))
    assert (empty.section, empty.text) == (None, "")


@pytest.mark.parametrize("kept", ["", "{}", "[]", "null"])
def test_a_form_that_cannot_be_read_is_refused(kept: str) -> None:
    with pytest.raises(OldButton):
        read_guidance({**submitted({}, "timeline", "x"), "private_metadata": kept})
    with pytest.raises(OldButton):
        read_guidance(submitted(guidance_modal(None, URL), "nowhere", "x"))


def test_the_buttons_tell_what_they_are_about_for_ever() -> None:
    assert SectionValue.loads('{"v":1,"section":"timeline"}') == SectionValue(section=Section.TIMELINE)
    assert SectionValue.loads('{"v":1,"section":null}').dumps() == SectionValue().dumps()
    assert GuidanceValue.loads('{"v":1,"number":3}').dumps() == GuidanceValue(number=3).dumps()


@given(hostile(LONGEST_GUIDANCE))
def test_no_guidance_mentions_anybody_or_breaks_slacks_limits(text: str) -> None:
    many = [standing(number, text) for number in range(1, MOST_SHOWN + 5)]
    every = [Proposal(section, 9, 9, 0.1, (text, text, text)) for section in Section]
    assert complaints(guidance_post(many, every, 12)) == []
