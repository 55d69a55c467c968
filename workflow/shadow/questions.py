"""What are reviewers asked about the two briefs of a pair, and what can they answer?"""

from enum import StrEnum


class Question(StrEnum):
    """One of the five questions that are asked of every pair, before the question of the whole."""

    AIM = "aim"
    AUDIENCE = "audience"
    MESSAGE = "message"
    PLAN = "plan"
    START = "start"

    @property
    def asked(self) -> str:
        """The question as reviewers read it."""
        return _ASKED[self]

    @property
    def label(self) -> str:
        """What it is about, in a word or two."""
        return _LABELS[self]


_ASKED = {
    Question.AIM: "Which makes it clearer what must be achieved, by when, and how success is counted?",
    Question.AUDIENCE: "Which tells you more that you can use about the people to reach?",
    Question.MESSAGE: "Which has one thing to say, and better reasons to believe it?",
    Question.PLAN: "Which plan of channels, money and dates would you rather defend?",
    Question.START: "From which could an agency start work today, without a call?",
}

_LABELS = {
    Question.AIM: "Aim",
    Question.AUDIENCE: "Audience",
    Question.MESSAGE: "Message",
    Question.PLAN: "Plan",
    Question.START: "Ready to start",
}

OVERALL = "Which brief is better, all in all?"
"""The question that decides who won a pair."""

GUESS = "Which of the two do you think the agent wrote?"
"""The question that tells whether the judging was blind; nobody has to answer it."""


class Choice(StrEnum):
    """What a reviewer prefers, by the letter under which they saw it."""

    A = "a"
    B = "b"
    NEITHER = "neither"


class Side(StrEnum):
    """Who wrote a brief of a pair."""

    AGENT = "agent"
    PERSON = "person"

    @property
    def other(self) -> "Side":
        """The side that it is compared with."""
        return Side.PERSON if self is Side.AGENT else Side.AGENT


def preferred(choice: Choice, first: Side) -> Side | None:
    """Return whom `choice` prefers where `first` was shown as A; None for no difference."""
    if choice is Choice.NEITHER:
        return None
    return first if choice is Choice.A else first.other
