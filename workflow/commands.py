"""What can be asked of a brief? Wishes of people may be refused; reports of Baton's own work can only come late."""

from typing import Annotated

from pydantic import Field

from workflow.conditions import Facts
from workflow.events import Message, PersonName, Remark, ReminderKind, Sign
from workflow.inputs import CAMPAIGN, PlainInputs
from workflow.materiality import MATERIAL
from workflow.people import Person
from workflow.team import CalendarSettings, Stage
from workflow.told import Outcome
from workflow.usage import Usage
from workflow.values import Instant, Value


class Open(Value):
    """Begin a brief of `workflow`, whose ids begin with `prefix`, for a team as it is now."""

    by: Person
    workspace: str
    team: str
    inputs: PlainInputs
    chain: tuple[Stage, ...]
    calendar: CalendarSettings
    material: tuple[str, ...] = MATERIAL
    self_approval: bool = False
    workflow: str = CAMPAIGN
    prefix: str = "BRF"


class Approve(Value):
    """Say yes, at `stage`, to the revision that the person saw; `message` is the one they clicked.

    `voters` are the ids of everybody listed who can approve there at this moment, members of user groups included and
    deactivated accounts left out; they are needed where it depends on those how many must approve.
    """

    by: Person
    stage: str
    revision: int
    message: Message | None = None
    voters: frozenset[str] | None = None


class RequestChanges(Value):
    """Ask, at `stage`, for changes to the revision that the person saw; `remarks` are those of a document's margin."""

    by: Person
    stage: str
    revision: int
    section: str | None
    note: str
    why: str = ""
    remarks: tuple[Remark, ...] = ()
    message: Message | None = None


class Decline(Value):
    """Say, at `stage`, that the brief shall not go on at all."""

    by: Person
    stage: str
    revision: int
    reason: str
    message: Message | None = None


class Look(Value):
    """Have it known that somebody who decides at `stage` looks at the revision, as `how` shows; it decides nothing."""

    by: Person
    stage: str
    revision: int
    how: Sign
    message: Message | None = None


class Reassign(Value):
    """Have `to` decide, at `stage`, in the place of `asked`, who is one of the `voters` or listed by name.

    `is_admin` tells that `by` administers the team.
    """

    by: Person
    stage: str
    revision: int
    asked: str
    to: Person
    voters: frozenset[str] = frozenset()
    is_admin: bool = False


class LookAgain(Value):
    """Have `stage`, which approved an earlier revision, decide on the newest one, `revision`, as well."""

    by: Person
    stage: str
    revision: int


class MakeLink(Value):
    """Let somebody without Slack, called `name`, decide at an outside stage until then, under the id `person`.

    `is_admin` tells that `by` administers the team.
    """

    by: Person
    stage: str
    person: str
    name: PersonName
    until: Instant
    is_admin: bool = False


class RevokeLink(Value):
    """End the right that a link gave to `person`; `is_admin` tells that `by` administers the team."""

    by: Person
    person: str
    is_admin: bool = False


class Override(Value):
    """Have the revision that is held handed over all the same."""

    by: Person
    reason: str


class ReviseInputs(Value):
    """Mend what the author answered for a brief that is held or could not be drafted, and have it written anew."""

    by: Person
    inputs: PlainInputs


class Edit(Value):
    """Make what the person wrote, from revision `based_on`, the next revision.

    `changed` names the material fields that differ from that revision; `blocking` says what keeps the new one back;
    `facts` is what conditions of stages ask about. `message` is the one of an open handover, where they sent it in its
    thread.
    """

    by: Person
    based_on: int
    content_hash: str
    message: Message | None = None
    changed: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    facts: Facts | None = None


class RetryDraft(Value):
    """Try again to write the draft that failed."""

    by: Person


class RetryDelivery(Value):
    """Try again to deliver what was blocked; without `by` Baton tries by itself."""

    by: Person | None = None


class Cancel(Value):
    """End the brief before it is complete."""

    by: Person
    reason: str


class Withdraw(Value):
    """Take the brief back from whoever decides on it, to edit it."""

    by: Person


class Pause(Value):
    """Stop the clock: nobody decides until the author resumes."""

    by: Person
    reason: str


class Resume(Value):
    """Let the clock run again."""

    by: Person


class TellMinutes(Value):
    """Tell how many minutes of one's own a completed brief took; `baseline` is the team's figure of before Baton."""

    by: Person
    minutes: Annotated[int, Field(ge=1, le=10_000)]
    baseline: int | None = None


class TellOutcome(Value):
    """Tell what came of the campaign, None where it did not run, in answer to the question in `message`."""

    by: Person
    outcome: Outcome | None
    message: Message | None = None


class AskOutcome(Value):
    """Have the author asked what came of the campaign, or reminded: the flight is over, and it is time."""

    reminder: bool


class RecordDraft(Value):
    """Report: the draft of `revision` is kept under `content_hash`; `usage` tells what a model cost, if any.

    `without_model` says what kept the model from helping. `changed` names the material fields that differ from the
    revision before; `blocking` says what keeps this one back; `facts` is what conditions of stages ask about.
    """

    revision: int
    content_hash: str
    written_by: str
    usage: Usage | None = None
    without_model: str | None = None
    changed: tuple[str, ...] = ()
    blocking: tuple[str, ...] = ()
    facts: Facts | None = None


class RecordDraftFailure(Value):
    """Report: the draft of `revision` could not be written."""

    revision: int
    reason: str


class RecordDelivery(Value):
    """Report: the stage's message stands in its channel."""

    stage: str
    revision: int
    message: Message


class RecordDeliveryFailure(Value):
    """Report: the stage's message cannot be posted until somebody mends what `reason` says."""

    stage: str
    revision: int
    reason: str


class RecordShortage(Value):
    """Report: too few people are left to approve at a stage that was asked, as `reason` says."""

    stage: str
    revision: int
    reason: str


class RecordReminder(Value):
    """Report: those who are `mentioned` in the thread and `told` in direct messages are to be reminded now."""

    stage: str
    revision: int
    about: ReminderKind
    mentioned: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


class RecordAuthorMessage(Value):
    """Report: the brief's message stands in the author's direct messages."""

    message: Message


class RecordAuthorRefusal(Value):
    """Report: Slack keeps Baton from writing to the author, as `reason` says."""

    reason: str


Wish = (
    Approve
    | RequestChanges
    | Decline
    | Look
    | Reassign
    | LookAgain
    | MakeLink
    | RevokeLink
    | Override
    | ReviseInputs
    | Edit
    | RetryDraft
    | RetryDelivery
    | Withdraw
    | Pause
    | Resume
    | Cancel
    | TellMinutes
    | TellOutcome
)
"""What people ask of a brief."""

Report = (
    RecordDraft
    | RecordDraftFailure
    | RecordDelivery
    | RecordDeliveryFailure
    | RecordShortage
    | RecordReminder
    | RecordAuthorMessage
    | RecordAuthorRefusal
    | AskOutcome
)
"""What Baton's own work reports back."""

Command = Wish | Report
