"""Where does a brief stand? Its state, as folded from its events."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.conditions import Facts
from workflow.events import (
    ApprovalKept,
    Approved,
    Cancelled,
    ChangesRequested,
    Declined,
    Edited,
    Held,
    Message,
    MinutesTold,
    OutcomeAsked,
    OutcomeTold,
    Overridden,
    Paused,
    Reassigned,
    Reminded,
    ReminderKind,
    Skipped,
    Withdrawn,
)
from workflow.inputs import CAMPAIGN, Inputs
from workflow.links import Link
from workflow.people import Person
from workflow.team import CalendarSettings, Stage
from workflow.usage import Usage


class Status(StrEnum):
    """The part of its life that a brief is in."""

    DRAFTING = "drafting"
    DRAFT_FAILED = "draft_failed"
    IN_REVIEW = "in_review"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
    DECLINED = "declined"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Tell whether the brief is over: nobody decides on it any more, and none of its words changes."""
        return self in {Status.COMPLETED, Status.DECLINED, Status.CANCELLED}


class Decision(StrEnum):
    """How a handover ended."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"


Ending = ChangesRequested | Declined | Edited | Cancelled | Withdrawn
"""What can end a stay other than the stage's approval, its own decision or something that overtook it."""


@dataclass(frozen=True)
class Revision:
    """One written revision: its number, the hash its content is kept under, who wrote it, when, and at what cost.

    `by_hand` tells that a person wrote it, and `written_by` is then their id. `changed` and `facts` are its event's.
    """

    number: int
    content_hash: str
    written_by: str
    at: datetime
    usage: Usage | None = None
    by_hand: bool = False
    changed: tuple[str, ...] | None = None
    facts: Facts | None = None


@dataclass(frozen=True)
class Interval:
    """A stretch of time; without `end` it goes on."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Handover:
    """A brief's stay at a stage: handed over, delivered, decided.

    `looked_at` is when somebody who decides there was first seen to look, without deciding.
    `closed_at` is set when the stay ended, with a `decision` or without one (the brief was cancelled), and `ended_with`
    tells what ended it unless it was approved. `missing` counts the approvals that were missing after the last one.
    `blocked` says what keeps its message from being posted; `last_blocked` what did so last, and `repeats` how often in
    a row Baton alone has run into that. `reassigned` tells who decides in whose place.
    """

    stage: str
    revision: int
    handed_over_at: datetime
    delivered_at: datetime | None = None
    message: Message | None = None
    blocked: str | None = None
    last_blocked: str | None = None
    repeats: int = 0
    looked_at: datetime | None = None
    closed_at: datetime | None = None
    decision: Decision | None = None
    by: str | None = None
    missing: int | None = None
    ended_with: Ending | None = None
    reminded: tuple[Reminded, ...] = ()
    reassigned: tuple[Reassigned, ...] = ()

    @property
    def decided_at(self) -> datetime | None:
        """The moment of the decision, if there was one."""
        return self.closed_at if self.decision else None

    @property
    def is_open(self) -> bool:
        """Tell whether the stay goes on."""
        return self.closed_at is None

    @property
    def awaits_decision(self) -> bool:
        """Tell whether people were asked and can decide, unless the brief is paused."""
        return self.is_open and self.delivered_at is not None and self.blocked is None

    @property
    def is_in_thread(self) -> bool:
        """Tell whether the thread of the stay's message has called somebody."""
        return any(one.mentioned for one in self.reminded)

    @property
    def is_breach_recorded(self) -> bool:
        """Tell whether the log says that the SLA is over."""
        return any(one.about == "breach" for one in self.reminded)

    def reminded_of(self, about: ReminderKind) -> frozenset[str]:
        """Return the ids of those who were reminded of `about`."""
        return frozenset(who for one in self.reminded if one.about == about for who in (*one.mentioned, *one.told))


@dataclass(frozen=True)
class Brief:
    """A brief as its events tell it.

    Attributes:
        workflow: the name of the workflow that knows what its inputs and its content mean.
        revision: number of the newest written revision; 0 before the first.
        held: what keeps the newest revision from being handed over, until the author acts.
        position: how many events the brief has; the next one gets this position.
        ended_at: when the brief was completed, declined or cancelled.
        skipped: the stages that were not asked, with the revision and the reason.
        kept: the approvals that stood for a later revision.
        pauses: when the clock stood still.
        author_message: the brief's own message in the author's direct messages, once it stands there.
        author_unreachable: what keeps Baton from writing to the author, while it does.
        links: those that were made for people without Slack, whether they still hold or not.
        minutes: what the author told of the minutes that it took.
        outcome_asked: how often the author was asked what came of the campaign; `outcome` is what they told.
    """

    id: str
    workspace: str
    author: str
    team: str
    inputs: Inputs
    chain: tuple[Stage, ...]
    calendar: CalendarSettings
    material: tuple[str, ...]
    opened_at: datetime
    changed_at: datetime
    workflow: str = CAMPAIGN
    status: Status = Status.DRAFTING
    revisions: tuple[Revision, ...] = ()
    handovers: tuple[Handover, ...] = ()
    approvals: tuple[Approved, ...] = ()
    changes: tuple[ChangesRequested, ...] = ()
    author_message: Message | None = None
    author_unreachable: str | None = None
    held: Held | None = None
    overrides: tuple[Overridden, ...] = ()
    draft_failure: str | None = None
    self_approval: bool = False
    skipped: tuple[Skipped, ...] = ()
    kept: tuple[ApprovalKept, ...] = ()
    links: tuple[Link, ...] = ()
    paused: Paused | None = None
    pauses: tuple[Interval, ...] = ()
    withdrawn: Withdrawn | None = None
    declined: Declined | None = None
    cancel_reason: str | None = None
    ended_at: datetime | None = None
    minutes: MinutesTold | None = None
    outcome_asked: tuple[OutcomeAsked, ...] = ()
    outcome: OutcomeTold | None = None
    position: int = 1

    @property
    def name(self) -> str:
        """What the author calls it."""
        return self.inputs.name

    @property
    def revision(self) -> int:
        """Number of the newest written revision; 0 before the first."""
        return self.revisions[-1].number if self.revisions else 0

    @property
    def next_revision(self) -> int:
        """Number of the revision that is written now or would be written next."""
        return self.revision + 1

    @property
    def content_hash(self) -> str | None:
        """Hash of the newest revision's content."""
        return self.revisions[-1].content_hash if self.revisions else None

    @property
    def open_handovers(self) -> tuple[Handover, ...]:
        """The stays that go on now: several where stages decide at the same time."""
        return tuple(handover for handover in self.handovers if handover.is_open)

    @property
    def open_handover(self) -> Handover | None:
        """The first of the stays that go on now, if any."""
        return next(iter(self.open_handovers), None)

    @property
    def stage(self) -> Stage | None:
        """The stage that holds the brief now, the first where there are several, if any."""
        return self.stage_named(self.open_handover.stage) if self.open_handover else None

    def stage_named(self, name: str) -> Stage | None:
        """Return the stage of the brief's chain by its name."""
        return next((stage for stage in self.chain if stage.name == name), None)

    def is_outside(self, name: str) -> bool:
        """Tell whether the stage called `name` belongs to people outside of the team."""
        return any(stage.outside for stage in self.chain if stage.name == name)

    def written(self, number: int) -> Revision:
        """Return a written revision by its number.

        Raises:
            KeyError: when there is none.
        """
        for revision in self.revisions:
            if revision.number == number:
                return revision
        raise KeyError(number)

    def handover(self, stage: str, revision: int) -> Handover | None:
        """Return the stay of `revision` at `stage`, if there was one."""
        return next((h for h in self.handovers if (h.stage, h.revision) == (stage, revision)), None)

    def seen_before(self, handover: Handover) -> int | None:
        """Return the newest earlier revision that the stage of `handover` was shown, or None when it saw none."""
        shown = [h.revision for h in self.handovers if h.stage == handover.stage and h.delivered_at is not None]
        return max((revision for revision in shown if revision < handover.revision), default=None)

    def link(self, person: str) -> Link | None:
        """Return the link under which somebody acts or acted; None for people of Slack."""
        return next((link for link in self.links if link.person == person), None)

    def called(self, person: str) -> str:
        """Return the Slack id of somebody who acted, or their name where they came by a link and have none."""
        link = self.link(person)
        return person if link is None else f"{link.name} (by a link)"

    def links_to(self, stage: str) -> tuple[Link, ...]:
        """Return the links to a stage that were not revoked; whether one has expired is for the clock to say."""
        return tuple(link for link in self.links if link.stage == stage and link.revoked_at is None)

    def approvals_of(self, stage: str, revision: int) -> tuple[Approved, ...]:
        """Return the approvals that `stage` gave to `revision`, in order."""
        return tuple(a for a in self.approvals if (a.stage, a.revision) == (stage, revision))

    def is_looked_at(self, stage: str, revision: int) -> bool:
        """Tell whether somebody was seen to look at `revision` at `stage`, or approved it."""
        stay = self.handover(stage, revision)
        return (stay is not None and stay.looked_at is not None) or bool(self.approvals_of(stage, revision))

    def voices_of(self, stage: str, revision: int) -> frozenset[str]:
        """Return the ids of those whose approval of `revision` was given, by themselves or on their behalf."""
        return frozenset(a.on_behalf_of or a.by for a in self.approvals_of(stage, revision))

    def is_author(self, person: Person) -> bool:
        """Tell whether `person` is the author, and not somebody elsewhere with the same id."""
        return (person.id, person.workspace) == (self.author, self.workspace)
