"""Which pieces of a draft are words alone, so that a model may reword them, and how do they get back?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflow.draft import Basis, Claim, Draft, Section
from workflow.drafting.port import Assignment
from workflow.values import Value

_REWORDED = frozenset({Basis.PLAYBOOK, Basis.JUDGEMENT})
"""What is quoted, asked for or worked out stays as it is: its words or its figures are somebody's."""

_PLACES = (
    (Section.AUDIENCE, "audiences", ("need", "barrier", "think", "feel", "do")),
    (Section.CHANNELS, "channels", ("role", "recommendations")),
    (Section.LEARNINGS, "learnings", ("therefore",)),
    (Section.DIRECTIONS, "directions", ("idea", "line", "first_execution", "watch_for")),
    (Section.RISKS, "risks", ("risk", "response")),
)
_WHAT = {
    "need": "what the audience needs",
    "barrier": "what holds the audience back",
    "think": "what it should think",
    "feel": "what it should feel",
    "do": "what it should do",
    "role": "the channel's part in the campaign",
    "recommendations": "a recommendation for the channel",
    "therefore": "what follows from an earlier campaign",
    "idea": "a creative direction, a starting point for creatives",
    "line": "a hook line for the direction, ten words at most",
    "first_execution": "where and how the direction is tried first",
    "watch_for": "what can go wrong with the direction",
    "risk": "what could go wrong",
    "response": "what to do about it",
}


@dataclass(frozen=True)
class Passage:
    """A piece of prose: where it stands, which section people read it in, what it is, whom it concerns, its words."""

    id: str
    section: Section
    what: str
    about: str
    text: str
    basis: Basis | None = None


def passages(draft: Draft, assignment: Assignment) -> tuple[Passage, ...]:
    """Return what a model may reword, in the order in which it is read; what names a person is not among it."""
    found = [passage for place in _PLACES for passage in _passages(draft, *place)]
    unnamed = set(nameless((passage.text for passage in found), assignment))
    return tuple(passage for passage in found if passage.text in unnamed)


def nameless(texts: Iterable[str], assignment: Assignment) -> Iterator[str]:
    """Yield the texts that name neither the author nor an approver."""
    names = [name.casefold() for name in (assignment.author, *assignment.names.values()) if name.strip()]
    return (text for text in texts if not any(name in text.casefold() for name in names))


def _passages(draft: Draft, section: Section, field: str, parts: tuple[str, ...]) -> Iterator[Passage]:
    for number, item in enumerate(getattr(draft, field)):
        for part in parts:
            value = getattr(item, part)
            for place, piece in _pieces(f"{field}.{number}.{part}", value):
                if isinstance(piece, Claim) and piece.basis in _REWORDED:
                    yield Passage(place, section, _WHAT[part], _about(item), piece.text, piece.basis)
                elif isinstance(piece, str) or (piece is None and part == "line"):
                    yield Passage(place, section, _WHAT[part], _about(item), piece or "")


def _pieces(place: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, tuple):
        yield from ((f"{place}.{number}", item) for number, item in enumerate(value))
    else:
        yield place, value


def _about(item: Value) -> str:
    channel = getattr(item, "channel", None)
    return str(channel.label if channel else getattr(item, "name", "") or getattr(item, "campaign", ""))


def reworded(draft: Draft, texts: Mapping[str, str]) -> Draft:
    """Return the draft with other words in the passages of the ids in `texts`; nothing else in it changes."""
    data = draft.model_dump()
    for place, text in texts.items():
        _put(data, place.split("."), text)
    return Draft.model_validate(data)


def _put(data: object, path: list[str], text: str) -> None:
    for step in path[:-1]:
        data = _step(data, step)
    last = path[-1]
    if isinstance(claim := _step(data, last), dict):
        # The sources stay: they are what the advice rests on. Its words are now a proposal.
        claim.update(text=text, basis=Basis.JUDGEMENT)
    elif isinstance(data, dict):
        data[last] = text


def _step(data: object, step: str) -> object:
    return data[int(step)] if isinstance(data, list | tuple) else data[step] if isinstance(data, dict) else None
