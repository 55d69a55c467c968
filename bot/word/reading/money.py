"""What does the table of money in a team's template say of the budget and of who spends it?"""

from collections.abc import Sequence
from decimal import Decimal

from bot.word.pieces import BUDGET_COLUMNS
from bot.word.reading.lines import Block
from bot.word.reading.margin import Margin, shown
from bot.word.reading.tables import Row, records, rows, take_grid
from bot.word.reading.values import kept, label, read_amount
from bot.word.words import share
from workflow.draft import BudgetLine, ChannelPlan, Draft, Section
from workflow.money import money


def read_budget(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    """Return the draft with the amounts and roles of the table; a channel stays, whatever became of its row."""
    grid, rest = take_grid(blocks, BUDGET_COLUMNS)
    margin.keep(Section.CHANNELS, rest)
    found = list(rows(grid, BUDGET_COLUMNS, Section.CHANNELS, margin)) if grid else []
    whole = next((row for row in found if label(row["Channel"].text) == "total"), None)
    lines = [row for row in found if row is not whole]
    earlier: list[ChannelPlan | BudgetLine] = [*draft.channels, *draft.other_budget]
    pairs = records(lines, earlier, lambda one: _told(one, draft))
    rows_of = {one.channel: row for row, one in pairs if isinstance(one, ChannelPlan)}
    others = [(row, one) for row, one in pairs if not isinstance(one, ChannelPlan)]
    return draft.model_copy(
        update={
            "channels": tuple(_plan(plan, rows_of.get(plan.channel), draft, margin) for plan in draft.channels),
            "other_budget": tuple(_other(row, one, draft, margin) for row, one in others),
            "total_budget": _total(whole, draft, margin),
        }
    )


def _told(one: ChannelPlan | BudgetLine, draft: Draft) -> tuple[str, ...]:
    name = one.channel.label if isinstance(one, ChannelPlan) else one.name
    return name, one.role, money(one.budget, draft.currency), share(one.budget, draft.total_budget)


def _plan(plan: ChannelPlan, row: Row | None, draft: Draft, margin: Margin) -> ChannelPlan:
    name = plan.channel.label
    if row is None:
        margin.report(f"{name} has no row in the budget any more; its amount stays as it was.")
        return plan
    if label(row["Channel"].text) != label(name):
        margin.report(f"“{shown(row['Channel'].text)}” is still planned as {name}: a channel keeps its name.")
    budget = read_amount(row["Budget"].text, plan.budget, draft.currency, f"The budget of {name}", margin)
    return plan.model_copy(update={"role": kept(row["Role"].text, plan.role), "budget": budget})


def _other(row: Row, base: BudgetLine | None, draft: Draft, margin: Margin) -> BudgetLine:
    one = base or BudgetLine(name="", role="", budget=Decimal(0))
    name = row["Channel"].text
    budget = read_amount(row["Budget"].text, one.budget, draft.currency, f"The budget of “{shown(name)}”", margin)
    return BudgetLine(name=kept(name, one.name), role=kept(row["Role"].text, one.role), budget=budget)


def _total(whole: Row | None, draft: Draft, margin: Margin) -> Decimal:
    if whole is None:
        return draft.total_budget
    return read_amount(whole["Budget"].text, draft.total_budget, draft.currency, "The total", margin)
