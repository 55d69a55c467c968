"""Can several people's comments be edited and signed as one list, within Slack's limits, whatever they wrote?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.buttons import DecisionValue, OldButton
from bot.views.change_list import MOST_POINTS, change_list_modal, read_change_list
from bot.views.changes_modal import changes_modal, without_comments
from tests.bot.views.briefs import campaigns, faces, filled, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.bot.views.test_modals import submitted
from workflow.campaign import Campaign
from workflow.draft import Section
from workflow.events import Message, Remark
from workflow.gathering import Comment, Point, gathered

WAITING = faces()["waiting"]
VALUE = DecisionValue(brief="BRF-1", stage="designer", revision=1)
ROOT = Message(channel="C0DESIGN", ts="1799053380.000100")
POINTS = gathered(
    [
        Comment("Priya Shah", "The audience is too broad, because road runners buy first"),
        Comment("Tom Reed", "I would widen the audience"),
        Comment("Noor Aziz", "It is too long"),
    ]
)


def test_the_list_looks_like_this() -> None:
    assert_looks_like("change_list", change_list_modal(VALUE, WAITING, ROOT, POINTS, 1))


def test_the_list_comes_back_as_it_was_shown() -> None:
    view = change_list_modal(VALUE, WAITING, ROOT, POINTS, 0)
    read = read_change_list({**view, "state": {"values": submitted(view)}})
    assert read.remarks == (
        Remark(
            section=Section.AUDIENCE, note="The audience is too broad", by="Priya Shah", why="road runners buy first"
        ),
        Remark(section=Section.AUDIENCE, note="I would widen the audience", by="Tom Reed"),
        Remark(section=None, note="It is too long", by="Noor Aziz"),
    )
    assert (read.own.value, read.own.note, read.own.message_ts) == (VALUE, "", ROOT.ts)


def test_a_list_that_does_not_say_whose_its_points_are_is_an_old_one() -> None:
    view = changes_modal(VALUE, WAITING, ROOT.channel, ROOT.ts)
    with pytest.raises(OldButton):
        read_change_list({**view, "state": {"values": submitted(view)}})


def test_only_as_many_points_are_shown_as_fit_and_the_rest_is_told() -> None:
    view = change_list_modal(VALUE, WAITING, ROOT, [Point("Dee", None, f"Point {i}") for i in range(40)], 0)
    assert f"Only the first {MOST_POINTS} fit here." in json.dumps(view)
    assert len(json.loads(view["private_metadata"])["by"]) == MOST_POINTS


points = st.builds(
    Point,
    filled(200),
    st.none() | st.sampled_from(Section),
    filled(5000),
    filled(500),
    st.tuples(filled(200), filled(9)),
)


@given(campaigns(), st.lists(points, min_size=1, max_size=25))
def test_slack_takes_the_list_whatever_people_wrote(campaign: Campaign, written: list[Point]) -> None:
    brief = renamed(WAITING, campaign)
    view = change_list_modal(VALUE, brief, ROOT, written, 3)
    assert complaints(view) == []
    assert len(view["private_metadata"]) <= 3000
    assert len(view["blocks"]) <= 100
    assert complaints(without_comments(changes_modal(VALUE, brief, ROOT.channel, ROOT.ts, written[0].what))) == []
