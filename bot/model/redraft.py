"""When a brief is written again, which passages are reworded, and which keep the words they had?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.model.passages import Passage, nameless, passages
from workflow.draft import Draft
from workflow.drafting.amend import earlier
from workflow.drafting.compose import WRITTEN_BY, EmbeddedDrafter
from workflow.drafting.port import Assignment
from workflow.drafting.sources import claims


@dataclass(frozen=True)
class Redraft:
    """What there is to reword.

    Attributes:
        offered: every passage that a model may reword, with the words that stand where it has none.
        wanted: those that it is asked for.
        fixed: passages that people wrote; they are not offered, and what is returned for them is left aside.
        carried: the words that passages had in the previous revision, by id, where they still say what is meant.
        by_hand: all that people wrote, which new words must agree with.
        held: offered passages that stand in words of a model already.
    """

    offered: tuple[Passage, ...]
    wanted: tuple[Passage, ...]
    fixed: tuple[Passage, ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)
    by_hand: tuple[str, ...] = ()
    held: tuple[Passage, ...] = ()


def redraft(assignment: Assignment, draft: Draft) -> Redraft:
    """Return what of `draft` is reworded: all of a first one, else what was asked for and what follows from it."""
    found = passages(draft, assignment)
    if assignment.previous is None:
        return Redraft(found, found)
    drafter, theirs = EmbeddedDrafter(), set(_by_hand(assignment))
    plain = _said(drafter.draft(assignment), assignment)
    following = plain - _said(drafter.draft(earlier(assignment)), assignment)
    sections = {change.section for change in assignment.changes if change.revision == assignment.revision - 1}
    offered = tuple(each for each in found if _words(each) not in theirs)
    had = _had(assignment, assignment.previous, found)
    is_signed = assignment.previous.written_by != WRITTEN_BY
    return Redraft(
        offered=offered,
        wanted=tuple(each for each in offered if {None, each.section} & sections or _words(each) in following),
        fixed=tuple(each for each in found if each not in offered),
        carried={each.id: text for each, text in had if each in offered and _words(each) not in following},
        by_hand=tuple(sorted(nameless((text for _, _, text in theirs if text), assignment))),
        held=tuple(each for each in offered if is_signed and _words(each) not in plain),
    )


_Words = tuple[str, str, str]


def _words(passage: Passage) -> _Words:
    """What a passage says; where it says nothing, about what it does so."""
    return ("", "", passage.text) if passage.text else (passage.what, passage.about, "")


def _said(draft: Draft, assignment: Assignment) -> set[_Words]:
    return {_words(each) for each in passages(draft, assignment)} | {("", "", claim.text) for claim in claims(draft)}


def _by_hand(assignment: Assignment) -> Iterator[_Words]:
    for edit in assignment.edits:
        yield from _said(edit.after, assignment) - _said(edit.before, assignment)


def _had(assignment: Assignment, previous: Draft, found: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield passages with the words they had in the previous revision, where the same passages stood there."""
    before = passages(previous, assignment)
    same = {_field(passage) for passage in found if _shape(found, passage) == _shape(before, passage)}
    had = {passage.id: passage.text for passage in before}
    yield from ((each, had[each.id]) for each in found if _field(each) in same and each.id in had)


def _field(passage: Passage) -> str:
    return passage.id.split(".")[0]


def _shape(found: Sequence[Passage], like: Passage) -> list[tuple[str, str]]:
    """What stands where: were a risk gone, the next one's words would be taken for its."""
    return [(each.id, each.about) for each in found if _field(each) == _field(like)]
