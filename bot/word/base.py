"""What is the empty document that every brief starts from?"""

import io
import zipfile
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import docx

TEXT_WIDTH = 9412
"""Width of the text column in twentieths of a point; the margins stand in `base/word/document.xml`."""


def blank_document() -> Any:
    """Return a new python-docx document with Baton's styles, page and language, and no content."""
    return docx.Document(io.BytesIO(_package()))


@cache
def _package() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _add(archive, files("bot.word") / "base", "")
    return packed.getvalue()


def _add(archive: zipfile.ZipFile, folder: Traversable, prefix: str) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            _add(archive, entry, f"{prefix}{entry.name}/")
        else:
            archive.writestr(f"{prefix}{entry.name}", entry.read_bytes())
