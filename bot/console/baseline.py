"""Where does a team lose time today, by a log that Baton did not record?"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.approval_log.columns import Role
from bot.approval_log.moments import DateOrder
from bot.approval_log.read import ReadLog, read_log
from bot.baseline_chart import baseline_chart
from bot.calendars import working_calendar
from bot.console.output import print_json, write_file
from bot.views.baseline import finding
from bot.views.durations import spoken, terse_working
from workflow.baseline import Baseline, baseline, baseline_json
from workflow.latency import Spread
from workflow.team import CalendarSettings
from workflow.team_file import parse_calendar
from workflow.values import InvalidInput

_MOST_SHOWN = 20


def show_baseline(
    path: Path,
    team: Path | None,
    named: Mapping[str, str],
    dates: DateOrder | None,
    picture: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure the log at `path` by the calendar of a team file, and tell it as a table, as JSON, as a picture."""
    settings = _calendar(team)
    calendar = working_calendar(settings)
    errors = Console(stderr=True)
    with errors.status(f"Reading {path.name} …"):
        read = read_log(path, {Role(role): heading for role, heading in named.items()}, settings.zone, dates)
        told = baseline(read.log, calendar)
        if picture is not None:
            write_file(picture, baseline_chart(told, finding(told)))
    if as_json:
        print_json(
            {
                "finding": finding(told),
                "timezone": settings.timezone,
                "columns": read.columns.told(),
                "dates": read.order,
                "rows_left_out": read.left_out,
                **baseline_json(told),
            }
        )
        return
    _print(told, read, settings)


def _calendar(team: Path | None) -> CalendarSettings:
    if team is None:
        return CalendarSettings()
    try:
        return parse_calendar(team.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise InvalidInput({str(team): "this file cannot be read"}) from None


def _print(told: Baseline, read: ReadLog, settings: CalendarSettings) -> None:
    console = Console()
    for line in _read_as(told, read, settings):
        console.print(line, highlight=False, markup=False)
    table = Table("waiting for", box=SIMPLE_HEAD, padding=(0, 1), collapse_padding=True, pad_edge=False)
    for heading in ("n", "p50", "p85", "p95", "calendar p50", "share"):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in told.activities[:_MOST_SHOWN]:
        working = _working(each.working, told.day_length)
        cells = (f"{each.working.n:,}", *working, _span(each.calendar.p50), f"{each.share:.0%}")
        table.add_row(escape(each.activity), *cells)
    console.print(table)
    for line in _below(told):
        console.print(line, highlight=False, markup=False)


def _read_as(told: Baseline, read: ReadLog, settings: CalendarSettings) -> Iterator[str]:
    yield f"{told.events:,} events of {told.cases:,} cases, {told.first:%Y-%m-%d} to {told.last:%Y-%m-%d}"
    columns = ", ".join(_column(role, said, read) for role, said in read.columns.told().items())
    yield f"Columns: {columns}"
    yield f"Working time: {' '.join(settings.working_days)} {settings.working_hours}, {settings.timezone}"
    if read.order:
        yield f"Dates: {'day' if read.order == 'dmy' else 'month'} first"
    if read.left_out:
        yield f"Left out: {read.left_out:,} rows without a case, a time or an activity"


def _column(role: str, said: object, read: ReadLog) -> str:
    heading = ", ".join(f"“{each}”" for each in said) if isinstance(said, list) else f"“{said}”"
    return f"{role} = {heading}{' (guessed)' if role == 'steps' or role in read.columns.guessed else ''}"


def _below(told: Baseline) -> Iterator[str]:
    if len(told.activities) > _MOST_SHOWN:
        yield f"… and {len(told.activities) - _MOST_SHOWN} more activities (all are in --json)"
    if told.lead_working.p50 is not None and told.lead_working.p85 is not None:
        half, most = (terse_working(span, told.day_length) for span in (told.lead_working.p50, told.lead_working.p85))
        yield f"First to last event: half of the cases within {half} of working time, 85 % within {most}."
        yield f"The same step more than once: {told.repeated:,} of {told.measured:,} cases."
    if told.handed_on is not None:
        yield f"Passed while a case went from one resource to another: {told.handed_on:.0%} of the working time."
    yield finding(told)


def _working(told: Spread, day: timedelta) -> list[str]:
    return ["–" if span is None else terse_working(span, day) for span in (told.p50, told.p85, told.p95)]


def _span(span: timedelta | None) -> str:
    return "–" if span is None else spoken(span)
