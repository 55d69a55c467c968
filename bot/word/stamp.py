"""By which marks is a document recognised as a revision of a brief?"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from bot.word.archive import UnsafeFile
from bot.word.guard import guard, parsed
from bot.word.xml import Element, qualified

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one format id that Office reads
_FIRST_PROPERTY = 2  # Office reserves 0 and 1
_PART = "docProps/custom.xml"
_OUTSIDE = "outside"
_LARGEST_PART = 65_536
_LARGEST_REVISION = 1_000_000
_HEADER_PART = re.compile(r"(^|/)header\d*\.xml$")
_HEADER_LINE = re.compile(r"([A-Z]{2,5}-[1-9]\d{0,8})\s+·\s+revision ([1-9]\d{0,5})\s+·\s+([0-9a-f]{8})\b")

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    EOFError,
    OSError,
    RuntimeError,
)


@dataclass(frozen=True)
class Stamp:
    """What a document says about itself: which revision of which brief, whose it is and where it stands.

    `brief_id` is absent for a draft outside of any ledger; `name` is the campaign's; `outside` marks the copy for
    people outside of the team.
    """

    brief_id: str | None
    revision: int
    content_hash: str
    team: str
    author: str
    status: str
    name: str
    outside: bool = False


@dataclass(frozen=True)
class StampedRevision:
    """The revision of a brief that a file says it was rendered from, and whether that was the copy for outside.

    Of a header's hash only the beginning is known.
    """

    brief_id: str
    revision: int
    content_hash: str
    outside: bool = False


def apply_stamp(document: Any, stamp: Stamp) -> None:
    """Write `stamp` into the custom properties of a python-docx document."""
    package = document.part.package
    part = Part(PackURI(f"/{_PART}"), _CONTENT_TYPE, _custom_properties(stamp), package)
    package.relate_to(part, _RELATION)


def read_stamp(content: bytes) -> StampedRevision | None:
    """Return the revision that a file was rendered from; None for any other file, however broken."""
    try:
        found = _read_properties(content)
        revision = int(found["BriefRevision"])
        outside = found.get("BriefCopy") == _OUTSIDE
        stamped = StampedRevision(found["BriefId"], revision, found["BriefHash"], outside)
    except _UNREADABLE:
        return None
    return stamped if 0 < revision <= _LARGEST_REVISION else None


def claimed(content: bytes) -> StampedRevision | None:
    """Return the revision that a file says it is: by its stamp, or by its header where a program dropped the stamp."""
    return read_stamp(content) or _read_header(content)


def _read_header(content: bytes) -> StampedRevision | None:
    try:
        file = guard(content)
        headers = [parsed(part) for name, part in file.parts.items() if _HEADER_PART.search(name)]
    except UnsafeFile:
        return None
    lines = (_words(line) for header in headers for line in header.iter(qualified("p")))
    found = next(filter(None, map(_HEADER_LINE.search, lines)), None)
    return StampedRevision(found[1], int(found[2]), found[3]) if found else None


def _words(line: Element) -> str:
    return "".join(text.text or "" for text in line.iter(qualified("t")))


def _custom_properties(stamp: Stamp) -> bytes:
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _VALUES})
    values = [("BriefRevision", "i4", str(stamp.revision)), ("BriefHash", "lpwstr", stamp.content_hash)]
    if stamp.brief_id:
        values.insert(0, ("BriefId", "lpwstr", stamp.brief_id))
    if stamp.outside:
        values.append(("BriefCopy", "lpwstr", _OUTSIDE))
    for number, (name, kind, text) in enumerate(values, start=_FIRST_PROPERTY):
        held = etree.SubElement(root, f"{{{_PROPERTIES}}}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(held, f"{{{_VALUES}}}{kind}").text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _read_properties(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_PART) as part:
        raw = part.read(_LARGEST_PART)  # bounded while inflating: the size in the directory may lie
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    return {held.get("name", ""): "".join(held.itertext()).strip() for held in root.iter(f"{{{_PROPERTIES}}}property")}
