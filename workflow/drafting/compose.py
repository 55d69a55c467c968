"""What does the whole brief say, written from the request and the playbook alone?"""

from dataclasses import dataclass

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.conditions import in_words
from workflow.draft import Approval, Claim, Draft, Question, Section, SectionNote
from workflow.drafting import audience, objectives
from workflow.drafting.amend import amend
from workflow.drafting.budget import Allocation, allocate, largest, other_lines
from workflow.drafting.changes import Amendments, amendments
from workflow.drafting.channel_plan import channel_plans
from workflow.drafting.directions import Approach, approaches, directions, shown
from workflow.drafting.evidence import comparison, lifts
from workflow.drafting.freetext import Notes, Portrait, read_notes
from workflow.drafting.learnings import known_of, learnings, nothing_learnt, remarks
from workflow.drafting.measurement import kpis, tracking
from workflow.drafting.metrics import Kind, change, kind
from workflow.drafting.port import Assignment, DraftError, Progress, Written, unheard
from workflow.drafting.proposition import proposition
from workflow.drafting.questions import questions
from workflow.drafting.risks import Outlook, risks
from workflow.drafting.sources import Shelf, cited, shelve, standing
from workflow.drafting.timeline import Plan, plan
from workflow.drafting.words import count, day, listing, lower_first, one_line, quote, sentence
from workflow.money import money, number
from workflow.team import Stage

WRITTEN_BY = "Embedded drafter (rules and playbook, no language model)"
NOBODY = "Nobody is named"
_FARTHEST_YEARS = 50
_NAMED_SHARES = 3
_UNITS = {"s": "second", "m": "working minute", "h": "working hour", "d": "working day"}

LIMITS = (
    "Written without a language model: the words are the author’s or the playbook’s; figures are given or worked out.",
    "Headlines and hook lines are left to creatives; the directions are frameworks to fill, not finished ideas.",
    "No outside research was done. Budget weights, minimums and phase lengths are planning rules, not quotations.",
)


class EmbeddedDrafter:
    """Writes complete briefs from the inputs and the playbook: no model, no network, the same answer every time."""

    def write(self, assignment: Assignment, _progress: Progress = unheard, *, patient: bool = False) -> Written:  # noqa: ARG002  # the port's; nothing here takes long enough to wait for
        """Return the complete draft, which costs nothing; what people wrote by hand stands.

        Raises:
            DraftError: as `draft` does.
        """
        if assignment.previous is not None and assignment.edits:
            return Written(amend(assignment, assignment.previous, self.draft))
        return Written(self.draft(assignment))

    def draft(self, assignment: Assignment) -> Draft:
        """Return the complete draft, written anew.

        Raises:
            DraftError: when the flight lies so far ahead that no calendar can plan it.
        """
        if assignment.campaign.end.year > assignment.today.year + _FARTHEST_YEARS:
            raise DraftError("The campaign lies too far ahead to be planned; please check its dates.")
        return cited(_written(_Materials.of(assignment)))


@dataclass(frozen=True)
class _Materials:
    """Everything that was worked out before a word is written."""

    assignment: Assignment
    shelf: Shelf
    notes: Notes
    audience: tuple[Portrait, ...]
    allocation: Allocation
    plan: Plan
    approaches: tuple[Approach, ...]
    amended: Amendments

    @classmethod
    def of(cls, assignment: Assignment) -> "_Materials":
        campaign, shelf = assignment.campaign, shelve(assignment)
        notes = read_notes(campaign.notes)
        people = audience.described(campaign, notes)
        found = approaches(campaign, people, notes, shelf, assignment.evidence.research)
        amended = amendments(assignment, found, shelf)
        return cls(
            assignment,
            shelf,
            notes,
            people,
            allocate(campaign, assignment.playbook, lifts(campaign, assignment.evidence)),
            plan(assignment),
            found,
            amended,
        )

    @property
    def campaign(self) -> Campaign:
        return self.assignment.campaign

    @property
    def proposition(self) -> Claim | None:
        given = self.campaign.proposition
        return self.amended.proposition or (self.shelf.asked(given) if given else None)


def _written(had: _Materials) -> Draft:
    campaign, shelf, statement = had.campaign, had.shelf, had.proposition
    said, evidence = statement.text if statement else None, had.assignment.evidence
    asked = (*_questions(had, said), *had.amended.questions)
    return Draft(
        title=campaign.name,
        currency=campaign.currency,
        total_budget=campaign.budget,
        start=campaign.start,
        end=campaign.end,
        market=campaign.market,
        written_by=WRITTEN_BY,
        written_on=had.assignment.today,
        author=had.assignment.author,
        limits=LIMITS,
        answers=had.amended.answers,
        notes=_notes(had),
        summary=_summary(had, len(asked)),
        objectives=(objectives.objective(campaign),),
        audiences=known_of(audience.audiences(had.audience, said, had.notes, shelf), evidence, shelf),
        proposition=proposition(campaign, statement, had.notes, had.amended.mandatories, shelf),
        channels=channel_plans(campaign, had.allocation, had.plan, shelf),
        other_budget=other_lines(campaign, had.allocation),
        learnings=learnings(evidence, had.allocation.lifts, shelf),
        no_learnings=nothing_learnt(evidence),
        directions=directions(shown(had.approaches, had.amended.dropped), _by_budget(had.allocation)),
        phases=had.plan.phases,
        kpis=kpis(campaign, shelf.playbook),
        tracking=tracking(campaign, had.assignment.author, had.plan.phases, shelf, comparison(campaign, evidence)),
        risks=risks(Outlook(had.assignment, had.plan, had.allocation, shelf)),
        questions=asked,
        approvals=tuple(_approval(stage, had.assignment) for stage in had.assignment.chain),
        sources=shelf.listed,
    )


def _questions(had: _Materials, proposition: str | None) -> tuple[Question, ...]:
    return questions(had.assignment, had.audience, had.notes, proposition, had.allocation)


def _by_budget(allocation: Allocation) -> list[Channel]:
    return sorted(allocation.channels, key=lambda channel: -allocation.channels[channel])


def _notes(had: _Materials) -> tuple[SectionNote, ...]:
    campaign, shelf = had.campaign, had.shelf
    own = []
    if had.notes.rest:
        own.append((Section.SUMMARY, f"The author adds: {quote(' '.join(map(sentence, had.notes.rest)))}."))
    if had.notes.about("blackouts"):
        own.append(
            (Section.TIMELINE, f"Dates to respect: {quote(' '.join(map(sentence, had.notes.about('blackouts'))))}.")
        )
    return (
        *(SectionNote(section=section, claim=shelf.asked(text)) for section, text in own),
        *objectives.background(campaign, shelf),
        *audience.background(campaign, had.notes, shelf),
        *remarks(campaign, had.assignment.evidence, shelf),
        *standing(had.assignment.guidance, shelf),
        *had.amended.notes,
    )


def _summary(had: _Materials, open_questions: int) -> tuple[Claim, ...]:
    campaign, shelf = had.campaign, had.shelf
    return (
        shelf.asked(f"The goal, in the author’s words: {quote(objectives.objective(campaign).statement)}."),
        shelf.worked_out(_success(campaign)),
        shelf.worked_out(_outline(campaign, had.allocation), shelf.planning),
        shelf.worked_out(_attention(had.plan, open_questions), shelf.planning),
    )


def _success(campaign: Campaign) -> str:
    reached = f"Success is {_target(campaign)} by {day(campaign.end)}"
    moved = change(campaign)
    if campaign.baseline is None:
        return f"{reached}. The baseline is not known."
    since = f", from a baseline of {number(campaign.baseline)}"
    return f"{reached}{since} ({moved})." if moved else f"{reached}{since}."


def _target(campaign: Campaign) -> str:
    """Return `9,200 first orders` where the metric counts things, and else the metric by its name."""
    metric = one_line(campaign.metric).rstrip(" .")
    if kind(campaign) is Kind.COUNT and metric[:1].isalpha() and not any(map(str.isdigit, metric)):
        return f"{number(campaign.target)} {lower_first(metric)}"
    return f"{quote(campaign.metric)} at {number(campaign.target)}"


def _outline(campaign: Campaign, allocation: Allocation) -> str:
    total = money(campaign.budget, campaign.currency)
    flight = f"from {day(campaign.start)} to {day(campaign.end)}, {count(campaign.flight_days, 'day')}"
    channels = count(len(campaign.channels), "channel")
    shares = listing(largest(campaign, allocation, _NAMED_SHARES))
    lead = "The largest shares are" if len(campaign.channels) > _NAMED_SHARES else "That is"
    held = f"; {money(allocation.contingency, campaign.currency)} is held back" if allocation.contingency else ""
    return f"The campaign runs {flight}, on {channels} with {total}. {lead} {shares}{held}."


def _attention(plan: Plan, open_questions: int) -> str:
    asks = count(open_questions, "open question")
    verb = "waits" if open_questions == 1 else "wait"
    if plan.late:
        labels = listing([channel.label for channel in plan.late])
        return f"Before anyone approves: it is too late for {labels} as dated, and {asks} {verb} for an answer."
    if plan.left < plan.needed:
        short = count(plan.needed - plan.left, "working day")
        return f"Before anyone approves: preparation is {short} short of an even pace, and {asks} {verb} for an answer."
    return f"The dates hold if the brief is approved in time; {asks} {verb} for an answer."


_SHARES = {"all": "all", "majority": "more than half"}


def _approval(stage: Stage, assignment: Assignment) -> Approval:
    word = "or" if stage.required in {1, "any"} else "and"
    who = listing([assignment.names.get(each, each) for each in stage.approvers], word) or NOBODY
    share = _SHARES.get(str(stage.required), str(stage.required))
    needed = f" ({share} must approve)" if word == "and" else ""
    only = f"; only if {in_words(stage.when)}" if stage.when else ""
    time = count(int(stage.sla[:-1]), _UNITS[stage.sla[-1]])
    return Approval(stage=stage.name, title=stage.title, approvers=who + needed + only, sla=time)
