"""How is a place of a team's own template filled, marked or left?"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count, pairwise

from bot.word.marks import Marker, Placed, shared_line
from bot.word.pieces import NOTHING_SAID, WHOLE, Piece, inline, pieces
from bot.word.places import SLOT, Kind, Place, is_guidance, text_of
from bot.word.stamp import Stamp
from bot.word.topics import Left, Topic, slot_of
from bot.word.writing import Hand, emptied, flat, highlight, keep_with_next, space_before
from bot.word.xml import Element, element, qualified
from workflow.draft import Draft

_P, _TC, _SECT = qualified("p"), qualified("tc"), qualified("sectPr")
_ADDED = "Further parts of this brief"
_LEFT = "[Not filled: Baton does not know what this heading asks for.] "


class Writer:
    """Writes the parts of one draft into the places of one template; `placed` tells what was written where."""

    def __init__(self, draft: Draft, stamp: Stamp, body: Element) -> None:
        self._draft, self._stamp, self._hand, self._marker = draft, stamp, Hand(body), Marker(body)
        self.placed: dict[str, Placed] = {}

    def fill(self, place: Place, headings: set[Element]) -> None:
        """Fill a place, or mark it where nothing is known to fill it."""
        told = self._told(place.topic) if place.topic else ()
        if self._stamp.outside and _is_gap(place, told):
            _leave_out(place, headings)
        elif place.kind is Kind.SLOT:
            self._fill_slot(place, told)
        elif place.topic is None:
            _mark(place, headings)
        elif place.kind is Kind.LABEL:
            self._fill_cell(place.node, place.topic, told)
        elif place.kind is Kind.CONTROL:
            self._fill_control(place.node, place.topic, told)
        elif place.topic is Topic.TITLE:
            self._retitle(place.node)
        else:
            self._fill_heading(place.node, place.topic, told or (Piece(NOTHING_SAID),), headings)

    def _place(self, placed: Placed, made: Sequence[Element]) -> None:
        """Remember what was written at a place, and mark it by the name of its topic, the first of them 1."""
        kind = placed.topic.value if placed.topic else "line"
        name = next(name for number in count(1) if (name := f"{kind}_{number}") not in self.placed)
        self._marker.mark(name, made)
        self.placed[name] = placed

    def _retitle(self, node: Element) -> None:
        said = text_of(node).replace("Template", "").replace("template", "").replace("TEMPLATE", "").strip(" :-–")
        emptied(node).insert_text(f"{said}: {self._draft.title}")
        self._place(Placed(None, line=(f"{said}:", Topic.TITLE)), [node])

    def _fill_heading(self, heading: Element, topic: Topic, told: Sequence[Piece], headings: set[Element]) -> None:
        keep_with_next(heading)
        region = list(_region(heading, headings))
        look = next((block for block in region if block.tag == _P and text_of(block).strip()), None)
        last, written = heading, list(self._hand.write(told, look))
        for made in written:
            last.addnext(made)
            last = made
        blank = region[-1:] if region and not text_of(region[-1]).strip() else []
        for block in region:
            if block not in blank:
                clear(block)
        self._place(Placed(topic, tuple(told)), written)

    def _fill_cell(self, cell: Element, topic: Topic, told: Sequence[Piece]) -> None:
        first, *others = cell.findall(_P)
        written = list(self._hand.write(flat(told) or (Piece(""),), first))
        first.addprevious(written[0])
        for before, after in pairwise(written):
            before.addnext(after)
        for block in (first, *others):
            cell.remove(block)
        self._place(Placed(topic, tuple(told), flattened=True), written)

    def _fill_control(self, control: Element, topic: Topic, told: Sequence[Piece]) -> None:
        content = control.find(qualified("sdtContent"))
        for name in ("showingPlcHdr", "dataBinding"):
            for mark in control.findall(f"{qualified('sdtPr')}/{qualified(name)}"):
                mark.getparent().remove(mark)
        paragraphs = content.findall(_P)
        if content.find(_TC) is not None:
            self._fill_cell(content.find(_TC), topic, told)
        elif paragraphs:
            content[:] = list(self._hand.write(flat(told) or (Piece(""),), paragraphs[0]))
            self._place(Placed(topic, tuple(told), flattened=True), list(content))
        else:
            words = "; ".join(piece.text for piece in flat(told))
            content[:] = [self._hand.run(words, next(content.iter(qualified("r")), None))]
            line = next(content.iterancestors(_P), None)
            if line is not None:
                self._place(Placed(None, line=shared_line(text_of(line), words, topic)), [line])

    def _fill_slot(self, place: Place, told: Sequence[Piece]) -> None:
        paragraph = place.node
        alone = SLOT.fullmatch(text_of(paragraph).strip())
        if place.topic is None:
            highlight(paragraph, "")
        elif alone and (len(told) > 1 or any(piece.rows or piece.bullet for piece in told)):
            self._replace(paragraph, place.topic, told)
        else:
            self._fill_line(paragraph)

    def _replace(self, paragraph: Element, topic: Topic, told: Sequence[Piece]) -> None:
        in_cell = paragraph.getparent().tag == _TC
        last, written = paragraph, list(self._hand.write(flat(told) if in_cell else told, paragraph))
        for made in written:
            last.addnext(made)
            last = made
        clear(paragraph)
        self._place(Placed(topic, tuple(told), flattened=in_cell), written)

    def _fill_line(self, paragraph: Element) -> None:
        """Write into the slots of a paragraph, all of them at once."""
        own_and_names = SLOT.split(text_of(paragraph))
        line = tuple((slot_of(part) or f"{{{{{part}}}}}") if i % 2 else part for i, part in enumerate(own_and_names))
        if any(isinstance(part, Topic) for part in line):
            self.fill_slots(paragraph)
            self._place(Placed(None, line=line), [paragraph])

    def fill_slots(self, root: Element) -> None:
        """Write a line in place of every known slot below `root`, wherever its letters are spread over runs."""
        for paragraph in [root] if root.tag == _P else list(root.iter(_P)):
            self._hand.substitute(paragraph, SLOT, self._line)

    def _line(self, name: str) -> str | None:
        topic = slot_of(name)
        return None if topic is None else inline(topic, self._draft, self._stamp)

    def add_rest(self, body: Element, used: set[Topic], heading: Element | None) -> tuple[str, ...]:
        """Write what no place asked for below the last one, under titles like `heading`; return its labels."""
        rest = [(topic, told) for topic in WHOLE if topic not in used and (told := self._told(topic))]
        if rest:
            _end_landscape(body)
            body.insert_element_before(self._title(_ADDED, heading), "w:sectPr")
        for topic, told in rest:
            written = list(self._hand.write(told, None))
            for block in (self._title(topic.label, heading), *written):
                body.insert_element_before(block, "w:sectPr")
            self._place(Placed(topic, tuple(told)), written)
        return tuple(topic.label for topic, _ in rest)

    def _title(self, text: str, heading: Element | None) -> Element:
        """Return a title of the added parts, in the look of the template's own headings where it has any."""
        if heading is None:
            made = next(self._hand.write([Piece(text, strong=True)], None))
        else:
            made = deepcopy(heading)
            emptied(made).insert_text(text)
            for mark in made.findall(f"{qualified('pPr')}/*"):
                if mark.tag in (_SECT, qualified("pageBreakBefore")):
                    mark.getparent().remove(mark)
        keep_with_next(made)
        space_before(made)
        return made

    def mark_own(self, body: Element) -> None:
        """Mark the words of the template itself."""
        self._marker.mark_own(body)

    def _told(self, topic: Topic) -> tuple[Piece, ...]:
        if self._stamp.outside and topic is Topic.LIMITS:
            return ()
        return pieces(topic, self._draft, self._stamp)


def _end_landscape(body: Element) -> None:
    """Let what follows stand upright where the last section lies across and an earlier one does not."""
    last = body.find(_SECT)
    upright = next((each for each in body.iter(_SECT) if each is not last and not _lies_across(each)), None)
    if last is None or upright is None or not _lies_across(last):
        return
    last.addprevious(element("p", element("pPr", deepcopy(last))))
    body.replace(last, deepcopy(upright))


def _lies_across(section: Element) -> bool:
    size = section.find(qualified("pgSz"))
    return size is not None and size.get(qualified("orient")) == "landscape"


def _is_gap(place: Place, told: Sequence[Piece]) -> bool:
    """Tell whether a heading would stand over nothing, which people outside are not to see."""
    named = place.kind is Kind.HEADING and place.topic is not Topic.TITLE
    return named and not told and place.left is not Left.AS_IT_IS


def _leave_out(place: Place, headings: set[Element]) -> None:
    for block in [place.node, *_region(place.node, headings)]:
        if next(block.iter(_SECT), None) is None and _may_go(block):
            block.getparent().remove(block)  # its pictures with it
        else:
            clear(block)


def _mark(place: Place, headings: set[Element]) -> None:
    """Mark a heading that nothing fills and what stands below it, or do with them what the team chose."""
    if place.kind is not Kind.HEADING:
        return
    region = list(_region(place.node, headings))
    if place.left is Left.OUT:
        _leave_out(place, headings)
    elif place.left is Left.AS_IT_IS:
        for block in filter(is_guidance, region):
            clear(block)
    else:
        highlight(place.node, _LEFT)
        for block in region:
            highlight(block, "")


def _region(heading: Element, headings: set[Element]) -> Iterator[Element]:
    """Yield the paragraphs below a heading, up to the next heading or to a table that people filled."""
    following = heading.getnext()
    while following is not None and following.tag == _P and following not in headings:
        yield following
        following = following.getnext()


def clear(paragraph: Element) -> None:
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
