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

SOMEBODY = "somebody"
"""What stands where anybody is named in what leaves the house."""

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
_SPACES = re.compile(r" {2,}")  # made one before anything is looked for: what comes after them need not look back
_MARK = re.compile(r" ?\[(?:S|LIB-)?\d{1,4}(?: ?, ?S?\d{1,4})*\]")
_IDS = re.compile(r" ?\((?:BRF|LIB|SHD)-\d+\)| ?\b(?:BRF|LIB|SHD)-\d+\b")
_OURS = re.compile(r"\bBaton(?P<of>'s)?\b")
_MADE_BY = re.compile(
    r"(?i:prepared|written|drafted|created|authored|compiled|produced|requested|submitted|generated|approved) "
    rf"(?i:by|with|on) (?:{AUTHOR}\b|the team\b|[A-Z\d]).*|"
    r"(?i:author|owner|version|revision|status|document|file|reference|confidential|brief owner|prepared for|contact)"
    r"\s*(?::.*|)|"
    r"(?i:date|last updated)\s*(?::(?!.*(?: to | - | until | and )).*|)",  # a stretch of time is no date of a document
    re.DOTALL,
)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}|(?<![\w@])@[\w.-]{2,64}")
"""An e-mail address, or a name as it is called in a chat."""
_PHONE = re.compile(r"(?<![\w.,])(?:\+\d{1,3}[ /-]?|0)\d{2,5}[ /-]\d[\d /-]{3,12}\d(?![\w.,]\d)")
_LONGEST_MARK = 120  # characters: a longer line is content, however it begins
_ORDINARY = frozenset(
    "Art April Bill Chase Dawn Drew Faith Frank Grace Grant Hope Jack Joy June Mark May Miles Page Pat Rob Rose Sue "
    "Will".split()
)
"""First names that are also words: taking them out would harm sentences, so that only the whole name goes."""
_SHORTEST_NAME = 3
_LONG_NAME = 5


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
    typed = _SPACES.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_TYPED))
    unmarked = _OURS.sub(_us, _IDS.sub("", _MARK.sub("", typed)))
    unnamed = _without(unmarked, names, AUTHOR)
    lines = (_SPACES.sub(" ", line).strip() for line in unnamed.splitlines())
    return "\n".join(line for line in lines if line)


def _without(text: str, names: Collection[str], somebody: str) -> str:
    """Return `text` with `somebody` in the place of each of `names`, and of addresses that hold one."""
    parts = {part.casefold() for name in names for part in bare_name(name).split() if len(part) >= _SHORTEST_NAME}
    found = _ADDRESS.sub(lambda at: somebody if _is_theirs(at[0], parts) else at[0], text)
    for name in _spoken(names):
        found = re.sub(rf"\b{re.escape(name)}\b", somebody, found)
    return found


def _is_theirs(address: str, parts: Collection[str]) -> bool:
    """Tell whether an address is made of a name: `maya.l`, `mlindqvist`, `mayalindqvist`."""
    pieces = re.findall(r"[^\W\d_]+", address.lstrip("@").partition("@")[0].casefold())
    long = [part for part in parts if len(part) >= _LONG_NAME]
    return any({piece, piece[1:]} & set(parts) or any(part in piece for part in long) for piece in pieces)


def nameless(sheet: Sheet, names: Collection[str]) -> Sheet:
    """Return what of a sheet may leave the house: without `names`, addresses and telephone numbers of anybody."""

    def cleaned(text: str) -> str:
        return _PHONE.sub("a number", _ADDRESS.sub("an address", _without(text, names, SOMEBODY)))

    def passage(one: Passage) -> Passage:
        rows = tuple(tuple(map(cleaned, row)) for row in one.rows)
        return one.model_copy(update={"text": cleaned(one.text), "rows": rows})

    parts = (part.model_copy(update={"passages": tuple(map(passage, part.passages))}) for part in sheet.parts)
    return Sheet(parts=tuple(parts))


def _us(found: re.Match[str]) -> str:
    return "the team's" if found["of"] else "the team"


def _spoken(names: Collection[str]) -> list[str]:
    """Return the ways in which people are named, in capitals too, the longest first."""
    called = {way for name in names for way in (bare_name(name), *_parts(bare_name(name)))}
    ways = called | {way.upper() for way in called} | {way.lower() for way in called if " " in way}
    return sorted(filter(None, ways), key=lambda way: (-len(way), way))


def _parts(name: str) -> list[str]:
    return [part for part in name.split() if len(part) >= _SHORTEST_NAME and part not in _ORDINARY]


def bare_name(name: str) -> str:
    """Return a name as `bare` writes it."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", name)).translate(_TYPED).split())
