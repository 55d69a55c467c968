"""What did people remark in the margin of a document, on which words, and is it settled?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.word.guard import WordFile
from bot.word.xml import Element, qualified
from workflow.values import clean

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True)
class Comment:
    """A remark: who made it, when (None where the file does not tell), its text, and the words that it is about."""

    id: str
    author: str
    at: datetime | None
    text: str
    anchor: str
    resolved: bool
    reply: bool


def comments(file: WordFile) -> tuple[Comment, ...]:
    """Return the comments of a guarded file that say something, in the order of the file."""
    root = file.beside("comments.xml")
    if root is None:
        return ()
    anchors, states = _anchors(file.body), dict(_states(file.beside("commentsExtended.xml")))
    found = (_comment(one, anchors, states) for one in root.iter(qualified("comment")))
    return tuple(comment for comment in found if comment.text)


def _comment(made: Element, anchors: Mapping[str, str], states: Mapping[str, tuple[bool, bool]]) -> Comment:
    number = made.get(qualified("id"), "")
    paragraphs = list(made.iter(qualified("p")))
    last = paragraphs[-1].get(f"{_W14}paraId", "") if paragraphs else ""
    resolved, reply = states.get(last, (False, False))
    return Comment(
        id=number,
        author=clean(made.get(qualified("author"), "")),
        at=_instant(made.get(qualified("date"), "")),
        text=clean("\n".join(_words(paragraph) for paragraph in paragraphs)),
        anchor=clean(anchors.get(number, "")),
        resolved=resolved,
        reply=reply,
    )


def _words(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(qualified("t")))


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _states(extended: Element | None) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """Yield, by the id of a comment's last paragraph, whether it is resolved and whether it answers another."""
    for one in () if extended is None else extended.iter(f"{_W15}commentEx"):
        resolved = one.get(f"{_W15}done", "0") in ("1", "true")
        yield one.get(f"{_W15}paraId", ""), (resolved, one.get(f"{_W15}paraIdParent") is not None)


def _anchors(body: Element) -> dict[str, str]:
    """Return the words between the marks of every comment, across paragraphs and cells."""
    found: dict[str, str] = {}
    current: set[str] = set()
    kinds = ("commentRangeStart", "commentRangeEnd", "t", "p")
    for node in body.iter(*map(qualified, kinds)):
        if node.tag == qualified("commentRangeStart"):
            current.add(node.get(qualified("id"), ""))
        elif node.tag == qualified("commentRangeEnd"):
            current.discard(node.get(qualified("id"), ""))
        else:
            said = " " if node.tag == qualified("p") else node.text or ""
            found |= {number: found.get(number, "") + said for number in current}
    return found
