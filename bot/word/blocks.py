"""How do runs, paragraphs, headings and citations look in a brief?"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from bot.word.palette import GREY
from bot.word.xml import Element, bookmarked, element, properties, qualified, text_element
from workflow.draft import Claim, Section
from workflow.values import clean

_PIECES = re.compile(r"[^\n\t]+|\n|\t")
_LONGEST_BOOKMARK = 40  # Word's own limit
_FIRST_SOURCE_MARK = 100  # sections are numbered below, sources from here


def run(text: str, *, bold: bool = False, italic: bool = False, color: str | None = None) -> Element:
    """Return `text` as typed, line breaks and tabs kept, without what a document cannot hold."""
    typed = clean(f"|{text}|")[1:-1]  # the bars keep the outer spaces that clean would strip
    marks = [element("b"), element("bCs")] if bold else []
    marks += [element("i"), element("iCs")] if italic else []
    marks += [element("color", val=color)] if color else []
    marks += [element("rtl")] if _reads_right_to_left(typed) else []
    return element("r", *([properties("rPr", marks)] if marks else []), *_pieces(typed))


def joined(separator: str, runs: Sequence[Element]) -> list[Element]:
    """Return `runs` with a grey `separator` between each two."""
    return [part for one in runs for part in (between(separator), one)][1:]


def between(separator: str) -> Element:
    """Return a grey run that keeps the spaces of `separator`."""
    grey = properties("rPr", [element("color", val=GREY)])
    return element("r", grey, text_element("t", separator))


def _pieces(text: str) -> list[Element]:
    return [_piece(piece) for piece in _PIECES.findall(text)]


def _piece(piece: str) -> Element:
    if piece == "\n":
        return element("br")
    return element("tab") if piece == "\t" else text_element("t", piece)


def _reads_right_to_left(text: str) -> bool:
    kinds = (unicodedata.bidirectional(c) for c in text)
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"


def claim_runs(claim: Claim, *, bold: bool = False, italic: bool = False) -> list[Element]:
    """Return a claim's words followed by its citations."""
    return [run(claim.text, bold=bold, italic=italic), *(_citation(source) for source in claim.marks)]


def _citation(source_id: str) -> Element:
    style = properties("rPr", [element("rStyle", val="BriefCite")])
    shown = element("r", style, *_pieces(f"\u00a0[{clean(source_id)}]"))
    return element("hyperlink", shown, anchor=source_bookmark(source_id), history=1)


def source_bookmark(source_id: str) -> str:
    """Return the name of the bookmark at a source's row."""
    return ("src_" + re.sub(r"\W", "_", source_id, flags=re.ASCII))[:_LONGEST_BOOKMARK]


def source_mark(position: int, source_id: str) -> list[Element]:
    """Return the id of the `position`th source, bookmarked so that citations lead to it."""
    return bookmarked(source_bookmark(source_id), _FIRST_SOURCE_MARK + position, [run(source_id, bold=True)])


def paragraph(style: str, content: Iterable[Element], *, keep: bool = False, align: str | None = None) -> Element:
    """Return a paragraph in `style`; `keep` holds it on the page of what follows."""
    runs = list(content)
    marks = [element("pStyle", val=style)]
    marks += [element("keepNext")] if keep else []
    marks += [element("bidi")] if runs and runs[0].find(f"{qualified('rPr')}/{qualified('rtl')}") is not None else []
    marks += [element("jc", val=align)] if align else []
    return element("p", properties("pPr", marks), *runs)


def heading(section: Section) -> Element:
    """Return the heading of a section between the marks of its bookmark `sec_<section>`."""
    number = list(Section).index(section) + 1
    return paragraph("Heading1", bookmarked(f"sec_{section}", number, [run(section.label)]))


def subheading(text: str) -> Element:
    """Return a heading inside a section."""
    return paragraph("Heading2", [run(text)])


def label(text: str) -> Element:
    """Return the small grey words above a list."""
    return paragraph("BriefSublabel", [run(text)])


def note(text: str, *, keep: bool = False) -> Element:
    """Return a small grey remark."""
    return paragraph("BriefNote", [run(text)], keep=keep)


def prose(claim: Claim, *, keep: bool = False) -> Element:
    """Return a claim as a paragraph of its own."""
    return paragraph("Normal", claim_runs(claim), keep=keep)


def bullets(title: str, claims: Sequence[Claim], *, keep: bool = False) -> list[Element]:
    """Return `claims` as a bulleted list under a small title; nothing where there are none.

    `keep` holds its end on the page of what follows.
    """
    if not claims:
        return []
    items = [paragraph("BriefBullet", claim_runs(claim), keep=i == 0) for i, claim in enumerate(claims[:-1])]
    return [label(title), *items, paragraph("BriefBullet", claim_runs(claims[-1]), keep=keep)]


def gap() -> Element:
    """Return the small empty paragraph that keeps two tables apart."""
    return paragraph("BriefGap", [])
