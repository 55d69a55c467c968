"""Is a link asked for, shown, listed and revoked in words that Slack takes, whatever people typed?"""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from bot.views.author import author_note, author_post
from bot.views.buttons import MAKE_LINK, REVOKE_LINK, LinkValue, RevokeValue
from bot.views.link import Shown, given_modal, link_modal, links_post, read_link
from bot.views.outside_message import outside_post
from tests.bot.views.briefs import DUE, campaigns, filled, renamed
from tests.bot.views.limits import complaints
from tests.workflow.story import AXEL, JO, MAYA, ROSA, START, Story, in_review, link, no, yes
from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.commands import RevokeLink
from workflow.events import LinkMade
from workflow.values import InvalidInput

LATER = START + timedelta(days=1)
ADDRESS = "https://baton.example.com/link/" + "x" * 160


def at_agency(name: str = "Jo Smith") -> Story:
    story = in_review()
    story.tell(yes(), yes(MAYA, "marketer"), link(AXEL).model_copy(update={"name": name[:60]}))
    return story


def shown(brief: Brief, email: str | None = None) -> list[Shown]:
    return [Shown(one, email, 3, LATER) for one in brief.links]


def answered(name: str = "Jo", email: str = "", days: str = "7") -> dict[str, Any]:
    view = link_modal(at_agency().brief, ["agency"], [], LATER)
    values = {"name": name, "email": email, "days": days}
    state = {field: {field: {"type": "plain_text_input", "value": value}} for field, value in values.items()}
    return {**view, "state": {"values": state}}


@given(campaigns(), filled(60), filled(200))
def test_every_screen_is_within_slacks_limits_and_obeys_nothing(campaign: Campaign, name: str, email: str) -> None:
    brief = renamed(at_agency(name).brief, campaign)
    stay, made = brief.handovers[-1], brief.links[0]
    many = shown(replace(brief, links=brief.links * 25), email)
    for view in (
        link_modal(brief, ["agency"], many, LATER),
        link_modal(brief, ["agency", "designer"], [], LATER),
        given_modal(brief, made, ADDRESS),
        links_post(brief, many, LATER, f"The link for {name} was revoked."),
        links_post(brief, [], LATER),
        outside_post(replace(brief, links=brief.links * 20), stay, DUE, links=True),
        author_post(brief, DUE, links=True),
    ):
        assert [fault for fault in complaints(view) if "baton.example.com" not in fault] == []


def test_the_button_stands_only_where_links_can_be_opened() -> None:
    brief = at_agency().brief
    for post in (outside_post(brief, brief.handovers[-1], DUE), author_post(brief, DUE)):
        assert MAKE_LINK not in json.dumps(post.blocks)
    for post in (outside_post(brief, brief.handovers[-1], DUE, links=True), author_post(brief, DUE, links=True)):
        assert MAKE_LINK in json.dumps(post.blocks)
    inside = in_review().brief
    assert MAKE_LINK not in json.dumps(author_post(inside, DUE, links=True).blocks)


def test_the_stage_sees_who_may_decide_by_a_link_and_until_when() -> None:
    story = at_agency()
    told = json.dumps(outside_post(story.brief, story.brief.handovers[-1], DUE).blocks)
    assert "*By link, without Slack:* Jo Smith (<!date^" in told
    story.tell(RevokeLink(by=AXEL, person="LJO"))
    assert "Jo Smith" not in json.dumps(outside_post(story.brief, story.brief.handovers[-1], DUE).blocks)


def test_who_decided_by_a_link_is_named_with_who_vouches_for_them() -> None:
    story = at_agency()
    story.tell(no(JO, "agency"))
    told = json.dumps(
        [outside_post(story.brief, story.brief.handovers[-1], DUE).blocks, author_post(story.brief, DUE).blocks]
    )
    assert told.count("Jo Smith (by a link from <@U0AXEL>)") == 2
    assert "LJO" not in told


def test_the_author_hears_of_links_that_others_make_and_revoke() -> None:
    story = at_agency()
    made = next(event for event in story.history if isinstance(event, LinkMade))
    note = author_note(story.brief, made)
    assert note is not None
    assert note.text.startswith("<@U0AXEL> made a link for Jo Smith to decide at Agency acceptance, ")
    assert author_note(story.brief, made.model_copy(update={"by": ROSA.id})) is None
    (revoked,) = story.tell(RevokeLink(by=AXEL, person="LJO"))
    ended = author_note(story.brief, revoked)
    assert ended is not None
    assert ended.text == "<@U0AXEL> revoked the link for Jo Smith at Agency acceptance."


def test_only_a_link_that_holds_can_be_revoked() -> None:
    story = at_agency()
    assert REVOKE_LINK in json.dumps(links_post(story.brief, shown(story.brief), LATER).blocks)
    expired = links_post(story.brief, shown(story.brief), START + timedelta(days=7))
    assert "Expired" in json.dumps(expired.blocks)
    story.tell(RevokeLink(by=AXEL, person="LJO"))
    revoked = links_post(story.brief, shown(story.brief), LATER)
    assert "Revoked by <@U0AXEL>" in json.dumps(revoked.blocks)
    done = at_agency()
    done.tell(yes(JO, "agency"))
    ended = links_post(done.brief, [Shown(done.brief.links[0])], LATER)
    assert "Ended with the brief." in json.dumps(ended.blocks)
    assert "Not opened yet." in json.dumps(ended.blocks)
    for post in (expired, revoked, ended):
        assert REVOKE_LINK not in json.dumps(post.blocks)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"email": "jo at example"}, "email"),
        ({"email": "x" * 200 + "@example.com"}, "email"),
        ({"days": "0"}, "days"),
        ({"days": "31"}, "days"),
        ({"days": "-3"}, "days"),
        ({"days": "1.5"}, "days"),
        ({"days": ""}, "days"),
    ],
)
def test_what_has_to_be_mended_is_said_at_its_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_link(answered(**wrong))
    assert set(refused.value.errors) == {field}


def test_what_is_asked_for_is_read() -> None:
    asked = read_link(answered(" Jo\nSmith ", "jo@example.com", "30"))
    assert (asked.brief, asked.stage, asked.name, asked.email, asked.days) == (
        "BRF-1",
        "agency",
        "Jo Smith",
        "jo@example.com",
        30,
    )


def test_buttons_of_links_are_readable_for_ever() -> None:
    assert LinkValue.loads('{"v":1,"brief":"BRF-7","stage":"agency"}') == LinkValue(brief="BRF-7", stage="agency")
    assert LinkValue.loads('{"v":1,"brief":"BRF-7","stage":null}').stage is None
    known = '{"v":1,"brief":"BRF-7","person":"L7Q2ZK4MWD3NRX5T"}'
    assert RevokeValue.loads(known).dumps() == known
