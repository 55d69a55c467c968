"""Which item of one list is which item of another, when people have edited, moved, added and removed?"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

Item = Sequence[str]
"""An item told in texts; the first is its name."""

_ALIKE = 0.6  # of the characters, in order: below this a text is another text
_MOST_PAIRS = 40_000  # comparing more takes seconds; no brief that people wrote comes near
_MOST_IN_ORDER = 1000


def origins(before: Sequence[Item], after: Sequence[Item]) -> list[int | None]:
    """Return, for each item of `after`, the position in `before` of the item that it was; None where it is new.

    Equal items are matched first, then those of one name, then those whose texts are alike, and last a single item
    that stands between the same neighbours as a single missing one.
    """
    found: list[int | None] = [None] * len(after)
    _match_by(tuple, before, after, found)
    _match_by(_name, before, after, found)
    _match_alike(before, after, found)
    _match_gaps(len(before), found)
    return found


def moved(found: Sequence[int | None]) -> list[int]:
    """Return the positions in the later list of the items that left their order.

    They are the fewest that explain it, or, in a list of very many, all that stand behind one that they preceded.
    """
    kept = [(position, origin) for position, origin in enumerate(found) if origin is not None]
    if len(kept) > _MOST_IN_ORDER:
        last = accumulate((origin for _, origin in kept), max)
        return [position for (position, origin), highest in zip(kept, last, strict=True) if origin < highest]
    longest: list[list[tuple[int, int]]] = []
    for item in kept:
        before = [run for run in longest if run[-1][1] < item[1]]
        longest.append([*max(before, key=len, default=[]), item])
    still = {position for position, _ in max(longest, key=len, default=[])}
    return [position for position, _ in kept if position not in still]


def _name(item: Item) -> str | None:
    return item[0] or None


def _likeness(one: Item, other: Item) -> float:
    # Word by word, and not by letter: short texts of one language share most of their letters.
    words = SequenceMatcher(None, " ".join(one).split(), " ".join(other).split(), autojunk=False)
    return words.ratio() if words.real_quick_ratio() >= _ALIKE and words.ratio() >= _ALIKE else 0.0


def _match_by(
    key: Callable[[Item], Hashable], before: Sequence[Item], after: Sequence[Item], found: list[int | None]
) -> None:
    """Match what has the same key, the first with the first; None is no key."""
    free: dict[Hashable, list[int]] = {}
    for origin in reversed(_free(before, found)):
        free.setdefault(key(before[origin]), []).append(origin)
    free.pop(None, None)
    for position, item in enumerate(after):
        if found[position] is None and (same := free.get(key(item))):
            found[position] = same.pop()


def _match_alike(before: Sequence[Item], after: Sequence[Item], found: list[int | None]) -> None:
    new, free = [position for position, origin in enumerate(found) if origin is None], _free(before, found)
    if len(new) * len(free) > _MOST_PAIRS:
        return
    for position in new:
        scores = [(_likeness(before[origin], after[position]), -origin) for origin in free]
        score, origin = max(scores, default=(0.0, 0))
        if score > 0:
            found[position] = -origin
            free.remove(-origin)


def _free(before: Sequence[Item], found: Sequence[int | None]) -> list[int]:
    taken = set(found)
    return [origin for origin in range(len(before)) if origin not in taken]


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
