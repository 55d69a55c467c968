"""What can have happened in a trial? Each fact is never altered, and its stored form is for ever."""

from datetime import date
from typing import Literal

from workflow.campaign import Campaign
from workflow.events import Message
from workflow.shadow.questions import Choice, Question, Side
from workflow.values import Instant, Value


class _Fact(Value):
    at: Instant


class TrialStarted(_Fact):
    """An admin began a trial and fixed its rules before the first pair.

    Attributes:
        zone: the team's time zone (IANA), in which `first_day` and `last_day` are meant; both belong to it.
        reviewers: who may judge; nobody else sees a pair.
        readers: who may see the figures, beside admins.
        bar: the percentage that the low end of the interval of the agent's preference has to reach.
        pairs_before: how many pairs earlier trials had: pairs are numbered through.
        seed: decides which brief of a pair is shown first.
        model_judge: the language model that judges beside the reviewers and is never counted; none where it is empty.
    """

    trial: int
    by: str
    workspace: str
    team: str
    zone: str
    first_day: date
    last_day: date
    reviewers: tuple[str, ...]
    readers: tuple[str, ...] = ()
    bar: int
    pairs_before: int = 0
    seed: str
    model_judge: str = ""


class PairEntered(_Fact):
    """Somebody brought the brief that they wrote, with the inputs that it was written from.

    Attributes:
        minutes: how long they say it took them, in minutes of work.
        helpers: who else worked on it.
        reviewers: the two who judge it, neither of them among its writers.
        file: the id of their document at Slack.
    """

    pair: int
    by: str
    campaign: Campaign
    minutes: int
    helpers: tuple[str, ...] = ()
    reviewers: tuple[str, str]
    file: str


class DocumentSent(_Fact):
    """The writer sent another file in place of one that could not be read."""

    pair: int
    by: str
    file: str


class DocumentTaken(_Fact):
    """The person's brief was read; `sheet` is the hash of its words as reviewers see them."""

    pair: int
    sheet: str


class DocumentRefused(_Fact):
    """The person's document could not be read, and the writer was told why."""

    pair: int
    file: str
    reason: str


class AgentDrafted(_Fact):
    """The agent wrote its brief from the same inputs; `draft` is its content hash, `sheet` that of the bare words."""

    pair: int
    draft: str
    sheet: str


class AgentFailed(_Fact):
    """The agent could write no brief: the pair is lost for it."""

    pair: int
    reason: str


class PairReady(_Fact):
    """Both briefs are there and may be shown; `first` is the one that the first reviewer sees as A.

    The second reviewer sees them the other way round.
    """

    pair: int
    reviewers: tuple[str, str]
    first: Side


class PairShown(_Fact):
    """Both briefs stand in a reviewer's direct messages."""

    pair: int
    reviewer: str
    message: Message


class ShowingBlocked(_Fact):
    """A pair cannot be shown to a reviewer until somebody mends the reason."""

    pair: int
    reviewer: str
    reason: str


class Judged(_Fact):
    """A reviewer judged a pair, by the letters under which they saw it; `guess` is which one the agent wrote."""

    pair: int
    by: str
    answers: dict[Question, Choice]
    overall: Choice
    reason: str = ""
    guess: Choice | None = None


class Reading(Value):
    """What a language model said of a pair in one order of the two briefs, by the letters under which it saw them."""

    answers: dict[Question, Choice]
    overall: Choice


class ModelAsked(_Fact):
    """Both reviewers have judged a pair, and the language model is asked too; nobody waits for it."""

    pair: int
    model: str


class ModelJudged(_Fact):
    """The language model judged a pair twice: in the order in which the first reviewer saw it, then turned round."""

    pair: int
    model: str
    readings: tuple[Reading, Reading]


class ModelFailed(_Fact):
    """The language model did not judge a pair, and will not be asked again."""

    pair: int
    model: str
    reason: str


class TrialEnded(_Fact):
    """An admin ended the trial: nothing more is entered or judged."""

    by: str
    reason: str = ""


Verdict = Literal["too_few", "passed", "not_passed", "open"]
"""What the pairs say about the bar: nothing yet, that it is reached, that it is not, or that it may be either."""


class WentLive(_Fact):
    """An admin decided that the team works with the agent, on these figures: counts of pairs, and percentages."""

    by: str
    reason: str
    verdict: Verdict
    pairs: int
    wins: int
    ties: int
    losses: int
    preference: float | None
    low: float | None
    high: float | None
    bar: int


Fact = (
    TrialStarted
    | PairEntered
    | DocumentSent
    | DocumentTaken
    | DocumentRefused
    | AgentDrafted
    | AgentFailed
    | PairReady
    | PairShown
    | ShowingBlocked
    | Judged
    | ModelAsked
    | ModelJudged
    | ModelFailed
    | TrialEnded
    | WentLive
)
