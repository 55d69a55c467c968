"""Which Word files that people send are safe to read, and why is the rest refused?"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from bot.word.archive import UnsafeFile, parts
from bot.word.xml import Element, qualified

_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(r"macroenabled|vbaproject|vbadata|activex", re.IGNORECASE)
_EMBEDDED = re.compile(r"/(oleobject|package|afchunk|subdocument|control|frame)$", re.IGNORECASE)
_LARGEST_SIDE = 20_000
_DECLARED = re.compile(rb"<!\s*(doctype|entity)", re.IGNORECASE)

# Fields that show what the document or its reader's clock holds; DDE, INCLUDETEXT, LINK, QUOTE… reach out or hide.
_PLAIN_FIELDS = frozenset(
    "= addin author comments createdate date docproperty edittime filename formcheckbox formdropdown "
    "formtext hyperlink index info keywords lastsavedby listnum mergefield noteref numchars numpages "
    "numwords page pageref printdate ref revnum savedate section sectionpages seq styleref subject symbol ta tc time "
    "title toa toc userinitials username xe".split()
)


@dataclass(frozen=True)
class WordFile:
    """A guarded Word file: its parts by name, and the name of the one that holds the text."""

    parts: Mapping[str, bytes]
    main: str

    @cached_property
    def body(self) -> Element:
        """The body, parsed; every caller shares and may alter it."""
        return parsed(self.parts[self.main]).find(qualified("body"))

    def beside(self, name: str) -> Element | None:
        """Return the part `name`, such as `comments.xml`, from the folder of the text; None where there is none."""
        held = self.parts.get(f"{self.main.rpartition('/')[0]}/{name}")
        return None if held is None else parsed(held)


def guard(content: bytes) -> WordFile:
    """Return a Word file that is safe to read: nothing in it runs, reaches out or outgrows memory.

    Raises:
        UnsafeFile: with one sentence that says why the file is refused and what to do.
    """
    found = parts(content)
    main = _main_part(found)
    for check in (_no_macros, _no_entities, _no_outside, _no_embedding, _only_plain_fields, _no_huge_picture):
        check(found)
    if parsed(found[main]).find(qualified("body")) is None:
        raise _not_word()
    return WordFile(found, main)


def parsed(part: bytes) -> Element:
    """Return the root of an XML part, read without entities, network or unbounded depth.

    Raises:
        UnsafeFile: when it is not XML.
    """
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError):
        raise UnsafeFile("This file is damaged and cannot be read. Save it again in Word and send it anew.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares()  # in an encoding that a search for letters does not see
    return root


def _not_word() -> UnsafeFile:
    return UnsafeFile("This is not a Word document. Send a .docx file.")


def _main_part(found: Mapping[str, bytes]) -> str:
    if _TYPES not in found:
        raise _not_word()
    _no_entities(found)
    named: dict[str, str] = {
        part.get("PartName", "").lstrip("/"): part.get("ContentType", "") for part in parsed(found[_TYPES])
    }
    if any(_MACROS.search(kind) for kind in named.values()):
        raise _macros()
    main = next((name for name, kind in named.items() if kind in (_DOCUMENT, _TEMPLATE)), None)
    if main is None or main not in found:
        raise _not_word()
    return main


def _macros() -> UnsafeFile:
    return UnsafeFile("This file carries macros. Save it as a plain .docx, which holds none, and send that.")


def _no_macros(found: Mapping[str, bytes]) -> None:
    if any(_MACROS.search(name) for name in found):
        raise _macros()


def _no_entities(found: Mapping[str, bytes]) -> None:
    for name, part in found.items():
        if name.endswith((".xml", ".rels")) and _DECLARED.search(part.replace(b"\x00", b"")):
            raise _declares()


def _declares() -> UnsafeFile:
    return UnsafeFile("This file declares entities, as no Word document does. It was not read.")


def _relations(found: Mapping[str, bytes]) -> Iterator[Any]:
    for name, part in found.items():
        if name.endswith(".rels"):
            yield from parsed(part)


def _no_outside(found: Mapping[str, bytes]) -> None:
    for relation in _relations(found):
        outside = relation.get("TargetMode", "").casefold() == "external"
        if outside and not relation.get("Type", "").endswith("/hyperlink"):
            what = relation.get("Type", "").rpartition("/")[2] or "part"
            raise UnsafeFile(
                f"This file fetches something from elsewhere when it is opened ({what[:40]}). Paste its content into a "
                "new document and send that."
            )


def _no_embedding(found: Mapping[str, bytes]) -> None:
    held = any("/embeddings/" in f"/{name.casefold()}" for name in found)
    related = any(_EMBEDDED.search(relation.get("Type", "")) for relation in _relations(found))
    chunks = any(b"altChunk" in part for name, part in found.items() if name.endswith(".xml"))
    if held or related or chunks:
        raise UnsafeFile("Another file is embedded in this one. Take it out, or paste it as text, and send it again.")


def _only_plain_fields(found: Mapping[str, bytes]) -> None:
    for name, part in found.items():
        if name.endswith(".xml") and (b"instrText" in part or b"fldSimple" in part):
            for field in _field_names(parsed(part)):
                if field not in _PLAIN_FIELDS:
                    raise UnsafeFile(
                        f"This file has a field that can reach outside of it ({field[:20].upper() or 'nested'}). "
                        "Replace it by plain text and send it again."
                    )


def _field_names(root: Element) -> Iterator[str]:
    """Yield the name of every field, also where its letters are spread over several runs."""
    yield from (_first_word(simple.get(qualified("instr"), "")) for simple in root.iter(qualified("fldSimple")))
    open_fields: list[str] = []
    for node in root.iter(qualified("fldChar"), qualified("instrText")):
        if node.tag == qualified("instrText"):
            open_fields[-1:] = [(open_fields or [""])[-1] + (node.text or "")]
        elif node.get(qualified("fldCharType")) == "begin":
            open_fields.append("")
        elif node.get(qualified("fldCharType")) == "end" and open_fields:
            yield _first_word(open_fields.pop())
    yield from map(_first_word, open_fields)


def _first_word(code: str) -> str:
    words = code.replace("=", "= ").split()
    return words[0].casefold() if words else ""


def _no_huge_picture(found: Mapping[str, bytes]) -> None:
    for name, part in found.items():
        if not name.endswith((".xml", ".rels")) and max(_sides(part)) > _LARGEST_SIDE:
            raise UnsafeFile(
                f"A picture in this file has more than {_LARGEST_SIDE:,} pixels a side. Take it out and send it again."
            )


def _sides(picture: bytes) -> tuple[int, int]:
    """Return width and height as the picture's head tells them; nothing is decoded."""
    read: Callable[[io.BytesIO], Any] = Image.from_file
    try:
        image = read(io.BytesIO(picture))
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, KeyError, ValueError):
        return 0, 0
    return int(image.px_width), int(image.px_height)
