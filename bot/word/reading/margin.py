"""What of a returned document fits no field, and how is it kept and reported?"""

from collections.abc import Iterable

from bot.word.reading.lines import Block, Line, all_lines
from workflow.draft import Basis, Claim, Section, SectionNote

_SHOWN = 80


class Margin:
    """Collects what cannot be read into a field: its words become notes of their section, its reason a sentence."""

    def __init__(self) -> None:
        self.notes: list[SectionNote] = []
        self.problems: list[str] = []

    def report(self, sentence: str) -> None:
        """Remember a sentence for the person who edited."""
        self.problems.append(sentence)

    def keep(self, section: Section, blocks: Iterable[Block]) -> None:
        """Keep every word of `blocks` as notes of `section`, and report each."""
        for line in all_lines(tuple(blocks)):
            if not line.is_blank:
                self.note(section, line)
                self.report(f"“{shown(line.text)}” fits no field of “{section.label}”; it is kept there as a note.")

    def note(self, section: Section, line: Line) -> None:
        """Keep the words of a line as a note of `section`."""
        claim = Claim(text=line.text, basis=Basis.JUDGEMENT, sources=line.sources)
        self.notes.append(SectionNote(section=section, claim=claim))


def shown(text: str) -> str:
    """Return `text` on one line, short enough to quote."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"
