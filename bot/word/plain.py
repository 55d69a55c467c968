"""What does any Word document say, section by section, whoever made it and however it looks?"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.word.archive import UnsafeFile
from bot.word.guard import guard
from bot.word.normalise import normalise
from bot.word.places import outlined
from bot.word.reading.lines import Block, Grid, Line, read_blocks
from bot.word.topics import Topic, topics_of
from bot.word.xml import qualified
from workflow.draft import Section
from workflow.shadow.sheet import Part, Passage, Sheet

MOST_TEXT = 300_000
"""Characters that are read of a document: ten times a long brief."""
MOST_PARAGRAPHS = 5_000
"""Paragraphs that are read, those of cells included: ten times a long brief, too."""
FEWEST_WORDS = 40
"""Words under which a document is no brief that could be compared with another."""

_SECTIONS = {
    Topic.SUMMARY: Section.SUMMARY,
    Topic.FACTS: Section.SUMMARY,
    Topic.APPROACH: Section.SUMMARY,
    Topic.GOAL: Section.OBJECTIVES,
    Topic.OBJECTIVES: Section.OBJECTIVES,
    Topic.AUDIENCE: Section.AUDIENCE,
    Topic.MARKET: Section.AUDIENCE,
    Topic.PROPOSITION: Section.PROPOSITION,
    Topic.REASONS: Section.PROPOSITION,
    Topic.TONE: Section.PROPOSITION,
    Topic.CALL_TO_ACTION: Section.PROPOSITION,
    Topic.MANDATORIES: Section.PROPOSITION,
    Topic.CHANNELS: Section.CHANNELS,
    Topic.DELIVERABLES: Section.CHANNELS,
    Topic.BUDGET: Section.CHANNELS,
    Topic.TOTAL: Section.CHANNELS,
    Topic.LEARNINGS: Section.LEARNINGS,
    Topic.DIRECTIONS: Section.DIRECTIONS,
    Topic.TIMELINE: Section.TIMELINE,
    Topic.START: Section.TIMELINE,
    Topic.END: Section.TIMELINE,
    Topic.MEASUREMENT: Section.MEASUREMENT,
    Topic.TRACKING: Section.MEASUREMENT,
    Topic.RISKS: Section.RISKS,
    Topic.QUESTIONS: Section.RISKS,
    Topic.APPROVALS: Section.APPROVALS,
    Topic.SOURCES: Section.SOURCES,
}
_OURS = {f"sec_{section}": section for section in Section}
_LONGEST_HEADING = 60
_MOST_HEADING_WORDS = 9
_LISTS = ("List", "BriefBullet")  # how the ids of styles of lists begin, in Word and in our documents
_LABELLED = 2  # cells of a row that names something and says it


def read_sheet(content: bytes) -> Sheet:
    """Return the words of a document by section: tracked changes accepted, comments, pictures and notes left behind.

    Raises:
        UnsafeFile: when the file is no Word document, harmful, endless, or says next to nothing.
    """
    file = guard(content)
    if sum(map(len, file.body.itertext())) > MOST_TEXT:
        raise UnsafeFile(f"This document holds more than {MOST_TEXT:,} characters. Send the brief alone.")
    if len(list(file.body.iter(qualified("p")))) > MOST_PARAGRAPHS:
        raise UnsafeFile(f"This document has more than {MOST_PARAGRAPHS:,} paragraphs. Send the brief alone.")
    normalise(file.body)
    blocks = _without_cover(read_blocks(file.body))
    sheet = Sheet(parts=tuple(_parts(blocks, outlined(file.beside("styles.xml")))))
    if len(sheet.said().split()) < FEWEST_WORDS:
        raise UnsafeFile("This document says next to nothing: words in pictures are not read. Send the brief as text.")
    return sheet


def _without_cover(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return what follows the cover of a document that was made from one of ours; all of any other."""
    first = next((i for i, block in enumerate(blocks) if isinstance(block, Line) and _ours(block)), 0)
    return blocks[first:]


def _parts(blocks: Sequence[Block], headings: frozenset[str]) -> Iterator[Part]:
    section: Section | None = None
    title, passages = "", list[Passage]()
    for block in blocks:
        if isinstance(block, Line) and _is_heading(block, headings):
            yield Part(section=section, title=title, passages=tuple(passages))
            section, title, passages = _section_of(block), block.text, []
        elif isinstance(block, Grid) and _is_labelled(block):
            yield Part(section=section, title=title, passages=tuple(passages))
            yield from _rows(block)
            section, title, passages = None, "", []
        else:
            passages += _passages(block)
    yield Part(section=section, title=title, passages=tuple(passages))


def _is_heading(line: Line, headings: frozenset[str]) -> bool:
    text = line.text.rstrip(":")
    if not text or len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_HEADING_WORDS:
        return False
    shown = line.style in headings or (line.bold and not line.listed and not text.endswith((".", ",", ";", "!")))
    return bool(shown or _ours(line))


def _ours(line: Line) -> Section | None:
    return next((_OURS[name] for name in line.bookmarks if name in _OURS), None)


def _section_of(line: Line) -> Section | None:
    return _ours(line) or section_named(line.text)


@lru_cache(maxsize=256)
def section_named(heading: str) -> Section | None:
    """Return the section that a heading or label means; None where it means none."""
    told = heading.rstrip(":")
    if len(told) > _LONGEST_HEADING or len(told.split()) > _MOST_HEADING_WORDS:
        return None
    likely = topics_of(told)
    return _SECTIONS.get(likely[0]) if likely else None


def _is_labelled(grid: Grid) -> bool:
    """Tell whether a table is a form: at least two rows, and most of them, name a part of a brief and then say it."""
    named = [row for row in grid.rows if len(row) == _LABELLED and section_named(row[0].text) and row[1].text]
    return len(named) > 1 and len(named) * 2 > len(grid.rows)


def _rows(grid: Grid) -> Iterator[Part]:
    for row in grid.rows:
        label, *rest = row
        passages = tuple(one for cell in rest for block in cell.blocks for one in _passages(block))
        yield Part(section=section_named(label.text), title=label.text, passages=passages)


def _passages(block: Block) -> Iterator[Passage]:
    if isinstance(block, Line):
        if block.text:
            yield Passage(text=block.text, bullet=block.listed or block.style.startswith(_LISTS))
        return
    rows = tuple(tuple(cell.text for cell in row) for row in block.rows)
    if _is_box(rows):
        yield from (Passage(text=line.text) for row in block.rows for cell in row for line in cell.lines)
    elif any(map(any, rows)):
        yield Passage(rows=rows)


def _is_box(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Tell whether a table is a frame around text rather than rows and columns."""
    return all(sum(map(bool, row)) <= 1 for row in rows)
