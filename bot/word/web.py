"""How is a brief read on a web page by people outside of the team: the same words as in their document?"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml.html.builder import E

from bot.word.outside import outside_view, paper_outside
from bot.word.paper import paper_sections
from bot.word.render import sections
from bot.word.xml import Element, qualified
from workflow.draft import Draft
from workflow.kinds.paper import Paper

_TAGS = {"Heading1": "h2", "Heading2": "h3", "BriefCardTitle": "h3", "BriefBullet": "li"}
_CLASSES = {"BriefSublabel": "label", "BriefLabel": "label", "BriefNote": "note", "BriefCardKicker": "label"}
_VALUE = qualified("val")


def for_reading(content: Draft | Paper, team: str) -> list[Element]:
    """Return the sections of a revision as HTML elements: what the clean copy for people outside says, in its order."""
    if isinstance(content, Paper):
        return list(_flow(paper_sections(paper_outside(content, team))))
    return list(_flow(sections(outside_view(content, team))))


def _flow(parts: Iterable[Element]) -> Iterator[Element]:
    """Return paragraphs and tables one after the other, bullets that follow each other in one list."""
    made = [shown for part in parts if (shown := _part(part)) is not None]
    for kind, alike in groupby(made, key=lambda part: part.tag):
        together = list(alike)
        yield from [E.ul(*together)] if kind == "li" else together


def _part(part: Element) -> Element | None:
    if part.tag == qualified("tbl"):
        return _table(part)
    return _paragraph(part) if part.tag == qualified("p") else None


def _paragraph(part: Element) -> Element | None:
    inside = list(_inline(part))
    if not "".join(piece if isinstance(piece, str) else piece.text_content() for piece in inside).strip():
        return None
    style = _property(part, "pPr", "pStyle") or ""
    made = E(_TAGS.get(style, "p"), *inside)
    if style in _CLASSES:
        made.set("class", _CLASSES[style])
    mark = part.find(f".//{qualified('bookmarkStart')}")
    if mark is not None:
        made.set("id", mark.get(qualified("name"), ""))
    return made


def _inline(part: Element) -> Iterator[str | Element]:
    for child in part:
        if child.tag == qualified("r"):
            yield from _run(child)
        elif child.tag == qualified("hyperlink"):
            yield "\u00a0"
            yield E.a("".join(child.itertext()).strip(), href=f"#{child.get(qualified('anchor'), '')}")


def _run(run: Element) -> list[str | Element]:
    pieces: list[str | Element] = [piece for child in run for piece in _piece(child)]
    for mark, tag in (("b", "strong"), ("i", "em")):
        if run.find(f"{qualified('rPr')}/{qualified(mark)}") is not None:
            pieces = [E(tag, *pieces)]
    return pieces


def _piece(child: Element) -> Iterator[str | Element]:
    if child.tag == qualified("t"):
        yield child.text or ""
    elif child.tag == qualified("br"):
        yield E.br()
    elif child.tag == qualified("tab"):
        yield " "


def _table(table: Element) -> Element | None:
    """A table with headings stays one; a chart is told in words, and what only lays out is read from top to bottom."""
    told = _property(table, "tblPr", "tblDescription")
    if told:
        return E.p(told, **{"class": "note"})
    rows = table.findall(qualified("tr"))
    heads = [row for row in rows if row.find(f"{qualified('trPr')}/{qualified('tblHeader')}") is not None]
    if not heads:
        cells = [part for row in rows for cell in row.findall(qualified("tc")) for part in _flow(cell)]
        return E.div(*cells, **{"class": "box"}) if cells else None
    titles = [" ".join(cell.itertext()) for cell in heads[0].findall(qualified("tc"))]
    head = E.tr(*(E.th(title, scope="col") for title in titles))
    body = [_row(row, titles) for row in rows if row not in heads]
    return E.table(E.thead(head), E.tbody(*body))


def _row(row: Element, titles: list[str]) -> Element:
    """Each cell knows its heading, which a narrow page shows before it."""
    cells, made = row.findall(qualified("tc")), []
    place = 0
    for cell in cells:
        span = int(_property(cell, "tcPr", "gridSpan") or 1)
        shown = E.td(*_flow(cell), **{"data-title": titles[place] if place < len(titles) else ""})
        if span > 1:
            shown.set("colspan", str(span))
        made.append(shown)
        place += span
    return E.tr(*made)


def _property(part: Element, group: str, name: str) -> str | None:
    found = part.find(f"{qualified(group)}/{qualified(name)}")
    return None if found is None else str(found.get(_VALUE))
