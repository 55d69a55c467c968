"""How does a document become a PDF, where LibreOffice is installed?"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_LONGEST_SECONDS = 60.0


def office(wanted: str = "auto") -> str | None:
    """Return the path of LibreOffice, `wanted` itself if it is one; None where it is not installed or is `off`."""
    names = {"auto": _NAMES, "off": ()}.get(wanted, (wanted,))
    return next((found for name in names if (found := shutil.which(name))), None)


def pdf(document: bytes, *, office: str | None, seconds: float = _LONGEST_SECONDS) -> bytes | None:
    """Return a document that Baton itself wrote as a PDF; None without LibreOffice, or when it takes over `seconds`.

    Each run has a profile of its own, for two at once would wait for each other, and none of the user's settings.
    """
    if office is None:
        return None
    with tempfile.TemporaryDirectory(prefix="baton-pdf-") as name:
        folder = Path(name)
        source = folder / "brief.docx"
        source.write_bytes(document)
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", name, str(source)),
        ]
        if not _finished(command, seconds):
            return None
        made = folder / "brief.pdf"
        return made.read_bytes() if made.is_file() else None


def _finished(command: Sequence[str], seconds: float) -> bool:
    """Run a program and tell whether it came to an end; one that does not is ended with everything that it started."""
    try:
        run = subprocess.Popen(  # noqa: S603 - a list, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    with run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
            return False
    return True
