"""By which invisible marks are the words of a filled template found again after people edited it?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from bot.word.pieces import Piece
from bot.word.topics import Topic
from bot.word.xml import Element, element, qualified

_P, _TBL, _PPR = (qualified(name) for name in ("p", "tbl", "pPr"))
_START = qualified("bookmarkStart")
_NAME = re.compile(r"_baton_([a-z_]+_\d+)_(\d+)(t?)")
_OWN = re.compile(r"_baton_own_(\d+)")


@dataclass(frozen=True)
class Placed:
    """What stands at one place of a filled template.

    Attributes:
        topic: the part of the brief that is told there; of words within a line None.
        told: what was written, as whole paragraphs and tables.
        flattened: whether tables were told row by row, for want of room.
        line: a line of the template's own words and topics in turn, where they share a paragraph; else empty.
    """

    topic: Topic | None
    told: tuple[Piece, ...] = ()
    flattened: bool = False
    line: tuple[str | Topic, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A mark that was read: of part `part` of place `place`, `own` for the template's own words, and of a table."""

    place: str
    part: int
    own: bool = False
    table: bool = False


def read_mark(name: str) -> Mark | None:
    """Return what a bookmark of this name marks; None for other people's bookmarks."""
    if own := _OWN.fullmatch(name):
        return Mark("", int(own[1]), own=True)
    found = _NAME.fullmatch(name)
    return Mark(found[1], int(found[2]), table=bool(found[3])) if found else None


class Marker:
    """Puts marks into one document, as bookmarks that Word does not list: their names begin with an underscore."""

    def __init__(self, body: Element) -> None:
        ids = (mark.get(qualified("id"), "") for mark in body.iter(_START))
        self._numbers = count(max((int(number) for number in ids if number.isdigit()), default=0) + 1)
        self._marked: set[Element] = set()

    def mark(self, place: str, made: Iterable[Element]) -> None:
        """Mark the paragraphs and tables that were written at a place, in their order."""
        parts = (block for block in made if block.tag == _TBL or block.find(qualified("r")) is not None)
        for part, block in enumerate(parts):
            if block.tag == _TBL:
                self._marked.update(block.iter(_P))
                self._around(next(block.iter(_P)), f"_baton_{place}_{part}t")
            else:
                self._around(block, f"_baton_{place}_{part}")

    def mark_own(self, body: Element) -> None:
        """Mark every other paragraph that says something: what carries no mark later was added by people."""
        said = [p for p in body.iter(_P) if p not in self._marked and any(t.text for t in p.iter(qualified("t")))]
        for number, paragraph in enumerate(said):
            self._around(paragraph, f"_baton_own_{number}")

    def _around(self, paragraph: Element, name: str) -> None:
        number = next(self._numbers)
        form = paragraph.find(_PPR)
        at = 0 if form is None else paragraph.index(form) + 1
        paragraph.insert(at, element("bookmarkStart", id=number, name=name))
        paragraph.append(element("bookmarkEnd", id=number))
        self._marked.add(paragraph)


def shared_line(said: str, words: str, topic: Topic) -> tuple[str | Topic, ...]:
    """Return a line as its own words around those of a topic."""
    before, _, after = said.partition(words)
    return before, topic, after


def with_gaps(parts: Sequence[str | Topic]) -> re.Pattern[str]:
    """Return the pattern of a line whose own words stand and whose topics may say anything; spaces do not count."""
    own = (r"\s*(.*?)\s*" if isinstance(each, Topic) else r"\s+".join(map(re.escape, each.split())) for each in parts)
    return re.compile("".join(own), re.DOTALL)
