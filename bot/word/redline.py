"""What does a revision change, shown as tracked changes by the person who made them?"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from itertools import count

from lxml import etree

from bot.word.archive import parts
from bot.word.normalise import unwrapped
from bot.word.xml import Element, element, qualified, text_element
from workflow.values import clean

_MAIN = "word/document.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST_ID = 10_000  # bookmarks are numbered below
_WORDS = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.35  # of its words: a paragraph with fewer in common reads better struck out whole
_P, _TBL, _TR, _TC, _R, _T = (qualified(name) for name in ("p", "tbl", "tr", "tc", "r", "t"))
_PPR, _RPR, _SECT, _LINK = qualified("pPr"), qualified("rPr"), qualified("sectPr"), qualified("hyperlink")
_MARKS = frozenset(map(qualified, ("bookmarkStart", "bookmarkEnd")))


def redline(before: bytes, after: bytes, author: str, at: datetime) -> bytes:
    """Return `after` with every difference from `before` as a change that `author` tracked at `at`.

    Both are documents that Baton rendered: accepting all changes gives the text of `after`, rejecting all `before`.
    """
    earlier, later = parts(before), dict(parts(after))
    root, old = etree.fromstring(later[_MAIN]), etree.fromstring(earlier[_MAIN])
    pen = _Pen(author, at)
    body, was = (unwrapped(each.find(qualified("body"))) for each in (root, old))
    body[:] = [*_apart(_blocks(_content(was), _content(body), pen), pen), body[-1]]
    later[_MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _packed(later)


def _content(body: Element) -> list[Element]:
    return [child for child in body if child.tag in (_P, _TBL)]


def _packed(content: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return packed.getvalue()


class _Pen:
    """Marks content as inserted or deleted by one person at one time, each mark with a number of its own."""

    def __init__(self, author: str, at: datetime) -> None:
        self._told = {"author": clean(author) or "Baton", "date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        self._numbers = count(_FIRST_ID)

    def mark(self, name: str, *content: Element) -> Element:
        """Return `<w:ins>` or `<w:del>` around `content`."""
        return element(name, *content, id=next(self._numbers), **self._told)

    def runs(self, name: str, made: Sequence[Element]) -> list[Element]:
        """Return runs, links among them, as inserted or deleted."""
        return [self._link(name, each) if each.tag == _LINK else self.mark(name, _spoken(name, each)) for each in made]

    def _link(self, name: str, link: Element) -> Element:
        marked = deepcopy(link)
        marked[:] = self.runs(name, list(link))
        return marked

    def paragraph(self, name: str, made: Element) -> Element:
        """Return a whole paragraph, its mark included, as inserted or deleted."""
        marked = deepcopy(made)
        _without_bookmarks(marked, deleted=name == "del")
        ppr = marked.find(_PPR)
        ppr = element("pPr") if ppr is None else ppr
        _set_last(ppr, element("rPr", self.mark(name)))
        marked[:] = [ppr, *_runs_marked(self, name, marked)]
        return marked

    def table(self, name: str, made: Element) -> Element:
        """Return a whole table, row by row, as inserted or deleted."""
        marked = deepcopy(made)
        for row in marked.findall(_TR):
            marked.replace(row, self.row(name, row))
        return marked

    def row(self, name: str, made: Element) -> Element:
        """Return a row with its content as inserted or deleted."""
        marked = deepcopy(made)
        trpr = marked.find(qualified("trPr"))
        if trpr is None:
            trpr = element("trPr")
            marked.insert(0, trpr)
        trpr.append(self.mark(name))
        for cell in marked.findall(_TC):
            for child in list(cell):
                if child.tag in (_P, _TBL):
                    whole = self.paragraph if child.tag == _P else self.table
                    cell.replace(child, whole(name, child))
        return marked


def _set_last(ppr: Element, mark: Element) -> None:
    ppr[:] = [*(child for child in ppr if child.tag not in (_RPR, _SECT)), mark, *ppr.findall(_SECT)]


def _without_bookmarks(made: Element, *, deleted: bool) -> None:
    """Take the bookmarks out of what is deleted: their names would occur twice."""
    for mark in list(made.iter(*_MARKS)) if deleted else []:
        mark.getparent().remove(mark)


def _runs_marked(pen: _Pen, name: str, made: Element) -> Iterator[Element]:
    for child in made:
        if child.tag in (_R, _LINK):
            yield from pen.runs(name, [child])
        elif child.tag in _MARKS:
            yield child


def _spoken(name: str, run: Element) -> Element:
    """Return a copy of a run; deleted words stand in an element of their own."""
    copied = deepcopy(run)
    for text in copied.iter(_T) if name == "del" else ():
        text.tag = qualified("delText")
    return copied


def _blocks(before: Sequence[Element], after: Sequence[Element], pen: _Pen) -> Iterator[Element]:
    """Yield the blocks of a body or a cell; its last paragraph is always paired, for its mark cannot be deleted."""
    if before and after and before[-1].tag == after[-1].tag == _P:
        yield from _aligned(before[:-1], after[:-1], pen)
        yield _paragraphs(before[-1], after[-1], pen)
    else:
        yield from _aligned(before, after, pen)


def _apart(blocks: Iterable[Element], pen: _Pen) -> Iterator[Element]:
    """Yield the blocks, with a paragraph between two tables that leaves whether changes are accepted or rejected."""
    last = None
    for block in blocks:
        if last is not None and last.tag == block.tag == _TBL:
            style = element("pStyle", val="BriefGap")
            yield element("p", element("pPr", style, element("rPr", pen.mark("ins"), pen.mark("del"))))
        yield block
        last = block


def _aligned(before: Sequence[Element], after: Sequence[Element], pen: _Pen) -> Iterator[Element]:
    matcher = SequenceMatcher(None, [*map(_key, before)], [*map(_key, after)], autojunk=False)
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            yield from map(deepcopy, after[at:to])
        else:
            yield from _replaced(before[start:end], after[at:to], pen)


def _key(block: Element) -> tuple[str, str]:
    if block.tag == _P:
        style = block.find(f"{_PPR}/{qualified('pStyle')}")
        return "p", f"{'' if style is None else style.get(qualified('val'))}|{_said(block)}"
    return "tbl", etree.tostring(block).decode()


def _said(node: Element) -> str:
    names = {_T: None, qualified("br"): "\n", qualified("tab"): "\t"}
    return "".join((part.text or "") if part.tag == _T else str(names[part.tag]) for part in node.iter(*names))


def _replaced(before: Sequence[Element], after: Sequence[Element], pen: _Pen) -> Iterator[Element]:
    """Yield what stands in place of other blocks: those that are alike are compared within, the rest is struck out."""
    at = 0
    for old in before:
        twin = next((i for i in range(at, len(after)) if _are_alike(old, after[i])), None)
        if twin is None:
            yield _whole(pen, "del", old)
            continue
        yield from (_whole(pen, "ins", new) for new in after[at:twin])
        yield (_paragraphs if old.tag == _P else _tables)(old, after[twin], pen)
        at = twin + 1
    yield from (_whole(pen, "ins", new) for new in after[at:])


def _whole(pen: _Pen, name: str, block: Element) -> Element:
    return pen.paragraph(name, block) if block.tag == _P else pen.table(name, block)


def _are_alike(old: Element, new: Element) -> bool:
    if old.tag != new.tag:
        return False
    if old.tag == _TBL:
        return _columns(old) == _columns(new)
    return _style(old) == _style(new) and _ratio(_said(old), _said(new)) >= _ALIKE


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{_PPR}/{qualified('pStyle')}")
    return "" if style is None else style.get(qualified("val"), "")


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() if one or other else 1.0


def _columns(table: Element) -> list[str]:
    """Return what makes two tables comparable: their grid, and the titles of their columns or how many there are."""
    head = table.find(_TR)
    cells = [] if head is None else head.findall(_TC)
    titled = head is not None and head.find(f"{qualified('trPr')}/{qualified('tblHeader')}") is not None
    grid = str(len(table.findall(f"{qualified('tblGrid')}/{qualified('gridCol')}")))
    return [grid, *map(_said, cells)] if titled else [grid, str(len(cells))]


def _tables(before: Element, after: Element, pen: _Pen) -> Element:
    """Return a table with rows inserted, deleted and compared cell by cell."""
    made = deepcopy(after)
    rows = list(_rows(before.findall(_TR), after.findall(_TR), pen))
    made[:] = [*(child for child in made if child.tag != _TR), *rows]
    return made


def _rows(before: Sequence[Element], after: Sequence[Element], pen: _Pen) -> Iterator[Element]:
    matcher = SequenceMatcher(None, [*map(_cells, before)], [*map(_cells, after)], autojunk=False)
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            yield from map(deepcopy, after[at:to])
        else:
            yield from _replaced_rows(before[start:end], after[at:to], pen)


def _cells(row: Element) -> tuple[str, ...]:
    """Return what makes a row the same row: the words and the width of each cell, for the bars of a chart have none."""
    spans = (cell.find(f"{qualified('tcPr')}/{qualified('gridSpan')}") for cell in row.findall(_TC))
    widths = ("" if span is None else span.get(qualified("val"), "") for span in spans)
    return tuple(f"{_said(cell)}|{width}" for cell, width in zip(row.findall(_TC), widths, strict=True))


def _replaced_rows(before: Sequence[Element], after: Sequence[Element], pen: _Pen) -> Iterator[Element]:
    at = 0
    for old in before:
        twin = next((i for i in range(at, len(after)) if _are_rows_alike(old, after[i])), None)
        if twin is None and len(before) == len(after) and at < len(after) and _widths(old) == _widths(after[at]):
            twin = at
        if twin is None:
            yield pen.row("del", old)
            continue
        yield from (pen.row("ins", new) for new in after[at:twin])
        yield _row(old, after[twin], pen)
        at = twin + 1
    yield from (pen.row("ins", new) for new in after[at:])


def _widths(row: Element) -> int:
    return len(row.findall(_TC))


def _are_rows_alike(old: Element, new: Element) -> bool:
    return _widths(old) == _widths(new) and _ratio(_spaced(old), _spaced(new)) >= _ALIKE


def _spaced(row: Element) -> str:
    return " ".join(_said(cell) for cell in row.findall(_TC))


def _row(before: Element, after: Element, pen: _Pen) -> Element:
    made = deepcopy(after)
    for cell, old, new in zip(made.findall(_TC), before.findall(_TC), after.findall(_TC), strict=True):
        kept = [child for child in cell if child.tag not in (_P, _TBL)]
        cell[:] = [*kept, *_blocks(_content(old), _content(new), pen)]
    return made


@dataclass(frozen=True)
class _Token:
    """A word, a space, a break or a citation, and the run that says it."""

    text: str
    run: Element


def _paragraphs(before: Element, after: Element, pen: _Pen) -> Element:
    """Return a paragraph in the form of `after`, its words compared with those of `before`."""
    old, new = list(_tokens(before)), list(_tokens(after))
    made = deepcopy(after)
    kept = [child for child in made if child.tag == _PPR or child.tag == qualified("bookmarkStart")]
    ends = [child for child in made if child.tag == qualified("bookmarkEnd")]
    matcher = SequenceMatcher(None, [each.text for each in old], [each.text for each in new], autojunk=False)
    changed: list[Element] = []
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            changed += _joined(new[at:to])
        else:
            changed += [*pen.runs("del", _joined(old[start:end])), *pen.runs("ins", _joined(new[at:to]))]
    made[:] = [*kept, *changed, *ends]
    return made


def _tokens(paragraph: Element) -> Iterator[_Token]:
    for child in paragraph:
        if child.tag == _LINK:
            yield _Token(f"\x00{_said(child)}", child)
        elif child.tag == _R:
            yield from _words(child)


def _words(run: Element) -> Iterator[_Token]:
    for part in run:
        if part.tag == _T:
            yield from (_Token(word, _run_of(run, text_element("t", word))) for word in _WORDS.findall(part.text or ""))
        elif part.tag != _RPR:
            yield _Token(f"\x01{etree.QName(part).localname}", _run_of(run, deepcopy(part)))


def _run_of(run: Element, content: Element) -> Element:
    look = run.find(_RPR)
    return element("r", *([deepcopy(look)] if look is not None else []), content)


def _joined(tokens: Sequence[_Token]) -> list[Element]:
    """Return the runs of tokens, neighbours of one look as one run."""
    runs: list[Element] = []
    for token in tokens:
        made = deepcopy(token.run)
        if runs and made.tag == _R == runs[-1].tag and _look(made) == _look(runs[-1]):
            _append(runs[-1], made)
        else:
            runs.append(made)
    return runs


def _look(run: Element) -> bytes:
    look = run.find(_RPR)
    return b"" if look is None else bytes(etree.tostring(look))


def _append(run: Element, more: Element) -> None:
    added = more[-1]
    if added.tag == _T == run[-1].tag:
        run[-1].text = (run[-1].text or "") + (added.text or "")
    else:
        run.append(added)
