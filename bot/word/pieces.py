"""What does each part of a brief say in a team's own template, without Baton's own design?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.word.reading.values import cited
from bot.word.sections.case import NO_PROPOSITION
from bot.word.stamp import Stamp
from bot.word.topics import Topic
from bot.word.words import share, written
from workflow.draft import Claim, Draft, Phase
from workflow.drafting.words import count
from workflow.money import money


@dataclass(frozen=True)
class Piece:
    """A paragraph, a bullet, a strong line or a table (`rows`, the first its header) of plain words."""

    text: str = ""
    bullet: bool = False
    strong: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


WHOLE = (
    *(
        Topic.CHANGES,
        Topic.FACTS,
        Topic.SUMMARY,
        Topic.OBJECTIVES,
        Topic.AUDIENCE,
        Topic.PROPOSITION,
        Topic.REASONS,
        Topic.TONE,
    ),
    *(Topic.CALL_TO_ACTION, Topic.MANDATORIES, Topic.BUDGET, Topic.CHANNELS, Topic.DELIVERABLES, Topic.LEARNINGS),
    *(Topic.DIRECTIONS, Topic.TIMELINE, Topic.MEASUREMENT, Topic.TRACKING, Topic.RISKS, Topic.QUESTIONS),
    *(Topic.NOTES, Topic.APPROVALS, Topic.SOURCES, Topic.LIMITS),
)
"""The topics that together say everything a draft says, in reading order."""


NO_MARKET = "Not stated"
"""What stands where a market would."""
NOTHING_SAID = "Nothing is said on this yet."
"""What stands below a heading of the team's for which a draft has no words."""
BUDGET_COLUMNS = ("Channel", "Role", "Budget", "Share")
"""The columns of the table of money."""


def said(claim: Claim) -> str:
    """Write a claim with what it cites."""
    return " ".join([claim.text, *(f"[{source}]" for source in cited(claim))])


def pieces(topic: Topic, draft: Draft, stamp: Stamp) -> tuple[Piece, ...]:
    """Return what a brief says on a topic; nothing where the draft says nothing."""
    fact = _FACTS.get(topic)
    if fact is not None:
        told = fact(draft, stamp)
        return (Piece(told),) if told else ()
    return tuple(_PARTS[topic](draft))


def inline(topic: Topic, draft: Draft, stamp: Stamp) -> str:
    """Return what a brief says on a topic as one line."""
    made = pieces(topic, draft, stamp)
    lines = chain.from_iterable(
        [" – ".join(filter(None, row)) for row in p.rows[1:]] if p.rows else [p.text] for p in made
    )
    return "; ".join(lines) if len(made) > 1 or any(piece.rows for piece in made) else "".join(lines)


_FACTS: Mapping[Topic, Callable[[Draft, Stamp], str]] = {
    Topic.TITLE: lambda draft, _: draft.title,
    Topic.NAME: lambda draft, _: draft.title,
    Topic.ID: lambda _, stamp: stamp.brief_id or "Draft",
    Topic.REVISION: lambda _, stamp: str(stamp.revision),
    Topic.STATUS: lambda _, stamp: stamp.status,
    Topic.AUTHOR: lambda _, stamp: stamp.author,
    Topic.TEAM: lambda _, stamp: stamp.team,
    Topic.MARKET: lambda draft, _: draft.market or NO_MARKET,
    Topic.START: lambda draft, _: written(draft.start),
    Topic.END: lambda draft, _: written(draft.end),
    Topic.DATE: lambda draft, _: written(draft.written_on),
    Topic.TOTAL: lambda draft, _: money(draft.total_budget, draft.currency),
}


def _bullets(claims: Sequence[Claim]) -> Iterator[Piece]:
    return (Piece(said(claim), bullet=True) for claim in claims)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Piece]:
    if rows:
        yield Piece(rows=(tuple(header), *map(tuple, rows)))


def _summary(draft: Draft) -> Iterator[Piece]:
    yield Piece(" ".join(map(said, draft.summary)))


def _facts(draft: Draft) -> Iterator[Piece]:
    flight = f"{written(draft.start)} to {written(draft.end)}"
    yield Piece(f"Budget: {money(draft.total_budget, draft.currency)}", bullet=True)
    yield Piece(f"Flight: {flight}", bullet=True)
    yield Piece(f"Market: {draft.market or 'Not stated'}", bullet=True)


def _goal(draft: Draft) -> Iterator[Piece]:
    return (Piece(one.statement) for one in draft.objectives[:1])


def _objectives(draft: Draft) -> Iterator[Piece]:
    rows = [(one.statement, one.metric, one.baseline, one.target, written(one.by)) for one in draft.objectives]
    return _table(("Objective", "Measured by", "Baseline", "Target", "By"), rows)


def _audience(draft: Draft) -> Iterator[Piece]:
    for one in draft.audiences:
        yield Piece(one.name, strong=True)
        yield Piece(said(one.description))
        told = (("Need", one.need), ("Barrier", one.barrier), ("Think", one.think), ("Feel", one.feel), ("Do", one.do))
        yield from (Piece(f"{name}: {said(claim)}", bullet=True) for name, claim in told if claim)
        yield from _bullets(one.facts)


def _proposition(draft: Draft) -> Iterator[Piece]:
    statement = draft.proposition.statement
    yield Piece(said(statement) if statement else NO_PROPOSITION)


def _approach(draft: Draft) -> Iterator[Piece]:
    yield from _proposition(draft)
    yield from (Piece(f"{plan.channel.label}: {said(plan.reason)}", bullet=True) for plan in draft.channels)


def _action(draft: Draft) -> Iterator[Piece]:
    action = draft.proposition.call_to_action
    return (Piece(said(claim)) for claim in (action,) if claim)


def _channels(draft: Draft) -> Iterator[Piece]:
    for plan in draft.channels:
        yield Piece(plan.channel.label, strong=True)
        yield Piece(said(plan.reason))
        yield Piece(f"Role: {plan.role}", bullet=True)
        yield Piece(f"Judged on: {plan.kpi}", bullet=True)
        yield from _bullets(plan.recommendations)
        yield Piece(f"Lead time: {said(plan.lead_time)}", bullet=True)


def _deliverables(draft: Draft) -> Iterator[Piece]:
    for plan in draft.channels:
        if plan.deliverables:
            yield Piece(plan.channel.label, strong=True)
            yield from _bullets(plan.deliverables)


def _budget(draft: Draft) -> Iterator[Piece]:
    lines = [(plan.channel.label, plan.role, plan.budget) for plan in draft.channels]
    lines += [(line.name, line.role, line.budget) for line in draft.other_budget]
    total = draft.total_budget
    rows = [(name, role, money(spent, draft.currency), share(spent, total)) for name, role, spent in lines]
    whole = ("Total", "", money(total, draft.currency), "100%")
    return _table(BUDGET_COLUMNS, [*rows, whole])


def _learnings(draft: Draft) -> Iterator[Piece]:
    rows = [(one.campaign, said(one.happened), said(one.therefore)) for one in draft.learnings]
    yield from _table(("Campaign", "What happened", "So for this one"), rows)
    if draft.no_learnings:
        yield Piece(draft.no_learnings)


def _directions(draft: Draft) -> Iterator[Piece]:
    for number, one in enumerate(draft.directions, start=1):
        yield Piece(f"{number}. {one.name}", strong=True)
        yield Piece(one.idea)
        told = (
            ("Line", f"“{one.line}”" if one.line else ""),
            ("Why it could work", said(one.reason)),
            ("First execution", one.first_execution),
            ("Watch for", one.watch_for),
        )
        yield from (Piece(f"{name}: {text}", bullet=True) for name, text in told if text)


def _timeline(draft: Draft) -> Iterator[Piece]:
    rows = [(_phase(one), written(one.start), written(one.end), one.owner, one.deliverable) for one in draft.phases]
    return _table(("Phase", "From", "To", "Owner", "Deliverable"), rows)


def _phase(phase: Phase) -> str:
    late = f" (start passed {count(phase.late_by, 'working day')} ago)" if phase.late_by else ""
    return f"{phase.name}{late}"


def _measurement(draft: Draft) -> Iterator[Piece]:
    rows = [(one.name, one.target, one.reading, one.cadence) for one in draft.kpis]
    return _table(("KPI", "Target", "How it is read", "Cadence"), rows)


def _risks(draft: Draft) -> Iterator[Piece]:
    return _table(("Risk", "What to do about it"), [(said(one.risk), one.response) for one in draft.risks])


def _questions(draft: Draft) -> Iterator[Piece]:
    rows = [(one.text, one.section.label, one.owner) for one in draft.questions]
    return _table(("Open question", "Section that waits", "Who can answer"), rows)


def _approvals(draft: Draft) -> Iterator[Piece]:
    rows = [(one.title, one.approvers, one.sla) for one in draft.approvals]
    return _table(("Stage", "Who decides", "Working time"), rows)


def _sources(draft: Draft) -> Iterator[Piece]:
    return _table(("Mark", "Source", "Where it is kept"), [(one.id, one.title, one.locator) for one in draft.sources])


def _notes(draft: Draft) -> Iterator[Piece]:
    return (Piece(f"{note.section.label}: {said(note.claim)}", bullet=True) for note in draft.notes)


def _changes(draft: Draft) -> Iterator[Piece]:
    for one in draft.answers:
        yield Piece(f"{one.by} ({one.stage}) on revision {one.revision}: {one.note}", bullet=True)
        yield Piece(one.answer)


def _limits(draft: Draft) -> Iterator[Piece]:
    yield from (Piece(limit, bullet=True) for limit in draft.limits)
    yield Piece(f"Drafted by {draft.written_by} on {written(draft.written_on)}.")


_PARTS: Mapping[Topic, Callable[[Draft], Iterator[Piece]]] = {
    Topic.SUMMARY: _summary,
    Topic.GOAL: _goal,
    Topic.OBJECTIVES: _objectives,
    Topic.AUDIENCE: _audience,
    Topic.APPROACH: _approach,
    Topic.PROPOSITION: _proposition,
    Topic.REASONS: lambda draft: _bullets(draft.proposition.reasons),
    Topic.TONE: lambda draft: _bullets(draft.proposition.tone),
    Topic.CALL_TO_ACTION: _action,
    Topic.MANDATORIES: lambda draft: _bullets(draft.proposition.mandatories),
    Topic.CHANNELS: _channels,
    Topic.DELIVERABLES: _deliverables,
    Topic.BUDGET: _budget,
    Topic.LEARNINGS: _learnings,
    Topic.DIRECTIONS: _directions,
    Topic.TIMELINE: _timeline,
    Topic.MEASUREMENT: _measurement,
    Topic.TRACKING: lambda draft: _bullets(draft.tracking),
    Topic.RISKS: _risks,
    Topic.QUESTIONS: _questions,
    Topic.APPROVALS: _approvals,
    Topic.SOURCES: _sources,
    Topic.NOTES: _notes,
    Topic.CHANGES: _changes,
    Topic.LIMITS: _limits,
    Topic.FACTS: _facts,
}
