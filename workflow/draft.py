"""What is the written content of a brief: its sections, its claims, and on what each claim rests?"""

import hashlib
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflow.channels import Channel
from workflow.values import Value


class Section(StrEnum):
    """A section of a brief, in the order in which it is read; the value is its id in forms and the log."""

    SUMMARY = "summary"
    OBJECTIVES = "objectives"
    AUDIENCE = "audience"
    PROPOSITION = "proposition"
    CHANNELS = "channels"
    LEARNINGS = "learnings"
    DIRECTIONS = "directions"
    TIMELINE = "timeline"
    MEASUREMENT = "measurement"
    RISKS = "risks"
    APPROVALS = "approvals"
    SOURCES = "sources"

    @property
    def label(self) -> str:
        """The heading that people read."""
        return _LABELS[self]


_LABELS = {
    Section.SUMMARY: "Summary",
    Section.OBJECTIVES: "Objectives",
    Section.AUDIENCE: "Audience",
    Section.PROPOSITION: "Proposition and mandatories",
    Section.CHANNELS: "Channel plan",
    Section.LEARNINGS: "What past campaigns taught us",
    Section.DIRECTIONS: "Creative directions to explore",
    Section.TIMELINE: "Timeline",
    Section.MEASUREMENT: "Measurement",
    Section.RISKS: "Risks and open questions",
    Section.APPROVALS: "Approvals",
    Section.SOURCES: "Sources",
}


class Basis(StrEnum):
    """On what a claim rests."""

    QUOTED = "quoted"  # the words of a cited source
    CALCULATED = "calculated"  # follows by arithmetic from inputs or cited rows
    REQUEST = "request"  # the author said so
    PLAYBOOK = "playbook"  # the channel playbook says so
    JUDGEMENT = "judgement"  # a proposal for people to weigh


class Source(Value):
    """Something that claims cite: `id` is `S1`, `S2`, …; `locator` says where it is kept."""

    id: str
    title: str
    locator: str


REQUEST_SOURCE = "S1"
"""The id under which every draft lists the author's own request."""


class Claim(Value):
    """One statement, its basis, and the ids of the sources that it cites."""

    text: str
    basis: Basis
    sources: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """The sources that a document names beside the claim: what comes from the request goes without saying."""
        from_request = self.basis in {Basis.REQUEST, Basis.CALCULATED}
        return tuple(source for source in self.sources if not (from_request and source == REQUEST_SOURCE))


class Objective(Value):
    """What the campaign must achieve, made measurable: from `baseline` to `target` in `metric`, by a date."""

    statement: str
    metric: str
    baseline: str
    target: str
    by: date


class Audience(Value):
    """Whom the campaign speaks to: as the author described them, and what that asks of the work."""

    name: str
    description: Claim
    need: Claim | None = None
    barrier: Claim | None = None
    think: Claim | None = None
    feel: Claim | None = None
    do: Claim | None = None
    facts: tuple[Claim, ...] = ()


class Proposition(Value):
    """The one thing to say, why to believe it, and what every execution must carry.

    `statement` is absent where the author gave none and nothing may be invented; `call_to_action` likewise.
    """

    statement: Claim | None
    reasons: tuple[Claim, ...] = ()
    tone: tuple[Claim, ...] = ()
    call_to_action: Claim | None = None
    mandatories: tuple[Claim, ...] = ()


class ChannelPlan(Value):
    """One channel's part: role, money (in the campaign's currency), measure, recommendations and what to deliver."""

    channel: Channel
    role: str
    kpi: str
    budget: Decimal
    reason: Claim
    recommendations: tuple[Claim, ...] = ()
    deliverables: tuple[Claim, ...] = ()
    lead_time: Claim


class BudgetLine(Value):
    """Money that no channel spends, such as contingency."""

    name: str
    role: str
    budget: Decimal


class Learning(Value):
    """What an earlier campaign did and what follows for this one."""

    campaign: str
    happened: Claim
    therefore: Claim


class Direction(Value):
    """One creative direction, a starting point and not a finished idea; an absent `line` is left to creatives."""

    name: str
    idea: str
    line: str | None
    reason: Claim
    first_execution: str
    watch_for: str


class Phase(Value):
    """A stretch of the timeline; `late_by` counts the working days by which its start has passed already."""

    name: str
    start: date
    end: date
    owner: str
    deliverable: str
    in_flight: bool = False
    late_by: int = 0


class Kpi(Value):
    """What is measured, the value aimed at, how it is read and how often."""

    name: str
    target: str
    reading: str
    cadence: str


class Risk(Value):
    """What could go wrong and what to do about it."""

    risk: Claim
    response: str


class Question(Value):
    """What the inputs leave open, the section that waits for it, and who can answer."""

    text: str
    section: Section
    owner: str


class Approval(Value):
    """A stage that must approve: its title, who decides, and the working time it has."""

    stage: str
    title: str
    approvers: str
    sla: str


class ChangeAnswer(Value):
    """A change that was requested of an earlier revision, and what this revision did about it."""

    revision: int
    stage: str
    by: str
    section: Section | None
    note: str
    answer: str


class SectionNote(Value):
    """Something that was asked for or added in free text, carried word for word into the section that it concerns."""

    section: Section
    claim: Claim


class Draft(Value):
    """The complete written content of one revision of a brief.

    Money is in `currency`; `author` owns the brief; `written_by` says which drafter wrote it and `limits` what it could
    not do; `notes` stand at the end of their sections.
    """

    title: str
    currency: str
    total_budget: Decimal
    start: date
    end: date
    market: str | None
    written_by: str
    written_on: date
    author: str = ""
    limits: tuple[str, ...] = ()
    answers: tuple[ChangeAnswer, ...] = ()
    notes: tuple[SectionNote, ...] = ()
    summary: tuple[Claim, ...]
    objectives: tuple[Objective, ...]
    audiences: tuple[Audience, ...]
    proposition: Proposition
    channels: tuple[ChannelPlan, ...]
    other_budget: tuple[BudgetLine, ...] = ()
    learnings: tuple[Learning, ...] = ()
    no_learnings: str | None = None
    directions: tuple[Direction, ...]
    phases: tuple[Phase, ...]
    kpis: tuple[Kpi, ...]
    tracking: tuple[Claim, ...] = ()
    risks: tuple[Risk, ...] = ()
    questions: tuple[Question, ...] = ()
    approvals: tuple[Approval, ...] = ()
    sources: tuple[Source, ...] = ()


def content_hash(draft: Value) -> str:
    """Return the SHA-256 of a draft's or paper's content in hexadecimal: equal content, equal hash."""
    return hashlib.sha256(draft.model_dump_json().encode()).hexdigest()
