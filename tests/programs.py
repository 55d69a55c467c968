"""Which programs from outside does the suite use, where are they, and what follows when one is missing?"""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

IN_CI = os.environ.get("CI") == "true"


class Program(NamedTuple):
    """A program by the names it goes by, and the Debian package that brings it."""

    title: str
    names: tuple[str, ...]
    package: str
    needed_in_ci: bool = True

    def find(self) -> Path | None:
        """Return where it is installed, if it is."""
        found = (shutil.which(name, path=_search_path()) for name in self.names)
        return next((Path(path) for path in found if path), None)

    def require(self) -> Path:
        """Return where it is installed; without it the test fails in CI and is skipped elsewhere."""
        path = self.find()
        if path is not None:
            return path
        sentence = f"{self.title} is not installed; `sudo apt-get install {self.package}` brings it"
        if IN_CI and self.needed_in_ci:
            pytest.fail(f"{sentence}, and CI must have it", pytrace=False)
        pytest.skip(sentence)


def _search_path() -> str:
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return os.pathsep.join([*map(str, debians), os.environ.get("PATH", os.defpath)])


def _version(folder: Path) -> float:
    return float(folder.parent.name)


POSTGRES = Program("PostgreSQL", ("initdb",), "postgresql")
CHROMIUM = Program("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium")
LIBREOFFICE = Program("LibreOffice", ("soffice",), "libreoffice-writer-nogui")
PDFTOPPM = Program("pdftoppm", ("pdftoppm",), "poppler-utils")
PDFTOTEXT = Program("pdftotext", ("pdftotext",), "poppler-utils")
ALL = (POSTGRES, CHROMIUM, LIBREOFFICE, PDFTOPPM, PDFTOTEXT)


def summary() -> str:
    """Say in one line what is installed and what is not."""
    return "; ".join(f"{program.title}: {program.find() or 'not installed'}" for program in ALL)
