"""Does everything that was measured come out in tables in which no cell acts and every cell has its type?"""

import csv
import io
from datetime import datetime, timedelta

import openpyxl
import pytest

from bot.export import Sheet, as_csv, as_workbook, sheets
from tests.workflow.journeys import AUTHOR, history, london
from tests.workflow.test_latency import CHANGED_ONCE
from workflow import events as e
from workflow.commands import TellMinutes
from workflow.draft import Section
from workflow.fold import replay
from workflow.leverage import Authorship
from workflow.lifecycle import decide
from workflow.surviving import Survival

NOW = london("2026-11-23T10:00")
NASTY = '=HYPERLINK("http://evil.test","x")'
WHOLE = """
    2026-11-16 09:00 open
    2026-11-16 09:01 draft
    2026-11-16 09:02 deliver
    2026-11-16 10:02 yes
    2026-11-16 10:03 deliver
    2026-11-16 12:03 yes
    2026-11-16 12:04 deliver
    2026-11-17 12:04 yes
"""


def told() -> dict[str, Sheet]:
    first, *rest = history(1, CHANGED_ONCE)
    assert isinstance(first, e.Opened)
    nasty = first.model_copy(update={"inputs": first.inputs.model_copy(update={"name": NASTY})})
    return {sheet.name: sheet for sheet in sheets([[nasty, *rest], history(2, WHOLE)], NOW)}


def rows(sheet: Sheet) -> list[dict[str, object]]:
    return [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows]


def test_briefs_handovers_changes_and_events_have_a_table_each() -> None:
    tables = told()
    one, other = rows(tables["briefs"])
    assert (one["status"], one["rework_loops"], one["lead_working_hours"]) == ("in_review", 1, None)
    assert (other["status"], other["lead_calendar_hours"]) == ("completed", 27 + 4 / 60)
    stays = rows(tables["handovers"])
    assert [stay["brief"] for stay in stays] == ["BRF-1"] * 3 + ["BRF-2"] * 3
    assert (stays[0]["decision"], stays[0]["decision_working_hours"]) == ("changes_requested", 2.5)
    assert (stays[2]["decided_at"], stays[2]["breached"]) == (None, False)
    assert [change["note"] for change in rows(tables["changes"])] == ["Shorter."]
    assert [event["position"] for event in rows(tables["events"])][:3] == [0, 1, 2]


def test_minutes_and_words_have_tables_of_their_own_for_completed_briefs() -> None:
    log = history(2, WHOLE)
    log += decide(replay(log), TellMinutes(by=AUTHOR, minutes=30, baseline=180), NOW)
    words = (Survival(Section.SUMMARY, 100, 80, 90), Survival(Section.RISKS, 20, 20, 20))
    whose = Authorship("BRF-2", NOW, words, typed=10)
    tables = {sheet.name: sheet for sheet in sheets([history(1, CHANGED_ONCE), log], NOW, [whose])}
    [told] = rows(tables["leverage"])
    assert (told["brief"], told["told_minutes"], told["baseline_minutes"], told["saved_minutes"]) == (
        "BRF-2",
        30,
        180,
        150,
    )
    assert (told["first_draft_minutes"], told["edited_minutes"]) == (1, 0)
    assert (told["words_drafted"], told["words_kept"], told["words_signed"], told["words_typed"]) == (120, 100, 110, 10)
    assert [row["section"] for row in rows(tables["sections"])] == ["summary", "risks"]
    [unread] = rows({sheet.name: sheet for sheet in sheets([log], NOW)}["leverage"])
    assert unread["words_drafted"] is None


def test_a_baseline_that_was_set_later_counts_as_it_does_in_the_digest() -> None:
    log = history(2, WHOLE)
    log += decide(replay(log), TellMinutes(by=AUTHOR, minutes=30, baseline=None), NOW)
    saved = [
        rows(sheet)[0]["saved_minutes"] for told in (None, 100) for sheet in sheets([log], NOW, baseline=told)[3:4]
    ]
    assert saved == [None, 70]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        *((f"{sign}1+1", f"'{sign}1+1") for sign in "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"),
        ("\t=1+1", "'\t'=1+1"),
        ("Yes; no;=1+1", "Yes; no;'=1+1"),
        ("Yes\n\n=1+1", "Yes\n\n'=1+1"),
        ("Yes\t@SUM(A1)", "Yes\t'@SUM(A1)"),
        ("a = b - c, mail@shop.test; -5 %", "a = b - c, mail@shop.test; -5 %"),
    ],
)
def test_no_text_of_a_csv_file_acts_wherever_a_spreadsheet_cuts_it(typed: str, written: str) -> None:
    content = as_csv(Sheet("x", ("a",), [(typed,)])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""))) == [["a"], [written]]


def test_a_csv_file_opens_in_a_spreadsheet_and_no_cell_acts() -> None:
    content = as_csv(told()["briefs"])
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert read[0]["name"] == f"'{NASTY}"
    assert (read[1]["opened_at"], read[1]["ended_at"], read[0]["ended_at"]) == (
        "2026-11-16T09:00:00Z",
        "2026-11-17T12:04:00Z",
        "",
    )
    assert b",false" in as_csv(told()["handovers"])


def test_a_workbook_has_typed_cells_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(told().values())))
    assert book.sheetnames == ["briefs", "handovers", "changes", "leverage", "sections", "events"]
    headings, first, second = book["briefs"].iter_rows()
    cells = dict(zip([cell.value for cell in headings], first, strict=True))
    assert (cells["name"].value, cells["name"].data_type) == (NASTY, "s")
    assert cells["opened_at"].value == datetime(2026, 11, 19, 16)  # noqa: DTZ001  # a workbook knows no zones
    assert (cells["revisions"].data_type, cells["budget"].data_type) == ("n", "n")
    lead = dict(zip([cell.value for cell in headings], second, strict=True))["lead_working_hours"].value
    assert timedelta(hours=float(str(lead))) == timedelta(hours=11, minutes=34)
    assert {cell.value for cell in book["handovers"]["P"][1:]} == {True, False}
    widths = {cell.value: book["briefs"].column_dimensions[cell.column_letter].width for cell in headings}
    assert widths["opened_at"] >= len("2026-11-19 16:00:00")
