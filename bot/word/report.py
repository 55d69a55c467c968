"""What changed operationally in a month? Two pages for leadership, in the design of the briefs."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Twips

from bot.views.digest import headline
from bot.views.durations import spoken_working
from bot.views.leverage import CAVEAT, own_time, role, saved, trend_line
from bot.views.report import DEFINITIONS, spoken_shift
from bot.views.suggestion import section_label, spoken_suggestion
from bot.word.base import TEXT_WIDTH, blank_document
from bot.word.blocks import gap, note, paragraph, run
from bot.word.palette import ACCENT, ACCENT_TINT, WARM
from bot.word.render import footer, packed
from bot.word.tables import Column, box, cell, fact_grid, row, ruled_table, table
from bot.word.words import DOT
from bot.word.xml import Element
from workflow.digest import Digest, StageFigures
from workflow.latency import FEWEST, Spread
from workflow.leverage import trends
from workflow.report import Report, Shift, in_time_before, pictured, shifts
from workflow.suggestion import suggestion

PICTURE_WIDTH = 6400  # twentieths of a point, at most
_ROOM, _ROW = 5000, 400  # likewise: what the first page has for the picture and the rows of the stages' table
_LEAST_HEIGHT = 2000
MOST_SHIFTS = 4
MOST_REASONS, MOST_SECTIONS = 4, 3
NONE = "–"


def render_report(report: Report, picture: bytes, alt_text: str) -> bytes:
    """Return the .docx of `report` with the month's `picture`; the same bytes for the same figures."""
    document = blank_document()
    body = document.element.body
    for made in _first_page(report):
        body.insert_element_before(made, "w:sectPr")
    _add_picture(document, picture, alt_text, max(_LEAST_HEIGHT, _ROOM - _ROW * len(report.month.stages)))
    for made in _second_page(report):
        body.insert_element_before(made, "w:sectPr")
    section = document.sections[0]
    for part in (section.footer, section.first_page_footer):
        part._element.append(footer(report.team))  # noqa: SLF001 - python-docx gives no public way to the element
    properties = document.core_properties
    properties.title = f"What changed operationally, {_name(report.month)}"
    properties.author = report.team
    properties.created = properties.modified = datetime.combine(report.month.span.last_day, time(), UTC)
    return packed(document)


def _add_picture(document: Any, picture: bytes, alt_text: str, high: int) -> None:
    """Put the picture, at most so high, where the document ends now, with the words for those who cannot see it."""
    held = document.add_paragraph()
    held.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = held.add_run().add_picture(io.BytesIO(picture), width=Twips(PICTURE_WIDTH))
    part = min(1.0, Twips(high) / shown.height)
    shown.width, shown.height = int(shown.width * part), int(shown.height * part)
    properties = shown._inline.docPr  # noqa: SLF001 - likewise
    properties.set("descr", alt_text)
    properties.set("name", "Handovers of the month")


def _name(digest: Digest) -> str:
    return f"{digest.span.first_day:%B %Y}"


def _first_page(report: Report) -> Iterator[Element]:
    month = report.month
    yield _band(report)
    yield gap()
    yield gap()
    yield paragraph("BriefLead", [run(headline(month))])
    yield fact_grid([(title, [run(text)]) for title, text in _facts(report)], 3)
    yield _heading("What changed")
    found = shifts(report)
    if not found:
        yield paragraph("Normal", [run("Nothing moved by enough, over enough cases, to be worth telling.")])
    for shift in found[:MOST_SHIFTS]:
        yield _shift(shift, month)
    if found[MOST_SHIFTS:]:
        yield note(f"{len(found) - MOST_SHIFTS} more changed, as the tables show.")
    yield _heading("Stage by stage")
    yield _stages(month)
    if len(pictured(month).stages) < len(month.stages):
        yield note("The picture shows the stages in which most working time passed.")
    yield gap()
    yield gap()


def _band(report: Report) -> Element:
    content = [
        paragraph("BriefKicker", [run("OPERATIONS REPORT")]),
        paragraph("Title", [run("What changed operationally")]),
        paragraph("BriefSubtitle", [run(DOT.join([_name(report.month), report.team]))]),
    ]
    padding = {"top": 240, "left": 360, "bottom": 240, "right": 360}
    return table([TEXT_WIDTH], [row([cell(TEXT_WIDTH, content, fill=ACCENT, padding=padding)])])


def _heading(text: str) -> Element:
    return paragraph("Heading1", [run(text)])


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    month, before = report.month, report.before
    completed, first = sum(each.completed for each in before), sum(each.first_pass for each in before)
    told, held = sum(each.working.n for each in before), sum(s.in_time for each in before for s in each.stages)
    yield "Median decision", _against(_took(month.working, month), _took(month.trailing, month))
    yield "Decided in time", _against(_share(month.attainment), _share(held / told if told else None))
    yield (
        "Passed first time",
        _against(_share(month.first_pass_yield), _share(first / completed if completed else None)),
    )
    yield "Briefs completed", _against(str(month.completed), _monthly(completed, before))
    yield "Requests for changes", _against(str(month.loops), _monthly(sum(each.loops for each in before), before))
    yield "In flight at the end", _against(str(month.in_flight), before[-1].in_flight if before else NONE)


def _monthly(total: int, before: tuple[Digest, ...]) -> str:
    return f"{total / len(before):.1f} a month" if before else NONE


def _against(now: str, before: object) -> str:
    return f"{now}  (before {before})"


def _took(told: Spread, digest: Digest) -> str:
    return NONE if told.p50 is None else spoken_working(told.p50, digest.day_length)


def _share(share: float | None) -> str:
    return NONE if share is None else f"{share:.0%}"


def _shift(shift: Shift, month: Digest) -> Element:
    mark = run("Better. " if shift.is_better else "Worse. ", bold=True, color=ACCENT if shift.is_better else WARM)
    return paragraph("BriefBullet", [mark, run(spoken_shift(shift, month.day_length))])


def _stages(month: Digest) -> Element:
    columns = [
        Column("Stage", 30),
        Column("Decided", 12, right=True),
        Column("Median", 17, right=True),
        Column("Before", 17, right=True),
        Column("p85", 24, right=True),
        Column("In time", 12, right=True),
        Column("Before", 12, right=True),
    ]
    return ruled_table(columns, [[[run(text)] for text in _stage(stage, month)] for stage in month.stages])


def _stage(stage: StageFigures, month: Digest) -> Iterator[str]:
    in_time, of = in_time_before(stage)
    yield stage.title
    yield str(stage.working.n)
    yield _took(stage.working, month)
    yield _took(stage.recent_working, month)
    enough = stage.working.n >= FEWEST and stage.working.p85 is not None
    yield spoken_working(stage.working.p85, month.day_length) if enough and stage.working.p85 else NONE
    yield _share(stage.attainment)
    yield _share(in_time / of if of else None)


def _second_page(report: Report) -> Iterator[Element]:
    yield _heading("Month by month")
    yield _months(report)
    yield from _rework(report.month)
    yield from _leverage(report)
    yield from _suggested(report.month)
    yield note(DEFINITIONS)


def _months(report: Report) -> Element:
    columns = [
        Column("Month", 24),
        Column("Opened", 13, right=True),
        Column("Completed", 15, right=True),
        Column("First time", 14, right=True),
        Column("Changes asked", 17, right=True),
        Column("Median", 22, right=True),
        Column("In time", 13, right=True),
    ]
    rows = [[[run(text)] for text in _month(each)] for each in (*report.before, report.month)]
    return ruled_table(columns, rows)


def _month(digest: Digest) -> Iterator[str]:
    yield _name(digest)
    yield str(digest.opened)
    yield str(digest.completed)
    yield _share(digest.first_pass_yield)
    yield str(digest.loops)
    yield _took(digest.working, digest)
    yield _share(digest.attainment)


def _rework(month: Digest) -> Iterator[Element]:
    yield _heading("What comes back")
    reasons = month.flow.reasons[:MOST_REASONS]
    if not reasons:
        yield paragraph("Normal", [run("No changes were requested, in this month or the three before.")])
        return
    of = month.flow.loops
    yield paragraph("Normal", [run(f"Over four months {of} changes were requested, most often about:")], keep=True)
    for reason in reasons:
        yield paragraph("BriefBullet", [run(f"{section_label(reason.code)}: {reason.count} of {of}")])


def _leverage(report: Report) -> Iterator[Element]:
    told = report.month.leverage
    yield _heading("What the agent saves")
    said = f"Minutes saved: {saved(told)}." if told.saved_minutes is not None else _untold(told.told)
    for line in (said, *own_time(told), role(report.written)):
        yield paragraph("Normal", [run(line)])
    weakest = [trend for trend in trends(report.written, report.earlier) if trend.n >= FEWEST and trend.share < 1]
    if weakest:
        yield paragraph("Normal", [run("Sections of which least survives to sign-off:")], keep=True)
        for trend in weakest[:MOST_SECTIONS]:
            yield paragraph("BriefBullet", [run(trend_line(trend))])
    yield note(CAVEAT)


def _untold(told: int) -> str:
    if told:
        return "Minutes saved: not known, since the team file has no baseline_minutes to hold the answers against."
    return "Minutes saved: not known, since no author told what a brief took."


def _suggested(month: Digest) -> Iterator[Element]:
    found = suggestion(month)
    if found is not None:
        yield _heading("One thing to try")
        words = paragraph("Normal", [run(spoken_suggestion(found, month.day_length))])
        yield box([words], ACCENT_TINT, ACCENT)
        yield gap()
