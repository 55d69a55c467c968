"""What do the last sections show: risks and questions, approvals, sources, and what the draft could not do?"""

from bot.word.blocks import claim_runs, gap, note, paragraph, run, source_mark
from bot.word.palette import PANEL
from bot.word.tables import Column, box, ruled_table
from bot.word.words import written
from bot.word.xml import Element
from workflow.draft import Draft

RISK_COLUMNS = (Column("Risk", 50), Column("What to do about it", 50))
"""The columns of the table of risks."""
QUESTION_COLUMNS = (Column("Open question", 54), Column("Section that waits", 24), Column("Who can answer", 22))
"""The columns of the table of open questions."""
APPROVAL_COLUMNS = (Column("Stage", 34), Column("Who decides", 42), Column("Working time", 24))
"""The columns of the table of approvals."""
SOURCE_COLUMNS = (Column("Mark", 8), Column("Source", 56), Column("Where it is kept", 36))
"""The columns of the table of sources."""
LIMITS_TITLE = "What this draft could not do"
"""What stands above the list of limits."""


def risks(draft: Draft) -> list[Element]:
    """Return what could go wrong and what the inputs leave open."""
    rows = [[claim_runs(risk.risk), [run(risk.response)]] for risk in draft.risks]
    asked = [[[run(one.text)], [run(one.section.label)], [run(one.owner)]] for one in draft.questions]
    tables = [ruled_table(columns, made) for columns, made in ((RISK_COLUMNS, rows), (QUESTION_COLUMNS, asked)) if made]
    return _apart(tables)


def _apart(tables: list[Element]) -> list[Element]:
    return [part for one in tables for part in (paragraph("Normal", []), one)][1:]


def approvals(draft: Draft) -> list[Element]:
    """Return the chain of stages that must approve."""
    if not draft.approvals:
        return []
    rows = [[[run(one.title, bold=True)], [run(one.approvers)], [run(one.sla)]] for one in draft.approvals]
    return [ruled_table(APPROVAL_COLUMNS, rows)]


def sources(draft: Draft) -> list[Element]:
    """Return what the marks in brackets lead to."""
    if not draft.sources:
        return []
    rows = [
        [source_mark(i, source.id), [run(source.title)], [run(source.locator)]]
        for i, source in enumerate(draft.sources)
    ]
    return [ruled_table(SOURCE_COLUMNS, rows)]


def limits(draft: Draft) -> list[Element]:
    """Return the note on who wrote the draft and what it could not do; Word wants a paragraph after it."""
    drafted = f"Drafted by {draft.written_by} on {written(draft.written_on)}."
    if not draft.limits:
        return [note(drafted)]
    listed = [paragraph("BriefBullet", [run(limit)]) for limit in draft.limits]
    content = [paragraph("BriefLabel", [run(LIMITS_TITLE)]), *listed, note(drafted)]
    return [paragraph("Normal", []), box(content, PANEL), gap()]
