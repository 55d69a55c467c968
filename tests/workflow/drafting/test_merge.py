"""Do people's edits stand, and does everything else follow when what a draft was written from changes?"""

from typing import Any

import pytest

from workflow.drafting.merge import Strand, followed, merged


def named(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, **fields}


def after(before: Any, later: Any, now: Any, *, edited_from: Any = None) -> Any:
    edits = () if edited_from is None else ((edited_from, now),)
    return merged(Strand(before, later, now, edits))


@pytest.mark.parametrize(
    ("before", "later", "now", "edited_from", "result"),
    [
        ("a", "a", "model’s", None, "model’s"),
        ("a", "b", "a", None, "b"),
        ("a", "b", "model’s", None, "b"),
        ("a", "b", "theirs", "a", "theirs"),
        ({"x": "a", "y": "c"}, {"x": "b", "y": "c"}, {"x": "a", "y": "d"}, {"x": "a", "y": "c"}, {"x": "b", "y": "d"}),
        (None, {"text": "b", "basis": "j"}, None, None, {"text": "b", "basis": "j"}),
        (({"text": "a"},), ({"text": "b"},), ({"text": "a"},), ({"text": "a"},), ({"text": "b"},)),
        (("a", "b"), ("a", "c"), ("theirs", "b"), ("a", "b"), ("theirs", "c")),
        (("a", "b"), ("a",), ("model’s", "b"), None, ("a",)),
        (("a", "b"), ("b", "c"), ("a", "b", "theirs"), ("a", "b"), ("b", "theirs", "c")),
    ],
)
def test_each_part_is_the_persons_who_edited_it_and_else_follows(
    before: Any, later: Any, now: Any, edited_from: Any, result: Any
) -> None:
    assert after(before, later, now, edited_from=edited_from) == result


def test_named_items_are_followed_by_their_names() -> None:
    one, two, three = named("one", v=1), named("two", v=1), named("three", v=1)
    ours = named("ours", v=9)
    result = after((one, two), (named("two", v=2), three), (ours, two, one), edited_from=(one, two))
    assert result == (ours, named("two", v=2), three)


def test_an_item_that_people_edited_is_not_taken_out_and_one_that_they_took_out_does_not_return() -> None:
    one, two, three = named("one", v=1), named("two", v=1), named("three", v=1)
    edited = named("one", v=7)
    assert after((one, two), (named("two", v=2), three), (edited,), edited_from=(one, two)) == (edited, three)


def test_where_nobody_edited_the_new_order_holds_and_unchanged_items_keep_their_words() -> None:
    one, two = named("one", v=1), named("two", v=1)
    said = named("one", v="model’s")
    assert after((one, two), (two, one), (said, two)) == (two, said)
    assert after((one, two), (one, named("two", v=2)), (said,)) == (said, named("two", v=2))
    assert after((one,), (one, two), (said, named("two", v=3))) == (said, named("two", v=3))


def test_items_that_share_a_name_are_followed_by_their_places() -> None:
    same = (named("a", v=1), named("a", v=2))
    assert after(same, (named("a", v=1), named("a", v=3)), same) == (named("a", v=1), named("a", v=3))


def test_what_is_added_is_added_once_and_what_is_taken_out_goes() -> None:
    assert followed(Strand(("a", "b"), ("b", "c", "d"), ("a", "b", "d", "ours"), ())) == ("b", "d", "ours", "c")


def test_an_item_that_is_altered_is_altered_in_its_place_and_does_not_return_where_people_took_it_out() -> None:
    before, later = ("Five questions wait.", "Dates hold."), ("Six questions wait.", "Dates hold.")
    assert followed(Strand(before, later, ("Ours.", *before), ())) == ("Ours.", *later)
    assert followed(Strand(before, later, ("Ours.",), ())) == ("Ours.",)
