"""When changes were requested, which passages are written again, and which keep the words they had?"""

from collections.abc import Sequence

from bot.model.passages import Passage, passages
from workflow.draft import Section
from workflow.drafting.port import Assignment


def asked_again(assignment: Assignment, offered: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages that the newest requests are about: all of them where a request names no section."""
    sections = _sections(assignment)
    if assignment.previous is None or None in sections:
        return tuple(offered)
    return tuple(passage for passage in offered if passage.section in sections)


def _sections(assignment: Assignment) -> frozenset[Section | None]:
    newest = max((change.revision for change in assignment.changes), default=0)
    return frozenset(change.section for change in assignment.changes if change.revision == newest)


def carried(assignment: Assignment, offered: Sequence[Passage]) -> dict[str, str]:
    """Return the words that passages had in the previous revision, where the same passages stood there."""
    if assignment.previous is None:
        return {}
    before = passages(assignment.previous, assignment)
    same = {_field(passage) for passage in offered if _shape(offered, passage) == _shape(before, passage)}
    had = {passage.id: passage.text for passage in before}
    return {each.id: had[each.id] for each in offered if _field(each) in same and each.id in had}


def _field(passage: Passage) -> str:
    return passage.id.split(".")[0]


def _shape(found: Sequence[Passage], like: Passage) -> list[tuple[str, str]]:
    """What stands where: were a risk gone, the next one's words would be taken for its."""
    return [(each.id, each.about) for each in found if _field(each) == _field(like)]
