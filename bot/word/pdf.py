"""How does a document become a PDF, where LibreOffice is installed?"""

import shutil
import subprocess
import tempfile
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_LONGEST_SECONDS = 60.0


def office() -> str | None:
    """Return the path of LibreOffice, None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


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
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=seconds)  # noqa: S603 - a list, no shell
        except (subprocess.TimeoutExpired, OSError):
            return None
        made = folder / "brief.pdf"
        return made.read_bytes() if made.is_file() else None
