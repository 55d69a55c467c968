"""What does a document that people edited say now, as the draft that it was rendered from and what became of it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from difflib import SequenceMatcher

from bot.word import comments as remarks
from bot.word.archive import UnsafeFile
from bot.word.guard import WordFile, guard
from bot.word.normalise import normalise, tracked_changes
from bot.word.reading.case import (
    read_audiences,
    read_learnings,
    read_objectives,
    read_proposition,
    read_summary,
)
from bot.word.reading.channels import Money, read_channels
from bot.word.reading.closing import check_approvals, read_risks, read_sources, take_limits
from bot.word.reading.cover import Cover, read_cover
from bot.word.reading.lines import Block, Line, all_lines, read_blocks
from bot.word.reading.margin import Margin, shown
from bot.word.reading.plan import read_directions, read_kpis, read_phases
from bot.word.reading.tables import grouped, lines_of
from bot.word.reading.values import chosen, key, label, read_claims
from bot.word.xml import qualified
from workflow.draft import BudgetLine, ChannelPlan, Draft, Objective, Section, SectionNote
from workflow.money import money

_MOST_TEXT = 300_000  # characters: ten times a long brief
_ALIKE = 0.8  # of the letters: a heading that was reworded less is still ours


@dataclass(frozen=True)
class MarginNote:
    """A Word comment, to be shown as a change request: on which words of which section, by whom, when, and what.

    `at` is None where the file does not tell.
    """

    author: str
    at: datetime | None
    text: str
    anchor: str
    section: Section | None
    resolved: bool
    reply: bool


@dataclass(frozen=True)
class ExtraSection:
    """A section that people added: its heading, its words, and the section after which it stands.

    The draft carries it as notes of that section, so that the next document shows it too.
    """

    title: str
    text: str
    after: Section


@dataclass(frozen=True)
class Ingested:
    """What a returned document says.

    Attributes:
        draft: the base with every edit that fits a field.
        comments: what people remarked in the margin.
        extra: sections that people added.
        problems: a sentence for each thing that could not be taken over as it stands.
        tracked_changes: how many insertions, deletions and moves were accepted.
    """

    draft: Draft
    comments: tuple[MarginNote, ...]
    extra: tuple[ExtraSection, ...]
    problems: tuple[str, ...]
    tracked_changes: int


def ingest(content: bytes, base: Draft) -> Ingested:
    """Return the draft that a returned .docx makes of `base`, the revision that it was rendered from.

    Raises:
        UnsafeFile: when the file is no Word document or harmful.
    """
    file = guard(content)
    if sum(map(len, file.body.itertext())) > _MOST_TEXT:
        raise UnsafeFile(f"This document holds more than {_MOST_TEXT:,} characters. Send the brief alone.")
    made, tracked = remarks.comments(file), tracked_changes(file.body)
    normalise(file.body)
    margin = Margin()
    blocks = read_blocks(file.body)
    parts, extra = _sections(blocks, base, margin)
    _report_lost(file, parts, margin)
    draft = _draft(parts, base, margin)
    places = _places(blocks)
    notes = tuple(_margin_note(one, places) for one in made)
    return Ingested(draft, notes, tuple(extra), tuple(dict.fromkeys(margin.problems)), tracked)


_Parts = dict[Section | None, list[Block]]


def _sections(blocks: Sequence[Block], base: Draft, margin: Margin) -> tuple[_Parts, list[ExtraSection]]:
    """Part the body at the headings of sections, those of people's own included; None holds the cover."""
    parts: _Parts = {None: []}
    extra: list[tuple[Line, Section, list[Block]]] = []
    section: Section | None = None
    current = parts[None]
    for block in blocks:
        found = _section_of(block, parts)
        if found is not None and isinstance(block, Line):
            section = found
            current = parts.setdefault(section, [] if _is_heading(block, section) else [block])
            _report_heading(block, section, margin)
        elif section and isinstance(block, Line) and block.style == "Heading1" and block.text:
            current = []
            extra.append((block, section, current))
        else:
            current.append(block)
    last = extra[-1][2] if extra and extra[-1][2] is current else parts[section]
    last[:] = take_limits(last, base, margin)
    return parts, [_extra(heading, after, inside, margin) for heading, after, inside in extra]


def _section_of(block: Block, known: _Parts) -> Section | None:
    """Return the section that a line opens: by its bookmark, else by its heading; each section once."""
    if not isinstance(block, Line):
        return None
    free = [section for section in Section if section not in known]
    marked = (section for section in free if f"sec_{section}" in block.bookmarks)
    worded = (section for section in free if block.style == "Heading1" and _is_alike(block.text, section))
    return next(marked, None) or next(worded, None)


def _is_alike(text: str, section: Section) -> bool:
    return SequenceMatcher(None, label(text), label(section.label), autojunk=False).ratio() >= _ALIKE


def _is_heading(line: Line, section: Section) -> bool:
    """Say whether a marked line is a heading, and not the text that the mark fell on when the heading was deleted."""
    return line.style == "Heading1" or _is_alike(line.text, section)


def _report_heading(line: Line, section: Section, margin: Margin) -> None:
    if _is_heading(line, section) and key(line.text) != key(section.label):
        margin.report(f"The heading “{shown(line.text)}” was read as “{section.label}”, which keeps its name.")


def _extra(heading: Line, after: Section, blocks: Sequence[Block], margin: Margin) -> ExtraSection:
    lines = lines_of(blocks)
    for line in lines or [Line("", ())]:
        margin.note(after, Line("", (f"{heading.text}: ", *line.pieces)))
    margin.report(f"The section “{shown(heading.text)}” is kept as notes of “{after.label}”.")
    return ExtraSection(heading.text, "\n".join(line.text for line in lines), after)


def _report_lost(file: WordFile, parts: _Parts, margin: Margin) -> None:
    """Report pictures, and keep footnotes as notes of their section."""
    for section, blocks in parts.items():
        for line in all_lines(blocks):
            if line.pictures:
                where = f"“{section.label}”" if section else "the first page"
                margin.report(f"A picture in {where} was not taken over: a brief holds words and figures.")
            for part, number in line.footnotes:
                root = file.beside(f"{part}.xml")
                held = [] if root is None else [one for one in root if one.get(qualified("id")) == number]
                margin.keep(section or Section.SUMMARY, [block for one in held for block in read_blocks(one)])


def _places(blocks: Sequence[Block]) -> dict[str, Section | None]:
    """Return the section in which each comment begins; its heading and what people added below it belong to it."""
    places: dict[str, Section | None] = {}
    section: Section | None = None
    known: _Parts = {}
    for block in blocks:
        if found := _section_of(block, known):
            section = found
            known[found] = []
        for line in all_lines([block]):
            places |= {comment: section for comment in line.comments if comment not in places}
    return places


def _margin_note(comment: remarks.Comment, places: Mapping[str, Section | None]) -> MarginNote:
    return MarginNote(
        author=comment.author,
        at=comment.at,
        text=comment.text,
        anchor=comment.anchor,
        section=places.get(comment.id),
        resolved=comment.resolved,
        reply=comment.reply,
    )


def _draft(parts: _Parts, base: Draft, margin: Margin) -> Draft:
    cover = read_cover(parts[None], base, margin)
    bare, noted = _without_notes(parts, base)
    plan = read_channels(bare[Section.CHANNELS], base, margin)
    learnings, no_learnings = read_learnings(bare[Section.LEARNINGS], base, margin)
    kpis, tracking = read_kpis(bare[Section.MEASUREMENT], base, margin)
    risks, questions = read_risks(bare[Section.RISKS], base, margin)
    check_approvals(bare[Section.APPROVALS], base, margin)
    total = _total(cover, plan, base, margin)
    _check_sum(plan, total, base, margin)
    fields = {
        "title": cover.title,
        "start": cover.start,
        "end": cover.end,
        "market": cover.market,
        "total_budget": total,
        "summary": read_summary(bare[Section.SUMMARY], base),
        "objectives": _objectives(read_objectives(bare[Section.OBJECTIVES], base, margin), cover, base, margin),
        "audiences": read_audiences(bare[Section.AUDIENCE], base, margin),
        "proposition": read_proposition(bare[Section.PROPOSITION], base.proposition, margin),
        "channels": plan.channels,
        "other_budget": plan.other,
        "learnings": learnings,
        "no_learnings": no_learnings,
        "directions": read_directions(bare[Section.DIRECTIONS], base, margin),
        "phases": read_phases(bare[Section.TIMELINE], base, margin),
        "kpis": kpis,
        "tracking": tracking,
        "risks": risks,
        "questions": questions,
        "sources": read_sources(bare[Section.SOURCES], base, margin),
    }
    return base.model_copy(update={**fields, "notes": _notes([*noted, *margin.notes], base)})


def _without_notes(parts: _Parts, base: Draft) -> tuple[dict[Section, list[Block]], list[SectionNote]]:
    """Part each section from the notes at its end."""
    bare: dict[Section, list[Block]] = {}
    noted: list[SectionNote] = []
    for section in Section:
        groups = grouped(parts.get(section, []), ("Notes",))
        bare[section] = groups[""]
        before = [note.claim for note in base.notes if note.section is section]
        found = read_claims(lines_of(groups.get("Notes", ())), before)
        noted += [SectionNote(section=section, claim=claim) for claim in found]
    return bare, noted


def _notes(found: Sequence[SectionNote], base: Draft) -> tuple[SectionNote, ...]:
    """Return the notes by section, or as they were where none changed: their order over sections is not shown."""
    order = list(Section)
    before = sorted(base.notes, key=lambda note: order.index(note.section))
    now = sorted(found, key=lambda note: order.index(note.section))
    return base.notes if now == before else tuple(now)


def _total(cover: Cover, plan: Money, base: Draft, margin: Margin) -> Decimal:
    if base.total_budget not in (cover.total_budget, plan.total) and cover.total_budget != plan.total:
        margin.report("The budget on the cover and the total of the channel plan differ; the channel plan was taken.")
    return chosen(base.total_budget, plan.total, cover.total_budget)


def _check_sum(plan: Money, total: Decimal, base: Draft, margin: Margin) -> None:
    planned, before = _sum(plan.channels, plan.other), _sum(base.channels, base.other_budget)
    if planned != total and (planned, total) != (before, base.total_budget):
        told = money(planned, base.currency)
        margin.report(f"The lines of the channel plan now add up to {told}, which is not the budget.")


def _sum(channels: Sequence[ChannelPlan], others: Sequence[BudgetLine]) -> Decimal:
    return sum((*(plan.budget for plan in channels), *(line.budget for line in others)), Decimal(0))


def _objectives(found: tuple[Objective, ...], cover: Cover, base: Draft, margin: Margin) -> tuple[Objective, ...]:
    """Return the objectives, the first with what was edited of it on the cover and not in the table."""
    if not found or cover.goal is None or not base.objectives or found[0].statement != base.objectives[0].statement:
        return found
    first, was, goal = found[0], base.objectives[0], cover.goal
    for read, told, before in ((first.metric, goal.metric, was.metric), (first.target, goal.target, was.target)):
        if before not in (read, told) and read != told:
            margin.report(f"The cover says “{shown(told)}”, the table “{shown(read)}”; the table was taken.")
    settled = {
        "metric": chosen(was.metric, first.metric, goal.metric),
        "target": chosen(was.target, first.target, goal.target),
    }
    return (first.model_copy(update=settled), *found[1:])
