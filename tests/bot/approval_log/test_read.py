"""Is a log of any tool read as it was meant, and what could be meant in two ways refused?"""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.approval_log.columns import Role
from bot.approval_log.moments import DateOrder, MomentReader, UnclearMoment
from bot.approval_log.read import ReadLog, read_log
from workflow.values import InvalidInput
from workflow.worktime import moment

LONDON = ZoneInfo("Europe/London")
JIRA = """Issue key,Summary,Author,Changed,To status
MKT-1,Spring,Dee,09/Jan/26 9:49 AM,In review
MKT-1,Spring,Maya,10/Jan/26 12:05 PM,Approved
MKT-2,Autumn,Dee,12/Jan/26 12:05 AM,In review
"""
ASANA = """Task ID,Name,Section/Column,Created At,Completed At
1201,Spring,Review,2026-01-09,2026-01-12
1202,Autumn,Review,2026-01-10,
"""
GERMAN = "Vorgang;Wann;Schritt\nA;09.01.2026 09:49;Antrag\nA;12.01.2026 14:00;Freigabe\n"


def read(folder: Path, text: str | bytes, order: DateOrder | None = None, **named: str) -> ReadLog:
    path = folder / "log.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_log(path, {Role(role): heading for role, heading in named.items()}, LONDON, order)


def events(told: ReadLog) -> list[tuple[int, str, str]]:
    log = told.log
    shown = (datetime.fromtimestamp(at / 1e6, UTC).astimezone(LONDON).strftime("%m-%d %H:%M") for at in log.at)
    return list(zip(log.cases, shown, (log.names[number] for number in log.activities), strict=True))


def test_a_history_of_jira_is_understood_without_a_word(tmp_path: Path) -> None:
    told = read(tmp_path, JIRA)
    assert told.columns.told() == {
        "case": "Issue key",
        "timestamp": "Changed",
        "activity": "To status",
        "resource": "Author",
    }
    assert events(told) == [
        (0, "01-09 09:49", "In review"),
        (0, "01-10 12:05", "Approved"),
        (1, "01-12 00:05", "In review"),
    ]
    assert told.log.resources is not None
    assert len(set(told.log.resources)) == 2


def test_a_row_for_each_case_with_a_column_for_each_step_is_a_log_too(tmp_path: Path) -> None:
    told = read(tmp_path, ASANA)
    assert told.columns.told() == {"case": "Task ID", "steps": ["Created At", "Completed At"]}
    assert events(told) == [
        (0, "01-09 00:00", "Created At"),
        (0, "01-12 00:00", "Completed At"),
        (1, "01-10 00:00", "Created At"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        GERMAN.encode(),
        b"\xef\xbb\xbf" + GERMAN.encode(),
        GERMAN.encode("utf-16"),
        ("sep=;\r\n" + GERMAN.replace("\n", "\r\n")).encode(),
        GERMAN.replace(";", "\t").replace("Antrag", "Präsentation").encode("cp1252"),
    ],
    ids=["plain", "byte order mark", "UTF-16", "Excel's hint", "Windows"],
)
def test_a_spreadsheets_export_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    told = read(tmp_path, content, case="vorgang", timestamp="Wann", activity="Schritt")
    assert told.order == "dmy"
    assert [(case, at) for case, at, _ in events(told)] == [(0, "01-09 09:49"), (0, "01-12 14:00")]


@pytest.mark.parametrize(
    ("texts", "order", "first"),
    [
        (("03/04/2026 10:00", "13/04/2026 10:00"), "dmy", "04-03 10:00"),
        (("03/04/2026 10:00", "04/13/2026 10:00"), "mdy", "03-04 10:00"),
    ],
)
def test_one_date_that_reads_in_one_way_only_settles_the_whole_file(
    tmp_path: Path, texts: tuple[str, str], order: str, first: str
) -> None:
    told = read(tmp_path, f"case,time,step\nA,{texts[0]},x\nA,{texts[1]},y\n")
    assert (told.order, events(told)[0][1]) == (order, first)


def test_dates_that_all_read_in_two_ways_are_asked_about_and_not_guessed(tmp_path: Path) -> None:
    ambiguous = "case,time,step\nA,03/04/2026 10:00,x\nA,05/06/2026 10:00,y\n"
    with pytest.raises(InvalidInput, match="read in two ways, like “03/04/2026 10:00”; say --dates dmy"):
        read(tmp_path, ambiguous)
    assert events(read(tmp_path, ambiguous, "mdy"))[0][1] == "03-04 10:00"
    late = "case,time,step\n" + "A,2026-04-03,x\n" * 300 + "A,05/06/2026,y\n"
    with pytest.raises(InvalidInput, match=r"log.csv, row 302: .*two ways"):
        read(tmp_path, late)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-20T14:05:06+01:00", "2026-11-20T13:05:06+00:00"),
        ("2026-11-20T14:05:06.5Z", "2026-11-20T14:05:06.5+00:00"),
        ("2026-07-20 14:05", "2026-07-20T13:05+00:00"),  # by the team's clock
        ("2026/7/20 4:05:06 pm", "2026-07-20T15:05:06+00:00"),
        ("20 July 2026 16:05 UTC", "2026-07-20T16:05+00:00"),
        ("Mon, 20 Jul 2026 16:05:00 +0200", "2026-07-20T14:05+00:00"),
        ("Jul 20, 2026 at 12:05 AM", "2026-07-19T23:05+00:00"),
        ("20.7.2026, 16:05", "2026-07-20T15:05+00:00"),
        ("5/5/26 16:05", "2026-05-05T15:05+00:00"),
        ("1784556300", "2026-07-20T14:05+00:00"),
        ("1784556300000", "2026-07-20T14:05+00:00"),
    ],
)
def test_a_time_is_read_as_tools_write_it(text: str, at: str) -> None:
    assert MomentReader(LONDON)(text) == moment(datetime.fromisoformat(at))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("yesterday", "is no time that Baton can read"),
        ("20 Juillot 2026", "Juillot"),
        ("20 Okt 2026", "“Okt” is no month in English"),
        ("2026/02/30", "no time of any calendar"),
        ("2026/2/3 13:05 pm", "no time of any calendar"),
        ("0001-01-01", "the year 1 cannot be right"),
        ("2026-07-20 14:05 CET", "is no time that Baton can read"),
    ],
)
def test_what_is_no_time_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(UnclearMoment, match=why):
        MomentReader(LONDON)(text)


def test_rows_without_a_case_a_time_or_an_activity_are_left_out_and_counted(tmp_path: Path) -> None:
    told = read(tmp_path, "case,time,step\nA,2026-04-03,x\n,2026-04-03,x\nA,,x\nA,2026-04-05\nA,2026-04-06,y\n")
    assert (len(told.log.at), told.left_out) == (2, 3)


@pytest.mark.parametrize(
    ("content", "named", "why"),
    [
        (b"", {}, "this file is empty"),
        (b"PK\x03\x04", {}, "an Excel workbook or another archive; save the table as CSV"),
        (b"case,time,step\n", {}, "there is no event in this file"),
        (b"a,b\n1,2\n", {}, "--case: which column is the case. The file has “a”, “b”"),
        (b"case,time,step\nA,2026-04-03,x\n", {"activity": "Status"}, "--activity: there is no column “Status”"),
        (b"case,time,step\nA,2026-04-03,x\nA,soon,y\n", {"timestamp": "time"}, "row 3: “soon” is no time"),
        (b'case,time,step\nA,2026-04-03,"' + b"x" * 200_000 + b'"\n', {}, "not a table in CSV"),
    ],
    ids=["empty", "workbook", "headings", "unknown columns", "wrong flag", "bad time", "huge cell"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, named: dict[str, str], why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        read(tmp_path, content, None, **named)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_log(tmp_path / "none.csv", {}, LONDON)
