"""What stands at each place of a filled template now, after people edited it?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.word.marks import Mark, Placed, read_mark
from bot.word.pieces import NOTHING_SAID
from bot.word.reading.lines import Block, Cell, Cited, Grid, Line
from bot.word.reading.lines import Piece as Said
from bot.word.reading.values import key
from workflow.draft import Draft

_BULLET = "•"


@dataclass(frozen=True)
class Item:
    """A paragraph or a table of ours, with the mark it carries; None where people added it."""

    mark: Mark | None
    block: Block


@dataclass
class Found:
    """What stands in a returned document: at each place, and of people's own behind which place.

    Attributes:
        places: the blocks of each place.
        own: the template's own words that people changed: as they were and as they are.
        added: what people put where no place is, and the place before it.
    """

    places: dict[str, list[Item]] = field(default_factory=dict)
    own: list[tuple[str, str]] = field(default_factory=list)
    added: list[tuple[str | None, Block]] = field(default_factory=list)


def items(blocks: Sequence[Block]) -> Iterator[Item]:
    """Yield everything that says something, the cells of the template's own tables one after the other."""
    for block in blocks:
        if isinstance(block, Grid):
            mark = next((m for m in _marks(block.lines) if m.table), None)
            if mark is not None:
                yield Item(mark, block)
            else:
                yield from items([b for row in block.rows for cell in row for b in cell.blocks])
        elif not block.is_blank:
            marks = list(_marks([block]))
            yield Item(next((m for m in marks if not m.own), next(iter(marks), None)), block)


def _marks(lines: Sequence[Line]) -> Iterator[Mark]:
    names = (name for line in lines for name in line.bookmarks)
    return (mark for name in names if (mark := read_mark(name)))


def is_marked(blocks: Sequence[Block]) -> bool:
    """Tell whether any of our marks is left in a document."""
    return any(item.mark for item in items(blocks))


def found_in(returned: Sequence[Block], original: Sequence[Block]) -> Found:
    """Return what a returned document says at each place of `original`, the document as it was rendered."""
    before = list(items(original))
    now = _recognised(list(items(returned)), before)
    was = {item.mark: item for item in before if item.mark}
    found, place, last = Found(), None, None
    waiting: list[Item] = []  # between the template's own words and the next place
    for item in now:
        if item.mark is None:
            (waiting if place is None else found.places[place]).append(item)
        elif item.mark.own:
            found.added += [(last, each.block) for each in waiting]
            waiting, place = [], None
            _compare_own(item, was, found)
        else:
            place = last = item.mark.place
            found.places.setdefault(place, []).extend([*waiting, item])
            waiting = []
    found.added += [(last, each.block) for each in waiting]
    return found


def _compare_own(item: Item, was: Mapping[Mark, Item], found: Found) -> None:
    earlier = was.get(item.mark) if item.mark else None
    if earlier is not None and key(text_of(earlier.block)) != key(text_of(item.block)):
        found.own.append((text_of(earlier.block), text_of(item.block)))


def text_of(block: Block) -> str:
    """Return the words of a block, lines of a table one below the other."""
    return block.text if isinstance(block, Line) else "\n".join(line.text for line in block.lines)


def _recognised(now: list[Item], before: Sequence[Item]) -> list[Item]:
    """Give lines whose mark went with their words the mark that is missing between their neighbours' marks."""
    order: dict[Mark | None, int] = {item.mark: i for i, item in enumerate(before) if item.mark}
    present = {item.mark for item in now}
    start = 0
    while start < len(now):
        end = start
        while end < len(now) and now[end].mark is None:
            end += 1
        if end > start:
            first = order.get(now[start - 1].mark, -1) + 1 if start else 0
            last = order.get(now[end].mark, len(before)) if end < len(now) else len(before)
            missing = [item for item in before[first:last] if item.mark not in present]
            now[start:end] = _matched(now[start:end], missing)
        start = end + 1
    return now


def _matched(lines: Sequence[Item], missing: Sequence[Item]) -> list[Item]:
    """Match lines with marks that went: those of the same words first, then in order, and places before own words."""
    free = list(missing)
    made: list[Item] = []
    for line in lines:
        same = next((each for each in free if key(text_of(each.block)) == key(text_of(line.block))), None)
        if same is not None:
            free.remove(same)
        made.append(replace(line, mark=same.mark) if same else line)
    places = [each for each in free if each.mark and not each.mark.own]
    for i, line in enumerate(made):
        twin = next((each for each in places if isinstance(each.block, Grid) == isinstance(line.block, Grid)), None)
        if line.mark is None and twin is not None:
            places.remove(twin)
            made[i] = replace(line, mark=twin.mark)
    return made


def settled(found: Sequence[Item], placed: Placed, base: Draft) -> list[Block]:
    """Return the blocks of a place as readers of a brief know them: citations read, styles by what was written."""
    known = {source.id for source in base.sources}
    texts = {_typed(item.block) for item in found}
    made: list[Block] = []
    for item in found:
        if isinstance(item.block, Grid):
            made.append(_grid(item.block, known))
        elif _typed(item.block) != NOTHING_SAID:
            style = _style(item, placed, texts)
            pieces = cited_pieces(_typed(item.block), known)
            made.append(replace(item.block, style=style, pieces=pieces, bookmarks=()))
    return made


def _typed(block: Block) -> str:
    return text_of(block).removeprefix(_BULLET).strip()


def _style(item: Item, placed: Placed, texts: set[str]) -> str:
    """Return the style of a line by what it was written as, else by how it looks."""
    line = item.block
    told = () if placed.flattened else placed.told
    same = next((piece for piece in told if key(piece.text) == key(_typed(line))), None)
    if same is None and item.mark is not None and item.mark.part < len(told):
        was = told[item.mark.part]
        same = was if key(was.text) not in {key(text) for text in texts} else None
    if same is not None:
        return "Heading2" if same.strong else "BriefBullet" if same.bullet else ""
    listed = isinstance(line, Line) and (line.listed or line.text.startswith(_BULLET))
    return "BriefBullet" if listed else "Heading2" if isinstance(line, Line) and line.bold else ""


def _grid(grid: Grid, known: set[str]) -> Grid:
    def cell(one: Cell) -> Cell:
        lines = (replace(line, pieces=cited_pieces(line.text, known), bookmarks=()) for line in one.lines)
        return Cell(tuple(lines))

    return Grid(tuple(tuple(cell(one) for one in row) for row in grid.rows))


def cited_pieces(text: str, known: set[str]) -> tuple[Said, ...]:
    """Return the words of a text and the citations in it, which a template shows as `[S1]`."""
    made: list[Said] = []
    rest = text
    while True:
        opened, at = min(((rest.find(f"[{each}]"), each) for each in known if f"[{each}]" in rest), default=(-1, ""))
        if opened < 0:
            return tuple(filter(None, [*made, rest]))
        made += filter(None, [rest[:opened].rstrip() if made or opened else "", Cited(at)])
        rest = rest[opened + len(at) + 2 :]
