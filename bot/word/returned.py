"""What does a document that came back say, where it was the copy for outside and much of the draft is not in it?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.word.ingest import Ingested, ingest
from bot.word.outside import outside_view, veils
from workflow.draft import Draft
from workflow.matching import origins
from workflow.values import Value

_Pair = tuple[Any, Any]
"""An item as it was shown outside, None where it was not, and as it is."""


def ingest_outside(content: bytes, base: Draft, team: str) -> Ingested:
    """Return the draft that a returned copy for outside makes of `base`; what was not shown in it stays as it is.

    Raises:
        UnsafeFile: when the file is no Word document or harmful.
    """
    read = ingest(content, outside_view(base, team))
    return replace(read, draft=restored(read.draft, base, team))


def restored(edited: Draft, base: Draft, team: str) -> Draft:
    """Return `edited`, the outside view of `base` after an edit, with all that this view does not show."""
    shown, fields = outside_view(base, team), {}
    for name, veil in veils(base, team).items():
        now, whole = getattr(edited, name), getattr(base, name)
        if isinstance(whole, tuple):
            fields[name] = tuple(_listed(now, [(veil(item), item) for item in whole]))
        else:
            fields[name] = _back(now, veil(whole), whole)
    for name in ("author", "no_learnings"):
        fields[name] = _back(getattr(edited, name), getattr(shown, name), getattr(base, name))
    return edited.model_copy(update=fields)


def _back(now: Any, shown: Any, whole: Any) -> Any:
    """Return the value as it is where it came back as it was shown, and what people made of it elsewhere."""
    if now == shown:
        return whole
    if isinstance(whole, tuple):
        return tuple(_listed(now, list(_pairs(shown, whole))))
    if isinstance(whole, Value) and isinstance(now, Value):
        names = type(whole).model_fields
        return now.model_copy(
            update={name: _back(*(getattr(value, name) for value in (now, shown, whole))) for name in names}
        )
    return now


def _pairs(shown: Sequence[Any], whole: Sequence[Any]) -> Iterator[_Pair]:
    if len(shown) == len(whole):
        yield from zip(shown, whole, strict=True)
    else:
        yield from ((item if item in shown else None, item) for item in whole)


def _listed(now: Sequence[Any], pairs: Sequence[_Pair]) -> Iterator[Any]:
    """Yield the items of a list that came back, each that was not shown behind the one that it followed."""
    shown = [place for place, (seen, _) in enumerate(pairs) if seen is not None]
    found = origins([_texts(pairs[place][0]) for place in shown], [_texts(item) for item in now])
    places = [None if origin is None else shown[origin] for origin in found]
    yield from _unseen_after(-1, pairs, places)
    for item, place in zip(now, places, strict=True):
        if place is None:
            yield item
        else:
            yield _back(item, *pairs[place])
            yield from _unseen_after(place, pairs, places)


def _unseen_after(place: int, pairs: Sequence[_Pair], kept: Sequence[int | None]) -> Iterator[Any]:
    """Yield what was not shown behind `place` and before the next item that is still there."""
    for later, (seen, whole) in enumerate(pairs[place + 1 :], start=place + 1):
        if seen is None:
            yield whole
        elif later in kept:
            return


def _texts(item: Any) -> list[str]:
    return [str(getattr(item, name)) for name in type(item).model_fields] if isinstance(item, Value) else [str(item)]
