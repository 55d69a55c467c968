"""What can be asked of a brief? Wishes of people may be refused; reports of Baton's own work can only come late."""

from workflow.campaign import Campaign
from workflow.draft import Section
from workflow.events import Message
from workflow.people import Person
from workflow.team import CalendarSettings, Stage
from workflow.usage import Usage
from workflow.values import Value


class Open(Value):
    """Begin a brief from a campaign, for a team as it is now."""

    by: Person
    workspace: str
    team: str
    campaign: Campaign
    chain: tuple[Stage, ...]
    calendar: CalendarSettings


class Approve(Value):
    """Say yes, at `stage`, to the revision that the person saw; `message` is the one they clicked."""

    by: Person
    stage: str
    revision: int
    message: Message | None = None


class RequestChanges(Value):
    """Ask, at `stage`, for changes to the revision that the person saw."""

    by: Person
    stage: str
    revision: int
    section: Section | None
    note: str
    message: Message | None = None


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


class RecordDraft(Value):
    """Report: the draft of `revision` is kept under `content_hash`; `usage` tells what a model cost, if any."""

    revision: int
    content_hash: str
    written_by: str
    usage: Usage | None = None


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


class RecordAuthorMessage(Value):
    """Report: the brief's message stands in the author's direct messages."""

    message: Message


Wish = Approve | RequestChanges | RetryDraft | RetryDelivery | Cancel
"""What people ask of an open brief."""

Report = RecordDraft | RecordDraftFailure | RecordDelivery | RecordDeliveryFailure | RecordAuthorMessage
"""What Baton's own work reports back."""

Command = Wish | Report
