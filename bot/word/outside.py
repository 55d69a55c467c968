"""What does a document say to people outside of the team: the brief, and nothing of how it came about?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.word.stamp import Stamp
from workflow.draft import Basis, Claim, Draft, Phase, Question, SectionNote, Source
from workflow.drafting.sources import GUIDANCE_PLACE
from workflow.kinds.paper import Paper
from workflow.values import Value

OUR_OWN = "Held by the team"
"""What stands where the team's copy says where a source is kept."""
NOBODY_NAMED = "The team"
"""Who a copy is by where the team has no name."""

_INTERNAL = ("request/changes/", GUIDANCE_PLACE)
_LIBRARY = "library/"
_PUBLIC = ("https://", "http://")
_ABOUT_A_REQUEST = re.compile(r"request of revision \d+\?$")
_ABOUT_PROGRESS = re.compile(r"open questions? waits? for an answer\.$")

Veil = Callable[[Any], Any]
"""What people outside see of an item of a draft; None where they do not see it."""


def for_outside(draft: Draft, stamp: Stamp) -> tuple[Draft, Stamp]:
    """Return what an agency may see of a draft and of its stamp."""
    copied = stamp_outside(stamp)
    return outside_view(draft, copied.author), copied


def stamp_outside(stamp: Stamp) -> Stamp:
    """Return the stamp of the copy for outside: it tells the same revision, and names the team as its author."""
    return replace(stamp, author=stamp.team or NOBODY_NAMED, outside=True)


def paper_outside(paper: Paper, team: str) -> Paper:
    """Return what an agency may see of a paper.

    Left out: what was asked of earlier revisions and what became of it, and where the team keeps its sources; a public
    address stays. The team stands where its author is named.
    """
    asked = frozenset(source for part in paper.parts for note in part.notes for source in note.sources)
    return paper.model_copy(
        update={
            "author": team,
            "answers": (),
            "parts": tuple(part.model_copy(update={"notes": ()}) for part in paper.parts if part.claims or part.table),
            "sources": tuple(_without_place(one, paper.author, team) for one in paper.sources if one.id not in asked),
        }
    )


def outside_view(draft: Draft, team: str) -> Draft:
    """Return what an agency may see of a draft.

    Left out: what the draft could not do, what colleagues asked of it and what was answered, the team's standing
    guidance, what the team's library says about its own figures, what still waits inside, who approves, and where the
    team keeps its sources; a public address stays. The team stands where its author is named.
    """
    seen = {name: _seen(getattr(draft, name), veil) for name, veil in veils(draft, team).items()}
    return draft.model_copy(update={**seen, "author": team, "no_learnings": None})


def veils(draft: Draft, team: str) -> Mapping[str, Veil]:
    """Return how each part of `draft` is shown outside, by the name of its field."""
    asked, library = _ids(draft, *_INTERNAL), _ids(draft, _LIBRARY)

    def plain(item: Any) -> Any:
        return _uncited(item, asked)

    def owned(item: Phase | Question) -> Any:
        return item.model_copy(update={"owner": team}) if item.owner == draft.author else item

    def note(item: SectionNote) -> SectionNote | None:
        worked_out = item.claim.basis is Basis.CALCULATED and library.intersection(item.claim.sources)
        return None if worked_out or asked.intersection(item.claim.sources) else item

    def tracked(item: Claim) -> Claim:
        return plain(item.model_copy(update={"text": _named(item.text, draft.author, team)}))  # type: ignore[no-any-return]  # a claim stays one

    def source(item: Source) -> Source | None:
        return None if item.id in asked else _without_place(item, draft.author, team)

    own: dict[str, Veil] = {
        "limits": _hidden,
        "answers": _hidden,
        "approvals": _hidden,
        "notes": note,
        "summary": lambda item: None if _ABOUT_PROGRESS.search(item.text) else plain(item),
        "phases": owned,
        "questions": lambda item: None if _ABOUT_A_REQUEST.search(item.text) else owned(item),
        "tracking": tracked,
        "sources": source,
    }
    shown = ("objectives", "audiences", "proposition", "channels", "learnings", "directions", "kpis", "risks")
    return {**dict.fromkeys(shown, plain), **own}


def _hidden(_item: object) -> None:
    return None


def _seen(whole: Any, veil: Veil) -> Any:
    if not isinstance(whole, tuple):
        return veil(whole)
    return tuple(shown for item in whole if (shown := veil(item)) is not None)


def _ids(draft: Draft, *kept: str) -> frozenset[str]:
    return frozenset(source.id for source in draft.sources if source.locator.startswith(kept))


def _uncited(value: Any, hidden: frozenset[str]) -> Any:
    """Return `value` with no claim in it that cites a hidden source."""
    if isinstance(value, Claim):
        return value.model_copy(update={"sources": tuple(one for one in value.sources if one not in hidden)})
    if isinstance(value, tuple):
        return tuple(_uncited(one, hidden) for one in value)
    if isinstance(value, Value):
        return value.model_copy(
            update={name: _uncited(getattr(value, name), hidden) for name in type(value).model_fields}
        )
    return value


def _named(text: str, author: str, team: str) -> str:
    return re.sub(rf"\b{re.escape(author)}\b", lambda _: team, text) if author else text


def _without_place(source: Source, author: str, team: str) -> Source:
    place = source.locator if source.locator.startswith(_PUBLIC) else OUR_OWN
    return source.model_copy(update={"title": _named(source.title, author, team), "locator": place})
