"""Are the items of an edited list recognised as what they were?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.matching import moved, origins

WORDS = "the membrane keeps water out for a full season"


def named(*names: str) -> list[list[str]]:
    return [[name, f"what {name} is about"] for name in names]


@pytest.mark.parametrize(
    ("before", "after", "found", "left"),
    [
        ("abc", "abc", [0, 1, 2], []),
        ("abc", "bca", [1, 2, 0], [2]),
        ("abc", "ac", [0, 2], []),
        ("abc", "xabc", [None, 0, 1, 2], []),
        ("", "ab", [None, None], []),
        ("ab", "", [], []),
        ("aa", "aaa", [0, 1, None], []),
    ],
)
def test_items_that_stay_are_found_wherever_they_stand(
    before: str, after: str, found: list[int | None], left: list[int]
) -> None:
    assert origins([[c] for c in before], [[c] for c in after]) == found
    assert moved(found) == left


def test_an_item_of_the_same_name_is_the_same_item() -> None:
    assert origins([["Build", "one two"], ["Live", "three"]], [["Live", "four five six"], ["Build", "x"]]) == [1, 0]


def test_a_reworded_item_is_the_one_that_it_most_resembles() -> None:
    assert origins([["dry"], [WORDS]], [[f"{WORDS} or two"], ["dry"]]) == [1, 0]


def test_a_text_rewritten_whole_between_the_same_neighbours_is_the_same_item() -> None:
    assert origins(named("a", "b", "c"), [named("a")[0], ["entirely other"], named("c")[0]]) == [0, 1, 2]


def test_a_text_that_took_the_place_of_two_is_new() -> None:
    assert origins([["a"], ["b"], ["c"], ["d"]], [["a"], ["x"], ["d"]]) == [0, None, 3]


def test_two_texts_that_took_the_place_of_one_are_new() -> None:
    assert origins([["a"], ["b"], ["c"]], [["a"], ["x"], ["y"], ["c"]]) == [0, None, None, 2]


def test_a_new_item_beside_an_item_that_moved_is_new() -> None:
    assert origins([["a"], ["b"], ["c"]], [["c"], ["x"], ["b"]]) == [2, None, 1]


def test_items_without_a_name_are_not_namesakes() -> None:
    assert origins([["", "one two"], ["", "three four"]], [["", "three four"], ["", "five six"]]) == [1, None]


def test_of_very_many_texts_only_equal_ones_and_namesakes_are_found_again() -> None:
    before = [[str(number), "as it was"] for number in range(3000)]
    after = [["new", "not compared with three thousand"], *([name, "rewritten"] for name, _ in before[:2000])]
    assert origins(before, [*after, *before[2000:2500]]) == [None, *range(2500)]
    assert origins(before[:300], [[f"{number}a", "as it was"] for number in range(300)]) == [None] * 300


def test_of_very_many_items_those_behind_one_that_they_preceded_have_moved() -> None:
    assert moved([*range(1, 2000), 0, None, 2000]) == [1999]


@given(st.lists(st.text(max_size=4), max_size=8), st.lists(st.text(max_size=4), max_size=8))
def test_no_item_is_found_twice_and_the_rest_keep_their_order(before: list[str], after: list[str]) -> None:
    found = origins([[text] for text in before], [[text] for text in after])
    kept = [origin for origin in found if origin is not None]
    assert len(set(kept)) == len(kept)
    gone = moved(found)
    still = [origin for position, origin in enumerate(found) if origin is not None and position not in gone]
    assert still == sorted(still)
