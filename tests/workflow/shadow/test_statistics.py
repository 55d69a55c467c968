"""Are shares as sure as they are said to be?"""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.shadow.statistics import agreement, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (9, 10, 0.5958, 0.9821),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_interval_is_wilsons(k: int, n: int, low: float, high: float) -> None:
    found = wilson(k, n)
    assert found is not None
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)
    assert (found.share, found.n) == (k / n, n)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, 2 * n), st.just(n))))
def test_an_interval_holds_its_share_and_mirrors_itself(halves: tuple[int, int]) -> None:
    k, n = halves[0] / 2, halves[1]
    one, other = wilson(k, n), wilson(n - k, n)
    assert one is not None
    assert other is not None
    assert 0 <= one.low <= one.share + 1e-12
    assert one.share - 1e-12 <= one.high <= 1
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """Exactly, from the binomial distribution, for the numbers of pairs that trials have."""
    for n in (10, 12, 20):
        for truth in (0.3, 0.5, 0.7):
            held = sum(comb(n, k) * truth**k * (1 - truth) ** (n - k) for k in range(n + 1) if _holds(k, n, truth))
            assert 0.91 < held < 0.99, (n, truth, held)


def _holds(k: int, n: int, truth: float) -> bool:
    found = wilson(k, n)
    return found is not None and found.low <= truth <= found.high


def test_of_nothing_there_is_no_share_and_no_agreement() -> None:
    assert wilson(0, 0) is None
    assert agreement([]) is None


def test_agreement_is_told_plainly_and_beyond_chance() -> None:
    always = agreement([("a", "a"), ("b", "b")])
    assert always is not None
    assert (always.same, always.beyond_chance, always.n) == (1, 1, 2)
    never = agreement([("a", "b"), ("b", "a")])
    assert never is not None
    assert (never.same, never.beyond_chance) == (0, -1)
    one_word = agreement([("a", "a"), ("a", "a")])
    assert one_word is not None
    assert (one_word.same, one_word.beyond_chance) == (1, None)
    # Of ten items, both coders say yes of five and no of three; chance is (0.6 squared) + (0.4 squared).
    known = agreement([("y", "y")] * 5 + [("n", "n")] * 3 + [("y", "n")] * 2)
    assert known is not None
    assert known.beyond_chance == pytest.approx((0.8 - 0.52) / 0.48)
