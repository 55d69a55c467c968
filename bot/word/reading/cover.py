"""What does the top of a returned document say: the title, the key facts, the answers to requests?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.word.reading.lines import Block, Cell, Grid, Line, read_blocks
from bot.word.reading.margin import Margin, shown
from bot.word.reading.tables import lines_of, said_by_baton
from bot.word.reading.values import kept, kept_optional, key, label, read_amount, read_day
from bot.word.sections.cover import changes
from bot.word.words import DOT, written
from workflow.draft import Draft, Objective, Section

_KICKER = "campaign brief"
_CHANGED = "what changed in this revision"
_STATUS = re.compile(r"Revision \d+\s*·.*", re.DOTALL)
_FLIGHT = re.compile(r"(.*?)\s+(?:to|–|-)\s+(.*)", re.DOTALL)
_NO_MARKET = "Not stated"
_FACTS = ("author", "budget", "flight", "market", "channels", "goal")


@dataclass(frozen=True)
class Cover:
    """What the top of the first page says about the whole brief; `goal` is the first objective as it is shown there."""

    title: str
    total_budget: Decimal
    start: date
    end: date
    market: str | None
    goal: Objective | None


def read_cover(blocks: Sequence[Block], base: Draft, margin: Margin) -> Cover:
    """Return the facts of the cover; what it only repeats of other places is reported where it was edited."""
    band, facts, answers, rest = _parts(blocks)
    margin.keep(Section.SUMMARY, [line for line in lines_of(rest) if not _STATUS.fullmatch(line.text)])
    for line in lines_of(rest):
        if _STATUS.fullmatch(line.text) and not key(line.text).endswith(_by(base)):
            margin.report(f"The line on the revision is Baton’s own: “{shown(line.text)}” was not read.")
    said_by_baton(answers, _expected_answers(base), "The record of answers to requests is Baton’s own", margin)
    title, market = _read_band(band, base, margin)
    stated = _market(facts.get("market"), base)
    start, end = _flight(facts.get("flight"), base, margin)
    _check_repeated(facts, base, margin)
    return Cover(
        title=title,
        total_budget=_budget(facts.get("budget"), base, margin),
        start=start,
        end=end,
        market=stated if stated != base.market else market,
        goal=_goal(facts.get("goal"), base, margin),
    )


def _by(base: Draft) -> str:
    return key(f"{base.written_by}, {written(base.written_on)}")


def _parts(blocks: Sequence[Block]) -> tuple[list[Line], dict[str, str], list[Block], list[Block]]:
    """Sort the blocks of the cover: the band's lines, the facts by label, the box of answers, and the rest."""
    band: list[Line] = []
    facts: dict[str, str] = {}
    answers: list[Block] = []
    rest: list[Block] = []
    for block in blocks:
        lines = lines_of([block])
        first = label(lines[0].text) if lines else ""
        if isinstance(block, Grid) and (first.startswith(_KICKER) or any(line.style == "Title" for line in lines)):
            band = lines
        elif isinstance(block, Grid) and any(label(line.text) == _CHANGED for line in lines):
            answers.append(block)
        elif isinstance(block, Grid) and first in _FACTS:
            facts |= {label(cell.lines[0].text): _below(cell) for row in block.rows for cell in row if cell.lines}
        else:
            rest.append(block)
    return band, facts, answers, rest


def _below(cell: Cell) -> str:
    return "\n".join(line.text for line in cell.lines[1:])


def _expected_answers(base: Draft) -> list[Block]:
    return [block for made in changes(base) for block in read_blocks([made])]


def _read_band(band: Sequence[Line], base: Draft, margin: Margin) -> tuple[str, str | None]:
    """Return title and market; the line below the title shows the team and, where there is one, the market."""
    titles = [line for line in band if line.style == "Title"] or list(band[1:2])
    below = band[band.index(titles[-1]) + 1 :] if titles else []
    above = band[: band.index(titles[0])] if titles else band
    margin.keep(Section.SUMMARY, [line for line in above if not label(line.text).startswith(_KICKER)])
    title = "\n".join(line.text for line in titles)
    parts = [part for line in below for part in line.text.split(DOT.strip()) if key(part)]
    market = key(parts[-1]) if base.market and parts else base.market
    if base.market and market != key(base.market):
        told = shown(" ".join(line.text for line in below))
        margin.report(f"Of “{told}” below the title only the market is read: “{shown(market or '')}”.")
    if not title:
        margin.report(f"The title is gone; it stays “{shown(base.title)}”.")
    return kept(title, base.title) or base.title, kept_optional(market or "", base.market)


def _market(text: str | None, base: Draft) -> str | None:
    if text is None:
        return base.market
    return kept_optional("" if key(text) == key(_NO_MARKET) else text, base.market)


def _budget(text: str | None, base: Draft, margin: Margin) -> Decimal:
    if text is None:
        return base.total_budget
    return read_amount(text, base.total_budget, base.currency, "The budget on the cover", margin)


def _flight(text: str | None, base: Draft, margin: Margin) -> tuple[date, date]:
    found = _FLIGHT.fullmatch(key(text or ""))
    if found is None:
        if text is not None:
            margin.report(f"The flight cannot be read from “{shown(text)}”; it stays as it was.")
        return base.start, base.end
    return read_day(found[1], base.start, "The start", margin), read_day(found[2], base.end, "The end", margin)


def _goal(text: str | None, base: Draft, margin: Margin) -> Objective | None:
    """Return the first objective as the cover tells it, for it may have been edited there."""
    if text is None or not base.objectives:
        return None
    first = base.objectives[0]
    if key(text) == key(f"{first.metric}: {first.target}"):
        return first
    metric, parted, target = text.rpartition(": ")
    if not parted:
        margin.report(f"The goal cannot be read from “{shown(text)}”; it is taken from the table of objectives.")
        return None
    return first.model_copy(update={"metric": kept(metric, first.metric), "target": kept(target, first.target)})


def _check_repeated(facts: Mapping[str, str], base: Draft, margin: Margin) -> None:
    for name in facts.keys() - set(_FACTS):
        margin.report(f"“{shown(name)}” is no fact that the cover shows; what stands below it was not read.")
    listed = ", ".join(plan.channel.label for plan in base.channels)
    if "channels" in facts and key(facts["channels"]) != key(listed):
        margin.report(
            f"The cover lists the channels of the plan: “{shown(facts['channels'])}” has to be changed there."
        )
    if base.author and "author" in facts and key(facts["author"]) != key(base.author):
        margin.report(f"A document cannot hand a brief over to “{shown(facts['author'])}”; its author stays.")
