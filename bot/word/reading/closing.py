"""What do the last sections say in a returned document: risks and questions, approvals, sources, limits?"""

from collections.abc import Sequence

from bot.word.outside import OUR_OWN
from bot.word.reading.lines import Block, Grid, read_blocks
from bot.word.reading.margin import Margin, shown
from bot.word.reading.tables import Row, lines_of, records, rows, said_by_baton, take_grid
from bot.word.reading.values import kept, key, label, read_claim
from bot.word.sections.closing import (
    APPROVAL_COLUMNS,
    LIMITS_TITLE,
    QUESTION_COLUMNS,
    RISK_COLUMNS,
    SOURCE_COLUMNS,
    approvals,
    limits,
)
from workflow.draft import Draft, Question, Risk, Section, Source

_RISK, _QUESTION, _APPROVAL, _SOURCE = (
    tuple(column.title for column in columns)
    for columns in (RISK_COLUMNS, QUESTION_COLUMNS, APPROVAL_COLUMNS, SOURCE_COLUMNS)
)

_HELD = label(OUR_OWN)  # what the copy for an agency shows instead of a place


def read_risks(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[tuple[Risk, ...], tuple[Question, ...]]:
    """Return what could go wrong and what is still open."""
    risks, rest = take_grid(blocks, _RISK)
    asked, rest = take_grid(rest, _QUESTION)
    margin.keep(Section.RISKS, rest)
    found = list(rows(risks, _RISK, Section.RISKS, margin)) if risks else []
    pairs = records(found, base.risks, lambda one: (one.risk.text, one.response))
    open_rows = list(rows(asked, _QUESTION, Section.RISKS, margin)) if asked else []
    questions = records(open_rows, base.questions, lambda one: (one.text, one.section.label, one.owner))
    return tuple(_risk(row, one) for row, one in pairs), tuple(_question(row, one, margin) for row, one in questions)


def _risk(row: Row, base: Risk | None) -> Risk:
    risk, response = (row[title] for title in _RISK)
    return Risk(
        risk=read_claim(risk.whole, base.risk if base else None),
        response=kept(response.text, base.response if base else ""),
    )


def _question(row: Row, base: Question | None, margin: Margin) -> Question:
    text, waits, owner = (row[title].text for title in _QUESTION)
    section = next((each for each in Section if label(each.label) == label(waits)), None)
    if section is None:
        margin.report(f"“{shown(waits)}” is not a section; “{shown(text)}” waits where it did.")
    return Question(
        text=kept(text, base.text if base else ""),
        section=section or (base.section if base else Section.RISKS),
        owner=kept(owner, base.owner if base else ""),
    )


def check_approvals(blocks: Sequence[Block], base: Draft, margin: Margin) -> None:
    """Report edits of the chain: it belongs to the team file, and a document cannot change who decides."""
    grid, rest = take_grid(blocks, _APPROVAL)
    margin.keep(Section.APPROVALS, rest)
    written = [read_blocks([made]) for made in approvals(base)]
    expected = [block for blocks in written for block in blocks]
    said_by_baton([grid] if grid else [], expected, "The chain of approval is the team’s own", margin)


def read_sources(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[Source, ...]:
    """Return the rows of the table of sources."""
    grid, rest = take_grid(blocks, _SOURCE)
    margin.keep(Section.SOURCES, rest)
    found = list(rows(grid, _SOURCE, Section.SOURCES, margin)) if grid else []
    pairs = records(found, base.sources, lambda one: (one.id, one.title, one.locator))
    return tuple(_source(row, one) for row, one in pairs)


def _source(row: Row, base: Source | None) -> Source:
    one = base or Source(id="", title="", locator="")
    mark, title, locator = (row[name].text for name in _SOURCE)
    place = one.locator if base and (not locator or label(locator).startswith(_HELD)) else kept(locator, one.locator)
    return Source(id=kept(mark, one.id), title=kept(title, one.title), locator=place)


def take_limits(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[Block, ...]:
    """Return the blocks without the closing note on what the draft could not do, which is Baton's own record."""
    written = [read_blocks([made])[0] for made in limits(base)]
    expected = {key(line.text) for line in lines_of(written)}
    kept_blocks: list[Block] = []
    for block in blocks:
        lines = lines_of([block])
        if isinstance(block, Grid) and any(label(line.text) == label(LIMITS_TITLE) for line in lines):
            said_by_baton([block], written, "The note on limits is Baton’s own record", margin)
        elif not (lines and all(key(line.text) in expected for line in lines)):
            kept_blocks.append(block)
    return tuple(kept_blocks)
