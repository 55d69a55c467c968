"""Does `baton export` write what somebody asked for, where they asked for it?"""

from pathlib import Path

import pytest

from tests.bot.console.terminal import Baton

pytestmark = pytest.mark.usefixtures("memory")


def test_tables_are_written_as_files_and_as_a_workbook(baton: Baton, tmp_path: Path) -> None:
    done = baton("export", "--csv", tmp_path / "out", "--xlsx", tmp_path / "all.xlsx")
    assert done.code == 0
    assert "2 briefs, 3 handovers, 0 changes" in done.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "briefs.csv",
        "changes.csv",
        "events.csv",
        "handovers.csv",
        "leverage.csv",
        "sections.csv",
    ]
    assert (tmp_path / "all.xlsx").read_bytes().startswith(b"PK")


def test_without_a_place_it_is_wrong_usage(baton: Baton) -> None:
    assert baton("export").code == 2
