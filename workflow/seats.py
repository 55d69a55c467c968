"""In whose place may somebody decide on a request: their own, an absent person's, or one that was reassigned to them?

A seat is the place of one who was asked, by their id. It has one voice, whoever gives it.
"""

from collections.abc import Iterator

from workflow.brief import Brief, Handover
from workflow.course import standing
from workflow.people import Person, can_approve, may_take_a_place
from workflow.team import Stage


def holders(handover: Handover | None) -> dict[str, str]:
    """Return who holds each seat that was reassigned."""
    return {moved.asked: moved.to for moved in handover.reassigned} if handover else {}


def seats(brief: Brief, stage: Stage, handover: Handover | None, person: Person) -> Iterator[str]:
    """Yield the seats from which `person` may decide at `stage`, their own first."""
    yield from _held(brief, stage, handover, person)
    if not may_take_a_place(person, stage, brief.workspace) or lies_below(brief, stage, person.id):
        return
    for away in person.stands_in_for:
        yield from _held(brief, stage, handover, away)


def _held(brief: Brief, stage: Stage, handover: Handover | None, person: Person) -> Iterator[str]:
    moved = holders(handover)
    if can_approve(person, stage, brief.workspace) and person.id not in moved and _counts(brief, person):
        yield person.id
    if may_take_a_place(person, stage, brief.workspace):
        yield from (seat for seat, holder in moved.items() if holder == person.id)


def _counts(brief: Brief, person: Person) -> bool:
    """Nobody decides for an author either, who could choose who does."""
    return brief.self_approval or not brief.is_author(person)


def lies_below(brief: Brief, stage: Stage, person: str) -> bool:
    """Tell whether somebody answers to `stage` in this brief, so that they cannot decide there in another's place.

    Its author does, and so does everybody whose approval at another stage stands for the newest revision: one person
    would be asked twice about the same work.
    """
    if person == brief.author and not brief.self_approval:
        return True
    return person in {by for other in brief.chain if other.name != stage.name for by in _approved_by(brief, other)}


def _approved_by(brief: Brief, stage: Stage) -> frozenset[str]:
    stay = standing(brief, stage.name) or brief.handover(stage.name, brief.revision)
    return frozenset(one.by for one in brief.approvals_of(stage.name, stay.revision)) if stay else frozenset()
