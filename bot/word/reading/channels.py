"""What does the channel plan say in a returned document: its table of money and each channel's own block?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.word.reading.lines import Block, Cell, Grid, Line
from bot.word.reading.margin import Margin, shown
from bot.word.reading.plan import read_lead_time
from bot.word.reading.tables import Row, grouped, lines_of, parted, records, rows, take_grid
from bot.word.reading.values import amount, chosen, kept, key, label, read_amount, read_claim, read_claims
from bot.word.sections.plan import budget_columns
from bot.word.words import share
from workflow.channels import Channel, parse_channel
from workflow.draft import BudgetLine, ChannelPlan, Claim, Draft, Section
from workflow.money import money

_COLUMNS = tuple(column.title for column in budget_columns(0))
_SHARES = re.compile(r"(under 1%|\d{1,3}%)?")
_SHARE_NOTE = "share of budget, left to right"
_HEAD = re.compile(r"(?P<role>.*?)\s*·\s*(?P<budget>[^·]*?)\s*·\s*Judged on:\s*(?P<kpi>.*)", re.DOTALL)
_LISTS = ("Recommendations", "Deliverables")
_LEAD = "lead time"


@dataclass(frozen=True)
class Money:
    """What the channel plan says: the channels, what no channel spends, and the whole as its last row states it."""

    channels: tuple[ChannelPlan, ...]
    other: tuple[BudgetLine, ...]
    total: Decimal


def read_channels(blocks: Sequence[Block], base: Draft, margin: Margin) -> Money:
    """Return the plan by channel: amounts, roles and measures from the table, the rest from each channel's block."""
    grid, rest = take_grid(blocks, _COLUMNS)
    (_, above), *below = parted(rest, [plan.channel.label for plan in base.channels])
    margin.keep(Section.CHANNELS, filter(_is_told, above))
    parts = _by_channel(below, margin)
    found = list(rows(grid, _COLUMNS, Section.CHANNELS, margin)) if grid else []
    whole = next((row for row in found if label(row["Channel"].text) == "total"), None)
    lines = _lines([row for row in found if row is not whole], base)
    total = _total(whole, base, margin)
    return Money(tuple(_plans(lines, parts, base, margin)), tuple(_others(lines, parts, base, margin)), total)


def _is_told(block: Block) -> bool:
    """Say whether a block above the channels is people's own, and not the bar of shares or its note."""
    if isinstance(block, Grid):
        return not all(_SHARES.fullmatch(cell.text) for row in block.rows for cell in row)
    return not label(block.text).startswith(_SHARE_NOTE)


def _total(whole: Row | None, base: Draft, margin: Margin) -> Decimal:
    if whole is None:
        return base.total_budget
    return read_amount(whole["Budget"].text, base.total_budget, base.currency, "The total", margin)


def _named(text: str) -> Channel | None:
    try:
        found = parse_channel(text)
    except ValueError:
        return None
    return found if isinstance(found, Channel) else None


def _by_channel(parts: Sequence[tuple[str, list[Block]]], margin: Margin) -> dict[Channel, list[Block]]:
    found: dict[Channel, list[Block]] = {}
    for name, blocks in parts:
        channel = _named(name)
        if channel is None or channel in found:
            margin.keep(Section.CHANNELS, [Line("", (name,)), *blocks])
        else:
            found[channel] = blocks
    return found


@dataclass(frozen=True)
class _Line:
    """A row of the table with the line of the base that it was."""

    row: Row
    base: ChannelPlan | BudgetLine | None

    @property
    def channel(self) -> Channel | None:
        return self.base.channel if isinstance(self.base, ChannelPlan) else None


def _lines(found: Sequence[Row], base: Draft) -> list[_Line]:
    earlier: list[ChannelPlan | BudgetLine] = [*base.channels, *base.other_budget]
    pairs = records(found, earlier, lambda one: _told(one, base))
    return [_Line(row, one) for row, one in pairs]


def _told(one: ChannelPlan | BudgetLine, base: Draft) -> tuple[str, ...]:
    name, kpi = (one.channel.label, one.kpi) if isinstance(one, ChannelPlan) else (one.name, "")
    return name, one.role, kpi, money(one.budget, base.currency), share(one.budget, base.total_budget)


def _plans(
    lines: Sequence[_Line], parts: Mapping[Channel, list[Block]], base: Draft, margin: Margin
) -> list[ChannelPlan]:
    """Return the channels in the order of the table, those that only have a block after them."""
    rows_of = {line.channel: line.row for line in lines if line.channel}
    rows_of |= {
        named: line.row
        for line in lines
        if line.base is None and (named := _named(line.row["Channel"].text)) in parts and named and named not in rows_of
    }
    order = [*rows_of, *(channel for channel in parts if channel not in rows_of)]
    return [_plan(each, rows_of.get(each), parts.get(each), base, margin) for each in order]


def _others(
    lines: Sequence[_Line], parts: Mapping[Channel, list[Block]], base: Draft, margin: Margin
) -> list[BudgetLine]:
    rest = [line for line in lines if line.channel is None and _named(line.row["Channel"].text) not in parts]
    return [_other(line, base, margin) for line in rest]


def _other(line: _Line, base: Draft, margin: Margin) -> BudgetLine:
    name, role, kpi = (line.row[title].text for title in _COLUMNS[:3])
    one = line.base if isinstance(line.base, BudgetLine) else BudgetLine(name="", role="", budget=Decimal(0))
    if line.base is None and _named(name):
        margin.report(
            f"“{shown(name)}” has a row but no part of its own below the table; it is kept as a line of cost."
        )
    if isinstance(line.base, BudgetLine):
        _report_share(line.row, one.name, one.budget, base, margin)
    if kpi:
        margin.keep(Section.CHANNELS, [Line("", (f"{name}: {kpi}",))])
    budget = read_amount(line.row["Budget"].text, one.budget, base.currency, f"The budget of “{shown(name)}”", margin)
    return BudgetLine(name=kept(name, one.name), role=kept(role, one.role), budget=budget)


@dataclass(frozen=True)
class _Head:
    """The first line of a channel's block, which repeats its row of the table."""

    role: str
    budget: Decimal
    kpi: str


def _plan(
    channel: Channel, row: Row | None, blocks: Sequence[Block] | None, base: Draft, margin: Margin
) -> ChannelPlan:
    known = next((plan for plan in base.channels if plan.channel is channel), None)
    one = known or _new_plan(channel)
    if row is None:
        margin.report(f"{channel.label} has no row in the table; its amount is read from its own part.")
    elif known and key(row["Channel"].text) != key(channel.label):
        margin.report(f"“{shown(row['Channel'].text)}” is still planned as {channel.label}: a channel keeps its name.")
    if blocks is None:
        margin.report(f"{channel.label} has no part below the table; its reason and its assets stay as they were.")
    return _settled(one, _from_row(row, one, base, margin), _channel_block(blocks or (), one, base, margin), margin)


def _settled(one: ChannelPlan, table: "_Head", part: ChannelPlan, margin: Margin) -> ChannelPlan:
    """Return the plan of a channel's block, with what was edited in the table instead."""
    for read, base in (
        ((table.role, part.role), one.role),
        ((table.kpi, part.kpi), one.kpi),
        ((table.budget, part.budget), one.budget),
    ):
        _report_twice(one.channel.label, read, base, margin)
    return part.model_copy(
        update={
            "role": chosen(one.role, table.role, part.role),
            "kpi": chosen(one.kpi, table.kpi, part.kpi),
            "budget": chosen(one.budget, table.budget, part.budget),
        }
    )


def _report_twice(where: str, read: tuple[object, object], base: object, margin: Margin) -> None:
    if base not in read and read[0] != read[1]:
        told = " and ".join(f"“{shown(str(each))}”" for each in read)
        margin.report(f"{where} says both {told}; what stands in the table was taken.")


def _new_plan(channel: Channel) -> ChannelPlan:
    empty = read_claim(Line("", ()), None)
    return ChannelPlan(channel=channel, role="", kpi="", budget=Decimal(0), reason=empty, lead_time=empty)


def _from_row(row: Row | None, one: ChannelPlan, base: Draft, margin: Margin) -> _Head:
    if row is None:
        return _Head(one.role, one.budget, one.kpi)
    where = f"The budget of {one.channel.label}"
    cells: Mapping[str, Cell] = row
    _report_share(cells, one.channel.label, one.budget, base, margin)
    return _Head(
        kept(cells["Role"].text, one.role),
        read_amount(cells["Budget"].text, one.budget, base.currency, where, margin),
        kept(cells["KPI"].text, one.kpi),
    )


def _report_share(cells: Mapping[str, Cell], name: str, budget: Decimal, base: Draft, margin: Margin) -> None:
    same = key(cells["Budget"].text) == key(money(budget, base.currency))
    if same and key(cells["Share"].text) != key(share(budget, base.total_budget)):
        margin.report(f"The share of {name} follows from its amount; “{shown(cells['Share'].text)}” was not read.")


def _channel_block(blocks: Sequence[Block], one: ChannelPlan, base: Draft, margin: Margin) -> ChannelPlan:
    """Return the plan with what its block says: the head, the reason, the lists and the lead time."""
    lines = lines_of(blocks)
    lead = next((line for line in lines if label(line.text.partition(":")[0]) == _LEAD), None)
    groups = grouped([line for line in lines if line is not lead], _LISTS)
    head = next((line for line in lines_of(groups[""]) if _HEAD.fullmatch(line.text)), None)
    told = [line for line in lines_of(groups[""]) if line is not head]
    margin.keep(Section.CHANNELS, told[1:])
    read = _read_head(head, one, base, margin)
    lists = [lines_of(groups.get(name, ())) for name in _LISTS]
    return one.model_copy(
        update={
            "role": read.role,
            "budget": read.budget,
            "kpi": read.kpi,
            "reason": read_claim(told[0], one.reason) if told else one.reason,
            "recommendations": read_claims(lists[0], one.recommendations) if blocks else one.recommendations,
            "deliverables": read_claims(lists[1], one.deliverables) if blocks else one.deliverables,
            "lead_time": _lead_time(lead, one),
        }
    )


def _lead_time(line: Line | None, one: ChannelPlan) -> Claim:
    return read_lead_time(line, one.lead_time) if line else one.lead_time


def _read_head(line: Line | None, one: ChannelPlan, base: Draft, margin: Margin) -> _Head:
    found = _HEAD.fullmatch(line.text) if line else None
    if found is None:
        return _Head(one.role, one.budget, one.kpi)
    where = f"The amount in the part on {one.channel.label}"
    unread = not one.budget and amount(found["budget"], base.currency) is None
    budget = one.budget if unread else read_amount(found["budget"], one.budget, base.currency, where, margin)
    return _Head(kept(found["role"], one.role), budget, kept(found["kpi"], one.kpi))
