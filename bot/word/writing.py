"""How are plain words written into a team's own document in the look of what stands there already?"""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy

from bot.word.blocks import run as plain_run
from bot.word.pieces import Piece
from bot.word.tables import fitted
from bot.word.xml import Element, Line, borders, element, properties, qualified

_P, _R, _T = (qualified(name) for name in ("p", "r", "t"))
_PPR, _RPR = qualified("pPr"), qualified("rPr")
_GUIDING = frozenset(
    map(qualified, ("i", "iCs", "highlight", "vanish", "rStyle", "u", "b", "bCs", "caps", "shd", "color"))
)
_STRUCTURE = frozenset(map(qualified, ("numPr", "sectPr", "rPr", "pageBreakBefore", "pStyle", "outlineLvl", "framePr")))
_HAIR = Line("A0A0A0")
_TABLE_WIDTH = 9000  # the proportion of the columns; the table itself takes the width that there is
_LONG_CELL, _LEAST = 44, 8  # characters: a column is as wide as its longest words, within reason
_LETTER, _EDGES, _LONG_WORD = 165, 230, 14  # a word must not be broken: twentieths of a point, and characters
_AFTER_SPACING = frozenset(
    map(
        qualified,
        "ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap "
        "outlineLvl divId cnfStyle rPr sectPr pPrChange".split(),
    )
)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def flat(told: Sequence[Piece]) -> list[Piece]:
    """Return pieces without tables, for a cell: each row becomes a bullet."""
    made: list[Piece] = []
    for piece in told:
        rows = [Piece(" – ".join(filter(None, row)), bullet=True) for row in piece.rows[1:]]
        made += rows if piece.rows else [piece]
    return made


def _form_of(paragraph: Element) -> Element:
    form = paragraph.find(_PPR)
    if form is None:
        form = element("pPr")
        paragraph.insert(0, form)
    return form


def keep_with_next(paragraph: Element) -> None:
    """Hold a heading on the page of what follows."""
    form = _form_of(paragraph)
    if form.find(qualified("keepNext")) is None:
        form.insert(0 if form.find(qualified("pStyle")) is None else 1, element("keepNext"))


def space_before(paragraph: Element) -> None:
    """Leave a line above a paragraph whose own form does not say how much there is."""
    form = _form_of(paragraph)
    spacing = form.find(qualified("spacing"))
    if spacing is None:
        _space(form, before=240)
    elif spacing.get(qualified("before")) is None:
        spacing.set(qualified("before"), "240")


def _space(form: Element, **widths: int) -> None:
    place = next((i for i, mark in enumerate(form) if mark.tag in _AFTER_SPACING), len(form))
    form.insert(place, element("spacing", **widths))


def _tight(paragraph: Element) -> Element:
    """Take the spaces of running text off a paragraph, for a cell."""
    form = _form_of(paragraph)
    for mark in [each for each in form if each.tag in (qualified("spacing"), qualified("ind"), qualified("tabs"))]:
        form.remove(mark)
    _space(form, before=40, after=40)
    return paragraph


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of columns by what stands in them, and so that no word is broken where that can be had."""
    columns = list(zip(*rows, strict=True))
    wished = fitted([max(min(len(cell), _LONG_CELL) for cell in column) + _LEAST for column in columns], _TABLE_WIDTH)
    longest = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    least = [min(length, _LONG_WORD) * _LETTER + _EDGES for length in longest]
    lacking = sum(max(need - width, 0) for need, width in zip(least, wished, strict=True))
    spare = sum(max(width - need, 0) for need, width in zip(least, wished, strict=True))
    if lacking > spare or not lacking:
        return wished
    return [
        need if width < need else width - lacking * (width - need) // spare
        for need, width in zip(least, wished, strict=True)
    ]


class _Emptied:
    """A paragraph without its words, and the look that its first words had."""

    def __init__(self, paragraph: Element) -> None:
        self._paragraph = paragraph
        first = next((run for run in paragraph.iter(_R) if run.find(_T) is not None), None)
        self._look = None if first is None else first.find(_RPR)
        for child in list(paragraph):
            if child.tag != _PPR:
                paragraph.remove(child)

    def insert_text(self, text: str) -> None:
        """Write words in the look of those that stood here first."""
        made = plain_run(text)
        if self._look is not None:
            made.insert(0, deepcopy(self._look))
        self._paragraph.append(made)


def emptied(paragraph: Element) -> _Emptied:
    """Take the words out of a paragraph, and keep its form."""
    return _Emptied(paragraph)


def highlight(paragraph: Element, warning: str) -> None:
    """Mark a paragraph in yellow, with a warning before its words."""
    runs = list(paragraph.iter(_R))
    if warning and runs:
        first = plain_run(warning)
        runs[0].addprevious(first)
        runs.insert(0, first)
    for run in runs:
        look = run.find(_RPR)
        if look is None:
            look = element("rPr")
            run.insert(0, look)
        for mark in look.findall(qualified("highlight")):
            look.remove(mark)
        place = next((i for i, mark in enumerate(look) if mark.tag in _AFTER_HIGHLIGHT), len(look))
        look.insert(place, element("highlight", val="yellow"))


_AFTER_HIGHLIGHT = frozenset(
    map(
        qualified,
        "u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath".split(),
    )
)


class Hand:
    """Writes in the look of one document: its body text and its bullets."""

    def __init__(self, body: Element) -> None:
        listed = (p for p in body.iter(_P) if p.find(f"{_PPR}/{qualified('numPr')}") is not None)
        self._bullet = deepcopy(next((p.find(_PPR) for p in listed), None))

    def write(self, told: Sequence[Piece], like: Element | None) -> Iterator[Element]:
        """Yield paragraphs and tables in the look of the paragraph `like`; a table is followed by a blank line."""
        for piece in told:
            if piece.rows:
                yield self._table(piece.rows, like)
                yield element("p")
            else:
                yield self._paragraph(piece, like)

    def run(self, text: str, like: Element | None) -> Element:
        """Return words in the look of the run `like`, without what marks guidance."""
        made = plain_run(text)
        look = None if like is None else like.find(_RPR)
        kept = [] if look is None else [deepcopy(mark) for mark in look if mark.tag not in _GUIDING]
        if kept and made.find(_RPR) is None:
            made.insert(0, element("rPr", *kept))
        return made

    def _paragraph(self, piece: Piece, like: Element | None) -> Element:
        first = None if like is None else next((run for run in like.iter(_R)), None)
        sign = "•\u00a0\u00a0" if piece.bullet and self._bullet is None else ""
        made = self.run(f"{sign}{piece.text}", first)
        if piece.strong:
            look = made.find(_RPR)
            if look is None:
                look = element("rPr")
                made.insert(0, look)
            look.insert(1 if len(look) and look[0].tag == qualified("rFonts") else 0, element("b"))
        return element("p", self._form(piece, like), made)

    def _form(self, piece: Piece, like: Element | None) -> Element:
        if piece.bullet and self._bullet is not None:
            form = deepcopy(self._bullet)
            form[:] = [mark for mark in form if mark.tag not in (qualified("sectPr"), _RPR)]
            return form
        given = None if like is None else like.find(_PPR)
        kept = [] if given is None else [deepcopy(mark) for mark in given if mark.tag not in _STRUCTURE]
        if piece.strong and not any(mark.tag == qualified("keepNext") for mark in kept):
            kept.insert(0, element("keepNext"))
        if piece.bullet:
            kept = [mark for mark in kept if mark.tag not in (qualified("ind"), qualified("tabs"))]
            return properties("pPr", [mark for mark in kept if _known(mark)] + [element("ind", left=360, hanging=240)])
        return element("pPr", *kept)

    def _table(self, rows: Sequence[Sequence[str]], like: Element | None) -> Element:
        lines = borders("tblBorders", dict.fromkeys(_SIDES, _HAIR))
        form = properties("tblPr", [element("tblW", w=5000, type="pct"), lines, element("tblLayout", type="autofit")])
        widths = _widths(rows)
        grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
        made = [self._row(cells, like, widths, header=i == 0) for i, cells in enumerate(rows)]
        return element("tbl", form, grid, *made)

    def _row(self, cells: Sequence[str], like: Element | None, widths: Sequence[int], *, header: bool) -> Element:
        form = [element("cantSplit"), *([element("tblHeader")] if header else [])]
        held = [
            element(
                "tc",
                properties("tcPr", [element("tcW", w=width, type="dxa")]),
                _tight(self._paragraph(Piece(text, strong=header), like)),
            )
            for text, width in zip(cells, widths, strict=True)
        ]
        return element("tr", properties("trPr", form), *held)

    def substitute(self, paragraph: Element, pattern: re.Pattern[str], line: Callable[[str], str | None]) -> None:
        """Write `line(name)` in place of every match of `pattern`, also where its letters stand in several runs."""
        for found in reversed(list(pattern.finditer("".join(t.text or "" for t in paragraph.iter(_T))))):
            text = line(found[1])
            if text is not None:
                _overwrite(list(paragraph.iter(_T)), found.start(), found.end(), text)


def _known(mark: Element) -> bool:
    return mark.tag in frozenset(map(qualified, ("keepNext", "keepLines", "bidi", "spacing", "jc")))


def _overwrite(texts: Sequence[Element], start: int, end: int, words: str) -> None:
    at = 0
    for text in texts:
        said = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(said))
        if first < last or (first == last == len(said) == 0):
            text.text = said[:first] + words + said[last:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words = ""
        at += len(said)
