"""How many of the agent's words reached the revision that was signed off, section by section?

Measured field by field with longest matching blocks, so that a moved item is not a lost one. It measures effort and not
quality: a bad brief that nobody touched survives whole (Snover et al. 2006 on targeted human edits, AMTA, 223-231).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from workflow.checks.prose import texts
from workflow.draft import Draft, Section
from workflow.matching import Item, origins

_WORD = re.compile(r"[^\W_]+(?:[.,'’/-][^\W_]+)*")
_MOST_PAIRS = 4_000_000  # of words to compare in one field; more would take seconds, and no brief comes near
_FIELDS = {
    "summary": Section.SUMMARY,
    "objectives": Section.OBJECTIVES,
    "audiences": Section.AUDIENCE,
    "proposition": Section.PROPOSITION,
    "channels": Section.CHANNELS,
    "other_budget": Section.CHANNELS,
    "learnings": Section.LEARNINGS,
    "no_learnings": Section.LEARNINGS,
    "directions": Section.DIRECTIONS,
    "phases": Section.TIMELINE,
    "kpis": Section.MEASUREMENT,
    "tracking": Section.MEASUREMENT,
    "risks": Section.RISKS,
    "questions": Section.RISKS,
}
"""The fields of a draft that hold prose; approvals and sources are lists that nobody writes."""


@dataclass(frozen=True)
class Survival:
    """What became of the words of one section, or of several together where `section` is None.

    Attributes:
        drafted: words of the earlier draft.
        kept: those of them that stand in the later one, in their order.
        signed: words of the later draft.
    """

    section: Section | None
    drafted: int
    kept: int
    signed: int

    @property
    def share(self) -> float | None:
        """The share of the earlier words that stand, 0 to 1; None where there were none."""
        return self.kept / self.drafted if self.drafted else None

    @property
    def added(self) -> int:
        """Words of the later draft that did not stand in the earlier one."""
        return self.signed - self.kept


def surviving(drafted: Draft, signed: Draft) -> tuple[Survival, ...]:
    """Return for each section with words, in reading order, how many of `drafted` stand in `signed`."""
    found: dict[Section, list[Survival]] = {}
    for section, before, after in _fields(drafted, signed):
        found.setdefault(section, []).append(_survival(section, before, after))
    told = (_summed(section, found.get(section, ())) for section in Section)
    return tuple(one for one in told if one.drafted or one.signed)


def together(found: Iterable[Survival]) -> Survival:
    """Return several survivals as one, of no particular section."""
    return _summed(None, found)


def words(text: str) -> list[str]:
    """Return the words of `text` as they are compared: without case and without the marks around them."""
    return _WORD.findall(text.casefold())


def _summed(section: Section | None, found: Iterable[Survival]) -> Survival:
    parts = list(found)
    return Survival(
        section, sum(one.drafted for one in parts), sum(one.kept for one in parts), sum(one.signed for one in parts)
    )


def _fields(before: Draft, after: Draft) -> Iterator[tuple[Section, list[Item], list[Item]]]:
    for name, section in _FIELDS.items():
        yield section, _items(getattr(before, name)), _items(getattr(after, name))
    for section in Section:
        yield section, _noted(before, section), _noted(after, section)


def _items(held: object) -> list[Item]:
    """Return the items of a field, each as its texts."""
    items = held if isinstance(held, tuple) else (held,)
    return [tuple(texts(item)) or ("",) for item in items]


def _noted(draft: Draft, section: Section) -> list[Item]:
    return [(note.claim.text,) for note in draft.notes if note.section is section]


def _survival(section: Section, before: Sequence[Item], after: Sequence[Item]) -> Survival:
    """Compare each item with the one that it was, and what is then left over in order."""
    earlier, later = _worded(before), _worded(after)
    found = origins(before, after)
    pairs = [(earlier[origin], later[i]) for i, origin in enumerate(found) if origin is not None]
    lost = [item for i, item in enumerate(earlier) if i not in found]
    new = [item for i, item in enumerate(later) if found[i] is None]
    kept = sum(kept_words(*pair) for pair in [*pairs, *_left(lost, new)])
    return Survival(section, sum(map(len, earlier)), kept, sum(map(len, later)))


def _left(lost: list[list[str]], new: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Pair what nobody can recognise: one by one where it is as many, else all as one text."""
    if len(lost) == len(new):
        yield from zip(lost, new, strict=True)
    else:
        yield list(chain.from_iterable(lost)), list(chain.from_iterable(new))


def _worded(items: Iterable[Item]) -> list[list[str]]:
    return [words(" ".join(item)) for item in items]


def kept_words(before: list[str], after: list[str]) -> int:
    """Return how many words of `before` stand in `after`, in the same order."""
    if before == after:
        return len(before)
    if len(before) * len(after) > _MOST_PAIRS:
        return (Counter(before) & Counter(after)).total()
    return sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
