"""What can be asked of a trial? Wishes of people may be refused; reports of Baton's own work can only come late."""

from datetime import date

from workflow.campaign import Campaign
from workflow.events import Message
from workflow.shadow.facts import Reading, WentLive
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
    model_judge: str = ""


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
    """Decide that the team works with the agent, on `figures`; `seen` is how many facts they rest on."""

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


class RecordModelJudgement(Value):
    """Report: the language model judged a pair; see `ModelJudged`."""

    pair: int
    model: str
    readings: tuple[Reading, Reading]


class RecordModelFailure(Value):
    """Report: the language model did not judge a pair."""

    pair: int
    model: str
    reason: str


Wish = SendDocument | EnterPair | Judge | EndTrial | GoLive
ModelReport = RecordModelJudgement | RecordModelFailure
Report = (
    RecordDocument | RecordRefusal | RecordAgentDraft | RecordAgentFailure | RecordShown | RecordBlocked | ModelReport
)
Asked = Wish | Report
