"""How sure can one be of a share, and how far do two reviewers agree beyond chance?"""

from collections import Counter
from collections.abc import Hashable, Sequence
from math import sqrt
from typing import NamedTuple

Z95 = 1.959963984540054
"""The quantile of the normal distribution that leaves 2.5 % on either side."""


class Interval(NamedTuple):
    """A share with the ends of its 95 % interval, each 0 to 1, and of how many it is."""

    share: float
    low: float
    high: float
    n: int


def wilson(successes: float, n: int) -> Interval | None:
    """Return the share of `successes` in `n` with Wilson's score interval; None for none.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212; recommended for small n by Brown, Cai and DasGupta, Statistical Science
    16 (2001), 101-133. A tie may count as half a success: halves vary less than the formula supposes, so that the
    interval is then too wide rather than too narrow.
    """
    if n == 0:
        return None
    share, square = successes / n, Z95 * Z95
    middle = share + square / (2 * n)
    spread = Z95 * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return Interval(share, max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole), n)


class Agreement(NamedTuple):
    """Of `n` pairs, the share on which both said the same and Scott's pi: 0 is chance, 1 is always, less is below 0."""

    same: float
    beyond_chance: float | None
    n: int


def agreement(answers: Sequence[tuple[Hashable, Hashable]]) -> Agreement | None:
    """Return how far two people agree who answered the same; None for nothing.

    W. A. Scott, "Reliability of content analysis", Public Opinion Quarterly 19 (1955), 321-325: chance is taken from
    all answers together, since who is first and who is second changes from pair to pair. It is undefined where
    everybody always said one and the same.
    """
    if not answers:
        return None
    same = sum(one == other for one, other in answers) / len(answers)
    given = Counter(answer for pair in answers for answer in pair)
    chance = sum((count / given.total()) ** 2 for count in given.values())
    return Agreement(same, None if chance == 1 else (same - chance) / (1 - chance), len(answers))
