"""What must be done in the world after a fact of a trial?"""

from workflow.shadow import facts as f
from workflow.values import Value


class ReadDocument(Value):
    """Read the person's document."""

    pair: int


class WriteRival(Value):
    """Have the agent write from the same inputs, for nobody but the reviewers."""

    pair: int


class ShowPair(Value):
    """Put both briefs of a pair before a reviewer."""

    pair: int
    reviewer: str


class RefreshPair(Value):
    """Bring a reviewer's message about a pair to its present face."""

    pair: int
    reviewer: str


class TellWriter(Value):
    """Tell whoever entered a pair that it is in the trial, or that its document `refused` could not be read."""

    pair: int
    refused: str = ""


class AskModel(Value):
    """Ask the language model which brief of a pair it prefers, in both orders."""

    pair: int


class WelcomeReviewer(Value):
    """Tell a reviewer what they will be asked for."""

    reviewer: str


class CloseTrial(Value):
    """Take the buttons off what nobody may judge any more."""


ShadowEffect = ReadDocument | WriteRival | ShowPair | RefreshPair | TellWriter | AskModel | WelcomeReviewer | CloseTrial

_Small = (
    f.DocumentSent
    | f.DocumentRefused
    | f.Judged
    | f.DocumentTaken
    | f.AgentDrafted
    | f.AgentFailed
    | f.PairShown
    | f.ShowingBlocked
    | f.ModelAsked
    | f.ModelJudged
    | f.ModelFailed
)


def react(fact: f.Fact) -> list[ShadowEffect]:
    """Return what must be done in the world after `fact`."""
    match fact:
        case f.TrialStarted():
            return [WelcomeReviewer(reviewer=one) for one in fact.reviewers]
        case f.PairEntered():
            return [TellWriter(pair=fact.pair), ReadDocument(pair=fact.pair), WriteRival(pair=fact.pair)]
        case f.PairReady():
            return [ShowPair(pair=fact.pair, reviewer=one) for one in fact.reviewers]
        case f.TrialEnded() | f.WentLive():
            return [CloseTrial()]
        case _:
            return _after(fact)


def _after(fact: _Small) -> list[ShadowEffect]:
    match fact:
        case f.DocumentSent():
            return [ReadDocument(pair=fact.pair)]
        case f.DocumentRefused():
            return [TellWriter(pair=fact.pair, refused=fact.file)]
        case f.Judged():
            return [RefreshPair(pair=fact.pair, reviewer=fact.by)]
        case f.ModelAsked():
            return [AskModel(pair=fact.pair)]
        case _:
            return []
