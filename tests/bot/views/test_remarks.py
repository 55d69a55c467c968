"""Is a document's margin shown as it was written, in few words, whatever stands in it?"""

from hypothesis import given

from bot.views.blocks import section
from bot.views.buttons import RemarksValue
from bot.views.post import Post
from bot.views.remarks import remarks_post, requested_post, with_fate
from bot.views.wording import request
from tests.bot.views.briefs import faces, filled
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from workflow.draft import Section
from workflow.events import Remark

BRIEF = faces()["waiting"]
VALUE = RemarksValue(brief="BRF-1", stage="designer", revision=1, file="F0EDITED")
REMARKS = (
    Remark(section=Section.AUDIENCE, note="Too broad:\nwho exactly?", by="Dee Okafor", about="everyone who walks"),
    Remark(section=None, note="Shorter, please.", by="Maya Lind"),
)


def test_remarks_look_like_this() -> None:
    assert_looks_like("remarks", remarks_post(BRIEF, "U0DEE", REMARKS, VALUE))


def test_what_becomes_of_remarks_is_told_with_the_document() -> None:
    plain = Post("Told.", [section("Told.")])
    assert with_fate(plain, (), "passed on") == plain
    assert len({str(with_fate(plain, REMARKS, fate)) for fate in ("passed on", "kept", "left")}) == 3


def test_a_request_for_remarks_lists_them_and_is_confirmed() -> None:
    assert "Baton writes revision 2" in requested_post(BRIEF, 1, REMARKS).text
    brief = faces()["changes_requested"]
    asked = request(brief, brief.changes[-1].model_copy(update={"remarks": REMARKS}))
    assert "*Audience*, Dee Okafor, on “everyone who walks”: Too broad: who exactly?" in asked
    assert "*The whole brief*, Maya Lind: Shorter, please." in asked


@given(filled(3000), filled(300))
def test_hostile_remarks_break_no_message(words: str, name: str) -> None:
    many = [Remark(section=Section.PROPOSITION, note=words, by=name, about=words)] * 50
    post = remarks_post(BRIEF, "U0DEE", many, VALUE)
    assert complaints(post) == []
    assert "and 30 more remarks, in the document" in str(post.blocks)
    brief = faces()["changes_requested"]
    change = brief.changes[-1].model_copy(update={"remarks": tuple(many)})
    assert complaints(Post("told", [section(f"*New in revision 2:* {request(brief, change)}")])) == []
