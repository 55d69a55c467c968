"""Which item of one list is which item of another, when people have edited, moved, added and removed?"""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

Item = Sequence[str]
"""An item told in texts; the first is its name."""

_ALIKE = 0.6  # of the characters, in order: below this a text is another text

_Test = Callable[[Item, Item], float]


def origins(before: Sequence[Item], after: Sequence[Item]) -> list[int | None]:
    """Return, for each item of `after`, the position in `before` of the item that it was; None where it is new.

    Equal items are matched first, then those of one name, then those whose texts are alike, and last a single item
    that stands between the same neighbours as a single missing one.
    """
    found: list[int | None] = [None] * len(after)
    for test in (_equal, _namesakes, _likeness):
        _match(before, after, found, test)
    _match_gaps(len(before), found)
    return found


def moved(found: Sequence[int | None]) -> list[int]:
    """Return the positions in the later list of the items that left their order; the fewest that explain it."""
    kept = [(position, origin) for position, origin in enumerate(found) if origin is not None]
    longest: list[list[tuple[int, int]]] = []
    for item in kept:
        before = [run for run in longest if run[-1][1] < item[1]]
        longest.append([*max(before, key=len, default=[]), item])
    still = {position for position, _ in max(longest, key=len, default=[])}
    return [position for position, _ in kept if position not in still]


def _equal(one: Item, other: Item) -> float:
    return float(list(one) == list(other))


def _namesakes(one: Item, other: Item) -> float:
    return float(bool(one[0]) and one[0] == other[0])


def _likeness(one: Item, other: Item) -> float:
    # Word by word, and not by letter: short texts of one language share most of their letters.
    words = SequenceMatcher(None, " ".join(one).split(), " ".join(other).split(), autojunk=False)
    return words.ratio() if words.real_quick_ratio() >= _ALIKE and words.ratio() >= _ALIKE else 0.0


def _match(before: Sequence[Item], after: Sequence[Item], found: list[int | None], test: _Test) -> None:
    for position, item in enumerate(after):
        if found[position] is None:
            free = [origin for origin in range(len(before)) if origin not in found]
            scores = [(test(before[origin], item), -origin) for origin in free]
            score, origin = max(scores, default=(0.0, 0))
            found[position] = -origin if score > 0 else None


def _match_gaps(length: int, found: list[int | None]) -> None:
    for start, end in list(_new_runs(found)):
        above = found[start - 1] if start else -1
        below = found[end] if end < len(found) else length
        if above is not None and below is not None and end - start == 1 and below - above == 2:  # noqa: PLR2004 - one
            found[start] = above + 1 if above + 1 not in found else None


def _new_runs(found: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    start = None
    for position, origin in enumerate([*found, 0]):
        if origin is None and start is None:
            start = position
        elif origin is not None and start is not None:
            yield start, position
            start = None
