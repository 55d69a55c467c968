"""What can have happened to a brief? Each event is a fact that is never altered."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from workflow.conditions import Facts
from workflow.inputs import CAMPAIGN, PlainInputs
from workflow.links import LONGEST_NAME
from workflow.materiality import MATERIAL
from workflow.team import CalendarSettings, Stage
from workflow.told import Outcome
from workflow.usage import Usage
from workflow.values import Instant, Value


class Message(Value):
    """Where a message stands: the channel's id and the message's timestamp in it (Slack's `seconds.microseconds`)."""

    channel: str
    ts: Annotated[str, Field(pattern=r"^\d{1,11}\.\d{1,6}$")]

    @property
    def posted_at(self) -> datetime:
        """The moment since which it has stood there, by Slack's clock."""
        return datetime.fromtimestamp(float(self.ts), UTC)


class Happened(Value):
    """Common to all events: the moment, in the time of whoever recorded it."""

    at: Instant


class _Asked(Happened):
    """Holds what the author answered; stored under the name of the answers of the first workflow, `campaign`."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    inputs: PlainInputs = Field(alias="campaign")


class Opened(_Asked):
    """The author asked for a brief; the chain and the calendar of that moment travel with it."""

    brief_id: str
    by: str
    workspace: str
    team: str
    chain: tuple[Stage, ...]
    calendar: CalendarSettings
    material: tuple[str, ...] = MATERIAL
    self_approval: bool = False
    workflow: str = Field(default=CAMPAIGN, exclude_if=lambda name: name == CAMPAIGN)


def _is_none(value: object) -> bool:
    return value is None


def _is_empty(value: object) -> bool:
    return not value


Others = Annotated[tuple[str, ...], Field(exclude_if=_is_empty)]
"""Other stages that were deciding on the same revision at the same time and whose requests ended with it."""

Changed = Annotated[tuple[str, ...] | None, Field(exclude_if=_is_none)]
"""The fields of the policy that differ from the revision before; absent in logs from before this was recorded."""


OnBehalfOf = Annotated[str | None, Field(exclude_if=_is_none)]
"""Who was asked, where somebody else decided in their place: their stand-in, or whom the request was reassigned to."""


class Drafted(Happened):
    """A revision was written; its content is kept under `content_hash`, and `usage` tells what a model cost, if any.

    `without_model` says in a sentence what kept the model from helping, where one should have. `facts` is what
    conditions of stages ask about.
    """

    revision: int
    content_hash: str
    written_by: str
    usage: Usage | None = Field(default=None, exclude_if=_is_none)
    without_model: str | None = Field(default=None, exclude_if=_is_none)
    changed: Changed = None
    facts: Facts | None = Field(default=None, exclude_if=_is_none)


class Held(Happened):
    """The handover of this revision to `stage` waits: what `findings` say blocks it until the author acts."""

    revision: int
    stage: str
    findings: tuple[str, ...]


class Overridden(Happened):
    """The author had the revision handed over all the same, for `reason`."""

    by: str
    revision: int
    reason: str


class InputsRevised(_Asked):
    """The author mended the inputs; the agent writes `revision` from them."""

    by: str
    revision: int


class Edited(Happened):
    """A person wrote this revision, from the one before; `stage` says where the brief stood, if it stood anywhere."""

    by: str
    revision: int
    content_hash: str
    stage: str | None
    others: Others = ()
    changed: Changed = None
    facts: Facts | None = Field(default=None, exclude_if=_is_none)


class DraftFailed(Happened):
    """No draft of this revision could be written."""

    revision: int
    reason: str


class DraftRetried(Happened):
    """The author asked for another try at this revision."""

    by: str
    revision: int


class HandedOver(Happened):
    """The brief went to a stage; its message is on the way."""

    stage: str
    revision: int


class Delivered(Happened):
    """The stage's message stood in its channel: the people's time starts."""

    stage: str
    revision: int
    message: Message


class DeliveryBlocked(Happened):
    """The stage cannot be asked, or nobody is left to decide there, until somebody mends what `reason` says."""

    stage: str
    revision: int
    reason: str


class DeliveryRetried(Happened):
    """Another try at the delivery; `by` is absent when Baton tried by itself."""

    by: str | None
    stage: str
    revision: int


Sign = Literal["changes", "decline", "findings", "reply"]
"""By what somebody was seen to look: the form for changes or a decline, the list of checks, a reply in the thread."""


class Looked(Happened):
    """Somebody who decides at the stage was first seen to look at this revision: `how`. Recorded once a handover."""

    by: str
    stage: str
    revision: int
    how: Sign


class Approved(Happened):
    """An approver said yes to exactly this revision and content.

    `missing` tells how many approvals the stage still needed after it; absent in logs from before this was recorded.
    `is_own` marks the author's approval of their own brief, which their team allows.
    """

    by: str
    stage: str
    revision: int
    content_hash: str
    missing: int | None = Field(default=None, exclude_if=_is_none)
    is_own: bool = Field(default=False, exclude_if=_is_empty)
    on_behalf_of: OnBehalfOf = None


class Remark(Value):
    """What somebody remarked, in a document's margin or in a thread: who, by their name, about which words, and why."""

    section: str | None
    note: str
    by: str = ""
    about: str = ""
    why: str = Field(default="", exclude_if=_is_empty)


class ChangesRequested(Happened):
    """An approver asked for changes; the agent writes the next revision.

    `remarks` are those of a document's margin, or of the thread, for which they asked and under which they put their
    name; what they wrote themselves is `note`.
    """

    by: str
    stage: str
    revision: int
    section: str | None
    note: str
    why: str = ""
    remarks: tuple[Remark, ...] = Field(default=(), exclude_if=_is_empty)
    others: Others = ()
    on_behalf_of: OnBehalfOf = None


class Declined(Happened):
    """An approver ended the brief."""

    by: str
    stage: str
    revision: int
    reason: str
    others: Others = ()
    on_behalf_of: OnBehalfOf = None


class Reassigned(Happened):
    """Whoever was asked, `asked`, decides on this request no longer: `to` does, in their place."""

    by: str
    stage: str
    revision: int
    asked: str
    to: str


class Skipped(Happened):
    """The stage is not asked about this revision, since its condition does not hold: `why`."""

    stage: str
    revision: int
    why: str


class ApprovalKept(Happened):
    """What the stage said to revision `approved` stands for `revision` too, which changes nothing material."""

    stage: str
    approved: int
    revision: int


class LookedAgain(Happened):
    """An approver wants their stage to decide on this revision as well, although its approval stood."""

    by: str
    stage: str
    revision: int


PersonName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
"""What somebody is called who has no account from which a name could be read."""


class LinkMade(Happened):
    """Somebody without Slack, who acts under the id `person`, may decide at `stage` until then.

    `revision` was the newest.
    """

    by: str
    stage: str
    revision: int
    person: str
    name: PersonName
    until: Instant


class LinkRevoked(Happened):
    """The link for `person` was ended before its time; `stage` and `revision` say where it led."""

    by: str
    stage: str
    revision: int
    person: str


class Completed(Happened):
    """Every stage has approved."""

    revision: int


class Cancelled(Happened):
    """The author ended the brief; `stage` and `revision` say where it stood."""

    by: str
    reason: str
    stage: str | None
    revision: int
    others: Others = ()


class Withdrawn(Happened):
    """The author took this revision back to edit it; `stage` says where it stood."""

    by: str
    stage: str | None
    revision: int
    others: Others = ()


class Paused(Happened):
    """The author stopped the clock of the stages that were deciding."""

    by: str
    reason: str
    stage: str | None
    revision: int
    others: Others = ()


class Resumed(Happened):
    """The clock runs again."""

    by: str
    stage: str | None
    revision: int
    others: Others = ()


ReminderKind = Literal["nudge", "breach", "escalation"]
"""What a reminder is about: time is running, it is up, and nobody has decided although it was up long ago."""


class Reminded(Happened):
    """People were reminded of the decision that a stage owes on this revision.

    `mentioned` are called in the thread of the stage's message, which happens once for a request; `told` get a direct
    message each. The first `breach` of a request records that its SLA is over, whether anybody could be told or not.
    """

    stage: str
    revision: int
    about: ReminderKind
    mentioned: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class AuthorInformed(Happened):
    """The brief's own message stands in the author's direct messages; it is edited from now on."""

    message: Message


class MinutesTold(Happened):
    """The author told how many minutes of their own the brief took, form and edits together.

    `baseline` is what the team's file said at that moment a brief took before Baton; absent where it said nothing.
    """

    by: str
    minutes: int
    baseline: int | None = Field(default=None, exclude_if=_is_none)


class OutcomeAsked(Happened):
    """The author was asked what came of the campaign; `reminder` is the second time, and the last."""

    reminder: bool = False


class OutcomeTold(Happened):
    """The author told what came of the campaign, None where it did not run; `message` is the question they answered."""

    by: str
    outcome: Outcome | None
    message: Message | None = Field(default=None, exclude_if=_is_none)


class AuthorUnreachable(Happened):
    """Slack keeps Baton from writing to the author: `reason`. Told once; it is tried again when there is news."""

    reason: str


Event = (
    Opened
    | Drafted
    | Held
    | Overridden
    | InputsRevised
    | Edited
    | DraftFailed
    | DraftRetried
    | HandedOver
    | Delivered
    | DeliveryBlocked
    | DeliveryRetried
    | Looked
    | Approved
    | ChangesRequested
    | Declined
    | Reassigned
    | Skipped
    | ApprovalKept
    | LookedAgain
    | LinkMade
    | LinkRevoked
    | Completed
    | Cancelled
    | Withdrawn
    | Paused
    | Resumed
    | Reminded
    | AuthorInformed
    | AuthorUnreachable
    | MinutesTold
    | OutcomeAsked
    | OutcomeTold
)
