"""What differs between two versions of a team's settings, in words that people read?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.team import Team
from workflow.team_writing import team_tables

Tell = Callable[[str], str]

_LABELS = {
    "timezone": "time zone",
    "working_days": "days",
    "working_hours": "hours",
    "material": "what undoes approvals",
    "reading_grade": "years of school",
    "self_approval": "authors approve their own",
    "baseline_minutes": "minutes before Baton",
    "title": "name",
    "required": "approvals needed",
    "sla": "SLA",
    "outside": "outside of the team",
    "parallel": "at the same time",
    "when": "only when",
    "claims": "a claim needs legal review",
    "findings": "checks",
    "off": "turned off",
    "nudge": "first after this share of the time",
}
_PARTS = {"team": "Team", "digest": "Digest", "playbook": "Channels"}
_PEOPLE = frozenset({"approvers", "admins", "escalation"})
_PLACES = frozenset({"channel"})


@dataclass(frozen=True)
class Telling:
    """How people, places and texts are written where the difference is read."""

    person: Tell = str
    place: Tell = str
    words: Tell = str


def differences(before: Team | None, after: Team, told: Telling = Telling()) -> list[str]:
    """Return what `after` says that `before` did not, one line for each part; nothing when they are the same."""
    new = team_tables(after)
    if before is None:
        return [f"First settings: {_order(new['stage'], told)}"]
    old = team_tables(before)
    parts = [name for name in dict.fromkeys([*old, *new]) if name != "stage"]
    changed = {part: "; ".join(_changes(old.get(part, {}), new.get(part, {}), told)) for part in parts}
    lines = [f"{_PARTS.get(part, part.capitalize())}: {said}" for part, said in changed.items() if said]
    others = [
        f"{_PARTS.get(part, part.capitalize())}: {line}"
        for part in parts
        for line in _chain(old.get(part, {}).get("stage", ()), new.get(part, {}).get("stage", ()), told)
    ]
    return [*lines, *_chain(old["stage"], new["stage"], told), *others]


def _chain(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], told: Telling) -> Iterator[str]:
    were, are = ({stage["name"]: stage for stage in stages} for stages in (old, new))
    yield from (f"{told.words(stage['title'])} removed" for name, stage in were.items() if name not in are)
    for name, stage in are.items():
        title = told.words(stage["title"])
        if name not in were:
            yield f"{title} added"
        elif changes := list(_changes(were[name], stage, told)):
            yield f"{title}: {'; '.join(changes)}"
    kept = [name for name in are if name in were]
    if kept != [name for name in were if name in are]:
        yield f"Order: {_order(new, told)}"


def _order(stages: Sequence[Mapping[str, Any]], told: Telling) -> str:
    return " → ".join(told.words(stage["title"]) for stage in stages)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], told: Telling) -> Iterator[str]:
    for key in dict.fromkeys([*old, *new]):
        if key == "stage":  # a chain of its own
            continue
        was, becomes = old.get(key), new.get(key)
        if isinstance(was, dict) or isinstance(becomes, dict):
            inner = _changes(was or {}, becomes or {}, told)
            yield from (f"{_label(key)}: {change}" for change in inner)
        elif (was or None) != (becomes or None):  # an empty list says as little as none
            yield _change(key, was, becomes, told)


def _change(key: str, was: object, becomes: object, told: Telling) -> str:
    if (was or becomes) and _are_names(was) and _are_names(becomes):
        said = _names_changed(_list(was), _list(becomes), told.person if key in _PEOPLE else told.words)
        return said if key == "approvers" else f"{_label(key)} {said}"
    if isinstance(was, bool) or isinstance(becomes, bool):  # what a file leaves out is no
        was, becomes = bool(was), bool(becomes)
    return f"{_label(key)} {_value(key, was, told)} → {_value(key, becomes, told)}"


def _names_changed(was: Sequence[str], becomes: Sequence[str], tell: Tell) -> str:
    more = ", ".join(tell(one) for one in becomes if one not in was)
    less = ", ".join(tell(one) for one in was if one not in becomes)
    said = [f"{more} added"] * bool(more) + [f"{less} removed"] * bool(less)
    return " and ".join(said) or "in another order"


def _are_names(held: object) -> bool:
    return held is None or isinstance(held, list)


def _list(held: object) -> list[str]:
    return [str(one) for one in held] if isinstance(held, list) else []


def _value(key: str, held: object, told: Telling) -> str:
    if held is None or held == []:
        return "none"
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, list):
        return told.words(", ".join(map(str, held)))
    tell = told.person if key in _PEOPLE else told.place if key in _PLACES else told.words
    return tell(str(held))


def _label(key: str) -> str:
    return _LABELS.get(key, key.replace("_", " "))
