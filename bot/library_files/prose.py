"""Which headings, paragraphs and tables does a Word, Markdown or text file hold, and where does each stand?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.library_files.cells import visible
from bot.word.guard import guard
from bot.word.xml import Element, qualified

MOST_PASSAGES = 20_000
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
_UNDERLINE = re.compile(r"(={3,}|-{3,})\s*")
_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HEADING_STYLE = re.compile(r"heading|title", re.IGNORECASE)
_LONGEST_HEADING = 80


@dataclass(frozen=True)
class Passage:
    """A heading, a paragraph or a table; `line` counts lines of text files and paragraphs of Word files."""

    kind: Literal["heading", "text", "table"]
    line: int
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def read_text(text: str) -> list[Passage]:
    """Return the passages of Markdown or plain text; the lines of a paragraph stay together."""
    found: list[Passage] = []
    block: list[str] = []
    lines = text.splitlines()[:MOST_PASSAGES]
    for number, line in enumerate([*lines, ""], start=1):
        if block and not (line.strip() and _is_table(line) == _is_table(block[0]) and not _stands_alone(line, block)):
            found.extend(_passages(block, number - len(block)))
            block = []
        if _UNDERLINE.fullmatch(line) and found and found[-1].line == number - 1 and found[-1].kind == "text":
            found[-1] = Passage("heading", number - 1, found[-1].text)
        elif line.strip():
            block.append(line)
    return found


def _is_table(line: str) -> bool:
    return line.strip().startswith("|")


def _stands_alone(line: str, block: Sequence[str]) -> bool:
    """Tell whether a line begins anew: a heading, an item of a list, a label, or what comes after a heading."""
    begins = re.match(r"\s*([-*+•]|\d+[.)])\s|#{1,6}\s|[A-Za-z][A-Za-z /-]{1,30}:\s|\*\*|(={3,}|-{3,})\s*$", line)
    return not _is_table(line) and (bool(begins) or bool(_MARKDOWN_HEADING.fullmatch(block[-1].strip())))


def _passages(block: Sequence[str], line: int) -> Iterator[Passage]:
    if _is_table(block[0]):
        rows = [row for row in block if not _RULE.fullmatch(row.strip())]
        cells = tuple(tuple(_bare(cell) for cell in row.strip().strip("|").split("|")) for row in rows)
        yield Passage("table", line, rows=cells)
        return
    heading = _MARKDOWN_HEADING.fullmatch(block[0].strip())
    if heading:
        yield Passage("heading", line, _bare(heading[1]))
    elif text := _bare(" ".join(part.strip() for part in block)):
        yield Passage("text", line, text)


def _bare(text: str) -> str:
    return visible(_MARKS.sub("", _LINK.sub(r"\1", text))).lstrip("-*+•> ").strip()


def read_word(content: bytes) -> list[Passage]:
    """Return the passages of a Word file: what a reader sees of its body, deleted and hidden words left out.

    Raises:
        UnsafeFile: when the file is not safe to read.
    """
    found: list[Passage] = []
    for number, element in enumerate(_blocks(guard(content).body), start=1):
        if element.tag == qualified("tbl"):
            rows = tuple(
                tuple(_cell(cell) for cell in row.iter(qualified("tc"))) for row in element.iter(qualified("tr"))
            )
            found.append(Passage("table", number, rows=rows))
        elif text := _shown(element):
            found.append(Passage("heading" if _is_heading(element, text) else "text", number, text))
    return found[:MOST_PASSAGES]


def _blocks(parent: Element) -> Iterator[Element]:
    for element in parent:
        if element.tag in {qualified("p"), qualified("tbl")}:
            yield element
        elif element.tag in {qualified("sdt"), qualified("sdtContent"), qualified("ins")}:
            yield from _blocks(element)


def _row(row: Element) -> tuple[str, ...]:
    return tuple(map(_cell, row.iter(qualified("tc"))))


def _cell(cell: Element) -> str:
    return " ".join(filter(None, (_shown(paragraph) for paragraph in cell.iter(qualified("p")))))


def _shown(paragraph: Element) -> str:
    hidden = {qualified("vanish"), qualified("webHidden")}
    pieces: list[str] = []
    for run in paragraph.iter(qualified("r")):
        properties = run.find(qualified("rPr"))
        is_hidden = properties is not None and any(each.tag in hidden for each in properties)
        if not is_hidden and not any(up.tag in {qualified("del"), qualified("moveFrom")} for up in run.iterancestors()):
            pieces.extend(_piece(node) for node in run)
    return visible(" ".join("".join(pieces).split()))


def _piece(node: Element) -> str:
    if node.tag == qualified("t"):
        return node.text or ""
    return " " if node.tag in {qualified("tab"), qualified("br"), qualified("cr")} else ""


def _is_heading(paragraph: Element, text: str) -> bool:
    style = paragraph.find(f"{qualified('pPr')}/{qualified('pStyle')}")
    if style is not None and _HEADING_STYLE.match(style.get(qualified("val"), "")):
        return True
    runs = [run for run in paragraph.iter(qualified("r")) if (run.findtext(qualified("t")) or "").strip()]
    bold = all(run.find(f"{qualified('rPr')}/{qualified('b')}") is not None for run in runs)
    return bold and len(text) <= _LONGEST_HEADING and not text.endswith((".", "?", "!", ":")) and ":" not in text
