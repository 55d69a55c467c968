"""What do the sections that argue the case say in a returned document?"""

import re
from collections.abc import Sequence

from bot.word.reading.lines import Block, Cited, Grid, Line, joined
from bot.word.reading.margin import Margin
from bot.word.reading.tables import Row, grouped, lines_of, parted, records, rows, take_grid
from bot.word.reading.values import (
    cited,
    day_of,
    kept,
    kept_optional,
    key,
    label,
    read_claim,
    read_claims,
    read_day,
    read_optional,
)
from bot.word.sections.case import LEARNING_COLUMNS, NO_PROPOSITION, OBJECTIVE_COLUMNS
from bot.word.words import written
from workflow.draft import Audience, Claim, Draft, Learning, Objective, Proposition, Section
from workflow.matching import origins

_OPEN, _CLOSE, _BREAK = "\ue000", "\ue001", "\ue002"  # private characters, which no text that Baton wrote holds
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_SENTENCE = re.compile(rf"(?<=[.!?…])\s+(?!{_OPEN})|(?<={_CLOSE})\s*(?!{_OPEN})|{_BREAK}")
_OBJECTIVE = tuple(column.title for column in OBJECTIVE_COLUMNS)
_LEARNING = tuple(column.title for column in LEARNING_COLUMNS)
_FACTS = ("Need", "Barrier", "Think", "Feel", "Do")
_LISTS = ("Reasons to believe", "Tone", "Call to action", "Mandatories")


def read_summary(blocks: Sequence[Block], base: Draft) -> tuple[Claim, ...]:
    """Return the claims of the summary, which stand in one paragraph: those that are found whole part the others."""
    text = key(_BREAK.join(_marked(line) for line in lines_of(blocks)))
    found: list[Claim] = []
    waiting: list[Claim] = []
    for claim in base.summary:
        told = key(claim.text + "".join(f"{_OPEN}{source}{_CLOSE}" for source in cited(claim)))
        before, whole, after = text.partition(told)
        if whole:
            found += [*_between(before, waiting), claim]
            text, waiting = after, []
        else:
            waiting.append(claim)
    return (*found, *_between(text, waiting))


def _marked(line: Line) -> str:
    pieces = (f"{_OPEN}{each.source}{_CLOSE}" if isinstance(each, Cited) else each for each in line.pieces)
    return "".join(pieces).replace(f" {_OPEN}", _OPEN)


def _between(text: str, bases: Sequence[Claim]) -> tuple[Claim, ...]:
    parts = [text] if len(bases) == 1 and _BREAK not in text else _SENTENCE.split(text)
    lines = [_line(part) for part in parts]
    said = [line for line in lines if not line.is_blank]
    if len(said) == len(bases):
        return tuple(read_claim(line, base) for line, base in zip(said, bases, strict=True))
    return read_claims(said, bases)


def _line(marked: str) -> Line:
    sources = [Cited(source) for source in _MARKED.findall(marked)]
    return Line("", (_MARKED.sub("", marked).replace(_BREAK, " "), *sources))


def read_objectives(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[Objective, ...]:
    """Return the rows of the table of objectives."""
    grid, rest = take_grid(blocks, _OBJECTIVE)
    margin.keep(Section.OBJECTIVES, rest)
    found = list(rows(grid, _OBJECTIVE, Section.OBJECTIVES, margin)) if grid else []
    pairs = records(
        found, base.objectives, lambda one: (one.statement, one.metric, one.baseline, one.target, written(one.by))
    )
    return tuple(_objective(row, one, base, margin) for row, one in pairs)


def _objective(row: Row, one: Objective | None, base: Draft, margin: Margin) -> Objective:
    statement, metric, baseline, target, due = (row[title].text for title in _OBJECTIVE)
    if one is None:
        if day_of(due) is None:
            margin.report(f"“{statement}” has no date that can be read; it is due at the end of the flight.")
        one = Objective(statement="", metric="", baseline="", target="", by=day_of(due) or base.end)
        due = written(one.by)
    return Objective(
        statement=kept(statement, one.statement),
        metric=kept(metric, one.metric),
        baseline=kept(baseline, one.baseline),
        target=kept(target, one.target),
        by=read_day(due, one.by, f"The date of “{statement}”", margin),
    )


def read_audiences(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[Audience, ...]:
    """Return the audiences, each below its subheading."""
    (_, before), *parts = parted(blocks, [audience.name for audience in base.audiences])
    margin.keep(Section.AUDIENCE, before)
    matches = origins([[key(one.name)] for one in base.audiences], [[key(name)] for name, _ in parts])
    return tuple(
        _audience(name, below, None if origin is None else base.audiences[origin], margin)
        for (name, below), origin in zip(parts, matches, strict=True)
    )


def _audience(name: str, blocks: Sequence[Block], base: Audience | None, margin: Margin) -> Audience:
    grids = [block for block in blocks if isinstance(block, Grid)]
    facts = {label(cell.lines[0].text): cell.lines[1:] for grid in grids for r in grid.rows for cell in r if cell.lines}
    groups = grouped([block for block in blocks if not isinstance(block, Grid)], ("What we know",))
    description, *others = lines_of(groups[""]) or [Line("", ())]
    margin.keep(Section.AUDIENCE, others)
    for title in facts.keys() - {label(fact) for fact in _FACTS}:
        margin.keep(Section.AUDIENCE, [Line("", (f"{title}: ", *joined(facts[title]).pieces))])
    return Audience(
        name=kept(name, base.name) if base else name,
        description=read_claim(description, base.description if base else None),
        facts=read_claims(lines_of(groups.get("What we know", ())), base.facts if base else ()),
        **{label(fact): _fact(facts.get(label(fact), ()), base, label(fact)) for fact in _FACTS},
    )


def _fact(lines: Sequence[Line], base: Audience | None, name: str) -> Claim | None:
    return read_optional(joined(lines) if lines else None, getattr(base, name) if base else None)


def read_proposition(blocks: Sequence[Block], base: Proposition, margin: Margin) -> Proposition:
    """Return the proposition in its box and the lists below it."""
    groups = grouped(blocks, _LISTS)
    boxes = [block for block in groups[""] if isinstance(block, Grid)]
    said = lines_of(boxes[:1]) or lines_of(groups[""])[:1]
    margin.keep(Section.PROPOSITION, [line for line in lines_of(groups[""]) if line not in said])
    reasons, tone, action, mandatories = (lines_of(groups.get(name, ())) for name in _LISTS)
    margin.keep(Section.PROPOSITION, action[1:])
    return Proposition(
        statement=_statement(said, base.statement),
        reasons=read_claims(reasons, base.reasons),
        tone=read_claims(tone, base.tone),
        call_to_action=read_optional(action[0] if action else None, base.call_to_action),
        mandatories=read_claims(mandatories, base.mandatories),
    )


def _statement(said: Sequence[Line], base: Claim | None) -> Claim | None:
    whole = joined(said)
    if key(whole.text) == key(NO_PROPOSITION) or whole.is_blank:
        return None
    return read_claim(whole, base)


def read_learnings(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[tuple[Learning, ...], str | None]:
    """Return what earlier campaigns taught, and the sentence that says why nothing is cited."""
    grid, rest = take_grid(blocks, _LEARNING)
    found = list(rows(grid, _LEARNING, Section.LEARNINGS, margin)) if grid else []
    pairs = records(found, base.learnings, lambda one: (one.campaign, one.happened.text, one.therefore.text))
    said, *others = lines_of(rest) or [Line("", ())]
    margin.keep(Section.LEARNINGS, others)
    return tuple(_learning(row, one) for row, one in pairs), kept_optional(said.text, base.no_learnings)


def _learning(row: Row, base: Learning | None) -> Learning:
    campaign, happened, therefore = (row[title] for title in _LEARNING)
    return Learning(
        campaign=kept(campaign.text, base.campaign if base else ""),
        happened=read_claim(happened.whole, base.happened if base else None),
        therefore=read_claim(therefore.whole, base.therefore if base else None),
    )
