"""What does a part of a brief that stands in a team's template make of the draft?"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from bot.word.pieces import NO_MARKET
from bot.word.reading.case import read_audiences, read_learnings, read_objectives, read_proposition, read_summary
from bot.word.reading.closing import check_approvals, read_risks, read_sources
from bot.word.reading.lines import Block, Cell, Grid, Line, joined
from bot.word.reading.margin import Margin, shown
from bot.word.reading.money import read_budget
from bot.word.reading.plan import read_directions, read_kpis, read_phases
from bot.word.reading.tables import lines_of
from bot.word.reading.values import (
    kept,
    kept_optional,
    key,
    label,
    read_amount,
    read_claim,
    read_claims,
    read_day,
    read_optional,
)
from bot.word.topics import Topic
from workflow.draft import Basis, ChannelPlan, Claim, Draft, Proposition, Section, SectionNote

Reader: TypeAlias = Callable[[Sequence[Block], Draft, Margin], Draft]

_NUMBER = re.compile(r"^\d+\.\s*")
_LATE = re.compile(r"\s*\(start passed [^()]*\)\s*$")
_FLIGHT = re.compile(r"(.+?) to (.+)")


def read_topic(topic: Topic, blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    """Return the draft with what stands at the place of a topic; what does not travel back is reported."""
    reader = _READERS.get(topic)
    if reader is not None:
        return reader(blocks, draft, margin)
    said = "; ".join(line.text for line in lines_of(blocks))
    margin.report(f"“{topic.label}” is written by Baton itself; “{shown(said)}” was not taken over.")
    return draft


def _changed(draft: Draft, **fields: Any) -> Draft:
    return draft.model_copy(update=fields)


def _whole(blocks: Sequence[Block]) -> Line:
    return joined(lines_of(blocks))


def _title(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    said = _whole(blocks).text
    if not said:
        margin.report(f"The title is gone; it stays “{shown(draft.title)}”.")
    return _changed(draft, title=kept(said, draft.title) or draft.title)


def _market(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
    said = _whole(blocks).text
    return _changed(draft, market=kept_optional("" if label(said) == label(NO_MARKET) else said, draft.market))


def _start(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, start=read_day(_whole(blocks).text, draft.start, "The start", margin))


def _end(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, end=read_day(_whole(blocks).text, draft.end, "The end", margin))


def _total(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    total = read_amount(_whole(blocks).text, draft.total_budget, draft.currency, "The budget", margin)
    return _changed(draft, total_budget=total)


def _facts(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    for line in lines_of(blocks):
        name, _, rest = line.text.partition(":")
        told, flight = [Line("", (rest.strip(),))], _FLIGHT.fullmatch(key(rest))
        if label(name) == "budget":
            draft = _total(told, draft, margin)
        elif label(name) == "market":
            draft = _market(told, draft, margin)
        elif label(name) == "flight" and flight:
            draft = _start([Line("", (flight[1],))], draft, margin)
            draft = _end([Line("", (flight[2],))], draft, margin)
        else:
            margin.keep(Section.SUMMARY, [line])
    return draft


def _summary(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
    return _changed(draft, summary=read_summary(blocks, draft))


def _goal(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
    if not draft.objectives:
        return draft
    first = draft.objectives[0]
    goal = first.model_copy(update={"statement": kept(_whole(blocks).text, first.statement) or first.statement})
    return _changed(draft, objectives=(goal, *draft.objectives[1:]))


def _objectives(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, objectives=read_objectives(blocks, draft, margin))


def _parts(blocks: Sequence[Block], names: Sequence[str]) -> list[tuple[str, list[Line]]]:
    """Part lines at those that were written strong, or that say one of `names`."""
    known = {label(name) for name in names}
    parts: list[tuple[str, list[Line]]] = [("", [])]
    for line in lines_of(blocks):
        if line.style == "Heading2" or (line.style != "BriefBullet" and label(line.text) in known):
            parts.append((line.text, []))
        else:
            parts[-1][1].append(line)
    return parts if parts[0][1] else parts[1:]


def _titled(lines: Sequence[Line], names: Sequence[str]) -> tuple[dict[str, Line], list[Line]]:
    """Part lines that begin with one of `names` and a colon, the name taken off, from the others."""
    told: dict[str, Line] = {}
    rest: list[Line] = []
    for line in lines:
        name, colon, _ = line.text.partition(":")
        known = next((each for each in names if label(each) == label(name)), None)
        if known and colon and known not in told:
            told[known] = _after(line, len(name) + 1)
        else:
            rest.append(line)
    return told, rest


def _after(line: Line, letters: int) -> Line:
    """Return a line without its first letters; they stand before any citation."""
    first, *others = line.pieces
    return Line(line.style, (str(first).lstrip()[letters:].lstrip(), *others))


_FACTS = ("Need", "Barrier", "Think", "Feel", "Do")


def _audience(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    made: list[Block] = []
    for name, lines in _parts(blocks, [one.name for one in draft.audiences]):
        told, rest = _titled(lines, _FACTS)
        plain = [line for line in rest if line.style != "BriefBullet"]
        cells = tuple(Cell((Line("", (title,)), line)) for title, line in told.items())
        known = [Line("BriefSublabel", ("What we know",)), *(line for line in rest if line not in plain)]
        made += [Line("Heading2", (name,)) if name else Line("", ()), *plain, Grid((cells,)), *known]
    return _changed(draft, audiences=read_audiences(made, draft, margin))


def _proposition_of(draft: Draft, **fields: Any) -> Draft:
    return _changed(draft, proposition=draft.proposition.model_copy(update=fields))


def _statement(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    bare = Proposition(statement=draft.proposition.statement)
    return _proposition_of(draft, statement=read_proposition(lines_of(blocks), bare, margin).statement)


def _listed(name: str) -> Reader:
    def read(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
        before: tuple[Claim, ...] = getattr(draft.proposition, name)
        return _proposition_of(draft, **{name: read_claims(lines_of(blocks), before)})

    return read


def _action(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
    return _proposition_of(draft, call_to_action=read_optional(_whole(blocks), draft.proposition.call_to_action))


def _approach(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    told, rest = _titled(lines_of(blocks), [plan.channel.label for plan in draft.channels])
    plans = [
        plan.model_copy(update={"reason": read_claim(told[plan.channel.label], plan.reason)})
        if plan.channel.label in told
        else plan
        for plan in draft.channels
    ]
    return _changed(_statement(rest, draft, margin), channels=tuple(plans))


def _by_channel(blocks: Sequence[Block], draft: Draft, margin: Margin) -> dict[str, list[Line]]:
    labels = [plan.channel.label for plan in draft.channels]
    found: dict[str, list[Line]] = {}
    for name, lines in _parts(blocks, labels):
        known = next((each for each in labels if label(each) == label(name)), None)
        if known is None or known in found:
            margin.keep(Section.CHANNELS, [Line("", (name,)), *lines])
        else:
            found[known] = lines
    return found


def _channels(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    found = _by_channel(blocks, draft, margin)
    plans = [_channel(plan, found.get(plan.channel.label), margin) for plan in draft.channels]
    return _changed(draft, channels=tuple(plans))


def _channel(plan: ChannelPlan, lines: Sequence[Line] | None, margin: Margin) -> ChannelPlan:
    if lines is None:
        margin.report(f"{plan.channel.label} has no part any more; what was said there stays as it was.")
        return plan
    told, rest = _titled(lines, ("Role", "Judged on", "Lead time"))
    plain = [line for line in rest if line.style != "BriefBullet"]
    margin.keep(Section.CHANNELS, plain[1:])
    return plan.model_copy(
        update={
            "role": kept(told["Role"].text, plan.role) if "Role" in told else plan.role,
            "kpi": kept(told["Judged on"].text, plan.kpi) if "Judged on" in told else plan.kpi,
            "reason": read_claim(plain[0], plan.reason) if plain else plan.reason,
            "recommendations": read_claims([line for line in rest if line not in plain], plan.recommendations),
            "lead_time": read_claim(told["Lead time"], plan.lead_time) if "Lead time" in told else plan.lead_time,
        }
    )


def _deliverables(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    found = _by_channel(blocks, draft, margin)
    plans = (
        plan.model_copy(update={"deliverables": read_claims(found.get(plan.channel.label, ()), plan.deliverables)})
        for plan in draft.channels
    )
    return _changed(draft, channels=tuple(plans))


def _learnings(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    learnings, nothing = read_learnings(blocks, draft, margin)
    return _changed(draft, learnings=learnings, no_learnings=nothing)


def _directions(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    cards = []
    for name, lines in _parts(blocks, [one.name for one in draft.directions]):
        shown_lines = [_after(line, len("Line:")) if label(line.text).startswith("line:") else line for line in lines]
        cards.append((Cell((Line("", (_NUMBER.sub("", name),)), *shown_lines)),))
    return _changed(draft, directions=read_directions([Grid(tuple(cards))], draft, margin))


def _timeline(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    bare = [_without_lateness(block) if isinstance(block, Grid) else block for block in blocks]
    return _changed(draft, phases=read_phases(bare, draft, margin))


def _without_lateness(grid: Grid) -> Grid:
    """Take off how late a phase is, which follows from its date."""
    made = [(Cell((Line("", (_LATE.sub("", row[0].text),)),)), *row[1:]) if row else row for row in grid.rows]
    return Grid(tuple(made))


def _measurement(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, kpis=read_kpis(blocks, draft, margin)[0])


def _tracking(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
    return _changed(draft, tracking=read_claims(lines_of(blocks), draft.tracking))


def _risks(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, risks=read_risks(blocks, draft, margin)[0])


def _questions(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, questions=read_risks(blocks, draft, margin)[1])


def _approvals(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    check_approvals(blocks, draft, margin)
    return draft


def _sources(blocks: Sequence[Block], draft: Draft, margin: Margin) -> Draft:
    return _changed(draft, sources=read_sources(blocks, draft, margin))


def _notes(blocks: Sequence[Block], draft: Draft, _margin: Margin) -> Draft:
    found = []
    for section in Section:
        lines = [line for line in lines_of(blocks) if label(line.text.partition(":")[0]) == label(section.label)]
        before = [note.claim for note in draft.notes if note.section is section]
        claims = read_claims([_after(line, len(line.text.partition(":")[0]) + 1) for line in lines], before)
        found += [SectionNote(section=section, claim=claim) for claim in claims]
    named = {label(section.label) for section in Section}
    free = [line for line in lines_of(blocks) if label(line.text.partition(":")[0]) not in named]
    claims_free = [Claim(text=line.text, basis=Basis.JUDGEMENT, sources=line.sources) for line in free]
    return _changed(draft, notes=(*found, *(SectionNote(section=Section.SUMMARY, claim=each) for each in claims_free)))


_READERS: Mapping[Topic, Reader] = {
    Topic.TITLE: _title,
    Topic.NAME: _title,
    Topic.MARKET: _market,
    Topic.START: _start,
    Topic.END: _end,
    Topic.TOTAL: _total,
    Topic.FACTS: _facts,
    Topic.SUMMARY: _summary,
    Topic.GOAL: _goal,
    Topic.OBJECTIVES: _objectives,
    Topic.AUDIENCE: _audience,
    Topic.APPROACH: _approach,
    Topic.PROPOSITION: _statement,
    Topic.REASONS: _listed("reasons"),
    Topic.TONE: _listed("tone"),
    Topic.CALL_TO_ACTION: _action,
    Topic.MANDATORIES: _listed("mandatories"),
    Topic.CHANNELS: _channels,
    Topic.DELIVERABLES: _deliverables,
    Topic.BUDGET: read_budget,
    Topic.LEARNINGS: _learnings,
    Topic.DIRECTIONS: _directions,
    Topic.TIMELINE: _timeline,
    Topic.MEASUREMENT: _measurement,
    Topic.TRACKING: _tracking,
    Topic.RISKS: _risks,
    Topic.QUESTIONS: _questions,
    Topic.APPROVALS: _approvals,
    Topic.SOURCES: _sources,
    Topic.NOTES: _notes,
}
