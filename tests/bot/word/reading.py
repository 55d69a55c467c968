"""What does a rendered document say, and where does its XML break a rule of the format?"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import pairwise
from typing import Any

from lxml import etree
from pydantic import BaseModel

from workflow.draft import Claim, Draft
from workflow.values import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAGE_TEXT_WIDTH = 11906 - 2 * 1247
MOST_COLUMNS = 63  # Word's own limit

# The sequences of ECMA-376 part 1, 17 (transitional), complete; Word refuses a file whose properties stand otherwise.
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo "
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left bottom right insideH insideV",
    "tcBorders": "top left bottom right insideH insideV tl2br tr2bl",
    "tblCellMar": "top left bottom right",
    "tcMar": "top left bottom right",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop autoHyphenation "
    "evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr themeFontLang "
    "clrSchemeMapping decimalSymbol listSeparator",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
}
FIRST_ONLY = {"p": "pPr", "r": "rPr", "tc": "tcPr"}


def parts(document: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        assert archive.testzip() is None
        xml = (name for name in archive.namelist() if name.endswith((".xml", ".rels")))
        return {name: etree.fromstring(archive.read(name)) for name in xml}


def body(document: bytes) -> Any:
    return parts(document)["word/document.xml"].find(f"{W}body")


def name_of(node: Any) -> str:
    return str(etree.QName(node).localname)


def text_of(node: Any) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    pieces = (marks.get(part.tag, part.text or "") for part in node.iter(f"{W}t", f"{W}br", f"{W}tab"))
    return "".join(pieces)


def paragraphs(document: bytes) -> list[str]:
    return [text_of(one) for one in body(document).iter(f"{W}p")]


def headings(document: bytes) -> list[str]:
    styled = ((one, one.find(f"{W}pPr/{W}pStyle")) for one in body(document).iter(f"{W}p"))
    return [text_of(one) for one, style in styled if style is not None and style.get(f"{W}val") == "Heading1"]


def tables(document: bytes) -> list[list[list[str]]]:
    """Return every table as the texts of its cells by row."""
    return [
        [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
        for table in body(document).iter(f"{W}tbl")
    ]


def table_headed(document: bytes, *header: str) -> list[list[str]]:
    """Return the rows under the one header row that begins like `header`."""
    return next(rows[1:] for rows in tables(document) if rows[0][: len(header)] == list(header))


def claims(value: object) -> Iterator[Claim]:
    """Walk every claim of a draft."""
    if isinstance(value, Claim):
        yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from claims(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from claims(item)


def words(value: object) -> Iterator[str]:
    """Walk every piece of text that a draft holds for people, enumerations and ids left out."""
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if field not in {"currency", "author"} and (type(value).__name__, field) != ("Approval", "stage"):
                yield from words(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from words(item)


def unread(draft: Draft, document: bytes) -> list[str]:
    """Return what the draft says and the document does not."""
    whole = "\x00".join(paragraphs(document))
    return [text for text in words(draft) if clean(text) not in whole]


def complaints(document: bytes) -> list[str]:
    """Return every rule of the format that the document breaks, in words."""
    read = parts(document)
    styles = {style.get(f"{W}styleId") for style in read["word/styles.xml"].iter(f"{W}style")}
    found = [fault for name, root in read.items() for fault in _part_faults(name, root, styles)]
    return [*found, *_document_faults(read["word/document.xml"])]


def _part_faults(name: str, root: Any, styles: set[str]) -> Iterator[str]:
    for node in root.iter(f"{W}*"):
        tag, children = name_of(node), [name_of(child) for child in node if isinstance(child.tag, str)]
        if tag in SEQUENCES and not _in_sequence(children, SEQUENCES[tag].split()):
            yield f"{name}: {tag} holds {children}"
        if FIRST_ONLY.get(tag) in children[1:]:
            yield f"{name}: {tag} has its properties late"
        if tag in {"pStyle", "rStyle"} and node.get(f"{W}val") not in styles:
            yield f"{name}: no style {node.get(f'{W}val')}"
        if tag == "t" and set(node.text or "") & set("\n\t"):
            yield f"{name}: a break or tab that Word would show as a space"
        if tag == "tc" and children[-1] != "p":
            yield f"{name}: a cell must end with a paragraph"
        if tag == "tbl":
            yield from _table_faults(name, node)
    top = [name_of(child) for child in root]
    yield from (f"{name}: two tables touch and would merge" for pair in pairwise(top) if pair == ("tbl", "tbl"))


def _in_sequence(children: Iterable[str], sequence: list[str]) -> bool:
    known = [sequence.index(child) if child in sequence else -1 for child in children]
    return -1 not in known and known == sorted(known)


def _table_faults(name: str, table: Any) -> Iterator[str]:
    grid = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    if len(grid) > MOST_COLUMNS or min(grid) <= 0:
        yield f"{name}: a grid of {grid}"
    if sum(grid) > PAGE_TEXT_WIDTH:
        yield f"{name}: a table of {sum(grid)} hangs out of the margin"
    for row in table.findall(f"{W}tr"):
        at = 0
        for cell in row.findall(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            end = at + (1 if span is None else int(span.get(f"{W}val")))
            if int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) != sum(grid[at:end]):
                yield f"{name}: a cell is not as wide as its columns {at} to {end}"
            at = end
        if at != len(grid):
            yield f"{name}: a row covers {at} of {len(grid)} columns"


def _document_faults(root: Any) -> Iterator[str]:
    marks = [(mark.get(f"{W}id"), mark.get(f"{W}name")) for mark in root.iter(f"{W}bookmarkStart")]
    if len({number for number, _ in marks}) != len(marks):
        yield f"bookmark ids repeat: {marks}"
    if [number for number, _ in marks] != [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")]:
        yield "a bookmark does not end"
    top = [name_of(child) for child in root.find(f"{W}body")]
    yield from ("two tables touch and would merge" for pair in pairwise(top) if pair == ("tbl", "tbl"))
    if top[-2:] != ["p", "sectPr"]:
        yield f"the document ends with {top[-2:]}"
