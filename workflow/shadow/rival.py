"""Which words of the agent's draft are put beside a person's brief? All that it says, nothing of how it was made."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from workflow.draft import Audience, ChannelPlan, Claim, Direction, Draft, Learning, Section
from workflow.drafting.words import day
from workflow.money import money
from workflow.shadow.sheet import COMPARED, Part, Passage, Sheet

Passages = Iterator[Passage]

_FORMULAS = tuple(
    (re.compile(formula), plain)
    for formula, plain in (
        (r"The goal, in the author['’]s words: ", "The goal: "),
        (r"On the (\w+), the author adds: ", r"On the \1: "),
        (r"The author adds: ", ""),
        (r": the playbook['’]s usual weight beside the other channels, \d+ of \d+", ""),
        (r"(?:; |, and |\b)\d+ open questions? waits? for an answer(?=\.)", ""),
        (r"The team['’]s standing guidance: ", ""),
        (r"Found on the web on [^,]{1,30}, not verified: ", ""),
        (r"\bInsufficient data\b", "Not known"),
        (r"\b[Tt]he playbook['’]s (?:usual )?", "the usual "),
        (r"\bthe playbook\b", "usual practice"),
        (r"\bThe request\b", "The task"),
        (r"\bthe request\b", "the task"),
    )
)
"""Set phrases of the embedded drafter, and the same in anybody's words: they would tell its brief at a glance."""


def sheet_of(draft: Draft) -> Sheet:
    """Return the words of `draft` by section, without its cover, charts, sources, approvers and who drafted it."""
    return Sheet(parts=tuple(_part(section, draft) for section in COMPARED))


def _part(section: Section, draft: Draft) -> Part:
    noted = _bullets(note.claim for note in draft.notes if note.section is section)
    return Part(section=section, title=section.label, passages=tuple(map(_plain, (*_SECTIONS[section](draft), *noted))))


def _plain(passage: Passage) -> Passage:
    rows = tuple(tuple(map(_anybodys, row)) for row in passage.rows)
    return Passage(text=_anybodys(passage.text), bullet=passage.bullet, rows=rows)


def _anybodys(text: str) -> str:
    for formula, plain in _FORMULAS:
        text = formula.sub(plain, text)
    return text


def _lines(*texts: str | None) -> Passages:
    return (Passage(text=text) for text in texts if text)


def _bullets(claims: Iterable[Claim], title: str = "") -> Passages:
    listed = [Passage(text=claim.text, bullet=True) for claim in claims]
    yield from _lines(title) if listed else ()
    yield from listed


def _table(*rows: tuple[str, ...]) -> Passages:
    if len(rows) > 1:
        yield Passage(rows=rows)


def _summary(draft: Draft) -> Passages:
    return _lines(*(claim.text for claim in draft.summary))


def _objectives(draft: Draft) -> Passages:
    rows = ((one.statement, one.metric, one.baseline, one.target, day(one.by)) for one in draft.objectives)
    return _table(("Objective", "Measured by", "Baseline", "Target", "By"), *rows)


def _audiences(draft: Draft) -> Passages:
    return (passage for audience in draft.audiences for passage in _audience(audience))


def _audience(one: Audience) -> Passages:
    yield from _lines(one.name, one.description.text)
    told = {"Need": one.need, "Barrier": one.barrier, "Think": one.think, "Feel": one.feel, "Do": one.do}
    yield from _lines(*(f"{name}: {claim.text}" for name, claim in told.items() if claim))
    yield from _bullets(one.facts)


def _proposition(draft: Draft) -> Passages:
    one = draft.proposition
    yield from _lines(one.statement.text if one.statement else None)
    yield from _bullets(one.reasons, "Reasons to believe")
    yield from _bullets(one.tone, "Tone")
    yield from _bullets([one.call_to_action] if one.call_to_action else [], "Call to action")
    yield from _bullets(one.mandatories, "Mandatories")


def _channels(draft: Draft) -> Passages:
    def spoken(plan: ChannelPlan) -> tuple[str, ...]:
        return plan.channel.label, plan.role, plan.kpi, money(plan.budget, draft.currency)

    rest = ((line.name, line.role, "", money(line.budget, draft.currency)) for line in draft.other_budget)
    total = ("Total", "", "", money(draft.total_budget, draft.currency))
    yield from _table(("Channel", "Role", "Measure", "Budget"), *map(spoken, draft.channels), *rest, total)
    for plan in draft.channels:
        yield from _lines(plan.channel.label, plan.reason.text)
        yield from _bullets(plan.recommendations, "Recommendations")
        yield from _bullets(plan.deliverables, "Deliverables")
        yield from _lines(f"Lead time: {plan.lead_time.text}")


def _learnings(draft: Draft) -> Passages:
    yield from (passage for one in draft.learnings for passage in _learning(one))
    yield from _lines(draft.no_learnings)


def _learning(one: Learning) -> Passages:
    return _lines(one.campaign, one.happened.text, one.therefore.text)


def _directions(draft: Draft) -> Passages:
    return (passage for one in draft.directions for passage in _direction(one))


def _direction(one: Direction) -> Passages:
    yield from _lines(one.name, one.idea, one.line and f"Line: {one.line}", f"Why it could work: {one.reason.text}")
    yield from _lines(f"First execution: {one.first_execution}", f"Watch for: {one.watch_for}")


def _timeline(draft: Draft) -> Passages:
    rows = ((one.name, day(one.start), day(one.end), one.owner, one.deliverable) for one in draft.phases)
    return _table(("Phase", "From", "To", "Owner", "Deliverable"), *rows)


def _measurement(draft: Draft) -> Passages:
    rows = ((one.name, one.target, one.reading, one.cadence) for one in draft.kpis)
    yield from _table(("KPI", "Target", "How it is read", "Cadence"), *rows)
    yield from _bullets(draft.tracking, "Tracking")


def _risks(draft: Draft) -> Passages:
    yield from _table(("Risk", "What to do about it"), *((one.risk.text, one.response) for one in draft.risks))
    yield from _table(("Open question", "Who can answer"), *((one.text, one.owner) for one in draft.questions))


_SECTIONS: Mapping[Section, Callable[[Draft], Passages]] = {
    Section.SUMMARY: _summary,
    Section.OBJECTIVES: _objectives,
    Section.AUDIENCE: _audiences,
    Section.PROPOSITION: _proposition,
    Section.CHANNELS: _channels,
    Section.LEARNINGS: _learnings,
    Section.DIRECTIONS: _directions,
    Section.TIMELINE: _timeline,
    Section.MEASUREMENT: _measurement,
    Section.RISKS: _risks,
}
