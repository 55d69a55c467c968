"""Which tables does everything that was measured make, for a spreadsheet or another tool?

No cell can act: what a spreadsheet would run as a formula is kept as the text it is.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.calendars import working_calendar
from storage.codec import kind_of
from workflow.brief import Brief, Status
from workflow.campaign_brief import campaign_of
from workflow.events import Event
from workflow.flow import brief_latency
from workflow.fold import replay
from workflow.inputs import CAMPAIGN
from workflow.latency import HandoverLatency, latencies
from workflow.leverage import MINUTE, Authorship, brief_minutes
from workflow.stays import Clocks
from workflow.values import clean

Cell = str | int | float | bool | Decimal | datetime | None

_LONGEST_TEXT = 32_000  # Excel takes 32,767
_ACTING = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a cell would begin that a spreadsheet runs: at the start, or where one that takes semicolons or ends of lines
for the end of a cell cuts the text."""
_HOUR = timedelta(hours=1)


_BRIEF = tuple(
    (
        "brief name status author team opened_at ended_at revisions rework_loops budget currency "
        "lead_working_hours lead_calendar_hours cycle_working_hours touch_working_hours workflow"
    ).split()
)
_HANDOVER = tuple(
    (
        "brief stage revision handed_over_at delivered_at first_look_at decided_at ended_at decision "
        "baton_hours first_look_working_hours decision_working_hours decision_calendar_hours waiting_working_hours "
        "sla_hours breached"
    ).split()
)
_LEVERAGE = tuple(
    (
        "brief completed_at first_draft_minutes edited_minutes told_minutes baseline_minutes saved_minutes "
        "words_drafted words_kept words_signed words_typed"
    ).split()
)
_SECTION = ("brief", "section", "words_drafted", "words_kept", "words_signed")
_CHANGE = ("brief", "stage", "revision", "at", "section", "note")
_EVENT = ("brief", "position", "at", "kind", "by", "on_behalf_of")


@dataclass(frozen=True)
class Sheet:
    """A table with its headings; durations are hours, times are UTC."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def sheets(
    histories: Sequence[Sequence[Event]],
    now: datetime,
    written: Iterable[Authorship] = (),
    baseline: int | None = None,
) -> tuple[Sheet, ...]:
    """Return the briefs, their handovers, the changes requested, what was saved and the log, as of `now`.

    The oldest brief comes first; `written` says whose words the completed ones have, and `baseline` how many minutes
    a brief took before Baton where none was known when its author answered.
    """
    whose = {one.brief_id: one for one in written}
    briefs = [replay(history) for history in histories]
    clocks = Clocks.over(briefs, working_calendar, now)
    return (
        Sheet("briefs", _BRIEF, [_brief(brief, clocks) for brief in briefs]),
        Sheet("handovers", _HANDOVER, [row for brief in briefs for row in _handovers(brief, now)]),
        Sheet("changes", _CHANGE, [row for brief in briefs for row in _changes(brief)]),
        Sheet(
            "leverage", _LEVERAGE, [_saved(brief, whose.get(brief.id), baseline) for brief in briefs if _is_done(brief)]
        ),
        Sheet("sections", _SECTION, [row for one in whose.values() for row in _sections(one)]),
        Sheet("events", _EVENT, [row for pair in zip(histories, briefs, strict=True) for row in _log(*pair)]),
    )


def _brief(brief: Brief, clocks: Clocks) -> tuple[Cell, ...]:
    told = brief_latency(brief, clocks.of(brief)) if brief.status is Status.COMPLETED else None
    times = (told.lead_working, told.lead, told.cycle_working, told.touch) if told else (None,) * 4
    return (
        brief.id,
        brief.name,
        brief.status.value,
        brief.author,
        brief.team,
        brief.opened_at,
        brief.ended_at,
        brief.revision,
        len(brief.changes),
        *_budget(brief),
        *map(_hours, times),
        brief.workflow,
    )


def _budget(brief: Brief) -> tuple[Decimal | None, str | None]:
    if brief.workflow != CAMPAIGN:
        return None, None
    campaign = campaign_of(brief)
    return campaign.budget, campaign.currency


def _handovers(brief: Brief, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for stay in latencies(brief, working_calendar(brief.calendar), now):
        yield (
            stay.brief_id,
            stay.stage,
            stay.revision,
            stay.handed_over_at,
            stay.delivered_at,
            stay.first_look_at,
            stay.decided_at,
            stay.ended_at,
            stay.decision.value if stay.decision else None,
            *_lasting(stay),
            stay.breached,
        )


def _lasting(stay: HandoverLatency) -> Iterator[float | None]:
    return map(_hours, (stay.baton_delay, stay.first_look, stay.working, stay.calendar, stay.waiting, stay.sla))


def _changes(brief: Brief) -> Iterator[tuple[Cell, ...]]:
    for change in brief.changes:
        yield brief.id, change.stage, change.revision, change.at, change.section, change.note


def _is_done(brief: Brief) -> bool:
    return brief.status is Status.COMPLETED


def _saved(brief: Brief, whose: Authorship | None, baseline: int | None) -> tuple[Cell, ...]:
    told = brief_minutes(brief, baseline)
    words = (whose.whole.drafted, whose.whole.kept, whose.whole.signed, whose.typed) if whose else (None,) * 4
    minutes = (None if span is None else span / MINUTE for span in (told.first_draft, told.edited))
    return (brief.id, brief.ended_at, *minutes, told.told, told.baseline, told.saved, *words)


def _sections(whose: Authorship) -> Iterator[tuple[Cell, ...]]:
    for one in whose.sections:
        yield whose.brief_id, one.section.value if one.section else None, one.drafted, one.kept, one.signed


def _log(history: Iterable[Event], brief: Brief) -> Iterator[tuple[Cell, ...]]:
    for position, event in enumerate(history):
        yield (
            brief.id,
            position,
            event.at,
            kind_of(event),
            *(brief.called(by) if (by := getattr(event, field, None)) else None for field in ("by", "on_behalf_of")),
        )


def _hours(span: timedelta | None) -> float | None:
    return None if span is None else span / _HOUR


def as_csv(sheet: Sheet) -> bytes:
    """Return `sheet` as CSV in UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet.headings)
    writer.writerows([_written(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return _ACTING.sub("'", cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)


def as_workbook(told: Iterable[Sheet]) -> bytes:
    """Return `told` as an Excel workbook with typed cells, a sheet each."""
    from openpyxl import Workbook  # noqa: PLC0415  # a tenth of a second that only an export should wait for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415  # as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  # as above

    book = Workbook(write_only=True)
    for each in told:
        sheet = book.create_sheet(each.name)
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(each.headings, 1):
            sheet.column_dimensions[get_column_letter(number)].width = _width(heading)
        sheet.append(each.headings)
        for row in each.rows:
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, _typed(value))
                if isinstance(value, str):
                    cell.data_type = "s"  # openpyxl would make a formula of what begins like one
                cells.append(cell)
            sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _width(heading: str) -> int:
    """Return how many letters wide a column is: a spreadsheet shows a time that does not fit as a row of hashes."""
    return 40 if heading in {"name", "note"} else max(20 if heading.endswith("at") else 10, len(heading) + 2)


def _typed(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None)  # a workbook knows no zones; the documentation says UTC
    return clean(cell)[:_LONGEST_TEXT] if isinstance(cell, str) else cell
