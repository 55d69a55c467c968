"""Are approvals counted as the team's policy says?"""

import pytest

from workflow.quorum import Required, missing, needed

FOUR = frozenset("abcd")


@pytest.mark.parametrize(
    ("required", "voters", "wanted"),
    [
        (2, None, 2),
        ("any", None, 1),
        ("all", FOUR, 4),
        ("majority", FOUR, 3),
        ("majority", frozenset("abc"), 2),
        ("all", None, None),
        ("majority", None, None),
        ("all", frozenset(), 1),
    ],
)
def test_how_many_must_approve(required: Required, voters: frozenset[str] | None, wanted: int | None) -> None:
    assert needed(required, voters) == wanted


@pytest.mark.parametrize(
    ("required", "given", "left"),
    [
        (2, "a", 1),
        (2, "ax", 0),
        ("any", "a", 0),
        ("all", "abc", 1),
        ("all", "abcd", 0),
        ("majority", "abx", 1),
        ("majority", "abcd", 0),
    ],
)
def test_what_is_missing_counts_only_those_who_may_vote_where_they_are_counted(
    required: Required, given: str, left: int
) -> None:
    assert missing(required, set(given), FOUR) == left


def test_nothing_is_known_to_be_missing_while_the_voters_are_not() -> None:
    assert missing("all", {"a"}, None) is None
