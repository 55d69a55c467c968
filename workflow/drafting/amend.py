"""How does the agent answer a request without undoing what people wrote by hand?"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workflow.draft import Draft, Source
from workflow.drafting.merge import Strand, followed, merged
from workflow.drafting.port import Assignment
from workflow.drafting.sources import claims, free_number

_ADDED = {"answers", "notes", "questions"}
_KEPT = {"sources", "written_by", "limits"}


def earlier(assignment: Assignment) -> Assignment:
    """Return the assignment as it was for the previous revision, on the calendar and the evidence of today."""
    answered = tuple(change for change in assignment.changes if change.revision < assignment.revision - 1)
    campaign = assignment.asked_before or assignment.campaign
    return replace(assignment, campaign=campaign, changes=answered, revision=assignment.revision - 1)


def amend(assignment: Assignment, previous: Draft, draft: Callable[[Assignment], Draft]) -> Draft:
    """Return `previous`, which people have edited, with what was asked for since then and what follows from it.

    The brief is drafted with and without that; the difference is carried over into what nobody has edited. Citations
    keep pointing at the sources that they meant.

    Raises:
        DraftError: as `draft` does.
    """
    now, before = draft(assignment), draft(earlier(assignment))
    sources, now_ids = _joined(previous.sources, now.sources)
    _, before_ids = _joined(sources, before.sources)
    strands = _strands(_renumbered(before, before_ids), _renumbered(now, now_ids), previous, assignment)
    fields = {name: followed(strand) if name in _ADDED else merged(strand) for name, strand in strands.items()}
    amended = Draft.model_validate({**previous.model_dump(), **fields, "written_on": now.written_on})
    used = {source for claim in claims(amended) for source in claim.sources}
    listed = tuple(source for source in sources if source in previous.sources or source.id in used)
    return amended.model_copy(update={"sources": listed})


def _strands(before: Draft, after: Draft, now: Draft, assignment: Assignment) -> dict[str, Strand]:
    edits = [(edit.before.model_dump(), edit.after.model_dump()) for edit in assignment.edits]
    one, other, held = before.model_dump(), after.model_dump(), now.model_dump()
    return {
        name: Strand(one[name], other[name], held[name], tuple((old[name], new[name]) for old, new in edits))
        for name in Draft.model_fields
        if name not in _KEPT
    }


def _joined(held: tuple[Source, ...], others: tuple[Source, ...]) -> tuple[tuple[Source, ...], dict[str, str]]:
    """Return the sources of both, and under which id each of `others` is to be found among them."""
    joined = list(held)
    ids: dict[str, str] = {}
    for source in others:
        known = next((one for one in joined if (one.title, one.locator) == (source.title, source.locator)), None)
        if known is None:
            known = source.model_copy(update={"id": f"S{free_number(joined)}"})
            joined.append(known)
        ids[source.id] = known.id
    return tuple(joined), ids


def _renumbered(draft: Draft, ids: dict[str, str]) -> Draft:
    return Draft.model_validate(_mapped(draft.model_dump(), ids))


def _mapped(value: Any, ids: dict[str, str]) -> Any:
    """Rewrite every list of citations within `value`; the draft's own sources keep their records."""
    if isinstance(value, dict):
        return {
            key: tuple(ids.get(one, one) for one in held) if _is_cited(key, held) else _mapped(held, ids)
            for key, held in value.items()
        }
    return tuple(_mapped(one, ids) for one in value) if isinstance(value, list | tuple) else value


def _is_cited(key: str, held: Any) -> bool:
    return key == "sources" and all(isinstance(one, str) for one in held)
