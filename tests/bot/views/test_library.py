"""How does the library look in Slack, also when it is empty, long, or named to harm?"""

import json

from bot.views.buttons import REMOVE_ITEM, ItemValue
from bot.views.library import MOST_SHOWN, Shown, added_post, library_post
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like

ITEMS = [
    Shown("LIB-1", "campaign", "Autumn Switch", "autumn.csv"),
    Shown("LIB-3", "research", "Weekend <walkers> & co", "walkers.md"),
]


def test_the_library_looks_like_this() -> None:
    post = library_post(ITEMS)
    assert_looks_like("library", post)
    assert complaints(post) == []


def test_an_empty_library_says_how_to_fill_it() -> None:
    post = library_post([], "LIB-1, Autumn, was removed.")
    assert post.text == "LIB-1, Autumn, was removed."
    assert "Drop a CSV" in json.dumps(post.blocks)


def test_a_long_library_shows_the_newest() -> None:
    many = [Shown(f"LIB-{n}", "campaign", "<!channel> " + "&" * 300, "x" * 300) for n in range(1, 100)]
    post = library_post(many)
    assert complaints(post) == []
    assert len(post.blocks) == MOST_SHOWN + 1
    assert ItemValue.loads(post.blocks[1]["accessory"]["value"]).item == "LIB-99"
    assert post.blocks[1]["accessory"]["action_id"] == REMOVE_ITEM


def test_what_was_made_of_a_file_is_told_line_by_line() -> None:
    post = added_post(["a.csv: 1 item.", "  LIB-1 <!here>"], ["a.csv, row 4: no"])
    assert complaints(post) == []
    assert post.blocks[0]["text"]["text"] == "a.csv: 1 item.\nLIB-1 &lt;!here&gt;\n:warning: a.csv, row 4: no"
    assert complaints(added_post(["x" * 900] * 30, ["&" * 900] * 30)) == []
