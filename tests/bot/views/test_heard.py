"""Is somebody asked plainly whose reply sounds like a decision, with the likelier answer first?"""

from hypothesis import given

from bot.views.heard import offer_post, overtaken_post, recorded_post
from tests.bot.views.briefs import campaigns, faces, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from workflow.assent import Tone
from workflow.campaign import Campaign

FACES = faces()
WAITING = FACES["waiting"]
STAY = WAITING.handovers[0]
SAID = "1799053380.000100"


def test_the_questions_look_like_this() -> None:
    assert_looks_like("heard_plain", offer_post(WAITING, STAY, Tone.PLAIN, SAID))
    assert_looks_like("heard_hedged", offer_post(WAITING, STAY, Tone.HEDGED, SAID))


def test_the_newest_revision_is_named_once_and_not_where_the_brief_is_over() -> None:
    said = overtaken_post(WAITING, "That was revision 1.", "https://x.slack.com/archives/C1/p1").text
    assert "<https://x.slack.com/archives/C1/p1|Revision 1> is the newest; its buttons decide." in said
    plain = overtaken_post(WAITING, "Somebody was quicker. The newest is revision 1.", None).text
    assert plain.count("The newest is revision 1.") == 1
    assert "newest" not in overtaken_post(FACES["cancelled"], "BRF-1 was cancelled.", None).text


@given(campaigns())
def test_slack_takes_the_questions_whatever_the_campaign_is_called(campaign: Campaign) -> None:
    brief = renamed(WAITING, campaign)
    for tone in Tone:
        assert complaints(offer_post(brief, STAY, tone, SAID)) == []
    assert complaints(overtaken_post(brief, "That was revision 1.", None)) == []
    assert complaints(recorded_post(brief, 1)) == []
