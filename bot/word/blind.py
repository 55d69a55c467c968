"""How are the two briefs of a pair made into documents that differ in nothing but their words?"""

import io
import zipfile

from bot.word.base import blank_document
from bot.word.blocks import gap, heading, note, paragraph, run
from bot.word.palette import ACCENT
from bot.word.render import EPOCH, packed
from bot.word.tables import HAIRLINES, box, cell, fitted, row, table
from bot.word.xml import Element
from workflow.shadow.sheet import COMPARED, Passage, Sheet

NOTHING = "Nothing is said about this."
"""What stands under the heading of a section that a brief does not have: both show every heading."""

_STEP = 4096  # bytes: sizes are rounded up, so that they say of a pair no more than that it is one
_FILLED = "docProps/app.xml"
_CELL = {"top": 60, "left": 60, "bottom": 60, "right": 120}
_LONGEST_TITLE = 255  # the core properties' own limit


def blind_pair(one: Sheet, other: Sheet, title: str) -> tuple[bytes, bytes]:
    """Return both sheets as documents in one plain design, of the same size to the byte, under the same title."""
    made = [_filled(_rendered(sheet, title), 0) for sheet in (one, other)]
    size = -(-max(map(len, made)) // _STEP) * _STEP
    first, second = (_filled(content, size - len(content)) for content in made)
    return first, second


def _rendered(sheet: Sheet, title: str) -> bytes:
    document = blank_document()
    sections = [part for section in COMPARED for part in [heading(section), *_told(sheet.under(section))]]
    band = box([paragraph("Title", [run(title)])], ACCENT)  # the style of titles is white
    for made in [band, gap(), *sections]:
        document.element.body.insert_element_before(made, "w:sectPr")
    edges = document.sections[0]
    for edge in (edges.header, edges.footer, edges.first_page_footer):
        edge._element.append(paragraph("Footer", []))  # noqa: SLF001 - python-docx gives no public way to the element
    document.core_properties.title, document.core_properties.last_modified_by = title[:_LONGEST_TITLE], ""
    return packed(document)


def _told(passages: tuple[Passage, ...]) -> list[Element]:
    if not passages:
        return [note(NOTHING)]
    return [element for passage in passages for element in _passage(passage)]


def _passage(passage: Passage) -> list[Element]:
    if not passage.rows:
        return [paragraph("BriefBullet" if passage.bullet else "Normal", [run(passage.text)])]
    widths = fitted([1] * max(map(len, passage.rows)))
    return [table(widths, [_row(cells, widths) for cells in passage.rows], lines=HAIRLINES), gap()]


def _row(cells: tuple[str, ...], widths: list[int]) -> Element:
    told = (*cells, *[""] * (len(widths) - len(cells)))
    return row(
        [
            cell(width, [paragraph("BriefCell", [run(text)])], padding=_CELL)
            for width, text in zip(widths, told, strict=True)
        ]
    )


def _filled(content: bytes, room: int) -> bytes:
    """Return a package that is larger by `room` bytes: blanks at the end of a part that nobody reads, unpacked."""
    filled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, EPOCH)
            blanks = b" " * room if info.filename == _FILLED else b""
            entry.compress_type = zipfile.ZIP_STORED if info.filename == _FILLED else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info) + blanks)
    return filled.getvalue()
