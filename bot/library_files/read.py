"""What does a file say that somebody brings to the library, whatever it is called and whatever it really is?"""

from pathlib import PurePath

from bot.library_files.cells import visible
from bot.library_files.prose import read_text, read_word
from bot.library_files.rows import Frame, read_rows
from bot.library_files.sheets import read_csv, read_workbook
from bot.library_files.studies import read_document
from bot.library_files.understood import Understood
from bot.word.archive import LARGEST_FILE, UnsafeFile, parts

_TABLES = {".csv", ".tsv", ".tab"}
_PROSE = {".md", ".markdown", ".txt", ".text", ""}
_LONGEST_NAME = 120
_KINDS = "Bring a .csv, .xlsx, .docx, .md or .txt file."
_FOREIGN = {
    b"%PDF": f"This is a PDF, in which words have no order. {_KINDS}",
    b"\xd0\xcf\x11\xe0": "This file is protected by a password or in an old format. Save it as a plain .xlsx or .docx.",
    b"\x89PNG": f"This is a picture. {_KINDS}",
    b"\xff\xd8\xff": f"This is a picture. {_KINDS}",
    b"GIF8": f"This is a picture. {_KINDS}",
}


def understand(name: str, content: bytes, currency: str | None) -> Understood:
    """Return what the file `name` says; amounts without a currency are in `currency`.

    Raises:
        UnsafeFile: when the file as a whole is refused, with a sentence that says why and what to do.
    """
    file = visible(PurePath(name.replace("\\", "/")).name)[:_LONGEST_NAME] or "file"
    frame = Frame(file, currency)
    if not content:
        raise UnsafeFile("This file is empty. Nothing was added.")
    if len(content) > LARGEST_FILE:
        raise UnsafeFile(f"This file is larger than {LARGEST_FILE // 2**20} MB. Split it, or take pictures out of it.")
    for mark, sentence in _FOREIGN.items():
        if content.startswith(mark):
            raise UnsafeFile(sentence)
    if content.startswith(b"PK"):
        return _office(content, frame)
    return _written(_decoded(content), PurePath(file).suffix.casefold(), frame)


def _office(content: bytes, frame: Frame) -> Understood:
    found = parts(content)
    if "xl/workbook.xml" in found:
        return read_rows(read_workbook(content, frame.file), frame)
    if any(name.startswith("word/") for name in found):
        return read_document(read_word(content), frame)
    raise UnsafeFile(f"This is neither a Word file nor a workbook. {_KINDS}")


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise UnsafeFile(f"This is not a text file. {_KINDS}")
    else:
        encodings = ["utf-8-sig", "cp1252"]  # Excel still writes the second on Windows
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnsafeFile(f"This is not a text file. {_KINDS}")


def _written(text: str, suffix: str, frame: Frame) -> Understood:
    if text.lstrip()[:100].casefold().startswith(("<!doctype", "<html", "<?xml")):
        raise UnsafeFile(f"This is a web page or XML, not a document. {_KINDS}")
    if suffix in _TABLES:
        return read_rows(read_csv(text, frame.file), frame)
    if suffix not in _PROSE:
        raise UnsafeFile(f"Baton does not read {suffix} files. {_KINDS}")
    return read_document(read_text(text), frame)
