"""How is a brief told so that nothing but its content says who wrote it?

Both briefs of a pair pass through here. Typing habits are made one, names and marks go, known headings get one name and
one order, others become lines. The way in which a brief argues stays: that is what is judged.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from workflow.draft import Section
from workflow.shadow.sheet import COMPARED, Part, Passage, Sheet

AUTHOR = "the author"
"""What stands where a writer of the person's brief is named."""

_QUOTES, _APOSTROPHES = "\u201c\u201d\u201e\u00ab\u00bb", "\u2018\u2019\u201a"
_DASHES, _BLANKS = "\u2010\u2011\u2012\u2013\u2014\u2212", "\u00a0\u2007\u2009\u202f\t"
_TYPED = str.maketrans(
    {
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_BLANKS, " "),
        "\u2026": "...",
    }
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_SPACES = re.compile(r"[ ]{2,}")
_MARK = re.compile(r"\s*\[(?:S|LIB-)?\d{1,4}(?:\s*,\s*S?\d{1,4})*\]")
_IDS = re.compile(r"\s*\((?:BRF|LIB|SHD)-\d+\)|\s*\b(?:BRF|LIB|SHD)-\d+\b")
_OURS = re.compile(r"\bBaton(?P<of>'s)?\b", re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?:prepared|written|drafted|created|authored|compiled|produced|requested|submitted|generated|approved) "
    r"(?:by|with|on)\b.*|(?:author|owner|version|revision|status|date|last updated|document|file|reference|"
    r"confidential|brief owner|prepared for|contact)\s*(?::.*|)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_MARK = 120  # characters: a longer line is content, however it begins
_ORDINARY = frozenset(
    "Art April Bill Chase Dawn Drew Faith Frank Grace Grant Hope Jack Joy June Mark May Miles Page Pat Rob Rose Sue "
    "Will".split()
)
"""First names that are also words: taking them out would harm sentences, so that only the whole name goes."""
_SHORTEST_NAME = 3


def neutral(sheet: Sheet, names: Collection[str], title: str) -> Sheet:
    """Return `sheet` with every compared section once, in order; `names` are the writers', `title` the campaign's."""
    found: dict[Section, list[Passage]] = {section: [] for section in COMPARED}
    section: Section | None = COMPARED[0]
    for part in sheet.parts:
        stray = part.section is None
        section = section if stray else part.section
        if section in found:
            heading = [Passage(text=part.title)] if stray and part.title else []
            found[section] += _told([*heading, *part.passages], names, title)
    return Sheet(parts=tuple(Part(section=one, title=one.label, passages=tuple(found[one])) for one in COMPARED))


def _told(passages: Iterable[Passage], names: Collection[str], title: str) -> list[Passage]:
    told = (_passage(passage, names) for passage in passages)
    return [one for one in told if (one.text and not _is_mark(one.text, title)) or one.rows]


def _passage(passage: Passage, names: Collection[str]) -> Passage:
    rows = (tuple(bare(cell, names) for cell in row) for row in passage.rows)
    said = (row for row in rows if any(row) and not _is_mark_row(row))
    return Passage(text=bare(passage.text, names), bullet=passage.bullet, rows=tuple(said))


def _is_mark(text: str, title: str) -> bool:
    """Tell whether a line says who made the document, or only what both are called."""
    plain = text.casefold().strip(" .:-")
    return (len(text) <= _LONGEST_MARK and _MADE_BY.fullmatch(text) is not None) or plain == bare(title).casefold()


def _is_mark_row(row: tuple[str, ...]) -> bool:
    return len(row) == 2 and len(row[1]) <= _LONGEST_MARK and _MADE_BY.fullmatch(row[0].strip(" :")) is not None  # noqa: PLR2004  # a label and its value


def bare(text: str, names: Collection[str] = ()) -> str:
    """Return `text` as typed on one plain keyboard, without source marks, ids, our name and the writers' names."""
    typed = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_TYPED)
    unmarked = _OURS.sub(_us, _IDS.sub("", _MARK.sub("", typed)))
    for name in _spoken(names):
        unmarked = re.sub(rf"\b{re.escape(name)}\b", AUTHOR, unmarked)
    lines = (_SPACES.sub(" ", line).strip() for line in unmarked.splitlines())
    return "\n".join(line for line in lines if line)


def _us(found: re.Match[str]) -> str:
    return "the team's" if found["of"] else "the team"


def _spoken(names: Collection[str]) -> list[str]:
    """Return the ways in which people are named, the longest first."""
    ways = {way for name in names for way in (bare_name(name), *_parts(bare_name(name)))}
    return sorted(filter(None, ways), key=lambda way: (-len(way), way))


def _parts(name: str) -> list[str]:
    return [part for part in name.split() if len(part) >= _SHORTEST_NAME and part not in _ORDINARY]


def bare_name(name: str) -> str:
    """Return a name as `bare` writes it."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", name)).translate(_TYPED).split())
