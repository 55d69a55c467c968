"""How are shares and time drawn with shaded cells, so that charts stay text that people can edit?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise

from bot.word.base import TEXT_WIDTH
from bot.word.blocks import paragraph, run
from bot.word.palette import ACCENT, ACCENT_SOFT, HAIRLINE, WARM, WHITE, ink_on, shade
from bot.word.tables import HAIRLINES, RULE, cell, fitted, row, table
from bot.word.words import month, share, written
from bot.word.xml import Element, Line
from workflow.draft import Phase

_NARROWEST_LABEL = 460  # below this a percentage would wrap
_THINNEST_PART = 40
_NAMES_WIDTH = 2600
_MOST_SLOTS = 56  # Word allows 63 columns
_MOST_WEEKS = 10  # a short plan is headed by its Mondays, a longer one by months
_MOST_MONTHS = 14  # more would squeeze the names of the months: quarters then


def share_bar(parts: Sequence[tuple[str, Decimal]]) -> list[Element]:
    """Return one bar cut in proportion to the amounts of named `parts`; nothing where no amount is above zero."""
    spent = [(name, amount) for name, amount in parts if amount > 0]
    if not spent:
        return []
    total = sum((amount for _, amount in spent), Decimal(0))
    widths = fitted([max(_THINNEST_PART, int(amount / total * TEXT_WIDTH)) for _, amount in spent])
    told = [(name, share(amount, total)) for name, amount in spent]
    cells = [_part(i, width, percent) for i, (width, (_, percent)) in enumerate(zip(widths, told, strict=True))]
    description = f"Share of budget: {', '.join(f'{name} {percent}' for name, percent in told)}."
    return [table(widths, [row(cells, height=260)], description=description)]


def _part(position: int, width: int, percent: str) -> Element:
    fill = shade(position)
    shown = [run(percent, bold=True, color=ink_on(fill))] if width >= _NARROWEST_LABEL else []
    return cell(
        width,
        [paragraph("BriefChart", shown, keep=True, align="center")],
        fill=fill,
        lines={"right": Line(WHITE, 8)},
        centred=True,
    )


@dataclass(frozen=True)
class _Scale:
    """Equal slots of whole weeks from a Monday on."""

    first: date
    days: int
    slots: int

    def slot(self, day: date) -> int:
        return (day - self.first).days // self.days

    def starts(self) -> list[date]:
        return [self.first + timedelta(days=self.days * i) for i in range(self.slots)]


def _scale(phases: Sequence[Phase]) -> _Scale:
    first = min(phase.start for phase in phases)
    monday = first - timedelta(days=first.weekday())
    weeks = (max(max(phase.end, phase.start) for phase in phases) - monday).days // 7 + 1
    weeks_a_slot = -(-weeks // _MOST_SLOTS)
    return _Scale(monday, 7 * weeks_a_slot, -(-weeks // weeks_a_slot))


def gantt(phases: Sequence[Phase]) -> Element:
    """Return a chart with a row for each phase, in weeks (longer plans in several weeks a column)."""
    scale = _scale(phases)
    periods = _periods(scale)
    widths = [_NAMES_WIDTH, *fitted([1] * scale.slots, TEXT_WIDTH - _NAMES_WIDTH)]
    rows = [_calendar_row(periods, widths), *(_phase_row(phase, scale, periods, widths) for phase in phases)]
    told = "; ".join(f"{phase.name}, {written(phase.start)} to {written(phase.end)}" for phase in phases)
    return table(widths, rows, lines=HAIRLINES, description=f"Timeline: {told}.")


@dataclass(frozen=True)
class _Period:
    """A week, a month or a quarter: its name and the slots that start in it, the last excluded."""

    name: str
    start: int
    end: int


def _periods(scale: _Scale) -> list[_Period]:
    starts = scale.starts()
    if scale.slots <= _MOST_WEEKS:
        return [_Period(f"{day.day} {month(day)}", i, i + 1) for i, day in enumerate(starts)]
    months = len({(day.year, day.month) for day in starts})
    length = 1 if months <= _MOST_MONTHS else 3
    grouped = groupby(range(scale.slots), key=lambda i: (starts[i].year, (starts[i].month - 1) // length))
    return [_period(list(slots), starts, length) for _, slots in grouped]


def _period(slots: Sequence[int], starts: Sequence[date], length: int) -> _Period:
    day = starts[slots[0]]
    name = month(day) if length == 1 else f"Q{(day.month + 2) // 3} {day.year % 100:02}"
    return _Period(name, slots[0], slots[-1] + 1)


def _calendar_row(periods: Sequence[_Period], widths: Sequence[int]) -> Element:
    first = cell(widths[0], [paragraph("BriefCellHead", [run("Phase")])], lines={"bottom": RULE})
    rest = [_period_cell(period, widths) for period in periods]
    return row([first, *rest], header=True, height=280)


def _period_cell(period: _Period, widths: Sequence[int]) -> Element:
    lines = {"left": Line(HAIRLINE), "bottom": RULE}
    wide = sum(widths[1 + period.start : 1 + period.end])
    shown = [run(period.name)] if wide >= 100 * len(period.name) + 40 else []
    head = paragraph("BriefCellHead", shown)
    return cell(wide, [head], span=period.end - period.start, lines=lines, padding={"left": 40, "right": 0})


def _phase_row(phase: Phase, scale: _Scale, periods: Sequence[_Period], widths: Sequence[int]) -> Element:
    bar = range(scale.slot(phase.start), scale.slot(max(phase.start, phase.end)) + 1)
    named = paragraph("BriefChart", [run(phase.name)], keep=True)
    first = cell(widths[0], [named], padding={"top": 40, "left": 0, "bottom": 40, "right": 120}, centred=True)
    rest = [_stretch(start, end, bar, phase, widths) for start, end in _stretches(periods, bar)]
    return row([first, *rest], height=300)


def _stretches(periods: Sequence[_Period], bar: range) -> list[tuple[int, int]]:
    """Cut the slots at the periods before and after the bar, and at the bar's own ends."""
    cuts = {period.start for period in periods if period.start not in bar} | {periods[-1].end, bar.start, bar.stop}
    ordered = sorted(cuts)
    return list(pairwise(ordered))


def _stretch(start: int, end: int, bar: range, phase: Phase, widths: Sequence[int]) -> Element:
    within = start in bar
    lines = None if within or start == bar.stop else {"left": Line(HAIRLINE)}
    wide = sum(widths[1 + start : 1 + end])
    empty = paragraph("BriefChart", [], keep=True)
    return cell(wide, [empty], span=end - start, fill=_bar_fill(phase) if within else None, lines=lines)


def _bar_fill(phase: Phase) -> str:
    if phase.late_by:
        return WARM
    return ACCENT if phase.in_flight else ACCENT_SOFT


def gantt_legend(phases: Sequence[Phase]) -> str:
    """Say what the shades of the chart mean, of those that occur in it."""
    kinds = [
        ("dark: in flight", any(p.in_flight and not p.late_by for p in phases)),
        ("light: before and after", any(not p.in_flight and not p.late_by for p in phases)),
        ("orange: its start has passed", any(p.late_by for p in phases)),
    ]
    told = "; ".join(kind for kind, occurs in kinds if occurs)
    return f"{told[:1].upper()}{told[1:]}."
