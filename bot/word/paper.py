"""How is a paper rendered as a Word document in Baton's design, whatever its workflow?"""

from bot.word.base import TEXT_WIDTH, blank_document
from bot.word.blocks import between, bullets, claim_runs, gap, note, paragraph, run, source_mark
from bot.word.outside import paper_outside, stamp_outside
from bot.word.palette import ACCENT, WARM, WARM_TINT
from bot.word.render import Audience, fill_edges, finished
from bot.word.sections.closing import SOURCE_COLUMNS
from bot.word.stamp import Stamp
from bot.word.tables import Column, box, cell, fact_grid, row, ruled_table, table
from bot.word.words import DOT, written
from bot.word.xml import Element, bookmarked
from workflow.draft import Claim
from workflow.kinds.paper import Answer, Paper, Part, Table

_FACTS_ACROSS = 3
_FIRST_SHARE, _OTHER_SHARE = 28, 18


def render_paper(paper: Paper, stamp: Stamp, audience: Audience = Audience.TEAM) -> bytes:
    """Return the .docx of `paper`, stamped with the revision that it is: the same bytes for the same content."""
    if audience is Audience.OUTSIDE:
        stamp = stamp_outside(stamp)
        paper = paper_outside(paper, stamp.author)
    document = blank_document()
    body = document.element.body
    for made in [*_cover(paper, stamp), *paper_sections(paper), _writer(paper)]:
        body.insert_element_before(made, "w:sectPr")
    fill_edges(document.sections[0], stamp)
    return finished(document, stamp, title=paper.title, subject=paper.kicker.capitalize(), on=paper.written_on)


def paper_sections(paper: Paper) -> list[Element]:
    """Return all sections of a paper in their order, its sources last."""
    parts = [part for number, one in enumerate(paper.parts, start=1) for part in _part(number, one)]
    return [*parts, *_sources(paper)]


def _cover(paper: Paper, stamp: Stamp) -> list[Element]:
    facts = [("Author", [run(paper.author)]), *((fact.label, [run(fact.text)]) for fact in paper.facts)]
    status = run(f"Revision {stamp.revision}{DOT}{stamp.status}", bold=True, color=WARM)
    written_by = run(f"{paper.written_by}, {written(paper.written_on)}")
    return [
        _band(paper, stamp),
        paragraph("BriefStatus", [status, between(DOT), written_by]),
        fact_grid(facts, _FACTS_ACROSS),
        *_changes(paper),
    ]


def _band(paper: Paper, stamp: Stamp) -> Element:
    content = [
        paragraph("BriefKicker", [run(f"{paper.kicker}{DOT}{stamp.brief_id or 'Draft'}")]),
        paragraph("Title", [run(paper.title)]),
        paragraph("BriefSubtitle", [run(stamp.team)]),
    ]
    padding = {"top": 340, "left": 360, "bottom": 340, "right": 360}
    return table([TEXT_WIDTH], [row([cell(TEXT_WIDTH, content, fill=ACCENT, padding=padding)])])


def _changes(paper: Paper) -> list[Element]:
    if not paper.answers:
        return []
    content = [paragraph("BriefCardTitle", [run("What changed in this revision")])]
    content += [part for answer in paper.answers for part in _change(answer)]
    return [gap(), gap(), box(content, WARM_TINT, WARM)]


def _change(answer: Answer) -> list[Element]:
    asked = f"{answer.by} ({answer.stage}) on revision {answer.revision}{DOT}{answer.section}"
    return [
        paragraph("BriefSublabel", [run(asked)]),
        paragraph("BriefCardText", [run("Asked: ", bold=True), run(answer.note)], keep=True),
        paragraph("BriefCardText", [run("Done: ", bold=True), run(answer.answer)]),
    ]


def _part(number: int, part: Part) -> list[Element]:
    """Return a section: its sentences, one as a paragraph and several as a list, its table, and the notes on it."""
    heading = paragraph("Heading1", bookmarked(f"sec_{part.section}", number, [run(part.title)]))
    tables = [_table(part.table), gap()] if part.table else []
    return [heading, *_claims(part.claims, keep=bool(tables)), *tables, *bullets("Notes", part.notes)]


def _claims(claims: tuple[Claim, ...], *, keep: bool) -> list[Element]:
    """Return the sentences; `keep` holds them on the page of the table that follows."""
    style = "BriefBullet" if len(claims) > 1 else "Normal"
    return [paragraph(style, claim_runs(claim), keep=keep) for claim in claims]


def _table(held: Table) -> Element:
    shares = (_FIRST_SHARE, *(_OTHER_SHARE for _ in held.headings[1:]))
    columns = [
        Column(title, share, right=i > 0) for i, (title, share) in enumerate(zip(held.headings, shares, strict=True))
    ]
    rows = [[[run(text, bold=i == 0)] for i, text in enumerate(line)] for line in held.rows]
    return ruled_table(columns, rows, [[run(text, bold=True)] for text in held.total])


def _sources(paper: Paper) -> list[Element]:
    rows = [
        [source_mark(i, source.id), [run(source.title)], [run(source.locator)]]
        for i, source in enumerate(paper.sources)
    ]
    heading = paragraph("Heading1", bookmarked("sec_sources", len(paper.parts) + 1, [run("Sources")]))
    return [heading, ruled_table(SOURCE_COLUMNS, rows), gap()]


def _writer(paper: Paper) -> Element:
    return note(f"Written by {paper.written_by} on {written(paper.written_on)} from what {paper.author} answered.")
