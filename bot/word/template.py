"""How is a team's own template filled with a draft, and what did it have no place for?"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import docx

from bot.word.guard import guard
from bot.word.pieces import WHOLE, Piece, inline, pieces
from bot.word.places import SLOT, Kind, Place, find_places, is_guidance, is_title, text_of
from bot.word.render import describe, packed
from bot.word.stamp import Stamp, apply_stamp
from bot.word.topics import NO_CHOICES, Choices, Left, Topic, slot_of
from bot.word.writing import Hand, emptied, flat, highlight
from bot.word.xml import Element, qualified
from workflow.draft import Draft

_P, _TBL, _SDT, _TC = (qualified(name) for name in ("p", "tbl", "sdt", "tc"))
_DOCUMENT, _TEMPLATE = b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
_ADDED = "Further parts of this brief"
_LEFT = "[Not filled: Baton does not know what this heading asks for.] "
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
    """A document in the team's template, and what the template asked for."""

    document: bytes
    mapping: TemplateMapping


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
    body, writer = document.element.body, _Writer(draft, stamp, Hand(document.element.body))
    found = _titled(find_places(body, document.styles.element, choices))
    headings = {place.node for place in found if place.kind is Kind.HEADING}
    _drop_front_matter(body, headings)
    for place in found:
        writer.fill(place, headings)
    for edge in _edges(document):
        writer.fill_slots(edge)
    added = writer.add_rest(body, {place.topic for place in found if place.topic})
    _finish(document, draft, stamp)
    recognised = tuple((place.text, place.topic) for place in found if place.topic and not _is_name(place))
    return Filled(packed(document), TemplateMapping(recognised, tuple(p.text for p in found if p.topic is None), added))


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
            _clear(block)


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


class _Writer:
    """Writes the parts of one draft into the places of one template."""

    def __init__(self, draft: Draft, stamp: Stamp, hand: Hand) -> None:
        self._draft, self._stamp, self._hand = draft, stamp, hand

    def fill(self, place: Place, headings: set[Element]) -> None:
        """Fill a place, or mark it where nothing is known to fill it."""
        told = pieces(place.topic, self._draft, self._stamp) if place.topic else ()
        if self._stamp.outside and _is_gap(place, told):
            _leave_out(place, headings)
        elif place.kind is Kind.SLOT:
            self._fill_slot(place, told)
        elif place.topic is None:
            self._mark(place, headings)
        elif place.kind is Kind.LABEL:
            self._fill_cell(place.node, told)
        elif place.kind is Kind.CONTROL:
            self._fill_control(place.node, told)
        elif place.topic is Topic.TITLE:
            self._retitle(place.node)
        else:
            self._fill_heading(place.node, told or (Piece("Nothing is said on this yet."),), headings)

    def _mark(self, place: Place, headings: set[Element]) -> None:
        """Mark a heading that nothing fills and what stands below it, or do with them what the team chose."""
        if place.kind is not Kind.HEADING:
            return
        region = list(_region(place.node, headings))
        if place.left is Left.OUT:
            _leave_out(place, headings)
        elif place.left is Left.AS_IT_IS:
            for block in filter(is_guidance, region):
                _clear(block)
        else:
            highlight(place.node, _LEFT)
            for block in region:
                highlight(block, "")

    def _retitle(self, node: Element) -> None:
        said = text_of(node).replace("Template", "").replace("template", "").replace("TEMPLATE", "").strip(" :-–")
        emptied(node).insert_text(f"{said}: {self._draft.title}")

    def _fill_heading(self, heading: Element, told: Sequence[Piece], headings: set[Element]) -> None:
        region = list(_region(heading, headings))
        look = next((block for block in region if block.tag == _P and text_of(block).strip()), None)
        last = heading
        for made in self._hand.write(told, look):
            last.addnext(made)
            last = made
        blank = region[-1:] if region and not text_of(region[-1]).strip() else []
        for block in region:
            if block not in blank:
                _clear(block)

    def _fill_cell(self, cell: Element, told: Sequence[Piece]) -> None:
        first, *others = cell.findall(_P)
        written = list(self._hand.write(flat(told) or (Piece(""),), first))
        first.addprevious(written[0])
        for before, after in pairwise(written):
            before.addnext(after)
        for block in (first, *others):
            cell.remove(block)

    def _fill_control(self, control: Element, told: Sequence[Piece]) -> None:
        content = control.find(qualified("sdtContent"))
        for name in ("showingPlcHdr", "dataBinding"):
            for mark in control.findall(f"{qualified('sdtPr')}/{qualified(name)}"):
                mark.getparent().remove(mark)
        paragraphs = content.findall(_P)
        if content.find(_TC) is not None:
            self._fill_cell(content.find(_TC), told)
        elif paragraphs:
            content[:] = list(self._hand.write(flat(told) or (Piece(""),), paragraphs[0]))
        else:
            words = "; ".join(piece.text for piece in flat(told))
            content[:] = [self._hand.run(words, next(content.iter(qualified("r")), None))]

    def _fill_slot(self, place: Place, told: Sequence[Piece]) -> None:
        paragraph = place.node
        alone = SLOT.fullmatch(text_of(paragraph).strip())
        if place.topic is None:
            highlight(paragraph, "")
        elif alone and (len(told) > 1 or any(piece.rows or piece.bullet for piece in told)):
            self._replace(paragraph, told)
        else:
            self.fill_slots(paragraph)

    def _replace(self, paragraph: Element, told: Sequence[Piece]) -> None:
        in_cell = paragraph.getparent().tag == _TC
        last = paragraph
        for made in self._hand.write(flat(told) if in_cell else told, paragraph):
            last.addnext(made)
            last = made
        _clear(paragraph)

    def fill_slots(self, root: Element) -> None:
        """Write a line in place of every known slot below `root`, wherever its letters are spread over runs."""
        for paragraph in [root] if root.tag == _P else list(root.iter(_P)):
            self._hand.substitute(paragraph, SLOT, self._line)

    def _line(self, name: str) -> str | None:
        topic = slot_of(name)
        return None if topic is None else inline(topic, self._draft, self._stamp)

    def add_rest(self, body: Element, used: set[Topic]) -> tuple[str, ...]:
        """Write what no place asked for below the last one, and return its labels."""
        rest = [(topic, told) for topic in WHOLE if topic not in used and (told := self._told(topic))]
        blocks = [Piece(_ADDED, strong=True)] if rest else []
        for topic, told in rest:
            blocks += [Piece(topic.label, strong=True), *told]
        for made in self._hand.write(blocks, None):
            body.insert_element_before(made, "w:sectPr")
        return tuple(topic.label for topic, _ in rest)

    def _told(self, topic: Topic) -> tuple[Piece, ...]:
        if self._stamp.outside and topic is Topic.LIMITS:
            return ()
        return pieces(topic, self._draft, self._stamp)


def _is_gap(place: Place, told: Sequence[Piece]) -> bool:
    """Tell whether a heading would stand over nothing, which people outside are not to see."""
    named = place.kind is Kind.HEADING and place.topic is not Topic.TITLE
    return named and not told and place.left is not Left.AS_IT_IS


def _leave_out(place: Place, headings: set[Element]) -> None:
    for block in (place.node, *_region(place.node, headings)):
        _clear(block)


def _region(heading: Element, headings: set[Element]) -> Iterator[Element]:
    """Yield the paragraphs below a heading, up to the next heading or to a table that people filled."""
    following = heading.getnext()
    while following is not None and following.tag == _P and following not in headings:
        yield following
        following = following.getnext()


def _clear(paragraph: Element) -> None:
    """Remove a paragraph, or only its words where it ends a section or holds a picture."""
    if paragraph.find(f"{qualified('pPr')}/{qualified('sectPr')}") is not None:
        emptied(paragraph)
    elif next(paragraph.iter(*map(qualified, ("drawing", "pict"))), None) is None and _may_go(paragraph):
        paragraph.getparent().remove(paragraph)
    else:
        for text in paragraph.iter(qualified("t")):
            text.text = ""


def _may_go(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    return parent.tag != _TC or len(parent.findall(_P)) > 1
