"""Does `baton baseline` answer people and programs, and agree with what others computed from a real log?"""

import json
from pathlib import Path

import pytest

from tests.bot.console.terminal import Baton

REAL_LOG = Path(__file__).parents[4] / "shared/data/approvals_bpic2020_1000.csv"
TEAM = '[team]\nname = "Real"\ntimezone = "Europe/Amsterdam"\nworking_hours = "09:00-17:00"\n'
LOG = """Ticket;When;Status;Who
A;20.11.2026 09:00;Asked;Tom
A;20.11.2026 13:00;Approved [by design];Dee
B;20.11.2026 09:00;Asked;Tom
B;23.11.2026 09:00;Approved [by design];Dee
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, "utf-8-sig")
    return path


@pytest.mark.skipif(not REAL_LOG.exists(), reason="the real approval log lies outside the project, in ../shared/data")
def test_a_real_approval_chain_comes_to_what_others_computed(baton: Baton, tmp_path: Path) -> None:
    team = tmp_path / "team.toml"
    team.write_text(TEAM)
    told = baton("baseline", REAL_LOG, "--team", team, "--json").document
    ours = {each["activity"]: each for each in told["activities"]}
    expected = json.loads(REAL_LOG.with_suffix(".expected.json").read_text("utf-8"))
    assert (told["cases"], len(ours)) == (expected["cases"], len(expected["activities"]))
    for entry in expected["activities"]:
        own = ours[entry["activity"]]
        assert own["n"] == entry["n"]
        for kind in ("working_hours", "calendar_hours"):
            assert own[kind] == pytest.approx(entry[kind], rel=0.001)


def test_people_are_told_what_was_guessed_and_what_was_found(baton: Baton, log: Path) -> None:
    shown = baton("baseline", log)
    assert shown.code == 0
    told = " ".join(shown.out.split())
    assert "case = “Ticket” (guessed), timestamp = “When” (guessed)" in told
    assert "Dates: day first" in told
    assert "Approved [by design]" in told
    assert told.endswith(
        "Nearly all of the 6 h of working time that a case takes on average is waiting for “Approved [by design]”."
    )


def test_the_finding_is_drawn(baton: Baton, log: Path, tmp_path: Path) -> None:
    picture = tmp_path / "baseline.png"
    told = baton("baseline", log, "--picture", picture, "--activity", "status", "--json").document
    assert told["columns"]["activity"] == "Status"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_log_or_a_team_file_that_cannot_be_read_is_refused(baton: Baton, log: Path, tmp_path: Path) -> None:
    assert "cannot be read" in baton("baseline", tmp_path / "none.csv").refusal
    assert "cannot be read" in baton("baseline", log, "--team", tmp_path / "none.toml").refusal
    assert "there is no column “Nothing”" in baton("baseline", log, "--case", "Nothing").refusal
