"""What do the sections of the plan say in a returned document?"""

import re
from collections.abc import Sequence
from datetime import date

from bot.word.reading.lines import Block, Grid, Line
from bot.word.reading.margin import Margin, shown
from bot.word.reading.tables import Row, grouped, lines_of, records, rows, take_grid
from bot.word.reading.values import (
    day_of,
    kept,
    kept_optional,
    key,
    label,
    read_claim,
    read_claims,
    read_day,
)
from bot.word.sections.plan import DIRECTIONS_NOTE, KPI_COLUMNS, PHASE_COLUMNS
from bot.word.words import written
from workflow.draft import Claim, Direction, Draft, Kpi, Phase, Section
from workflow.matching import origins

_PHASE = tuple(column.title for column in PHASE_COLUMNS)
_KPI = tuple(column.title for column in KPI_COLUMNS)
_LATE = re.compile(r"\s*Start passed [\d,]+ working days? ago\s*$")
_LEGEND = re.compile(r"(Dark: in flight|Light: before and after|Orange: its start has passed)")
_QUOTED = re.compile(r"“(.*)”", re.DOTALL)
_TOLD = ("Why it could work", "First execution", "Watch for")


def read_directions(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[Direction, ...]:
    """Return the cards of the creative directions."""
    cards = [row for block in blocks if isinstance(block, Grid) for row in block.rows if row and row[-1].lines]
    rest = [line for block in blocks if isinstance(block, Line) for line in lines_of([block])]
    margin.keep(Section.DIRECTIONS, [line for line in rest if key(line.text) != key(DIRECTIONS_NOTE)])
    found = [row[-1].lines for row in cards]
    matches = origins(
        [(key(one.name), key(one.idea)) for one in base.directions],
        [(key(lines[0].text), key(lines[1].text if len(lines) > 1 else "")) for lines in found],
    )
    return tuple(
        _direction(lines, None if origin is None else base.directions[origin], margin)
        for lines, origin in zip(found, matches, strict=True)
    )


def _direction(lines: Sequence[Line], base: Direction | None, margin: Margin) -> Direction:
    name, *below = lines
    told = {title: line for line in below for title in _TOLD if label(line.text.partition(":")[0]) == label(title)}
    free = [line for line in below if line not in told.values()]
    quoted = next((line for line in free if _QUOTED.fullmatch(line.text)), None)
    idea, *others = [line for line in free if line is not quoted] or [Line("", ())]
    margin.keep(Section.DIRECTIONS, others)
    why, first, watch = (_after_colon(told.get(title)) for title in _TOLD)
    base_line = base.line if base else None
    return Direction(
        name=kept(name.text, base.name if base else ""),
        idea=kept(idea.text, base.idea if base else ""),
        line=kept_optional(_QUOTED.sub(r"\1", quoted.text) if quoted else "", base_line),
        reason=read_claim(why, base.reason if base else None),
        first_execution=kept(first.text, base.first_execution if base else ""),
        watch_for=kept(watch.text, base.watch_for if base else ""),
    )


def _after_colon(line: Line | None) -> Line:
    """Return a line without the bold words that say what it is about."""
    if line is None:
        return Line("", ())
    at = next((i for i, piece in enumerate(line.pieces) if isinstance(piece, str) and ":" in piece), len(line.pieces))
    pieces = line.pieces[at:]
    head = pieces[0].partition(":")[2] if pieces and isinstance(pieces[0], str) else ""
    return Line(line.style, (head, *pieces[1:]))


def read_lead_time(line: Line, base: Claim | None) -> Claim:
    """Return the claim after `Lead time:`."""
    return read_claim(_after_colon(line), base)


def read_phases(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[Phase, ...]:
    """Return the rows of the table of phases; the chart above it is drawn anew from them."""
    grid, rest = take_grid(blocks, _PHASE)
    chart, others = _take_chart(rest)
    margin.keep(Section.TIMELINE, [line for line in lines_of(others) if not _LEGEND.search(line.text)])
    found = list(rows(grid, _PHASE, Section.TIMELINE, margin)) if grid else []
    pairs = records(found, base.phases, _told_phase)
    phases = tuple(_phase(row, one, base, margin) for row, one in pairs)
    known = {key(phase.name) for phase in (*phases, *base.phases)}
    for name in chart:
        if key(name) not in known:
            margin.report(f"“{shown(name)}” stands only in the chart, which is drawn from the table of phases.")
    return phases


def _told_phase(phase: Phase) -> tuple[str, ...]:
    return phase.name, written(phase.start), written(phase.end), phase.owner, phase.deliverable


def _take_chart(blocks: Sequence[Block]) -> tuple[list[str], list[Block]]:
    chart = next((block for block in blocks if isinstance(block, Grid)), None)
    if chart is None:
        return [], list(blocks)
    names = [row[0].text for row in chart.rows[1:] if row and row[0].text]
    return names, [block for block in blocks if block is not chart]


def _phase(row: Row, base: Phase | None, draft: Draft, margin: Margin) -> Phase:
    named, start, end, owner, deliverable = (row[title].text for title in _PHASE)
    name = _LATE.sub("", named)
    one = base or _new_phase(name, start, end, draft, margin)
    first = read_day(start, one.start, f"The start of “{shown(name)}”", margin) if base else one.start
    last = read_day(end, one.end, f"The end of “{shown(name)}”", margin) if base else one.end
    if one.late_by and first != one.start:
        margin.report(f"“{shown(name)}” has a new start; by how much it is late is counted again with the next draft.")
    return one.model_copy(
        update={
            "name": kept(name, one.name),
            "start": first,
            "end": last,
            "owner": kept(owner, one.owner),
            "deliverable": kept(deliverable, one.deliverable),
            "late_by": one.late_by if first == one.start else 0,
        }
    )


def _new_phase(name: str, start: str, end: str, draft: Draft, margin: Margin) -> Phase:
    first, last = _day_or(start, draft.start, name, margin), _day_or(end, draft.end, name, margin)
    within = draft.start <= first <= draft.end
    return Phase(name="", start=first, end=last, owner="", deliverable="", in_flight=within)


def _day_or(text: str, otherwise: date, name: str, margin: Margin) -> date:
    day = day_of(text)
    if day is None:
        margin.report(f"A date of “{shown(name)}” cannot be read from “{shown(text)}”; {written(otherwise)} stands in.")
    return day or otherwise


def read_kpis(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[tuple[Kpi, ...], tuple[Claim, ...]]:
    """Return what is measured and what tracking that takes."""
    groups = grouped(blocks, ("Tracking",))
    grid, rest = take_grid(groups[""], _KPI)
    margin.keep(Section.MEASUREMENT, rest)
    found = list(rows(grid, _KPI, Section.MEASUREMENT, margin)) if grid else []
    pairs = records(found, base.kpis, lambda one: (one.name, one.target, one.reading, one.cadence))
    return (
        tuple(_kpi(row, one) for row, one in pairs),
        read_claims(lines_of(groups.get("Tracking", ())), base.tracking),
    )


def _kpi(row: Row, base: Kpi | None) -> Kpi:
    one = base or Kpi(name="", target="", reading="", cadence="")
    name, target, reading, cadence = (row[title].text for title in _KPI)
    return Kpi(
        name=kept(name, one.name),
        target=kept(target, one.target),
        reading=kept(reading, one.reading),
        cadence=kept(cadence, one.cadence),
    )
