"""How does a command answer a program, and where does it write?"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workflow.values import InvalidInput


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the person named.

    Raises:
        InvalidInput: when nothing can be written there.
    """
    with _writable(path):
        path.write_bytes(content)


def write_folder(path: Path, contents: dict[str, bytes]) -> None:
    """Write files by name into a folder that the person named, which is made where it is missing.

    Raises:
        InvalidInput: when nothing can be written there.
    """
    with _writable(path):
        path.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            (path / name).write_bytes(content)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InvalidInput({str(path): f"this cannot be written ({error.strerror})"}) from None
