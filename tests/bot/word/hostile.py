"""Which files would harm their reader? Each is built here from a document that Baton itself rendered."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from bot.word.render import render
from tests.bot.word.drafts import short_draft, stamp_of

DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEGABYTE = 2**20


@cache
def plain() -> bytes:
    """Return a harmless document."""
    return render(short_draft(), stamp_of(short_draft()))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def changed() -> dict[str, bytes]:
    return unpacked(plain())


def with_part(name: str, part: bytes) -> bytes:
    return packed({**changed(), name: part})


def with_xml(before: bytes, after: bytes, part: str = DOCUMENT) -> bytes:
    parts = changed()
    assert before in parts[part]
    return packed({**parts, part: parts[part].replace(before, after, 1)})


def with_body(xml: bytes) -> bytes:
    return with_xml(b"<w:body>", b"<w:body>" + xml)


def with_relation(kind: str, target: str, *, outside: bool = True) -> bytes:
    mode = ' TargetMode="External"' if outside else ""
    told = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_xml(b"</Relationships>", told.encode(), RELATIONS)


def with_field(code: str) -> bytes:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return with_body(f"<w:p>{begin}{code}{end}</w:p>".encode())


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def with_doctype(doctype: bytes, used: bytes = b"") -> bytes:
    parts = changed()
    declaration, _, rest = parts[DOCUMENT].partition(b"?>")
    inside = rest.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>" + used + b"</w:t></w:r></w:p>", 1)
    return packed({**parts, DOCUMENT: declaration + b"?>" + doctype + inside})


def billion_laughs() -> bytes:
    entities = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10)
    )
    return with_doctype(b"<!DOCTYPE w [" + entities + b"]>", b"&a9;")


@cache
def bomb(name: str, megabytes: int) -> bytes:
    made = io.BytesIO(plain())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, archive.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(bytes(MEGABYTE))
    return made.getvalue()


def slow_bomb() -> bytes:
    """Many parts, each within bounds, that are too much together."""
    noise = bytes(range(256)) * 16  # deflates about a hundredfold
    return packed({**changed(), **{f"word/media/{i}.bin": noise * 1024 for i in range(20)}})


def lying_bomb() -> bytes:
    """A bomb whose directory claims a few bytes."""
    content = bytearray(bomb("word/media/x.bin", 64))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 10)
    return bytes(content)


def twice(*, cased: bool) -> bytes:
    made = io.BytesIO(plain())
    with warnings.catch_warnings(), zipfile.ZipFile(made, "a") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr(DOCUMENT.upper() if cased else DOCUMENT, b"<other/>")
    return made.getvalue()


def link() -> bytes:
    made = io.BytesIO(plain())
    entry = zipfile.ZipInfo("word/link.xml")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def encrypted() -> bytes:
    content = bytearray(plain())
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def zip64() -> bytes:
    content = plain()
    end = content.rfind(b"PK\x05\x06")
    return content[:end] + b"PK\x06\x07" + struct.pack("<LQL", 0, 0, 1) + content[end:]


def huge_directory() -> bytes:
    content = bytearray(plain())
    struct.pack_into("<L", content, content.rfind(b"PK\x05\x06") + 12, 2**31)
    return bytes(content)


def png(side: int) -> bytes:
    head = struct.pack(">LL5B", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">L", 13)
        + b"IHDR"
        + head
        + bytes(4)
        + struct.pack(">L", 0)
        + b"IEND"
        + bytes(4)
    )


def as_kind(kind: bytes) -> bytes:
    return with_xml(b"wordprocessingml.document.main+xml", kind, TYPES)


def utf16_doctype() -> bytes:
    document = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "b">]><w/>'.encode("utf-16")
    return packed({**changed(), DOCUMENT: document})


def deep() -> bytes:
    return with_body(b"<w:p>" * 5000 + b"</w:p>" * 5000)


SWELLS, ENTITIES, OUTSIDE, MACROS = "swells", "entities", "fetches", "macros"
FIELD, EMBEDDED, NOT_WORD, DAMAGED = "has a field", "embedded", "not a Word document", "damaged"
LOCKED, TWICE, ELSEWHERE, MANY = "password", "twice", "outside of itself", "more than 400"

CORPUS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "a PDF": (lambda: b"%PDF-1.7 renamed", NOT_WORD),
    "an old .doc or an encrypted file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), LOCKED),
    "too large": (lambda: b"PK" + bytes(15 * MEGABYTE), "larger than 15 MB"),
    "cut short": (lambda: plain()[: len(plain()) // 2], "cut short"),
    "another zip": (lambda: packed({"hello.txt": b"hello"}), NOT_WORD),
    "a workbook": (lambda: as_kind(b"spreadsheetml.sheet.main+xml"), NOT_WORD),
    "no body": (lambda: packed({**changed(), DOCUMENT: b"<w/>"}), NOT_WORD),
    "text that is no XML": (lambda: packed({**changed(), DOCUMENT: b"<w:document>"}), DAMAGED),
    "a bad checksum": (lambda: plain().replace(b"PK\x01\x02", b"PK\x01\x03", 1), DAMAGED),
    "encrypted parts": (encrypted, LOCKED),
    "a bomb of text": (lambda: bomb("word/bomb.xml", 128), SWELLS),
    "a bomb of a picture": (lambda: bomb("word/media/image1.png", 128), SWELLS),
    "a bomb that lies about its size": (lying_bomb, f"{SWELLS}|{DAMAGED}"),
    "a bomb in many parts": (slow_bomb, SWELLS),
    "too many parts": (lambda: packed({**changed(), **{f"word/{i}.xml": b"<a/>" for i in range(401)}}), MANY),
    "a directory of gigabytes": (huge_directory, MANY),
    "a second directory": (zip64, MANY),
    "a part twice": (lambda: twice(cased=False), TWICE),
    "a part twice but for capitals": (lambda: twice(cased=True), TWICE),
    "an absolute name": (lambda: with_part("/etc/passwd", b"x"), ELSEWHERE),
    "a name that climbs": (lambda: with_part("word/../../x.xml", b"<a/>"), ELSEWHERE),
    "a drive": (lambda: with_part("C:x.xml", b"<a/>"), ELSEWHERE),
    "a backslash": (lambda: with_part("word\\x.xml", b"<a/>"), ELSEWHERE),
    "a symbolic link": (link, ELSEWHERE),
    "a .docm": (lambda: as_kind(b"document.macroEnabled.main+xml"), MACROS),
    "a macro project inside": (lambda: with_part("word/vbaProject.bin", b"x"), MACROS),
    "a control": (lambda: with_part("word/activeX/activeX1.bin", b"x"), MACROS),
    "an entity that reads a file": (
        lambda: with_doctype(b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;"),
        ENTITIES,
    ),
    "a billion laughs": (billion_laughs, ENTITIES),
    "an external DTD": (lambda: with_doctype(b'<!DOCTYPE w SYSTEM "http://169.254.169.254/x.dtd">'), ENTITIES),
    "a DTD in another encoding": (utf16_doctype, ENTITIES),
    "five thousand levels": (deep, DAMAGED),
    "a template fetched from elsewhere": (
        lambda: with_relation("attachedTemplate", "http://169.254.169.254/x.dotm"),
        OUTSIDE,
    ),
    "a picture fetched from elsewhere": (lambda: with_relation("image", "file://server/share/x.png"), OUTSIDE),
    "an object fetched from elsewhere": (lambda: with_relation("oleObject", "http://example.org/x"), OUTSIDE),
    "a field that starts a program": (lambda: with_field(instruction(" DDEAUTO c:\\\\cmd.exe ")), FIELD),
    "a field in pieces": (lambda: with_field(instruction("DD") + instruction("EAUTO x")), FIELD),
    "a simple field": (lambda: with_body(b'<w:p><w:fldSimple w:instr="DDE x y"/></w:p>'), FIELD),
    "a field that includes a file": (lambda: with_field(instruction('INCLUDETEXT "/etc/passwd"')), FIELD),
    "a field that includes a picture": (lambda: with_field(instruction("INCLUDEPICTURE http://example.org/x")), FIELD),
    "a field whose name another field makes": (
        lambda: with_field(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        FIELD,
    ),
    "an instruction without a field": (lambda: with_body(f"<w:p>{instruction('DDE x')}</w:p>".encode()), FIELD),
    "an embedded object": (lambda: with_part("word/embeddings/oleObject1.bin", b"x"), EMBEDDED),
    "a related object": (lambda: with_relation("oleObject", "media/x.bin", outside=False), EMBEDDED),
    "a chunk of another document": (lambda: with_body(b"<w:altChunk/>"), EMBEDDED),
    "a huge picture": (lambda: with_part("word/media/image1.png", png(50_000)), "picture"),
}
"""Every hostile file by what is wrong with it: how to build it, and a word of the sentence that refuses it."""
