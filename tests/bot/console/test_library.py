"""Can the library be filled, read and emptied from a terminal, and does a draft written there use it?"""

import json
from pathlib import Path

import pytest

from tests.bot.console.terminal import Baton

DATA = Path(__file__).parents[2] / "data"
AUTUMN = """Campaign,Channel,Spend,First purchases,Start,End,Audience,Next time
Autumn Switch,Email,6000,900,2025-09-01,2025-10-31,Urban walkers,Start earlier.
Autumn Switch,Meta,20000,600,2025-09-01,2025-10-31,,
"""


@pytest.fixture
def autumn(tmp_path: Path) -> Path:
    path = tmp_path / "autumn.csv"
    path.write_text(AUTUMN, "utf-8")
    return path


def test_files_are_added_listed_and_removed(baton: Baton, memory: Path, autumn: Path) -> None:
    assert memory.exists()
    assert "The library is empty" in baton("library", "list").out
    added = baton("library", "add", autumn)
    assert added.code == 0
    assert "LIB-1  Autumn Switch: Email and Meta (Facebook, Instagram), £26,000 spent, 1,500 first" in added.out
    assert "amounts without a currency are in GBP" in added.out
    assert "(known already)" in baton("library", "add", autumn).out
    (item,) = baton("library", "list", "--json").document
    assert (item["id"], item["kind"], item["title"], item["file"]) == (
        "LIB-1",
        "campaign",
        "Autumn Switch",
        "autumn.csv",
    )
    assert item["added_at"].endswith("+00:00")
    assert "Autumn Switch" in baton("library", "list").out
    assert baton("library", "remove", "lib-1").out == "LIB-1, Autumn Switch, was removed.\n"
    assert "The library has no LIB-1" in baton("library", "remove", "LIB-1").refusal


def test_what_is_refused_is_said_with_its_place_and_the_rest_is_kept(
    baton: Baton, memory: Path, autumn: Path, tmp_path: Path
) -> None:
    assert memory.exists()
    autumn.write_text(AUTUMN + "B,Fax,1,1,,,,\n" * 12, "utf-8")
    pdf = tmp_path / "deck.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    done = baton("library", "add", autumn, pdf, tmp_path / "gone.csv")
    assert done.code == 1
    assert "autumn.csv, row 4: There is no channel called “Fax”" in done.err
    assert "autumn.csv: 2 more rows were refused." in done.err
    assert "deck.pdf: This is a PDF" in done.err
    assert "gone.csv: This file cannot be read (No such file or directory)." in done.err
    assert len(baton("library", "list", "--json").document) == 1


def test_a_draft_uses_the_library_of_its_database(baton: Baton, memory: Path, autumn: Path, tmp_path: Path) -> None:
    assert memory.exists()
    written = tmp_path / "draft.json"
    baton("draft", DATA / "ridgeline.json", "-o", tmp_path / "a.docx", "--json", written)
    assert "no earlier campaign was at hand" in json.loads(written.read_text())["draft"]["no_learnings"]
    baton("library", "add", autumn)
    baton("draft", DATA / "ridgeline.json", "-o", tmp_path / "a.docx", "--json", written)
    (learning,) = json.loads(written.read_text())["draft"]["learnings"]
    assert learning["therefore"]["text"] == "“Start earlier”."


def test_a_draft_is_written_where_no_library_can_be_read(
    baton: Baton, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    assert baton("draft", DATA / "ridgeline.json", "-o", tmp_path / "a.docx").code == 0
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "broken.db").write_text("no database")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/broken.db")
    done = baton("draft", DATA / "ridgeline.json", "-o", tmp_path / "a.docx")
    assert (done.code, "Written without the library: " in done.err) == (0, True)
