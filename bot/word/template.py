"""How is a team's own template filled with a draft, and what did it have no place for?"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import docx

from bot.word.filling import Writer, clear
from bot.word.guard import guard
from bot.word.marks import Placed
from bot.word.places import Kind, Place, find_places, is_guidance, is_title, text_of
from bot.word.render import describe, packed
from bot.word.stamp import Stamp, apply_stamp
from bot.word.topics import NO_CHOICES, Choices, Topic
from bot.word.xml import Element, qualified
from workflow.draft import Draft

_P = qualified("p")
_DOCUMENT, _TEMPLATE = b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
_CUSTOM = "/custom-properties"
_DROPPED_PARTS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people", "/thumbnail")


@dataclass(frozen=True)
class TemplateMapping:
    """What a template asks for.

    Attributes:
        recognised: the words of each place and the topic that fills it.
        unrecognised: the words of each place that nothing fills; it is marked in the document.
        added: labels of what the template has no place for, which stands in a section at the end.
    """

    recognised: tuple[tuple[str, Topic], ...]
    unrecognised: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The mapping in one line, like `12 of 14 recognised`."""
        whole = len(self.recognised) + len(self.unrecognised)
        left = f"; not filled: {', '.join(self.unrecognised)}" if self.unrecognised else ""
        more = f"; added at the end: {', '.join(self.added)}" if self.added else ""
        return f"{len(self.recognised)} of {whole} recognised{left}{more}."


@dataclass(frozen=True)
class Filled:
    """A document in the team's template, what the template asked for, and what was written at each place."""

    document: bytes
    mapping: TemplateMapping
    placed: Mapping[str, Placed]


def read_template(content: bytes, choices: Choices = NO_CHOICES) -> tuple[Place, ...]:
    """Return the places of a template; `choices` are the team's own, by the words of a place.

    Raises:
        UnsafeFile: when the file is no Word document or harmful.
    """
    file = guard(content)
    return tuple(find_places(file.body, file.beside("styles.xml"), choices))


def fill(template: bytes, draft: Draft, stamp: Stamp, choices: Choices = NO_CHOICES) -> Filled:
    """Return `template` filled with `draft`: guidance removed, what stays unfilled marked, the rest added at the end.

    Raises:
        UnsafeFile: when the template is no Word document or harmful.
    """
    guard(template)
    document = docx.Document(io.BytesIO(_as_document(template)))
    body, writer = document.element.body, Writer(draft, stamp, document.element.body)
    found = _titled(find_places(body, document.styles.element, choices))
    headings = {place.node for place in found if place.kind is Kind.HEADING}
    _drop_front_matter(body, headings)
    for place in found:
        writer.fill(place, headings)
    for edge in _edges(document):
        writer.fill_slots(edge)
    filled_headings = (
        place.node for place in found if place.kind is Kind.HEADING and place.topic and not _is_name(place)
    )
    added = writer.add_rest(body, {place.topic for place in found if place.topic}, next(filled_headings, None))
    writer.mark_own(body)
    _finish(document, draft, stamp)
    recognised = tuple((place.text, place.topic) for place in found if place.topic and not _is_name(place))
    unrecognised = tuple(place.text for place in found if place.topic is None)
    return Filled(packed(document), TemplateMapping(recognised, unrecognised, added), writer.placed)


def _as_document(content: bytes) -> bytes:
    """Return a .dotx as the .docx that it would become, for python-docx opens no template."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            target.writestr(info.filename, part.replace(_TEMPLATE, _DOCUMENT) if info.filename[0] == "[" else part)
    return made.getvalue()


def _titled(places: Sequence[Place]) -> list[Place]:
    """Let the first heading stand for the title where it names the template itself, whatever else it is like."""
    first = next((place for place in places if place.kind is Kind.HEADING), None)
    named = first is not None and is_title(first.text)
    return [replace(place, topic=Topic.TITLE) if named and place is first else place for place in places]


def _is_name(place: Place) -> bool:
    return place.kind is Kind.HEADING and place.topic is Topic.TITLE


def _drop_front_matter(body: Element, headings: set[Element]) -> None:
    """Remove the guidance above the first heading but one: `This is a template for…`, `Tip: …`."""
    for block in list(body):
        if block in headings and not is_title(text_of(block)):
            return
        if block.tag == _P and headings and is_guidance(block):
            clear(block)


def _edges(document: Any) -> list[Element]:
    """Return headers, footers and notes, in which only slots are filled."""
    kinds = ("/header", "/footer", "/footnotes", "/endnotes")
    related = (each for each in document.part.rels.values() if not each.is_external and each.reltype.endswith(kinds))
    return [each.target_part.element for each in related if hasattr(each.target_part, "element")]


def _finish(document: Any, draft: Draft, stamp: Stamp) -> None:
    """Stamp the document, and leave behind what is the template's own: comments, pictures of it, older stamps."""
    for related in (document.part.rels, document.part.package.rels):
        for key, each in list(related.items()):
            if not each.is_external and each.reltype.endswith((*_DROPPED_PARTS, _CUSTOM)):
                del related[key]
    for mark in list(
        document.element.body.iter(*map(qualified, ("commentRangeStart", "commentRangeEnd", "commentReference")))
    ):
        mark.getparent().remove(mark)
    describe(document.core_properties, draft, stamp)
    apply_stamp(document, stamp)
