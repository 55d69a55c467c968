"""How are people told what was understood of a file, and what was refused?"""

from collections.abc import Iterator, Sequence

from bot.library_files.understood import Refusal, Understood
from storage.library import Added
from workflow.drafting.learnings import told as dispute_told
from workflow.drafting.metrics import cost
from workflow.drafting.words import count, day, listing
from workflow.library import Item, PriorCampaign, Ratio
from workflow.money import money, number

MOST_TOLD = 10
_OUTCOMES = {"added": "", "replaced": " (in place of an older version)", "known": " (known already)"}


def understood_lines(file: str, found: Understood, added: Sequence[Added]) -> Iterator[str]:
    """Yield a line for the file and one for each item that was kept."""
    if not added:
        yield f"{file}: nothing was added."
        return
    yield f"{file}: {count(len(added), 'item')}."
    pairs = list(zip(found.items, added, strict=True))
    for item, kept in pairs[:MOST_TOLD]:
        yield f"  {kept.id}  {item.title}{_OUTCOMES[kept.outcome]}: {_summary(item)}"
        if isinstance(item, PriorCampaign):
            yield from (f"       Not quoted: {dispute_told(each, item)}." for each in item.disputes[:MOST_TOLD])
    if len(pairs) > MOST_TOLD:
        yield f"  … and {len(pairs) - MOST_TOLD} more."
    for remark in dict.fromkeys(filter(None, found.inferred)):
        yield f"  Taken for granted: {remark}."


def _summary(item: Item) -> str:
    if not isinstance(item, PriorCampaign):
        return f"research, {item.origin.place} that can be quoted"
    total = item.total
    each = total.rate(Ratio.COST_PER_RESULT)
    currency = total.spend.currency if total.spend else ""
    parts = [
        listing([channel.label for channel in item.channels]),
        f"{money(total.spend.amount, currency)} spent" if total.spend else "",
        f"{number(total.results.value)} {total.results.of}" if total.results else "",
        f"{cost(each.value, currency)} each" if each else "",
        f"until {day(item.ended)}" if item.ended else "",
        item.origin.place,
    ]
    return ", ".join(filter(None, parts))


def told(file: str, refusals: Sequence[Refusal]) -> Iterator[str]:
    """Yield a line for each refusal, the first few of very many."""
    for refusal in refusals[:MOST_TOLD]:
        where = f", {refusal.place}" if refusal.place else ""
        yield f"{file}{where}: {refusal.reason}"
    if len(refusals) > MOST_TOLD:
        yield f"{file}: {len(refusals) - MOST_TOLD} more rows were refused."
