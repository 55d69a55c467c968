"""How does the agent answer a request without undoing what people wrote by hand?"""

from dataclasses import replace
from typing import Any

from workflow.draft import Draft, Source
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Assignment

_AMENDED = ("proposition", "directions")
_ADDED = ("answers", "notes", "questions")


def amend(assignment: Assignment, by_hand: Draft) -> Draft:
    """Return `by_hand`, the revision that people wrote, with what the newest request adds to it and nothing else.

    The embedded drafter writes the brief with and without that request; only the difference is carried over, and only
    into parts that nobody has edited. Citations keep pointing at the sources that they meant.
    """
    drafter = EmbeddedDrafter()
    now = drafter.draft(assignment)
    before = drafter.draft(replace(assignment, changes=assignment.changes[:-1], revision=assignment.revision - 1))
    sources, ids = _joined(by_hand.sources, now.sources)
    cited = _renumbered(now, ids)
    unedited = [field for field in _AMENDED if getattr(by_hand, field) == getattr(before, field)]
    fields: dict[str, Any] = {field: getattr(cited, field) for field in unedited}
    for field in _ADDED:
        known = set(map(_plain, getattr(before, field))) | set(map(_plain, getattr(by_hand, field)))
        new = [
            item
            for item, told in zip(getattr(cited, field), getattr(now, field), strict=True)
            if _plain(told) not in known
        ]
        fields[field] = (*getattr(by_hand, field), *new)
    return by_hand.model_copy(update={**fields, "sources": sources, "written_on": now.written_on})


def _plain(item: Any) -> str:
    """An item in a form that can be compared whatever its citations are numbered."""
    return str(item.model_dump_json(exclude={"claim": {"sources"}}))


def _joined(held: tuple[Source, ...], others: tuple[Source, ...]) -> tuple[tuple[Source, ...], dict[str, str]]:
    """Return the sources of both, and under which id each of `others` is to be found among them."""
    joined = list(held)
    ids: dict[str, str] = {}
    for source in others:
        known = next((one for one in joined if (one.title, one.locator) == (source.title, source.locator)), None)
        if known is None:
            known = source.model_copy(update={"id": f"S{len(joined) + 1}"})
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
