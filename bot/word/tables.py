"""How are tables, boxes and grids laid out, always within the text column?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.word.base import TEXT_WIDTH
from bot.word.blocks import paragraph, run
from bot.word.palette import ACCENT, HAIRLINE, PANEL, WHITE
from bot.word.xml import Element, Line, borders, element, margins, properties, qualified, shading
from workflow.values import clean

Runs = Sequence[Element]
"""The content of one cell, in one paragraph."""

RULE = Line(ACCENT, 8)
"""The line under a header and above a total."""

HAIRLINES = {"bottom": Line(HAIRLINE), "insideH": Line(HAIRLINE)}
"""The lines of a table without verticals."""

_KEPT_WHOLE = 5  # rows: a longer table may break over pages, or half a page would stay empty
_KEPT_WITH_TOTAL = 10  # a sum is read with its parts
_TALL = 1200  # characters: a row that may not split must fit a page
_TALL_LINES = 16
_BAR_WIDTH = 90
_PADDING = {"top": 70, "left": 0, "bottom": 70, "right": 140}


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its share of the width, and whether it is aligned right, as money is."""

    title: str
    share: int
    right: bool = False


def cell(
    width: int,
    content: Iterable[Element],
    *,
    span: int = 1,
    fill: str | None = None,
    lines: Mapping[str, Line] | None = None,
    padding: Mapping[str, int] | None = None,
    centred: bool = False,
) -> Element:
    """Return a table cell of `width` twentieths of a point; `content` ends with a paragraph, as Word demands."""
    marks = [element("tcW", w=width, type="dxa")]
    marks += [element("gridSpan", val=span)] if span > 1 else []
    marks += [borders("tcBorders", lines)] if lines else []
    marks += [shading(fill)] if fill else []
    marks += [margins("tcMar", padding)] if padding else []
    marks += [element("vAlign", val="center")] if centred else []
    return element("tc", properties("tcPr", marks), *content)


def row(cells: Sequence[Element], *, header: bool = False, height: int | None = None) -> Element:
    """Return a row that stays on one page unless it is taller than one; a `header` repeats on every page."""
    marks = [] if _is_tall(cells) else [element("cantSplit")]
    marks += [element("trHeight", val=height, hRule="atLeast")] if height else []
    marks += [element("tblHeader")] if header else []
    return element("tr", *([properties("trPr", marks)] if marks else []), *cells)


def _is_tall(cells: Sequence[Element]) -> bool:
    breaks = max(sum(1 for _ in made.iter(qualified("br"))) for made in cells)
    return breaks > _TALL_LINES or max(sum(len(text) for text in made.itertext()) for made in cells) > _TALL


def table(
    widths: Sequence[int],
    rows: Sequence[Element],
    *,
    lines: Mapping[str, Line] | None = None,
    padding: Mapping[str, int] | None = None,
    description: str | None = None,
) -> Element:
    """Return a table of fixed `widths`; `description` is read to people who cannot see a chart made of cells."""
    marks = [
        element("bidiVisual", val=0),  # or LibreOffice turns a table round when its first cell reads from the right
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),  # full width and centred: both Word and LibreOffice then meet the margins
        element("tblLayout", type="fixed"),
        margins("tblCellMar", padding or {"left": 0, "right": 0}),
    ]
    marks += [borders("tblBorders", lines)] if lines else []
    marks += [element("tblDescription", val=clean(description))] if description else []
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties("tblPr", marks), grid, *rows)


def fitted(weights: Sequence[int], total: int = TEXT_WIDTH) -> list[int]:
    """Return whole widths in the proportion of `weights` that add up to `total`."""
    whole = sum(weights)
    ends = [total * sum(weights[: i + 1]) // whole for i in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def ruled_table(columns: Sequence[Column], rows: Sequence[Sequence[Runs]], total: Sequence[Runs] = ()) -> Element:
    """Return a table with hairlines between rows, a small grey header that repeats, and a `total` ruled above."""
    widths = fitted([column.share for column in columns])
    body, whole = ([*rows, total], _KEPT_WITH_TOTAL) if total else (list(rows), _KEPT_WHOLE)
    made = [
        _body_row(columns, widths, runs, keep=_is_kept(i, len(body), whole), ruled=bool(total) and i == len(body) - 1)
        for i, runs in enumerate(body)
    ]
    return table(widths, [_header_row(columns, widths), *made], lines=HAIRLINES, padding=_PADDING)


def _is_kept(position: int, rows: int, whole: int) -> bool:
    """Say whether a row stays with the next: all of a short table, else so that no first or last row stands alone."""
    return position < rows - 1 and (rows <= whole or position in {0, rows - 2})


def _header_row(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    cells = [
        cell(
            width,
            [paragraph("BriefCellHead", [run(column.title)], align=_align(column))],
            lines={"bottom": RULE},
            padding=_pad(column),
        )
        for column, width in zip(columns, widths, strict=True)
    ]
    return row(cells, header=True)


def _body_row(
    columns: Sequence[Column], widths: Sequence[int], content: Sequence[Runs], *, keep: bool, ruled: bool
) -> Element:
    cells = [
        cell(
            width,
            [paragraph("BriefCell", runs, keep=keep, align=_align(column))],
            lines={"top": RULE} if ruled else None,
            padding=_pad(column),
        )
        for column, width, runs in zip(columns, widths, content, strict=True)
    ]
    return row(cells)


def _align(column: Column) -> str | None:
    return "right" if column.right else None


def _pad(column: Column) -> dict[str, int] | None:
    return {"left": 60, "right": 60} if column.right else None


def fact_grid(facts: Sequence[tuple[str, Runs]], across: int) -> Element:
    """Return labelled facts on a light panel, `across` to a row."""
    widths = fitted([1] * across)
    lines = {"bottom": Line(WHITE, 12), "right": Line(WHITE, 12)}
    padding = {"top": 90, "left": 130, "bottom": 90, "right": 130}
    padded = [*facts, *[("", ())] * (-len(facts) % across)]
    rows = [
        row(
            [
                cell(width, _fact(*fact), fill=PANEL, lines=lines, padding=padding)
                for width, fact in zip(widths, line, strict=True)
            ]
        )
        for line in _lines(padded, across)
    ]
    return table(widths, rows)


def _lines(facts: Sequence[tuple[str, Runs]], across: int) -> list[Sequence[tuple[str, Runs]]]:
    return [facts[i : i + across] for i in range(0, len(facts), across)]


def _fact(title: str, runs: Runs) -> list[Element]:
    return [paragraph("BriefLabel", [run(title)]), paragraph("BriefValue", runs)]


def box(content: Sequence[Element], fill: str, bar: str | None = None) -> Element:
    """Return `content` on a tinted ground, with a thick left bar where a `bar` colour is given."""
    padding = {"top": 160, "left": 220, "bottom": 160, "right": 220}
    if bar is None:
        return table([TEXT_WIDTH], [row([cell(TEXT_WIDTH, content, fill=fill, padding=padding)])])
    # The bar is a cell, for a border would hang out of the margin by half its width.
    widths = [_BAR_WIDTH, TEXT_WIDTH - _BAR_WIDTH]
    edge = cell(widths[0], [paragraph("BriefGap", [])], fill=bar)
    return table(widths, [row([edge, cell(widths[1], content, fill=fill, padding=padding)])])
