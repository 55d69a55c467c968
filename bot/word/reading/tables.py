"""Which rows does a table hold, by the titles of its columns, and from which records were they made?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from bot.word.reading.lines import Block, Cell, Grid, Line, all_lines
from bot.word.reading.margin import Margin, shown
from bot.word.reading.values import key, label
from workflow.draft import Section
from workflow.matching import origins

Row = Mapping[str, Cell]
"""The cells of a row by the titles of their columns."""

_R = TypeVar("_R")


def take_grid(blocks: Sequence[Block], titles: Sequence[str]) -> tuple[Grid | None, tuple[Block, ...]]:
    """Return the table that is headed by `titles`, or by most of them, and the other blocks."""
    best = max(
        (block for block in blocks if isinstance(block, Grid)), key=lambda grid: _score(grid, titles), default=None
    )
    if best is None or 2 * _score(best, titles) <= len(titles):
        return None, tuple(blocks)
    return best, tuple(block for block in blocks if block is not best)


def _score(grid: Grid, titles: Sequence[str]) -> int:
    heads = {label(cell.text) for cell in grid.rows[0]} if grid.rows else set()
    return sum(label(title) in heads for title in titles)


def rows(grid: Grid, titles: Sequence[str], section: Section, margin: Margin) -> Iterator[Row]:
    """Yield the rows of a table that say something; what stands in columns of people's own is kept as notes."""
    heads = [label(cell.text) for cell in grid.rows[0]]
    places = {title: heads.index(label(title)) if label(title) in heads else None for title in titles}
    free = [place for place in range(len(heads)) if place not in places.values()]
    places = {title: (free.pop(0) if free else None) if place is None else place for title, place in places.items()}
    _report_titles(grid, places, margin)
    for cells in grid.rows[1:]:
        margin.keep(section, [block for place in free if place < len(cells) for block in cells[place].blocks])
        margin.keep(section, [block for cell in cells[len(heads) :] for block in cell.blocks])
        held = {
            title: cells[place] if place is not None and place < len(cells) else Cell()
            for title, place in places.items()
        }
        if any(cell.lines for cell in held.values()):
            yield held


def _report_titles(grid: Grid, places: Mapping[str, int | None], margin: Margin) -> None:
    for title, place in places.items():
        head = "" if place is None else grid.rows[0][place].text
        if place is None:
            margin.report(f"The column “{title}” is gone; what stood in it is gone too.")
        elif label(head) != label(title):
            margin.report(f"The column “{shown(head)}” was read as “{title}”, which keeps its name.")


def records(
    found: Sequence[Row], bases: Sequence[_R], told: Callable[[_R], Sequence[str]]
) -> list[tuple[Row, _R | None]]:
    """Return each row with the record that it was made from; `told` writes a record as its row, name first."""
    earlier = [[key(text) for text in told(base)] for base in bases]
    matches = origins(earlier, [[key(cell.text) for cell in row.values()] for row in found])
    return [(row, None if origin is None else bases[origin]) for row, origin in zip(found, matches, strict=True)]


def grouped(blocks: Sequence[Block], labels: Sequence[str]) -> dict[str, list[Block]]:
    """Return the blocks below each of `labels`; those before the first under an empty one."""
    known = {label(each): each for each in labels}
    groups: dict[str, list[Block]] = {"": []}
    current = groups[""]
    for block in blocks:
        name = known.get(label(block.text)) if isinstance(block, Line) and block.style != "BriefBullet" else None
        if name is None:
            current.append(block)
        else:
            current = groups.setdefault(name, [])
    return groups


def parted(blocks: Sequence[Block], names: Sequence[str]) -> list[tuple[str, list[Block]]]:
    """Return the blocks below each subheading, or below one of `names` in any style; the first part has no name."""
    known = {label(name) for name in names}
    parts: list[tuple[str, list[Block]]] = [("", [])]
    for block in blocks:
        if isinstance(block, Line) and block.text and _is_subheading(block, known):
            parts.append((block.text, []))
        else:
            parts[-1][1].append(block)
    return parts


def _is_subheading(line: Line, known: set[str]) -> bool:
    return line.style == "Heading2" or (line.style != "BriefBullet" and label(line.text) in known)


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """Return every line that is not blank."""
    return [line for line in all_lines(blocks) if not line.is_blank]


def said_by_baton(found: Sequence[Block], expected: Sequence[Block], what: str, margin: Margin) -> None:
    """Report what people changed in a part that Baton writes itself, for it does not travel back."""
    known = {key(line.text) for line in lines_of(expected)}
    now = {key(line.text) for line in lines_of(found)}
    for line in lines_of(found):
        if key(line.text) not in known:
            margin.report(f"{what}: “{shown(line.text)}” was not taken over.")
    if now < known:
        margin.report(f"{what}: what was taken out of it stays.")
