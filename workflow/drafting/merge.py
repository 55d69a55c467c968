"""What becomes of people's edits when what the edited draft was written from changes?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.matching import origins

_KEYS = ("name", "channel", "campaign", "title")
_CLAIM = "basis"


@dataclass(frozen=True)
class Strand:
    """One part of a draft as plain data: as it would be written `before` and `after` the change, and as it is `now`.

    `edits` holds the part before and after each revision that people wrote.
    """

    before: Any
    after: Any
    now: Any
    edits: tuple[tuple[Any, Any], ...]

    @property
    def is_touched(self) -> bool:
        """Tell whether people edited anything in it."""
        return any(old != new for old, new in self.edits)

    @property
    def sides(self) -> tuple[Any, ...]:
        """Everything that the part was, is or would be."""
        return (self.before, self.after, self.now, *(side for edit in self.edits for side in edit))


def merged(strand: Strand) -> Any:
    """Return the part with what the change does to it, but for what people edited, which stands as they wrote it."""
    if strand.before == strand.after:
        return strand.now
    if all(isinstance(side, Mapping) and _CLAIM not in side for side in strand.sides):
        return {key: merged(_within(strand, key)) for key in strand.now}
    if all(isinstance(side, tuple) for side in strand.sides):
        return _items(strand)
    return strand.now if strand.is_touched else strand.after


def followed(strand: Strand) -> tuple[Any, ...]:
    """Return the items as they are now: those that the change alters altered, its new ones at the end, people's kept.

    An item that the change takes out goes, and one that people took out does not return because it was altered.
    """
    came_from = origins(*([list(_texts(item)) for item in side] for side in (strand.before, strand.after)))
    becomes = {origin: strand.after[place] for place, origin in enumerate(came_from) if origin is not None}
    fates = (becomes.get(strand.before.index(item)) if item in strand.before else item for item in strand.now)
    new = (item for item, origin in zip(strand.after, came_from, strict=True) if origin is None)
    kept = [fate for fate in fates if fate is not None]
    return (*kept, *(item for item in new if item not in kept))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)
    else:
        yield str(value)


def _items(strand: Strand) -> tuple[Any, ...]:
    keyed = [_by_key(side) for side in strand.sides]
    if all(each is not None for each in keyed):
        edits = tuple(zip(keyed[3::2], keyed[4::2], strict=True))
        return _by_name(Strand(keyed[0], keyed[1], keyed[2], edits))
    if len(set(map(len, strand.sides))) == 1:
        return tuple(merged(_within(strand, place)) for place in range(len(strand.now)))
    return followed(strand) if strand.is_touched else strand.after


def _by_name(strand: Strand) -> tuple[Any, ...]:
    before, after, now = strand.before, strand.after, strand.now
    order = list(after)
    if strand.is_touched:
        stays = [key for key in now if key in after or key not in before or _child(strand, key).is_touched]
        order = [*stays, *(key for key in after if key not in before and key not in now)]
    return tuple(_one(_child(strand, key)) for key in order)


def _one(strand: Strand) -> Any:
    if strand.now is None or strand.after is None:
        return strand.after if strand.now is None else strand.now
    return merged(strand) if strand.before is not None else strand.now


def _child(strand: Strand, key: Any) -> Strand:
    edits = tuple((old.get(key), new.get(key)) for old, new in strand.edits)
    return Strand(strand.before.get(key), strand.after.get(key), strand.now.get(key), edits)


def _within(strand: Strand, step: Any) -> Strand:
    edits = tuple((old[step], new[step]) for old, new in strand.edits)
    return Strand(strand.before[step], strand.after[step], strand.now[step], edits)


def _by_key(items: Sequence[Any]) -> dict[Any, Any] | None:
    """Return the items by what names them, or None where they have no names or share one."""
    if not all(isinstance(item, Mapping) for item in items):
        return None
    keys = [next((item[key] for key in _KEYS if key in item), None) for item in items]
    return dict(zip(keys, items, strict=True)) if None not in keys and len(set(keys)) == len(keys) else None
