"""What does a document in the team's template say now, as the draft that it was rendered from and what became of it?"""

from collections.abc import Mapping, Sequence

from bot.word import comments as remarks
from bot.word.guard import guard
from bot.word.ingest import Ingested, MarginNote
from bot.word.marks import Placed, with_gaps
from bot.word.normalise import normalise, tracked_changes
from bot.word.pieces import Piece
from bot.word.reading.filled import Found, Item, found_in, is_marked, settled, text_of
from bot.word.reading.lines import Block, Cell, Grid, Line, all_lines, read_blocks
from bot.word.reading.margin import Margin, shown
from bot.word.reading.tables import lines_of
from bot.word.reading.topics import read_topic
from bot.word.reading.values import key
from bot.word.template import Filled
from bot.word.topics import Topic
from bot.word.writing import flat
from workflow.draft import Draft, Section
from workflow.errors import NotAllowed
from workflow.matching import origins

_UNMARKED = (
    "Baton cannot tell which words belong where in your template: its invisible marks are gone from this document. "
    "Edit the document that Baton posted, in Word or LibreOffice, and send that."
)

_SECTIONS: Mapping[Topic, Section] = {
    Topic.OBJECTIVES: Section.OBJECTIVES,
    Topic.GOAL: Section.OBJECTIVES,
    Topic.AUDIENCE: Section.AUDIENCE,
    Topic.APPROACH: Section.PROPOSITION,
    Topic.PROPOSITION: Section.PROPOSITION,
    Topic.REASONS: Section.PROPOSITION,
    Topic.TONE: Section.PROPOSITION,
    Topic.CALL_TO_ACTION: Section.PROPOSITION,
    Topic.MANDATORIES: Section.PROPOSITION,
    Topic.CHANNELS: Section.CHANNELS,
    Topic.DELIVERABLES: Section.CHANNELS,
    Topic.BUDGET: Section.CHANNELS,
    Topic.LEARNINGS: Section.LEARNINGS,
    Topic.DIRECTIONS: Section.DIRECTIONS,
    Topic.TIMELINE: Section.TIMELINE,
    Topic.MEASUREMENT: Section.MEASUREMENT,
    Topic.TRACKING: Section.MEASUREMENT,
    Topic.RISKS: Section.RISKS,
    Topic.QUESTIONS: Section.RISKS,
    Topic.APPROVALS: Section.APPROVALS,
    Topic.SOURCES: Section.SOURCES,
}
"""The section that a topic belongs to; the others belong to the summary."""


def ingest_filled(content: bytes, base: Draft, original: Filled) -> Ingested:
    """Return the draft that a returned .docx makes of `base`, which was rendered as `original`.

    Only places whose words changed are read: all else stays what it was, whatever an editor did to its form.

    Raises:
        UnsafeFile: when the file is no Word document or harmful.
        NotAllowed: when no mark of ours is left in it.
    """
    file = guard(content)
    made, tracked = remarks.comments(file), tracked_changes(file.body)
    normalise(file.body)
    returned = read_blocks(file.body)
    if not is_marked(returned):
        raise NotAllowed(_UNMARKED)
    rendered = guard(original.document).body
    normalise(rendered)
    before = read_blocks(rendered)
    found, was = found_in(returned, before), found_in(before, before)
    margin = Margin()
    draft = base
    for name, placed in original.placed.items():
        now, then = found.places.get(name, []), was.places.get(name, [])
        if _words(now) != _words(then):
            draft = _read(placed, now, then, draft, margin)
    _report_rest(found, original, margin)
    if _pictures(returned) > _pictures(before):
        margin.report("A picture was not taken over: a brief holds words and figures.")
    draft = draft.model_copy(update={"notes": (*draft.notes, *margin.notes)})
    notes = tuple(_margin_note(one, found, original) for one in made)
    return Ingested(draft, notes, (), tuple(dict.fromkeys(margin.problems)), tracked)


def _words(found: Sequence[Item]) -> list[str]:
    return [key(text_of(item.block)) for item in found]


def _read(placed: Placed, now: Sequence[Item], then: Sequence[Item], draft: Draft, margin: Margin) -> Draft:
    if placed.topic is None:
        return _read_line(placed, now, then, draft, margin)
    blocks = settled(now, placed, draft)
    if placed.flattened and any(piece.rows for piece in placed.told):
        blocks = _unflattened(placed, lines_of(blocks), margin)
    return read_topic(placed.topic, blocks, draft, margin)


def _read_line(placed: Placed, now: Sequence[Item], then: Sequence[Item], draft: Draft, margin: Margin) -> Draft:
    """Read the topics of a line from between the template's own words in it."""
    pattern = with_gaps(placed.line)
    told, was = (pattern.fullmatch(key(" ".join(_words(items)))) for items in (now, then))
    if told is None or was is None:
        said = " ".join(text_of(item.block) for item in now)
        margin.report(f"“{shown(said)}” shares a line with your template's own words; it was not taken over.")
        return draft
    topics = [part for part in placed.line if isinstance(part, Topic)]
    for topic, text, before in zip(topics, told.groups(), was.groups(), strict=True):
        if text == before:
            continue
        if "; " in before:
            margin.report(f"“{topic.label}” stands in one line of your template; “{shown(text)}” was not taken over.")
        else:
            draft = read_topic(topic, [Line("", (text,))], draft, margin)
    return draft


def _unflattened(placed: Placed, lines: Sequence[Line], margin: Margin) -> list[Block]:
    """Return a table from the lines that were made of its rows, and the other lines as they are."""
    rows = [row for piece in placed.told for row in piece.rows[1:]]
    header = next(piece.rows[0] for piece in placed.told if piece.rows)
    told = [key(piece.text) for piece in flat([Piece(rows=(header, row)) for row in rows])]
    matches = origins([[text] for text in told], [[key(line.text)] for line in lines])
    plain = {key(piece.text) for piece in placed.told if not piece.rows}
    made, rest = [header], [line for line in lines if key(line.text) in plain]
    for line, origin in zip(lines, matches, strict=True):
        if line in rest:
            continue
        row = _row(line.text, None if origin is None else rows[origin], header)
        if row is None:
            margin.report(
                f"“{shown(line.text)}” cannot be read as a row ({' – '.join(header)}); it was not taken over."
            )
            row = rows[origin] if origin is not None else None
        made += [row] if row else []
    cells = (tuple(Cell((Line("", (text,)),) if text else ()) for text in row) for row in made)
    return [Grid(tuple(cells)), *rest]


def _row(text: str, base: Sequence[str] | None, header: Sequence[str]) -> tuple[str, ...] | None:
    parts = text.split(" – ")
    filled = [i for i, cell in enumerate(base) if cell] if base is not None else list(range(len(header)))
    if len(parts) != len(filled):
        return None
    told = dict(zip(filled, parts, strict=True))
    return tuple(told.get(i, "") for i in range(len(header)))


def _pictures(blocks: Sequence[Block]) -> int:
    return sum(line.pictures for line in all_lines(blocks))


def _report_rest(found: Found, original: Filled, margin: Margin) -> None:
    for was, now in found.own:
        margin.report(f"“{shown(was)}” is your template's own; “{shown(now)}” was not taken over.")
    for place, block in found.added:
        margin.keep(_section(place, original), [block])


def _section(place: str | None, original: Filled) -> Section:
    topic = None if place is None else original.placed[place].topic
    return _SECTIONS.get(topic, Section.SUMMARY) if topic else Section.SUMMARY


def _margin_note(comment: remarks.Comment, found: Found, original: Filled) -> MarginNote:
    places = (
        place
        for place, items in found.places.items()
        for line in all_lines([item.block for item in items])
        if comment.id in line.comments
    )
    place = next(places, None)
    return MarginNote(
        author=comment.author,
        at=comment.at,
        text=comment.text,
        anchor=comment.anchor,
        section=None if place is None else _section(place, original),
        resolved=comment.resolved,
        reply=comment.reply,
    )
