"""What does a document say once every tracked change is accepted and every wrapper is taken off?"""

from bot.word.xml import Element, qualified

_DROPPED = frozenset(
    map(qualified, ("del", "moveFrom", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sdtPr"))
) | frozenset(map(qualified, ("sdtEndPr", "proofErr", "customXmlPr", "smartTagPr", "sectPrChange", "tblGridChange")))
_UNWRAPPED = frozenset(map(qualified, ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "dir", "bdo")))
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TRACKED = tuple(map(qualified, ("ins", "del", "moveTo", "moveFrom", "cellIns", "cellDel")))
_BLOCKS = frozenset(map(qualified, ("p", "tbl", "sectPr")))
_GONE = frozenset(map(qualified, ("del", "moveFrom")))
_MARKS = frozenset(map(qualified, ("pPr", "rPr", "trPr", "tcPr")))


def tracked_changes(body: Element) -> int:
    """Count the insertions, deletions and moves that people left for others to see."""
    return sum(1 for _ in body.iter(*_TRACKED))


def normalise(body: Element) -> None:
    """Accept every tracked change and take content controls, tags and alternatives off, tables included, in place."""
    if next(body.iter(*_TRACKED), None) is not None:
        _drop_rows(body)
        _merge_deleted_marks(body)
    _settle(body)


def unwrapped(body: Element) -> Element:
    """Return a body without the content controls of a team's template, so that what they hold can be compared."""
    if next(body.iter(qualified("sdt")), None) is not None:
        normalise(body)
    return body


def _drop_rows(body: Element) -> None:
    for row in list(body.iter(qualified("tr"))):
        if row.find(f"{qualified('trPr')}/{qualified('del')}") is not None:
            row.getparent().remove(row)
    for cell in list(body.iter(qualified("tc"))):
        if cell.find(f"{qualified('tcPr')}/{qualified('cellDel')}") is not None:
            cell.getparent().remove(cell)
    for table in list(body.iter(qualified("tbl"))):
        if next(table.iter(qualified("tr")), None) is None:
            table.getparent().remove(table)


def _merge_deleted_marks(body: Element) -> None:
    """Move what is left of a paragraph whose mark was deleted to the start of the next one, as Word does.

    A paragraph of which nothing is left goes altogether, unless nothing else stands in its cell.
    """
    mark = f"{qualified('pPr')}/{qualified('rPr')}/{qualified('del')}"
    for paragraph in list(body.iter(qualified("p"))):
        following = paragraph.getnext()
        if paragraph.find(mark) is None or following is None or following.tag not in _BLOCKS:
            continue
        if all(run.getparent().tag in _GONE for run in paragraph.iter(qualified("r"))):
            paragraph.getparent().remove(paragraph)
            continue
        if following.tag != qualified("p"):
            continue
        content = [part for part in paragraph if part.tag != qualified("pPr")]
        at = 1 if following.find(qualified("pPr")) is not None else 0
        following[at:at] = content
        paragraph.getparent().remove(paragraph)


def _settle(parent: Element) -> None:
    """Drop and unwrap below `parent`, deepest last, so that wrappers within wrappers go too."""
    for child in list(parent):
        if child.tag in _DROPPED or (child.tag in _UNWRAPPED and parent.tag in _MARKS):
            parent.remove(child)
        elif child.tag in _UNWRAPPED or child.tag == f"{_COMPATIBILITY}AlternateContent":
            _settle(child)
            _unwrap(child)
        else:
            _settle(child)


def _unwrap(wrapper: Element) -> None:
    inner = list(wrapper)
    if wrapper.tag == f"{_COMPATIBILITY}AlternateContent":  # the same content twice: for new and for old readers
        inner = list(wrapper[0]) if len(wrapper) else []
    for child in inner:  # one by one: finding the place of each wrapper anew takes minutes where there are thousands
        wrapper.addprevious(child)
    wrapper.getparent().remove(wrapper)
