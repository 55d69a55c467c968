"""Do the reading commands answer people and programs as the contract says?"""

from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from tests.bot.console.terminal import Baton
from workflow.drafting.compose import LIMITS

pytestmark = pytest.mark.usefixtures("memory")


def test_the_list_is_newest_first(baton: Baton) -> None:
    listed = baton("brief", "list", "--json").document
    assert [brief["id"] for brief in listed] == ["BRF-2", "BRF-1"]
    assert [brief["status"] for brief in listed] == ["drafting", "completed"]
    assert {"id", "name", "status", "stage", "revision"} <= listed[0].keys()


def test_the_list_is_a_table_for_people(baton: Baton) -> None:
    shown = baton("brief", "list")
    assert shown.code == 0
    assert "BRF-1" in shown.out
    assert "BRF-2" in shown.out


def test_a_brief_is_shown_with_every_key_of_the_contract(baton: Baton) -> None:
    brief = baton("brief", "show", "BRF-1", "--json").document
    assert {"id", "name", "status", "stage", "revision", "inputs", "approvals", "handovers", "events"} <= brief.keys()
    assert (brief["status"], brief["stage"], brief["revision"]) == ("completed", None, 1)
    assert [approval["stage"] for approval in brief["approvals"]] == ["designer", "marketer", "agency"]
    assert {"stage", "revision", "by", "at"} <= brief["approvals"][0].keys()
    assert [approval["by"] for approval in brief["approvals"]] == ["U0DEE", "U0MAYA", "U0AXEL"]
    stays = brief["handovers"]
    keys = "stage revision handed_over_at delivered_at decided_at decision calendar_seconds working_seconds sla_seconds"
    assert {*keys.split(), "breached"} <= stays[0].keys()
    assert stays[0]["calendar_seconds"] == stays[0]["working_seconds"] == 3600
    assert not stays[0]["breached"]
    assert {"at", "kind", "by"} <= brief["events"][0].keys()
    assert [event["kind"] for event in brief["events"]][:3] == ["opened", "drafted", "handed_over"]
    for event in brief["events"]:
        assert event["at"].endswith("Z")
        assert datetime.fromisoformat(event["at"]).tzinfo


def test_a_brief_is_shown_to_people(baton: Baton) -> None:
    shown = baton("brief", "show", "brf-1")
    assert shown.code == 0
    assert "Spring Trail Launch" in shown.out
    assert "approved" in shown.out


@pytest.mark.parametrize("brief_id", ["BRF-99", "7", "BRF-0", "../etc/passwd"])
def test_an_unknown_brief_is_refused_in_one_sentence(baton: Baton, brief_id: str) -> None:
    assert baton("brief", "show", brief_id).refusal == f"There is no brief “{brief_id}”; ids look like BRF-12."


def test_a_revision_is_exported_as_word(baton: Baton) -> None:
    assert baton("brief", "export", "BRF-1", "-o", "one.docx").code == 0
    assert baton("brief", "export", "BRF-1", "--revision", "1", "-o", "again.docx").code == 0
    assert Path("one.docx").read_bytes() == Path("again.docx").read_bytes()
    assert Document("one.docx").core_properties.title == "Spring Trail Launch: Ridgeline 2"


def test_a_revision_that_is_not_there_is_refused(baton: Baton) -> None:
    assert baton("brief", "export", "BRF-1", "--revision", "7", "-o", "x.docx").refusal == (
        "BRF-1 has no revision 7; its newest is 1."
    )
    assert "still being written" in baton("brief", "export", "BRF-2", "-o", "x.docx").refusal
    assert not Path("x.docx").exists()


def test_a_copy_for_outside_says_nothing_internal(baton: Baton) -> None:
    said = {}
    for flags in ((), ("--outside",)):
        assert baton("brief", "export", "BRF-1", *flags, "-o", "copy.docx").code == 0
        body = Document("copy.docx").element.body
        said[flags] = "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    assert any(limit in said[()] for limit in LIMITS)
    assert not any(limit in said[("--outside",)] for limit in LIMITS)


@pytest.mark.usefixtures("soffice")
def test_a_pdf_is_written_where_libreoffice_is_and_refused_elsewhere(
    baton: Baton, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert baton("brief", "export", "BRF-1", "-o", "brief.pdf").code == 0
    assert Path("brief.pdf").read_bytes().startswith(b"%PDF")
    monkeypatch.setenv("PATH", "")
    assert "LibreOffice" in baton("brief", "export", "BRF-1", "-o", "again.pdf").refusal


def test_an_export_to_where_nobody_may_write_is_refused(baton: Baton) -> None:
    assert "nowhere" in baton("brief", "export", "BRF-1", "-o", "nowhere/x.docx").refusal


def test_the_figures_of_a_week_have_every_key_of_the_contract(baton: Baton) -> None:
    week = baton("latency", "--week", "2026-W47", "--json").document
    assert {"week", "timezone", "stages", "first_pass_yield", "completed", "in_flight"} <= week.keys()
    assert (week["week"], week["timezone"], week["completed"]) == ("2026-W47", "Europe/London", 1)
    assert [stage["name"] for stage in week["stages"]] == ["designer", "marketer", "agency"]
    keys = "name n p50_working_seconds p85_working_seconds p50_calendar_seconds p85_calendar_seconds breaches"
    assert set(keys.split()) <= week["stages"][0].keys()
    assert (week["stages"][0]["n"], week["stages"][0]["p50_working_seconds"]) == (1, 3600)


def test_the_figures_of_a_week_are_a_table_for_people(baton: Baton) -> None:
    shown = baton("latency", "--week", "2026-W47")
    assert "2026-W47 (Europe/London)" in shown.out
    assert "Completed 1, in flight 1" in shown.out


def test_the_running_week_is_the_default(baton: Baton) -> None:
    assert baton("latency", "--json").document["week"].startswith("20")


@pytest.mark.parametrize("week", ["2026-47", "2026-W54", "last", "W47"])
def test_a_week_that_is_none_is_refused(baton: Baton, week: str) -> None:
    assert baton("latency", "--week", week, "--json").refusal.startswith("week: ")


def test_the_digest_is_printed_or_written_into_a_folder(baton: Baton) -> None:
    assert "Week 47" in baton("digest", "--week", "2026-W47").out
    assert baton("digest", "--week", "2026-W47", "--preview", "made/here").code == 0
    made = {path.name for path in Path("made/here").iterdir()}
    assert "nowhere" in baton("digest", "--week", "2026-W47", "--preview", "made/here/alt.txt/nowhere").refusal
    assert made == {"digest.json", "message.json", "digest.png", "alt.txt"}
    assert Path("made/here/digest.png").read_bytes().startswith(b"\x89PNG")
