"""Does a document become a PDF where LibreOffice is, and nothing worse than none where it is not?"""

import stat
from pathlib import Path

import pytest

from bot.sandbox.person import until
from bot.word.pdf import office, pdf
from tests.bot.word.hostile import plain


def test_a_document_becomes_a_pdf(soffice: Path) -> None:
    made = pdf(plain(), office=str(soffice))
    assert made is not None
    assert made.startswith(b"%PDF-")


def test_libreoffice_is_looked_for_named_or_left_alone(tmp_path: Path) -> None:
    named = program(tmp_path, "exit 0")
    assert office(named) == named
    assert office("off") is None
    assert office(str(tmp_path / "nothing")) is None


def test_without_libreoffice_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office() is None
    assert pdf(plain(), office=office()) is None


def program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_program_that_hangs_is_given_up(tmp_path: Path) -> None:
    assert pdf(plain(), office=program(tmp_path, "exec sleep 60"), seconds=0.3) is None


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_program_that_makes_nothing_makes_no_pdf(tmp_path: Path, script: str) -> None:
    assert pdf(plain(), office=program(tmp_path, script)) is None


def test_a_program_that_is_not_there_makes_no_pdf(tmp_path: Path) -> None:
    assert pdf(plain(), office=str(tmp_path / "nothing")) is None


def test_what_a_program_that_hangs_had_started_ends_with_it(tmp_path: Path) -> None:
    child = tmp_path / "child"
    assert pdf(plain(), office=program(tmp_path, f"sleep 60 & echo $! > {child}; wait"), seconds=2) is None
    until(lambda: not _lives(int(child.read_text())) or None, 15, "the child to be gone")


def _lives(pid: int) -> bool:
    """A zombie whose parent has not looked yet is gone, too."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
