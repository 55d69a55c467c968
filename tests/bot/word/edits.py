"""How do people change a document in Word? Edits of the XML of a rendered one, by name."""

from collections.abc import Callable
from typing import Any

from lxml import etree

from bot.word.xml import element, qualified, text_element
from tests.bot.word.hostile import DOCUMENT, packed, unpacked
from tests.bot.word.reading import W, text_of

BY: dict[str, str | int] = {"id": 900, "author": "Dee Okafor", "date": "2026-11-23T09:00:00Z"}
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def edited(content: bytes, *edits: Callable[[Any], None]) -> bytes:
    """Return a document after each edit of its body."""
    parts = unpacked(content)
    root = etree.fromstring(parts[DOCUMENT])
    for edit in edits:
        edit(root.find(f"{W}body"))
    return packed({**parts, DOCUMENT: etree.tostring(root)})


def with_parts(content: bytes, **more: str) -> bytes:
    """Return a document with more parts beside its text, `_xml` for `.xml` in their names."""
    parts = unpacked(content)
    return packed({**parts, **{f"word/{name.replace('_', '.')}": text.encode() for name, text in more.items()}})


def paragraph_with(body: Any, words: str) -> Any:
    return next(one for one in body.iter(f"{W}p") if words in text_of(one))


def run_with(body: Any, words: str) -> Any:
    return next(one for one in body.iter(f"{W}r") if words in text_of(one))


def new_run(text: str) -> Any:
    return element("r", text_element("t", text))


def new_paragraph(text: str, style: str = "Normal") -> Any:
    return element("p", element("pPr", element("pStyle", val=style)), new_run(text))


def typed(before: str, after: str) -> Callable[[Any], None]:
    """Type other words over the first place where `before` stands within one run."""

    def edit(body: Any) -> None:
        text = next(one for one in body.iter(f"{W}t") if before in (one.text or ""))
        text.text = text.text.replace(before, after, 1)

    return edit


def tracked(before: str, after: str) -> Callable[[Any], None]:
    """Type other words over a whole run while changes are tracked."""

    def edit(body: Any) -> None:
        run = run_with(body, before)
        parent, at = run.getparent(), run.getparent().index(run)
        for text in run.iter(f"{W}t"):
            text.tag = qualified("delText")
        parent[at : at + 1] = [element("del", run, **BY), element("ins", new_run(after), **BY)]

    return edit


def enters(after: str, text: str, style: str = "Normal") -> Callable[[Any], None]:
    """Type a new paragraph below the one that holds `after`."""

    def edit(body: Any) -> None:
        paragraph_with(body, after).addnext(new_paragraph(text, style))

    return edit


def removes(words: str) -> Callable[[Any], None]:
    """Delete the paragraph that holds `words`."""

    def edit(body: Any) -> None:
        gone = paragraph_with(body, words)
        gone.getparent().remove(gone)

    return edit


def removes_row(words: str) -> Callable[[Any], None]:
    """Delete the first row of a table that holds `words`."""

    def edit(body: Any) -> None:
        row = next(one for one in body.iter(f"{W}tr") if words in text_of(one))
        row.getparent().remove(row)

    return edit


def deletes_mark(words: str) -> Callable[[Any], None]:
    """Join a paragraph with the next while changes are tracked."""

    def edit(body: Any) -> None:
        paragraph_with(body, words).find(f"{W}pPr").append(element("rPr", element("del", **BY)))

    return edit


def wraps(words: str) -> Callable[[Any], None]:
    """Put the paragraph that holds `words` into a content control."""

    def edit(body: Any) -> None:
        inner = paragraph_with(body, words)
        parent, at = inner.getparent(), inner.getparent().index(inner)
        control = element("sdt", element("sdtPr"), element("sdtContent", inner))
        parent.insert(at, control)

    return edit


def comment(words: str, text: str, *, done: bool = False) -> Callable[[bytes], bytes]:
    """Remark on the paragraph that holds `words`."""

    def mark(body: Any) -> None:
        paragraph = paragraph_with(body, words)
        paragraph.insert(1, element("commentRangeStart", id=0))
        paragraph.append(element("commentRangeEnd", id=0))
        paragraph.append(element("r", element("commentReference", id=0)))

    said = (
        f'<w:comments xmlns:w="{W[1:-1]}" xmlns:w14="{_W14}"><w:comment w:id="0" w:author="Dee Okafor" '
        f'w:date="2026-11-23T09:30:00Z"><w:p w14:paraId="0000000A"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        '<w:comment w:id="1" w:author="Nobody" w:date="yesterday"><w:p/></w:comment></w:comments>'
    )
    state = f'<x:commentsEx xmlns:x="{_W15}"><x:commentEx x:paraId="0000000A" x:done="{int(done)}"/></x:commentsEx>'
    return lambda content: with_parts(edited(content, mark), comments_xml=said, commentsExtended_xml=state)
