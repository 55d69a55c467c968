"""Does the card of a template say what was recognised and ask for the rest, within Slack's limits?"""

from dataclasses import replace
from datetime import UTC, datetime

from bot.views.buttons import CHOOSE_PLACE
from bot.views.template import (
    MOST_CHOICES,
    Offer,
    discarded_post,
    in_force_post,
    offer_post,
    own_design_post,
    read_choices,
    template_modal,
    used_post,
)
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like

HOSTILE = "<!channel> & " + "😀" * 300
OFFER = Offer(
    number=3,
    file="team.docx",
    recognised=(("OBJECTIVES", "Objectives"), ("Who is it for?", "Audience")),
    unrecognised=("WEATHER", "Formative <Testing>"),
    added=("Risks", "Sources"),
    choices={"as it is": "Leave as it is", "risks": "Risks"},
)


def test_the_card_looks_like_this() -> None:
    post = offer_post(OFFER)
    assert_looks_like("template", post)
    assert complaints(post) == []


def test_the_modal_says_where_the_card_will_be() -> None:
    assert_looks_like("template_modal", template_modal())


def test_at_most_five_of_what_has_no_place_are_named() -> None:
    names = [f"Part {number}" for number in range(1, 20)]
    said = [str(offer_post(replace(OFFER, added=names[:many])).blocks) for many in (5, 19)]
    assert "Part 4, Part 5. That stands" in said[0]
    assert "Part 4, Part 5 and 14 more. That stands" in said[1]


def test_what_was_chosen_is_read_by_the_words_of_the_place() -> None:
    places = [block["block_id"] for block in offer_post(OFFER).blocks if "block_id" in block]
    held = {places[0]: {CHOOSE_PLACE: {"selected_option": {"value": "risks"}}}, places[1]: {CHOOSE_PLACE: {}}}
    assert read_choices({"values": held}) == {"WEATHER": "risks"}
    assert read_choices({}) == {}


def test_a_card_of_any_template_keeps_within_slacks_limits() -> None:
    many = [f"Heading {number} {'x' * 100}" for number in range(40)]
    post = offer_post(replace(OFFER, file=HOSTILE, unrecognised=[HOSTILE, *many], added=["y" * 80] * 30))
    assert complaints(post) == []
    assert sum("block_id" in block for block in post.blocks) == MOST_CHOICES
    assert "21 more places cannot be chosen for here." in str(post.blocks)
    mapped = offer_post(replace(OFFER, recognised=[(HOSTILE, "Risks")] * 60, unrecognised=(), added=()))
    assert complaints(mapped) == []


def test_the_other_faces_keep_within_slacks_limits() -> None:
    now = datetime(2027, 1, 4, 9, tzinfo=UTC)
    posts = [used_post(HOSTILE, "U0MAYA"), discarded_post(HOSTILE), in_force_post(HOSTILE, "U0MAYA", now)]
    assert [complaints(post) for post in [*posts, own_design_post()]] == [[]] * 4
    assert complaints(template_modal()) == []
