"""Which lines and grids does the body of a document consist of, and which sources do they cite?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.word.xml import Element, qualified
from workflow.values import clean

_CITED = re.compile(r"\[(.+)\]", re.DOTALL)
_CITATION = "src_"
_BREAKS = {qualified("br"): "\n", qualified("cr"): "\n", qualified("tab"): "\t", qualified("noBreakHyphen"): "\u2011"}
_PICTURES = frozenset(map(qualified, ("drawing", "pict", "object")))
_BOX = qualified("txbxContent")
_TEXT, _RUN, _LINK = qualified("t"), qualified("r"), qualified("hyperlink")
_NUMBERED, _NO = qualified("numPr"), ("0", "false", "none")
_NOTES = {qualified("footnoteReference"): "footnotes", qualified("endnoteReference"): "endnotes"}


@dataclass(frozen=True)
class Cited:
    """A citation within a line, by the id of its source."""

    source: str


Piece: TypeAlias = str | Cited


@dataclass(frozen=True)
class Line:
    """One paragraph: its style, its words and citations in order, and the bookmarks that start in it.

    `footnotes` are (part, id) of the notes that it refers to; `pictures` counts what cannot be told in words.
    `bold` and `listed` tell how it looks where no style of ours does.
    """

    style: str
    pieces: tuple[Piece, ...]
    bookmarks: tuple[str, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()
    pictures: int = 0
    comments: tuple[str, ...] = ()
    bold: bool = False
    listed: bool = False

    @property
    def text(self) -> str:
        """The words without citations."""
        return clean("".join(piece for piece in self.pieces if isinstance(piece, str)))

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the cited sources, each once, in order."""
        return tuple(dict.fromkeys(piece.source for piece in self.pieces if isinstance(piece, Cited)))

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text and not self.sources


@dataclass(frozen=True)
class Grid:
    """One table: rows of cells, each a sequence of lines and grids."""

    rows: tuple[tuple["Cell", ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line in it, in reading order."""
        return tuple(line for row in self.rows for cell in row for line in cell.lines)


@dataclass(frozen=True)
class Cell:
    """The content of one cell of a table."""

    blocks: tuple["Block", ...] = field(default=())

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line that is not blank, those of inner tables included."""
        return tuple(line for line in all_lines(self.blocks) if not line.is_blank)

    @property
    def text(self) -> str:
        """The words of its lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def whole(self) -> Line:
        """All of its lines as one, parted by line breaks."""
        return joined(self.lines)


Block: TypeAlias = Line | Grid


def joined(lines: Sequence[Line]) -> Line:
    """Return several lines as one, parted by line breaks, with all that they cite."""
    pieces = tuple(piece for line in lines for piece in ("\n", *line.pieces))[1:]
    return Line(lines[0].style if lines else "", pieces)


def all_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    """Yield every line, those in tables included, in reading order."""
    for block in blocks:
        yield from (
            [block] if isinstance(block, Line) else all_lines([b for r in block.rows for c in r for b in c.blocks])
        )


def read_blocks(parent: Element) -> tuple[Block, ...]:
    """Return the lines and grids of a body or a cell that has been normalised."""
    return tuple(_blocks(parent))


def _blocks(parent: Element) -> Iterator[Block]:
    for child in parent:
        if child.tag == qualified("p"):
            yield _line(child)
            for box in child.iter(_BOX):  # text in a drawn box follows the paragraph that holds it
                yield from _blocks(box)
        elif child.tag == qualified("tbl"):
            yield Grid(tuple(_row(row) for row in child.iterchildren(qualified("tr"))))


def _row(row: Element) -> tuple[Cell, ...]:
    return tuple(Cell(read_blocks(cell)) for cell in row.iterchildren(qualified("tc")))


def _line(paragraph: Element) -> Line:
    style = paragraph.find(f"{qualified('pPr')}/{qualified('pStyle')}")
    nodes = list(_nodes(paragraph))
    return Line(
        style="" if style is None else style.get(qualified("val"), ""),
        pieces=tuple(_pieces(paragraph)),
        bookmarks=_values(nodes, "bookmarkStart", "name"),
        footnotes=tuple((_NOTES[node.tag], node.get(qualified("id"), "")) for node in nodes if node.tag in _NOTES),
        pictures=sum(1 for node in nodes if node.tag in _PICTURES and next(node.iter(_BOX), None) is None),
        comments=_values(nodes, "commentReference", "id"),
        bold=_is_bold(nodes),
        listed=any(node.tag == _NUMBERED for node in nodes),
    )


def _is_bold(nodes: Sequence[Element]) -> bool:
    """Tell whether every word of a paragraph is bold by its own form."""
    said = [node for node in nodes if node.tag == _RUN and next(node.iter(_TEXT), None) is not None]
    marks = [run.find(f"{qualified('rPr')}/{qualified('b')}") for run in said]
    return bool(said) and all(mark is not None and mark.get(qualified("val"), "1") not in _NO for mark in marks)


def _nodes(paragraph: Element) -> Iterator[Element]:
    """Yield what stands in a paragraph, without what drawn boxes in it hold."""
    for child in paragraph:
        if child.tag != _BOX:
            yield child
            yield from _nodes(child)


def _values(nodes: Sequence[Element], name: str, attribute: str) -> tuple[str, ...]:
    return tuple(node.get(qualified(attribute), "") for node in nodes if node.tag == qualified(name))


def _pieces(parent: Element) -> Iterator[Piece]:
    for child in parent:
        if child.tag == _LINK and child.get(qualified("anchor"), "").startswith(_CITATION):
            yield from _citation(child)
        elif child.tag == _RUN:
            yield from _run(child)
        elif child.tag != _BOX:
            yield from _pieces(child)


def _citation(link: Element) -> Iterator[Piece]:
    """Yield the citation that a link shows, and what people typed around it."""
    shown = "".join(piece for piece in _pieces(link) if isinstance(piece, str))
    found = _CITED.search(shown)
    if found is None:
        yield shown
        return
    yield from filter(None, (shown[: found.start()].rstrip(), Cited(found[1]), shown[found.end() :]))


def _run(run: Element) -> Iterator[Piece]:
    for node in run:
        if node.tag == _TEXT:
            yield node.text or ""
        elif node.tag in _BREAKS and node.get(qualified("type")) not in ("page", "column"):
            yield _BREAKS[node.tag]
