"""What differs between two papers, in words that people read?"""

from collections.abc import Iterator

from workflow.difference import Difference
from workflow.kinds.paper import Paper, Part


def paper_differences(before: Paper, after: Paper) -> tuple[Difference, ...]:
    """Return every section in which `after` differs from `before`, in reading order; nothing where both are equal."""
    old, new = ({part.section: part for part in held.parts} for held in (before, after))
    titles = {part.section: part.title for part in (*after.parts, *before.parts)}
    return tuple(
        told for section, title in titles.items() for told in _within(title, old.get(section), new.get(section))
    )


def _within(title: str, before: Part | None, after: Part | None) -> Iterator[Difference]:
    for label, read in ((title, _sentences), ("Table", _cells), ("Note", _notes)):
        was, now = read(before), read(after)
        for gone, come in _changes(was, now):
            yield Difference(section=None, place=title, label=label, before=gone, after=come)


def _changes(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands in one list only, one with the other where both have as many."""
    gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
    if len(gone) == len(come):
        yield from zip(gone, come, strict=True)
        return
    yield from ((one, "") for one in gone)
    yield from (("", one) for one in come)


def _sentences(part: Part | None) -> list[str]:
    return [claim.text for claim in part.claims] if part else []


def _notes(part: Part | None) -> list[str]:
    return [claim.text for claim in part.notes] if part else []


def _cells(part: Part | None) -> list[str]:
    table = part.table if part else None
    return [", ".join(line) for line in (*table.rows, table.total) if line] if table else []
