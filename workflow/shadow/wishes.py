"""What can be asked of a trial? Wishes of people may be refused; reports of Baton's own work can only come late."""

from datetime import date

from workflow.campaign import Campaign
from workflow.events import Message
from workflow.shadow.facts import WentLive
from workflow.shadow.questions import Choice, Question
from workflow.values import Value


class StartTrial(Value):
    """Begin a trial; see `TrialStarted` for what each rule of it means."""

    by: str
    workspace: str
    team: str
    zone: str
    first_day: date
    last_day: date
    reviewers: tuple[str, ...]
    readers: tuple[str, ...] = ()
    bar: int
    seed: str


class EnterPair(Value):
    """Bring the brief that a person wrote; see `PairEntered`."""

    by: str
    campaign: Campaign
    minutes: int
    helpers: tuple[str, ...] = ()
    file: str


class SendDocument(Value):
    """Send another file in place of one that could not be read."""

    pair: int
    by: str
    file: str


class Judge(Value):
    """Judge a pair; see `Judged`."""

    pair: int
    by: str
    answers: dict[Question, Choice]
    overall: Choice
    reason: str = ""
    guess: Choice | None = None


class EndTrial(Value):
    """End the trial: nothing more is entered or judged."""

    by: str
    reason: str = ""


class GoLive(Value):
    """Decide that the team works with the agent, on `figures`; `seen` is how far the trial had come when they were."""

    by: str
    reason: str
    figures: WentLive
    seen: int


class RecordDocument(Value):
    """Report: the person's document was read."""

    pair: int
    sheet: str


class RecordRefusal(Value):
    """Report: the person's document cannot be read."""

    pair: int
    file: str
    reason: str


class RecordAgentDraft(Value):
    """Report: the agent's brief is written."""

    pair: int
    draft: str
    sheet: str


class RecordAgentFailure(Value):
    """Report: the agent could write none."""

    pair: int
    reason: str


class RecordShown(Value):
    """Report: a pair stands before a reviewer."""

    pair: int
    reviewer: str
    message: Message


class RecordBlocked(Value):
    """Report: a pair cannot be shown to a reviewer."""

    pair: int
    reviewer: str
    reason: str


Wish = SendDocument | EnterPair | Judge | EndTrial | GoLive
Report = RecordDocument | RecordRefusal | RecordAgentDraft | RecordAgentFailure | RecordShown | RecordBlocked
Asked = Wish | Report
