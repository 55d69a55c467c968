"""What does a brief say, without any of its looks: its words by section, the same form for people and the agent?"""

import hashlib
from collections.abc import Iterator

from workflow.draft import Section
from workflow.values import Value

COMPARED = tuple(one for one in Section if one not in {Section.APPROVALS, Section.SOURCES})
"""The sections of a sheet, in order. Who approves and what the sources are called would tell whose a brief is."""


class Passage(Value):
    """A paragraph, a bullet, or a table of cells."""

    text: str = ""
    bullet: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def texts(self) -> Iterator[str]:
        """Everything that is written in it."""
        if self.text:
            yield self.text
        for row in self.rows:
            yield from filter(None, row)


class Part(Value):
    """What stands under one heading; `section` is None where the heading is none that Baton knows."""

    section: Section | None
    title: str = ""
    passages: tuple[Passage, ...] = ()


class Sheet(Value):
    """The words of one brief."""

    parts: tuple[Part, ...] = ()

    def under(self, section: Section) -> tuple[Passage, ...]:
        """Return what stands in a section."""
        return tuple(passage for part in self.parts if part.section is section for passage in part.passages)

    def said(self, section: Section | None = None) -> str:
        """Return the words of a section, or of the whole, one passage or cell on a line."""
        parts = self.parts if section is None else [part for part in self.parts if part.section is section]
        return "\n".join(text for part in parts for passage in part.passages for text in passage.texts)


def sheet_hash(sheet: Sheet) -> str:
    """Return the SHA-256 of what a sheet says, in hexadecimal."""
    return hashlib.sha256(sheet.model_dump_json().encode()).hexdigest()
