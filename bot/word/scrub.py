"""What of a team's own template must not travel to people outside: history, hidden words, names and paths?"""

import io
from typing import Any

import docx
from lxml import etree

from bot.word.normalise import normalise
from bot.word.render import packed
from bot.word.xml import Element, qualified

_LEFT_BEHIND = (
    *("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people", "/documenttasks"),
    *("/extended-properties", "/thumbnail", "/customXml", "/glossaryDocument", "/classificationlabels", "/origin"),
    *("/attachedTemplate", "/mailMergeSource", "/mailMergeHeaderSource", "/recipientData", "/printerSettings"),
)
"""Parts that no reader needs, by the end of their relation's type."""
_PUBLIC = ("https://", "http://", "mailto:")
_SETTINGS = tuple(
    map(qualified, ("attachedTemplate", "docVars", "rsids", "trackRevisions", "mailMerge", "documentProtection"))
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHANGED = tuple(
    map(qualified, ("ins", "del", "moveTo", "moveFrom", "cellIns", "cellDel", "cellMerge", "numberingChange"))
) + tuple(
    qualified(f"{kind}Change") for kind in ("pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid")
)
_OFF = frozenset({"0", "false", "off"})
_SAVED_AT = tuple(map(qualified, ("rsidR", "rsidRPr", "rsidP", "rsidDel", "rsidRDefault", "rsidTr", "rsidSect")))
_MARKS = tuple(map(qualified, ("commentRangeStart", "commentRangeEnd", "commentReference", "permStart", "permEnd")))


def scrubbed(content: bytes, team: str) -> bytes:
    """Return a document without what its template brought along beside its look and words; `team` is its author.

    Tracked changes are accepted, hidden words removed, and only links to public addresses stay links.
    """
    document = docx.Document(io.BytesIO(content))
    package = document.part.package
    for part in list(package.iter_parts()):
        dropped = _drop_relations(part.rels)
        root = getattr(part, "element", None)
        if root is not None:
            _clean(root, dropped)
    _drop_relations(package.rels)
    _name(document.core_properties, team)
    return packed(document)


def _drop_relations(relations: Any) -> frozenset[str]:
    """Drop what leads to parts that stay behind, or to places that are not public, and return the ids of it."""
    dropped = [key for key, each in relations.items() if not _may_travel(each)]
    for key in dropped:
        del relations[key]
    return frozenset(dropped)


def _may_travel(relation: Any) -> bool:
    if relation.is_external:
        return str(relation.target_ref).startswith(_PUBLIC)
    return not relation.reltype.endswith(_LEFT_BEHIND)


def _clean(root: Element, dropped: frozenset[str]) -> None:
    hidden = [run for run in root.iter(qualified("r")) if _is_hidden(run)]
    for made in [*root.iter(*_SETTINGS, *_MARKS), *hidden, *_lost(root, dropped)]:
        if made.getparent() is not None:
            made.getparent().remove(made)
    if next(root.iter(*_CHANGED), None) is not None:
        normalise(root)
    for node in root.iter(etree.Element):
        for name in _SAVED_AT:
            node.attrib.pop(name, None)


def _is_hidden(run: Element) -> bool:
    mark = run.find(f"{qualified('rPr')}/{qualified('vanish')}")
    return mark is not None and mark.get(qualified("val")) not in _OFF


def _lost(root: Element, dropped: frozenset[str]) -> list[Element]:
    """Return what shows a dropped part; a link stays as its words."""
    lost = [node for node in root.iter(etree.Element) if node.get(f"{_RELATION}id") in dropped]
    for link in root.iter(qualified("hyperlink")):
        if link in lost:
            del link.attrib[f"{_RELATION}id"]
    return [node for node in lost if node.tag != qualified("hyperlink")]


def _name(properties: Any, team: str) -> None:
    properties.author, properties.last_modified_by = team, "Baton"
    properties.keywords = properties.comments = properties.category = ""
