"""Where does a team's own template wait for content: at headings, beside labels, in content controls, in slots?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.word.topics import Choices, Left, Topic, slot_of, topics_of
from bot.word.xml import Element, qualified
from workflow.values import clean

SLOT = re.compile(r"\{\{\s*([^{}]{0,80}?)\s*\}\}")
_P, _TBL, _TC, _SDT = (qualified(name) for name in ("p", "tbl", "tc", "sdt"))
_LONGEST_HEADING = 60
_MOST_WORDS = 9
_BLANK = re.compile(r"[\s_.…:\-–—\[\]<>]*")
_BRACKETED = re.compile(r"\s*[\[<(].*[\])>]\s*", re.DOTALL)
_TITLE = re.compile(r"\b(brief|briefing)\b", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"(heading|title|überschrift|titre|titel)\s*\d?", re.IGNORECASE)


class Kind(StrEnum):
    """How a template asks for content."""

    HEADING = "heading"
    LABEL = "label"
    CONTROL = "content control"
    SLOT = "slot"


@dataclass(frozen=True)
class Place:
    """A place that waits for content: how it asks, its words, what for (None: not recognised), and its element.

    `node` is the paragraph of a heading or slot, the cell beside a label, or the content control; `left` says what the
    team wants to become of a place that nothing fills, None where they chose nothing.
    """

    kind: Kind
    text: str
    topic: Topic | None
    node: Element
    left: Left | None = None


def text_of(node: Element) -> str:
    """Return the words of an element as they are typed."""
    return "".join(part.text or "" for part in node.iter(qualified("t")))


def find_places(body: Element, styles: Element | None, choices: Choices) -> list[Place]:
    """Return every place in reading order; slots alone where there are any, and each topic at one place only."""
    slots = [found for paragraph in body.iter(_P) for found in _slots(paragraph)]
    if slots:
        return [_place(Kind.SLOT, name, node, choices, slot_of(name)) for name, node in slots]
    labels = list(_labels(body))
    asked = [*_controls(body), *((Kind.LABEL, told, waiting) for told, _, waiting in labels)]
    held = [*(node for _, _, node in asked), *(label for _, label, _ in labels)]
    taken = {inner for node in held for inner in node.iter(_P)}
    headings = ((Kind.HEADING, told, node) for told, node in _headings(body, outlined(styles)) if node not in taken)
    order = {node: place for place, node in enumerate(body.iter())}
    return _assigned(sorted([*asked, *headings], key=lambda each: order[each[2]]), choices)


def _place(kind: Kind, text: str, node: Element, choices: Choices, otherwise: Topic | None) -> Place:
    chosen = choices.get(text, otherwise)
    return Place(kind, text, None, node, chosen) if isinstance(chosen, Left) else Place(kind, text, chosen, node)


def _assigned(found: Sequence[tuple[Kind, str, Element]], choices: Choices) -> list[Place]:
    """Give each place the likeliest topic that no other place has; exact names are served first."""
    used = {topic for topic in choices.values() if isinstance(topic, Topic)}
    given: dict[int, Topic] = {}
    for rank in range(3):
        for i, (_, text, _) in enumerate(found):
            likely = topics_of(text)[rank : rank + 1]
            if i not in given and text not in choices and likely and likely[0] not in used:
                given[i] = likely[0]
                used.add(likely[0])
    return [_place(kind, text, node, choices, given.get(i)) for i, (kind, text, node) in enumerate(found)]


def _slots(paragraph: Element) -> Iterator[tuple[str, Element]]:
    yield from ((name, paragraph) for name in SLOT.findall(text_of(paragraph)))


def _controls(body: Element) -> Iterator[tuple[Kind, str, Element]]:
    for control in body.iter(_SDT):
        names = (control.find(f"{qualified('sdtPr')}/{qualified(kind)}") for kind in ("alias", "tag"))
        told = next((name.get(qualified("val"), "") for name in names if name is not None), "")
        if told and topics_of(told):
            yield Kind.CONTROL, clean(told), control


def _labels(body: Element) -> Iterator[tuple[str, Element, Element]]:
    """Yield each label, its cell, and the cell that waits for a value: right of it, or below it."""
    for table in body.iter(_TBL):
        rows = [row.findall(_TC) for row in table.findall(qualified("tr"))]
        for row, below in zip(rows, [*rows[1:], []], strict=True):
            yield from _label_cells(row, below)


def _label_cells(row: Sequence[Element], below: Sequence[Element]) -> Iterator[tuple[str, Element, Element]]:
    for i, cell in enumerate(row):
        told = clean(text_of(cell)).rstrip(":")
        beside = row[i + 1] if i + 1 < len(row) else None
        under = below[i] if len(below) == len(row) else None
        waiting = next((each for each in (beside, under) if each is not None and _waits(each)), None)
        if told and len(told) <= _LONGEST_HEADING and topics_of(told) and waiting is not None and not _waits(cell):
            yield told, cell, waiting


def _waits(cell: Element) -> bool:
    if next(cell.iter(_TBL, _SDT), None) is not None:
        return False
    return all(_is_blank(one) or is_guidance(one) for one in cell.iter(_P))


def _is_blank(paragraph: Element) -> bool:
    return bool(_BLANK.fullmatch(text_of(paragraph)))


def is_guidance(paragraph: Element) -> bool:
    """Say whether a paragraph tells the writer what to write: in italics, or in brackets."""
    runs = [run for run in paragraph.iter(qualified("r")) if text_of(run).strip()]
    return bool(runs) and (all(_has(run, "i") for run in runs) or bool(_BRACKETED.fullmatch(text_of(paragraph))))


def _has(run: Element, mark: str) -> bool:
    found = run.find(f"{qualified('rPr')}/{qualified(mark)}")
    return found is not None and found.get(qualified("val"), "true") not in ("0", "false", "none")


def outlined(styles: Element | None) -> frozenset[str]:
    """Return the ids of styles that are headings by their name or level."""
    found = [] if styles is None else list(styles.iter(qualified("style")))
    return frozenset(style.get(qualified("styleId"), "") for style in found if _is_heading_style(style))


def _is_heading_style(style: Element) -> bool:
    name = style.find(qualified("name"))
    named = name is not None and _HEADING_STYLE.fullmatch(name.get(qualified("val"), "")) is not None
    return named or style.find(f"{qualified('pPr')}/{qualified('outlineLvl')}") is not None


def _headings(body: Element, outlined: frozenset[str]) -> Iterator[tuple[str, Element]]:
    for paragraph in body.iter(_P):
        told = clean(text_of(paragraph))
        style = paragraph.find(f"{qualified('pPr')}/{qualified('pStyle')}")
        styled = style is not None and style.get(qualified("val")) in outlined
        if told and (styled or _looks_like_a_heading(paragraph, told)):
            yield told.rstrip(":"), paragraph


def _looks_like_a_heading(paragraph: Element, told: str) -> bool:
    if len(told) > _LONGEST_HEADING or len(told.split()) > _MOST_WORDS or told.endswith((".", ",", ";", "!")):
        return False
    runs = [run for run in paragraph.iter(qualified("r")) if text_of(run).strip()]
    fonts = {_font(run) for run in runs}
    strong = all(_has(run, "b") or _has(run, "u") or _has(run, "caps") or text_of(run).isupper() for run in runs)
    return strong and len(fonts) == 1 and not any(_has(run, "i") for run in runs) and _is_no_list(paragraph)


def _font(run: Element) -> str:
    font = run.find(f"{qualified('rPr')}/{qualified('rFonts')}")
    return "" if font is None else font.get(qualified("ascii"), "")


def _is_no_list(paragraph: Element) -> bool:
    return paragraph.find(f"{qualified('pPr')}/{qualified('numPr')}") is None


def is_title(text: str) -> bool:
    """Say whether a heading is the name of the template itself, like `Campaign Brief Template`."""
    return bool(_TITLE.search(text))
