"""Does the net that the other tests of views stand on catch anything?"""

import pytest

from bot.views.blocks import header, section, sections
from bot.views.post import Post
from tests.bot.views.limits import complaints


@pytest.mark.parametrize(
    "text", ["<!channel>", "<@U1>", "a < b", "a & b", "<http://evil|Approve>", "x" * 3001, "😀" * 1501]
)
def test_what_slack_would_obey_or_refuse_is_found(text: str) -> None:
    assert complaints(Post("told", [section(text)])) != []


def test_a_notification_must_say_something_short() -> None:
    assert complaints(Post("", [])) != []
    assert complaints(Post("x" * 3001, [])) != []
    assert complaints(Post("told", [header("x" * 500)])) == []


def test_lines_share_paragraphs_as_far_as_they_fit() -> None:
    lines = ["x" * 1400, "y" * 1400, "z" * 1400]
    assert [len(block["text"]["text"]) for block in sections(lines)] == [2801, 1400]
