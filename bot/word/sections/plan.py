"""What do the sections of the plan show: channels and money, creative directions, timeline, measurement?"""

from collections.abc import Sequence
from decimal import Decimal

from bot.word.base import TEXT_WIDTH
from bot.word.blocks import between, bullets, claim_runs, gap, joined, note, paragraph, prose, run, subheading
from bot.word.charts import gantt, gantt_legend, share_bar
from bot.word.palette import ACCENT, ACCENT_TINT, WARM
from bot.word.tables import HAIRLINES, Column, Runs, cell, row, ruled_table, table
from bot.word.words import DOT, share, written
from bot.word.xml import Element
from workflow.draft import ChannelPlan, Claim, Direction, Draft, Phase
from workflow.drafting.words import count
from workflow.money import money

_NUMBER_WIDTH = 680
_WHOLE = 100  # percent
PHASE_COLUMNS = (
    Column("Phase", 26),
    Column("From", 13),
    Column("To", 13),
    Column("Owner", 17),
    Column("Deliverable", 31),
)
"""The columns of the table of phases."""
KPI_COLUMNS = (Column("KPI", 24), Column("Target", 24), Column("How it is read", 34), Column("Cadence", 18))
"""The columns of the table of measures."""
DIRECTIONS_NOTE = "Starting points, deliberately different. The creative team owns the choice."
"""What stands above the directions."""


def channels(draft: Draft) -> list[Element]:
    """Return the plan by channel: the table with its bar of shares, then each channel's own block."""
    lines = [(plan.channel.label, plan.role, plan.kpi, plan.budget) for plan in draft.channels]
    lines += [(line.name, line.role, "", line.budget) for line in draft.other_budget]
    return [
        _budget_table(lines, draft),
        *_bar([(name, budget) for name, _, _, budget in lines]),
        *(part for plan in draft.channels for part in _channel(plan, draft.currency)),
    ]


def _budget_table(lines: Sequence[tuple[str, str, str, Decimal]], draft: Draft) -> Element:
    rows = [
        [
            [run(name, bold=True)],
            [run(role)],
            [run(kpi)],
            [run(money(budget, draft.currency))],
            [run(share(budget, draft.total_budget))],
        ]
        for name, role, kpi, budget in lines
    ]
    whole = money(draft.total_budget, draft.currency)
    total: list[Runs] = [[run("Total", bold=True)], [], [], [run(whole, bold=True)], [run("100%", bold=True)]]
    return ruled_table(budget_columns(len(whole)), rows, total)


def budget_columns(longest_amount: int) -> tuple[Column, ...]:
    """Return the columns of the table of channels, wide enough for an amount of so many characters."""
    money_share = max(11, longest_amount + 3)  # an amount must not wrap, whatever the currency
    return (
        Column("Channel", 21),
        Column("Role", 30),
        Column("KPI", 27),
        Column("Budget", money_share, right=True),
        Column("Share", 8, right=True),
    )


def _bar(parts: Sequence[tuple[str, Decimal]]) -> list[Element]:
    bar = share_bar(parts)
    spent = [(name, amount) for name, amount in parts if amount > 0]
    named = ", ".join(name for name, _ in spent)
    total = sum((amount for _, amount in spent), Decimal(0))
    is_even = sum(int(share(amount, total).strip("under %")) for _, amount in spent) == _WHOLE
    told = f"Share of budget, left to right: {named}.{'' if is_even else ' Shares are rounded.'}"
    return [gap(), note(told, keep=True), *bar, gap()] if bar else []


def _channel(plan: ChannelPlan, currency: str) -> list[Element]:
    told = [run(plan.role, bold=True), run(money(plan.budget, currency)), run(f"Judged on: {plan.kpi}")]
    return [
        subheading(plan.channel.label),
        paragraph("Normal", joined(DOT, told), keep=True),
        prose(plan.reason, keep=True),
        *bullets("Recommendations", plan.recommendations),
        *bullets("Deliverables", plan.deliverables, keep=True),
        paragraph("BriefNote", [run("Lead time: ", bold=True), *claim_runs(plan.lead_time)]),
    ]


def directions(draft: Draft) -> list[Element]:
    """Return the creative directions as numbered cards."""
    if not draft.directions:
        return []
    widths = [_NUMBER_WIDTH, TEXT_WIDTH - _NUMBER_WIDTH]
    cards = [_card(number, direction, widths) for number, direction in enumerate(draft.directions, start=1)]
    return [note(DIRECTIONS_NOTE, keep=True), table(widths, cards, lines=HAIRLINES)]


def _card(number: int, direction: Direction, widths: Sequence[int]) -> Element:
    numbered = paragraph("BriefCardNumber", [run(str(number))])
    content = [
        paragraph("BriefCardTitle", [run(direction.name)]),
        paragraph("BriefCardText", [run(direction.idea)]),
        *_line(direction),
        _told("Why it could work", claim_runs(direction.reason)),
        _told("First execution", [run(direction.first_execution)]),
        _told("Watch for", [run(direction.watch_for)]),
    ]
    padding = {"top": 130, "left": 180, "bottom": 100, "right": 0}
    return row(
        [
            cell(widths[0], [numbered], fill=ACCENT_TINT, padding={"top": 130, "left": 0, "right": 0}),
            cell(widths[1], content, padding=padding),
        ]
    )


def _line(direction: Direction) -> list[Element]:
    if direction.line is None:
        return []
    return [paragraph("BriefCardText", [run(f"“{direction.line}”", italic=True, color=ACCENT)])]


def _told(title: str, runs: Sequence[Element]) -> Element:
    return paragraph("BriefCardText", [run(f"{title}:", bold=True), between(" "), *runs])


def timeline(draft: Draft) -> list[Element]:
    """Return the phases as a chart and as a table."""
    if not draft.phases:
        return []
    rows = [_phase_row(phase) for phase in draft.phases]
    return [
        gantt(draft.phases),
        note(gantt_legend(draft.phases)),
        ruled_table(PHASE_COLUMNS, rows),
    ]


def _phase_row(phase: Phase) -> list[Runs]:
    late = [run(f"\nStart passed {count(phase.late_by, 'working day')} ago", color=WARM)] if phase.late_by else []
    return [
        [run(phase.name, bold=True), *late],
        [run(written(phase.start))],
        [run(written(phase.end))],
        [run(phase.owner)],
        [run(phase.deliverable)],
    ]


def measurement(draft: Draft) -> list[Element]:
    """Return what is measured, how and how often, and what tracking that takes."""
    rows = [
        [[run(kpi.name, bold=True)], [run(kpi.target)], [run(kpi.reading)], [run(kpi.cadence)]] for kpi in draft.kpis
    ]
    tracking: Sequence[Claim] = draft.tracking
    return [ruled_table(KPI_COLUMNS, rows), *bullets("Tracking", tracking)]
