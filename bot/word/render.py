"""How is a draft rendered as a Word document, the same bytes for the same content?"""

import io
import zipfile
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from bot.word.base import blank_document
from bot.word.blocks import bullets, gap, heading, paragraph, run
from bot.word.outside import for_outside
from bot.word.sections.case import audiences, learnings, objectives, proposition, summary
from bot.word.sections.closing import approvals, limits, risks, sources
from bot.word.sections.cover import cover
from bot.word.sections.plan import channels, directions, measurement, timeline
from bot.word.stamp import Stamp, apply_stamp
from bot.word.tables import cell, fitted, row, table
from bot.word.words import DOT
from bot.word.xml import Element, element
from workflow.draft import Draft, Section
from workflow.values import clean

_SECTIONS = {
    Section.SUMMARY: summary,
    Section.OBJECTIVES: objectives,
    Section.AUDIENCE: audiences,
    Section.PROPOSITION: proposition,
    Section.CHANNELS: channels,
    Section.LEARNINGS: learnings,
    Section.DIRECTIONS: directions,
    Section.TIMELINE: timeline,
    Section.MEASUREMENT: measurement,
    Section.RISKS: risks,
    Section.APPROVALS: approvals,
    Section.SOURCES: sources,
}
_LONGEST_PROPERTY = 255  # the core properties' own limit
_HASH_SHOWN = 8
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive knows


class Audience(StrEnum):
    """For whom a document is rendered."""

    TEAM = "team"
    OUTSIDE = "outside"  # an agency: nothing internal, see `bot.word.outside`


def render(draft: Draft, stamp: Stamp, audience: Audience = Audience.TEAM) -> bytes:
    """Return the .docx of `draft`, stamped with the revision that it is; no clock and no locale enter it."""
    if audience is Audience.OUTSIDE:
        draft, stamp = for_outside(draft, stamp)
    document = blank_document()
    body = document.element.body
    for made in [*cover(draft, stamp), *sections(draft), *limits(draft)]:
        body.insert_element_before(made, "w:sectPr")
    fill_edges(document.sections[0], stamp)
    return finished(document, stamp, title=draft.title, subject="Campaign brief", on=draft.written_on)


def finished(document: Any, stamp: Stamp, *, title: str, subject: str, on: date) -> bytes:
    """Return a filled python-docx document as a file that says what it is: `subject` of `title`, written `on` a day."""
    _describe(document.core_properties, stamp, title=title, subject=subject, on=on)
    apply_stamp(document, stamp)
    return packed(document)


def sections(draft: Draft) -> list[Element]:
    """Return all sections of a draft that say something, in their order."""
    return [part for section in Section for part in _section(section, draft)]


def _section(section: Section, draft: Draft) -> list[Element]:
    """Return a section under its heading, with the notes on it at its end; nothing where it is empty."""
    noted = [note.claim for note in draft.notes if note.section is section]
    content = [*_SECTIONS[section](draft), *bullets("Notes", noted)]
    return [heading(section), *content] if content else []


def fill_edges(section: Any, stamp: Stamp) -> None:
    """Fill the header of later pages and the footer of all; the first page carries the cover instead."""
    section.header._element.extend(_header(stamp))  # noqa: SLF001 - python-docx gives no public way to the element
    for bottom in (section.footer, section.first_page_footer):
        bottom._element.append(footer(stamp.team))  # noqa: SLF001 - likewise


def _header(stamp: Stamp) -> list[Element]:
    widths = fitted([6, 4])
    shown = DOT.join([stamp.brief_id or "Draft", f"revision {stamp.revision}", stamp.content_hash[:_HASH_SHOWN]])
    # Two cells, so that neither a long name nor one with right-to-left marks can disturb the id.
    cells = [
        cell(widths[0], [paragraph("Header", [run(stamp.name)])]),
        cell(widths[1], [paragraph("Header", [run(shown)], align="right")]),
    ]
    return [table(widths, [row(cells)]), gap()]


def footer(team: str) -> Element:
    """Return the line at the bottom of every page: whose it is, and which page."""
    whose = run(f"{DOT.join(filter(None, (team, 'Confidential')))}\tPage ")
    return paragraph("Footer", [whose, *_field("PAGE"), run(" of "), *_field("NUMPAGES")])


def _field(code: str) -> list[Element]:
    return [element("fldSimple", run("1"), instr=code)]


def describe(properties: Any, draft: Draft, stamp: Stamp) -> None:
    """Write what a file system shows of a document: its title, author, id, revision and status."""
    _describe(properties, stamp, title=draft.title, subject="Campaign brief", on=draft.written_on)


def _describe(properties: Any, stamp: Stamp, *, title: str, subject: str, on: date) -> None:
    properties.title = clean(title)[:_LONGEST_PROPERTY]
    properties.author = clean(stamp.author)[:_LONGEST_PROPERTY]
    properties.identifier = stamp.brief_id or "Draft"
    properties.version = str(stamp.revision)
    properties.revision = stamp.revision
    properties.content_status = clean(stamp.status)[:_LONGEST_PROPERTY]
    properties.subject = f"{subject} {stamp.brief_id or ''}".rstrip()
    properties.created = properties.modified = datetime.combine(on, time(), UTC)


def packed(document: Any) -> bytes:
    """Return the package with fixed times in its archive, or equal content would differ by the second."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(info))
    return packed.getvalue()
