"""What is in an office file that a stranger sent, read within bounds that hold while it inflates?"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from workflow.errors import WorkflowError

LARGEST_FILE = 15 * 2**20
MOST_PARTS = 400
LARGEST_PART = 25 * 2**20
LARGEST_TOTAL = 60 * 2**20
LARGEST_RATIO = 200
_SMALL = 2**16  # a part too small to be a bomb, whatever its ratio
_CHUNK = 2**18
_LARGEST_DIRECTORY = MOST_PARTS * 512
_END = struct.Struct("<4s4H2LH")
_END_MARK, _ZIP64_MARK, _OLE_MARK = b"PK\x05\x06", b"PK\x06\x07", b"\xd0\xcf\x11\xe0"
_LONGEST_COMMENT = 2**16
_ENCRYPTED_FLAG = 0x1
_OUTSIDE = re.compile(r"^[/\\]|\\|(^|/)\.\.(/|$)|^[A-Za-z]:|\x00")


class UnsafeFile(WorkflowError):
    """The file is refused; its sentence says why and what the sender can do."""


def parts(content: bytes) -> Mapping[str, bytes]:
    """Return the parts of an office file by name, all of them inflated and counted.

    Raises:
        UnsafeFile: when it is no such file, too large, or built to harm its reader.
    """
    _check_outside(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries)
            return dict(_inflated(archive, entries))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, struct.error):
        raise UnsafeFile("This file is damaged and cannot be read. Save it again in Word and send it anew.") from None


def _check_outside(content: bytes) -> None:
    """Refuse what need not be opened; the directory is measured first, for it is read into memory whole."""
    if not content:
        raise UnsafeFile("This file is empty. Send it again.")
    if len(content) > LARGEST_FILE:
        raise UnsafeFile(f"This file is larger than {LARGEST_FILE // 2**20} MB. Take pictures out of it and try again.")
    if content.startswith(_OLE_MARK):
        raise UnsafeFile("This file is protected by a password or in the old .doc format. Save it as a plain .docx.")
    if not content.startswith(b"PK"):
        raise UnsafeFile("This is not a Word document. Send a .docx file.")
    end = content.rfind(_END_MARK, max(0, len(content) - _END.size - _LONGEST_COMMENT))
    if end < 0 or len(content) < end + _END.size:
        raise UnsafeFile("This file was cut short on its way. Send it again.")
    *_, directory, _, _ = _END.unpack_from(content, end)
    if directory > _LARGEST_DIRECTORY or content[max(0, end - 20) :].startswith(_ZIP64_MARK):
        raise _too_many()


def _too_many() -> UnsafeFile:
    return UnsafeFile(f"This file has more than {MOST_PARTS} parts, which no brief needs. It was not opened.")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS:
        raise _too_many()
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise UnsafeFile("This file is protected by a password. Take the protection off and send it again.")
    names = [entry.orig_filename for entry in entries]
    if any(_OUTSIDE.search(name) for name in names) or any(map(_is_link, entries)):
        raise UnsafeFile("This file names parts outside of itself, as no Word document does. It was not opened.")
    if len({name.casefold() for name in names}) < len(names):
        raise UnsafeFile("This file holds the same part twice, as no Word document does. It was not opened.")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _inflated(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    total = 0
    for entry in entries:
        part = _part(archive, entry, LARGEST_TOTAL - total)
        total += len(part)
        yield entry.filename, part


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """Inflate one part by and by: the size that the directory tells may be a lie."""
    most = min(LARGEST_PART, room, max(_SMALL, entry.compress_size * LARGEST_RATIO))
    found = bytearray()
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            found += chunk
            if len(found) > most:
                raise UnsafeFile("This file swells to a size that no brief needs. It was not opened further.")
    return bytes(found)
