"""What differs between two drafts, field by field, in words that people read?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from workflow.channels import Channel
from workflow.draft import Claim, Draft, Section
from workflow.drafting.words import day
from workflow.matching import moved, origins
from workflow.money import money
from workflow.values import Value

_LONGEST_NAME = 48


class Difference(Value):
    """One field that changed: its section (None: the brief as a whole), its label, and both values as people read them.

    `before` is empty for what was added, `after` for what was removed; a moved item tells its places. `place` is the
    heading that it stands under, where that is none of a campaign brief's.
    """

    section: Section | None
    place: str = ""
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class _Kind:
    """How records of one kind are told: what one is called, the field that names it, the labels of its other fields."""

    noun: str
    name: str
    labels: Mapping[str, str] = field(default_factory=dict)


_WHOLE = {
    "title": "Title",
    "currency": "Currency",
    "total_budget": "Budget, total",
    "start": "Start",
    "end": "End",
    "market": "Market",
    "author": "Author",
    "written_by": "Written by",
    "written_on": "Written on",
}
_CLAIMS = {
    "limits": (None, "Limit"),
    "summary": (Section.SUMMARY, "Summary"),
    "tracking": (Section.MEASUREMENT, "Tracking"),
}
_PROPOSITION = {
    "statement": "Proposition",
    "reasons": "Reason to believe",
    "tone": "Tone",
    "call_to_action": "Call to action",
    "mandatories": "Mandatory",
}
_RECORDS = {
    "answers": (
        None,
        _Kind(
            "Answer",
            "note",
            {"answer": "Answer", "by": "Asked by", "stage": "Stage", "revision": "Revision", "section": "Section"},
        ),
    ),
    "objectives": (
        Section.OBJECTIVES,
        _Kind(
            "Objective", "statement", {"metric": "Metric", "baseline": "Baseline", "target": "Target", "by": "Due date"}
        ),
    ),
    "audiences": (
        Section.AUDIENCE,
        _Kind(
            "Audience",
            "name",
            {
                "description": "Description",
                "need": "Need",
                "barrier": "Barrier",
                "think": "Think",
                "feel": "Feel",
                "do": "Do",
                "facts": "What we know",
            },
        ),
    ),
    "channels": (
        Section.CHANNELS,
        _Kind(
            "Channel",
            "channel",
            {
                "budget": "Budget",
                "role": "Role",
                "kpi": "KPI",
                "reason": "Reason",
                "recommendations": "Recommendation",
                "deliverables": "Deliverable",
                "lead_time": "Lead time",
            },
        ),
    ),
    "other_budget": (Section.CHANNELS, _Kind("Budget line", "name", {"budget": "Budget", "role": "Role"})),
    "learnings": (
        Section.LEARNINGS,
        _Kind("Learning", "campaign", {"happened": "What happened", "therefore": "So for this one"}),
    ),
    "directions": (
        Section.DIRECTIONS,
        _Kind(
            "Direction",
            "name",
            {
                "idea": "Idea",
                "line": "Line",
                "reason": "Why it could work",
                "first_execution": "First execution",
                "watch_for": "Watch for",
            },
        ),
    ),
    "phases": (
        Section.TIMELINE,
        _Kind(
            "Phase",
            "name",
            {
                "start": "Start",
                "end": "End",
                "owner": "Owner",
                "deliverable": "Deliverable",
                "in_flight": "In flight",
                "late_by": "Working days late",
            },
        ),
    ),
    "kpis": (
        Section.MEASUREMENT,
        _Kind("KPI", "name", {"target": "Target", "reading": "How it is read", "cadence": "Cadence"}),
    ),
    "risks": (Section.RISKS, _Kind("Risk", "risk", {"response": "Response"})),
    "questions": (
        Section.RISKS,
        _Kind("Open question", "text", {"section": "Section that waits", "owner": "Who can answer"}),
    ),
    "approvals": (
        Section.APPROVALS,
        _Kind("Approval", "title", {"approvers": "Who decides", "sla": "Working time", "stage": "Stage"}),
    ),
    "sources": (Section.SOURCES, _Kind("Source", "id", {"title": "Title", "locator": "Where it is kept"})),
}
_CLAIM = _Kind("", "")


def differences(before: Draft, after: Draft) -> tuple[Difference, ...]:
    """Return every field in which `after` differs from `before`, in reading order; nothing where both are equal."""
    found = [*_whole(before, after), *_sections(before, after)]
    order = [None, *Section]
    return tuple(sorted(found, key=lambda difference: order.index(difference.section)))


def _whole(before: Draft, after: Draft) -> Iterator[Difference]:
    for name, label in _WHOLE.items():
        yield from _values(_Side(None, label, before.currency, after.currency), *_both(before, after, name))
    said = _Side(Section.LEARNINGS, "Why nothing is cited", before.currency, after.currency)
    yield from _values(said, before.no_learnings, after.no_learnings)


def _sections(before: Draft, after: Draft) -> Iterator[Difference]:
    currencies = before.currency, after.currency
    for name, (section, noun) in _CLAIMS.items():
        yield from _lists(_Side(section, noun, *currencies), _CLAIM, *_both(before, after, name))
    for name, noun in _PROPOSITION.items():
        side = _Side(Section.PROPOSITION, noun, *currencies)
        yield from _values(side, *_both(before.proposition, after.proposition, name))
    for name, (section, kind) in _RECORDS.items():
        yield from _lists(_Side(section, kind.noun, *currencies), kind, *_both(before, after, name))
    for section in Section:
        noted = [[note.claim for note in draft.notes if note.section is section] for draft in (before, after)]
        yield from _lists(_Side(section, "Note", *currencies), _CLAIM, *noted)


def _both(before: object, after: object, name: str) -> tuple[Any, Any]:
    return getattr(before, name), getattr(after, name)


@dataclass(frozen=True)
class _Side:
    """Where a value stands, and the currencies that its money is in, before and after."""

    section: Section | None
    label: str
    currency: str
    later_currency: str

    def within(self, label: str) -> "_Side":
        return _Side(self.section, label, self.currency, self.later_currency)

    def differs(self, before: str, after: str) -> Difference:
        return Difference(section=self.section, label=self.label, before=before, after=after)


def _values(side: _Side, before: object, after: object) -> Iterator[Difference]:
    """Compare two values of one field, a list of claims item by item."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _lists(side, _CLAIM, before, after)
    elif before != after:
        told = _told(before, side.currency), _told(after, side.later_currency)
        yield side.differs(*(told if told[0] != told[1] else (_exactly(before), _exactly(after))))


def _lists(side: _Side, kind: _Kind, before: Sequence[object], after: Sequence[object]) -> Iterator[Difference]:
    """Compare two lists: what changed within an item, what was added, removed and moved."""
    earlier = [_texts(item, kind, side.currency) for item in before]
    later = [_texts(item, kind, side.later_currency) for item in after]
    found = origins(earlier, later)
    for position, origin in enumerate(found):
        if origin is None:
            yield side.differs("", _summed(later[position]))
        else:
            yield from _within(side, kind, before[origin], after[position])
    removed = (position for position in range(len(before)) if position not in found)
    yield from (side.differs(_summed(earlier[position]), "") for position in removed)
    for position in moved(found):
        label = f"{side.label}, moved: {_short(later[position][0])}"
        places = (f"place {(found[position] or 0) + 1}", f"place {position + 1}")
        yield side.within(label).differs(*places)


def _within(side: _Side, kind: _Kind, before: object, after: object) -> Iterator[Difference]:
    if not kind.name:
        yield from _values(side, before, after)
        return
    yield from _values(side, *_both(before, after, kind.name))
    name = _short(_told(getattr(after, kind.name), side.later_currency))
    for attribute, label in kind.labels.items():
        yield from _values(side.within(f"{label}, {name}"), *_both(before, after, attribute))


def _texts(item: object, kind: _Kind, currency: str) -> list[str]:
    if not kind.name:
        return [_told(item, currency)]
    return [_told(getattr(item, name), currency) for name in (kind.name, *kind.labels)]


def _summed(texts: Sequence[str]) -> str:
    return "; ".join(text for text in texts if text)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _exactly(value: object) -> str:
    """Tell apart what reads alike: claims of another basis, amounts below what can be paid."""
    return f"{_cited(value)} ({value.basis})" if isinstance(value, Claim) else str(value)


def _cited(claim: Claim) -> str:
    return " ".join([claim.text, *(f"[{source}]" for source in claim.sources)])


_TOLD: Mapping[type, Callable[[Any, str], str]] = {
    bool: lambda given, _: "yes" if given else "no",
    date: lambda given, _: day(given),
    Decimal: money,
    Claim: lambda given, _: _cited(given),
    Channel: lambda given, _: given.label,
    Section: lambda given, _: given.label,
    tuple: lambda given, _: " ".join(map(_cited, given)),
    type(None): lambda *_: "",
}


def _told(value: object, currency: str) -> str:
    tell = _TOLD.get(type(value))
    return tell(value, currency) if tell else str(value)
