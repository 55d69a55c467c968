"""Do people outside see what is asked of them and what became of it, and nothing that went on inside?"""

import json
from dataclasses import replace

from hypothesis import given

from bot.views.kept_approval import kept_post
from bot.views.outside_message import outside_post
from tests.bot.views.briefs import DUE, campaigns, faces, filled, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow.story import Story, decline, drafted
from workflow.brief import Brief, Handover
from workflow.campaign import Campaign
from workflow.difference import Difference

SECRET = "Axel must not hear of the merger."


def outside(brief: Brief) -> Brief:
    """Return the brief as if every stage were an agency's."""
    return replace(brief, chain=tuple(stage.model_copy(update={"outside": True}) for stage in brief.chain))


FACES = {name: outside(brief) for name, brief in faces(words=SECRET).items()}


def shown(brief: Brief, handover: Handover) -> str:
    return json.dumps(outside_post(brief, handover, DUE).blocks, ensure_ascii=False)


def test_a_request_for_a_decision_looks_like_this() -> None:
    brief = FACES["waiting"]
    assert_looks_like("outside_pending", outside_post(brief, brief.handovers[0], DUE))


def test_a_later_revision_says_that_it_is_new_and_what_they_themselves_asked_for() -> None:
    brief = FACES["returned"]
    assert_looks_like("outside_pending_again", outside_post(brief, brief.handovers[1], DUE))
    assert SECRET in shown(brief, brief.handovers[1])


def test_what_colleagues_asked_for_is_not_told() -> None:
    brief = FACES["returned"]
    inside = replace(brief, changes=tuple(c.model_copy(update={"stage": "marketer"}) for c in brief.changes))
    told = shown(inside, inside.handovers[1])
    assert "*Revision 2 is new*: you saw revision 1 before." in told
    assert SECRET not in told
    left = replace(inside.handovers[0], decision=None, by=None)
    assert "U0DEE" not in shown(inside, left)
    assert "was replaced" in shown(inside, left)


def test_what_colleagues_decide_beside_them_and_what_the_author_says_is_not_told() -> None:
    for face in ("asked_beside", "paused", "withdrawn", "cancelled", "edited"):
        brief = FACES[face]
        assert SECRET not in shown(brief, brief.handovers[0]), face
    told = shown(FACES["paused"], FACES["paused"].handovers[0])
    assert "This brief was paused, " in told
    story = Story(chain=FACES["side_by_side"].chain)
    story.tell(drafted(), decline())
    assert "sold" in shown(story.brief, story.brief.handovers[0]), "their own words"
    assert "This brief was ended, " in shown(story.brief, story.brief.handovers[1])
    assert "sold" not in shown(story.brief, story.brief.handovers[1])


def test_those_outside_whose_approval_stands_find_the_changes_in_their_copy_alone() -> None:
    changed = [Difference(section=None, label="Budget", before="1", after=SECRET)]
    post = kept_post(FACES["kept"], FACES["kept"].kept[0], changed)
    assert "Revision 2 is new." in json.dumps(post.blocks)
    assert SECRET not in json.dumps(post.blocks)


def test_why_a_held_revision_was_handed_over_is_not_told() -> None:
    brief = FACES["overridden"]
    assert SECRET not in shown(brief, brief.handovers[-1])


def test_an_approval_does_not_tell_where_the_brief_goes_on() -> None:
    brief = FACES["approved_once"]
    told = shown(brief, brief.handovers[0])
    assert "<@U0DEE>" in told
    assert "Marketing sign-off" not in told


def test_that_a_brief_they_approved_was_ended_is_told_and_not_why() -> None:
    for face in ("approved_declined", "approved_cancelled"):
        told = shown(FACES[face], FACES[face].handovers[0])
        assert "Approved, then ended" in told
        assert "run on roads" not in told
        assert "MAYA" not in told


def test_a_request_of_theirs_does_not_tell_who_decides_before_them() -> None:
    brief = FACES["changes_requested"]
    told = shown(brief, brief.handovers[0])
    assert "Baton writes revision 2 and brings it back here." in told
    assert "begins again" not in told


def test_a_cancelled_brief_leaves_nothing_to_decide() -> None:
    brief = FACES["cancelled"]
    assert "nothing left to decide" in shown(brief, brief.handovers[0])


@given(campaigns(), filled(60), filled(3000))
def test_hostile_text_breaks_no_face(campaign: Campaign, title: str, words: str) -> None:
    for plain in faces(title, words).values():
        brief = renamed(outside(plain), campaign)
        for handover in brief.handovers:
            assert complaints(outside_post(brief, handover, DUE)) == []
