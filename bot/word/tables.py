"""How are tables, boxes and grids laid out, always within the text column?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.word.base import TEXT_WIDTH
from bot.word.blocks import paragraph, run
from bot.word.palette import ACCENT, HAIRLINE, PANEL, WHITE
from bot.word.xml import Element, border, element, margins, properties, qualified, shading, sides

Runs = Sequence[Element]
"""The content of one cell, in one paragraph."""

_KEPT_WHOLE = 8  # rows: a longer table may break over pages, or half a page would stay empty
_TALL = 1200  # characters: a row that may not split must fit a page
_TALL_LINES = 16
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
    borders: dict[str, Element] | None = None,
    padding: dict[str, int] | None = None,
    centred: bool = False,
) -> Element:
    """Return a table cell of `width` twentieths of a point; `content` ends with a paragraph, as Word demands."""
    marks = [element("tcW", w=width, type="dxa")]
    marks += [element("gridSpan", val=span)] if span > 1 else []
    marks += [sides("tcBorders", borders)] if borders else []
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
    borders: dict[str, Element] | None = None,
    padding: dict[str, int] | None = None,
    description: str | None = None,
) -> Element:
    """Return a table of fixed `widths`; `description` is read to people who cannot see a chart made of cells."""
    marks = [
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),  # full width and centred: both Word and LibreOffice then meet the margins
        element("tblLayout", type="fixed"),
        margins("tblCellMar", padding or {"left": 0, "right": 0}),
    ]
    marks += [sides("tblBorders", borders)] if borders else []
    marks += [element("tblDescription", val=description)] if description else []
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
    held = len(rows) + bool(total) <= _KEPT_WHOLE
    body = [
        _body_row(
            columns,
            widths,
            content,
            keep=(held and i + 1 < len(rows)) or _is_edge(i, len(rows)) or bool(total and i + 1 == len(rows)),
        )
        for i, content in enumerate(rows)
    ]
    closing = [_body_row(columns, widths, total, keep=False, ruled=True)] if total else []
    lines = {"bottom": border("bottom", HAIRLINE), "insideH": border("insideH", HAIRLINE)}
    return table(widths, [_header_row(columns, widths), *body, *closing], borders=lines, padding=_PADDING)


def _is_edge(position: int, rows: int) -> bool:
    """Say whether a row must stay with the next so that neither first nor last row stands alone."""
    return rows > 1 and position in {0, rows - 2}


def _header_row(columns: Sequence[Column], widths: Sequence[int]) -> Element:
    rule = {"bottom": border("bottom", ACCENT, 8)}
    cells = [
        cell(
            width,
            [paragraph("BriefCellHead", [run(column.title)], align=_align(column))],
            borders=rule,
            padding=_pad(column),
        )
        for column, width in zip(columns, widths, strict=True)
    ]
    return row(cells, header=True)


def _body_row(
    columns: Sequence[Column], widths: Sequence[int], content: Sequence[Runs], *, keep: bool, ruled: bool = False
) -> Element:
    rule = {"top": border("top", ACCENT, 8)} if ruled else None
    cells = [
        cell(width, [paragraph("BriefCell", runs, keep=keep, align=_align(column))], borders=rule, padding=_pad(column))
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
    lines = {"bottom": border("bottom", WHITE, 12), "right": border("right", WHITE, 12)}
    padding = {"top": 90, "left": 130, "bottom": 90, "right": 130}
    padded = [*facts, *[("", ())] * (-len(facts) % across)]
    rows = [
        row(
            [
                cell(width, _fact(*fact), fill=PANEL, borders=lines, padding=padding)
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
    lines = {"left": border("left", bar, 36)} if bar else None
    padding = {"top": 160, "left": 240, "bottom": 160, "right": 240}
    return table([TEXT_WIDTH], [row([cell(TEXT_WIDTH, content, fill=fill, borders=lines, padding=padding)])])
