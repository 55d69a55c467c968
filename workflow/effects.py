"""What must be done in the world after an event? Effects carry ids; whoever performs them reads the rest."""

from workflow.events import ReminderKind
from workflow.values import Value


class WriteDraft(Value):
    """Have the drafter write this revision."""

    revision: int


class RequestDecision(Value):
    """Post the stage's message with its buttons and the document in its thread."""

    stage: str
    revision: int


class RefreshRequest(Value):
    """Bring the stage's message to its present face."""

    stage: str
    revision: int


class RefreshApproved(Value):
    """Have the messages of stages that had approved say that the brief has ended."""


class TellApprovers(Value):
    """Tell those who approved earlier at `stage` what `revision` changes, and that their approval stands."""

    stage: str
    revision: int


class Remind(Value):
    """Send what was recorded as a reminder of the decision that `stage` owes on `revision`."""

    stage: str
    revision: int
    about: ReminderKind
    mentioned: tuple[str, ...]
    told: tuple[str, ...]


class TellAssignee(Value):
    """Tell `to` that a request at `stage` was reassigned to them."""

    stage: str
    revision: int
    to: str


class InformAuthor(Value):
    """Tell the author what just happened, in the brief's one direct-message thread."""


class RequestOutcome(Value):
    """Ask the author what came of the campaign."""


class KeepOutcome(Value):
    """Keep what the author told as an earlier campaign of the library, and thank them."""


Effect = (
    WriteDraft
    | RequestDecision
    | RefreshRequest
    | RefreshApproved
    | TellApprovers
    | TellAssignee
    | Remind
    | InformAuthor
    | RequestOutcome
    | KeepOutcome
)
