"""How is an element of WordprocessingML made, with its properties in the order that Word insists on?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""An lxml element; lxml ships no types."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NSMAP = {"w": _W}

_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs bidi spacing ind jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing sz szCs shd vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
}
_RANK = {group: {qualified: i for i, qualified in enumerate(names.split())} for group, names in _ORDER.items()}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def qualified(name: str) -> str:
    """Return `name` of the main namespace as lxml writes it."""
    return f"{{{_W}}}{name}"


def element(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """Return `<w:name>` with `attributes`, all of them of the same namespace, and `children`."""
    made = etree.Element(qualified(name), nsmap=_NSMAP)
    for key, value in attributes.items():
        made.set(qualified(key), str(value))
    made.extend(children)
    return made


def text_element(name: str, text: str) -> Element:
    """Return `<w:name>` that holds `text` with its spaces."""
    made = etree.Element(qualified(name), nsmap=_NSMAP)
    made.set(_XML_SPACE, "preserve")
    made.text = text
    return made


def properties(group: str, children: Iterable[Element]) -> Element:
    """Return the property element `group` (`pPr`, `tcPr`, …) with `children` in schema order."""
    rank = _RANK[group]
    return element(group, *sorted(children, key=lambda child: rank[etree.QName(child).localname]))


@dataclass(frozen=True)
class Line:
    """A border line: its colour and its thickness in eighths of a point."""

    color: str
    eighths: int = 4


def borders(name: str, given: Mapping[str, Line]) -> Element:
    """Return the border group `name` from lines by side."""
    return _sides(name, {side: _line(side, line) for side, line in given.items()})


def _line(side: str, line: Line) -> Element:
    return element(side, val="single", sz=line.eighths, space=0, color=line.color)


def margins(name: str, given: Mapping[str, int]) -> Element:
    """Return the margin group `name` from widths by side, in twentieths of a point."""
    return _sides(name, {side: element(side, w=width, type="dxa") for side, width in given.items()})


def _sides(name: str, made: Mapping[str, Element]) -> Element:
    return element(name, *(made[side] for side in _SIDES if side in made))


def shading(fill: str) -> Element:
    """Return a plain background of colour `fill`."""
    return element("shd", val="clear", color="auto", fill=fill)


def bookmarked(name: str, number: int, content: Iterable[Element]) -> list[Element]:
    """Return `content` between the marks of bookmark `name`; `number` is unique in the document."""
    return [element("bookmarkStart", id=number, name=name), *content, element("bookmarkEnd", id=number)]
