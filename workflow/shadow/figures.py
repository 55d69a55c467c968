"""What do the pairs of a trial come to? Every figure is folded from its facts; `docs/figures.md` defines each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from workflow.draft import Section
from workflow.shadow.facts import Judged, Verdict, WentLive
from workflow.shadow.floor import passed
from workflow.shadow.questions import Choice, Question, Side, preferred
from workflow.shadow.rules import REVIEWERS
from workflow.shadow.sheet import COMPARED, Sheet
from workflow.shadow.statistics import Agreement, Interval, agreement, wilson
from workflow.shadow.trial import Pair, Trial
from workflow.surviving import Survival, kept_words, together, words

FEWEST_PAIRS = 10
"""Pairs under which nothing is said about the bar: fewer can go either way by chance."""


@dataclass(frozen=True)
class Sides:
    """The words of both briefs of a pair."""

    agent: Sheet
    person: Sheet


@dataclass(frozen=True)
class Tally:
    """How often each side was preferred, and how often neither."""

    agent: int = 0
    person: int = 0
    neither: int = 0

    @property
    def n(self) -> int:
        """How many answers it counts."""
        return self.agent + self.person + self.neither


@dataclass(frozen=True)
class Floor:
    """How many checks of the quality floor the briefs of one side passed, pair by pair, and each check how often."""

    passed: tuple[int, ...]
    by_check: Mapping[str, int]


@dataclass(frozen=True)
class TrialFigures:
    """What the pairs of a trial come to.

    Attributes:
        entered: every pair; `waiting` of them lack a brief or a judgement and count nowhere else.
        outcomes: won and lost for the agent, and ties, of pairs that both reviewers judged or that it failed to draft.
        preference: the agent's wins, ties as half, of those pairs.
        decided: its wins of the pairs that were no ties.
        by_question: single answers to each question.
        position: how often the brief shown as A was preferred, of all answers that prefer one.
        guessed: how often reviewers who said which brief was the agent's were right.
        minutes: medians, of what writers say and from the inputs to the agent's draft.
        coverage: in how many pairs each section says something, by side.
        survival: the agent's words that stand in the person's brief too, by section.
    """

    trial: Trial
    entered: int
    failed: int
    waiting: int
    outcomes: Tally
    preference: Interval | None
    decided: Interval | None
    agreement: Agreement | None
    by_question: Mapping[Question, Tally]
    position: Interval | None
    guessed: Interval | None
    floor: Mapping[Side, Floor]
    coverage: Mapping[Side, Mapping[Section, int]]
    compared: int
    minutes: Mapping[Side, float | None]
    survival: tuple[Survival, ...]

    @property
    def pairs(self) -> int:
        """The pairs that count."""
        return self.outcomes.n

    @property
    def verdict(self) -> Verdict:
        """What the pairs say about the bar that was fixed before the first of them."""
        bar = self.trial.started.bar / 100
        if self.preference is None or self.pairs < FEWEST_PAIRS:
            return "too_few"
        if self.preference.low >= bar:
            return "passed"
        return "not_passed" if self.preference.high < bar else "open"

    def as_fact(self, by: str, reason: str, at: datetime) -> WentLive:
        """Return the decision to go live on these figures."""
        told = self.preference
        return WentLive(
            at=at,
            by=by,
            reason=reason,
            verdict=self.verdict,
            pairs=self.pairs,
            wins=self.outcomes.agent,
            ties=self.outcomes.neither,
            losses=self.outcomes.person,
            preference=_percent(told.share) if told else None,
            low=_percent(told.low) if told else None,
            high=_percent(told.high) if told else None,
            bar=self.trial.started.bar,
        )


def _percent(share: float) -> float:
    return round(share * 100, 1)


def trial_figures(trial: Trial, sides: Mapping[int, Sides]) -> TrialFigures:
    """Return the figures of `trial`; `sides` are the words of its pairs of which both briefs are there."""
    counted = [pair for pair in trial.pairs if _is_counted(pair)]
    outcomes = _tally(outcome(pair) for pair in counted)
    judged = [(pair, one) for pair in trial.pairs for one in pair.judgements]
    there = [(pair, sides[pair.number]) for pair in trial.pairs if pair.number in sides]
    return TrialFigures(
        trial=trial,
        entered=len(trial.pairs),
        failed=sum(pair.failure is not None for pair in trial.pairs),
        waiting=len(trial.pairs) - len(counted),
        outcomes=outcomes,
        preference=wilson(outcomes.agent + outcomes.neither / 2, outcomes.n),
        decided=wilson(outcomes.agent, outcomes.agent + outcomes.person),
        agreement=agreement([_both(pair) for pair in counted if pair.judgements]),
        by_question={question: _tally(_answer(*each, question) for each in judged) for question in Question},
        position=_position([one for _, one in judged]),
        guessed=_guessed(judged),
        floor={side: _floor(there, side) for side in Side},
        coverage={side: _coverage(there, side) for side in Side},
        compared=len(there),
        minutes=_minutes(trial.pairs),
        survival=survival([both for _, both in there]),
    )


def _is_counted(pair: Pair) -> bool:
    return pair.failure is not None or len(pair.judgements) == REVIEWERS


def outcome(pair: Pair) -> Side | None:
    """Return who won a pair: whom more reviewers prefer; None for a tie, which two who disagree make too."""
    if pair.failure is not None:
        return Side.PERSON
    votes = Counter(_overall(pair, one) for one in pair.judgements)
    lead = votes[Side.AGENT] - votes[Side.PERSON]
    return None if lead == 0 else Side.AGENT if lead > 0 else Side.PERSON


def _overall(pair: Pair, judged: Judged) -> Side | None:
    return preferred(judged.overall, pair.first_for(judged.by))


def _answer(pair: Pair, judged: Judged, question: Question) -> Side | None:
    return preferred(judged.answers.get(question, Choice.NEITHER), pair.first_for(judged.by))


def _both(pair: Pair) -> tuple[Side | None, Side | None]:
    one, other = pair.judgements
    return _overall(pair, one), _overall(pair, other)


def _tally(preferences: Iterable[Side | None]) -> Tally:
    found = Counter(preferences)
    return Tally(found[Side.AGENT], found[Side.PERSON], found[None])


def _position(judgements: Sequence[Judged]) -> Interval | None:
    letters = Counter(one.overall for one in judgements)
    return wilson(letters[Choice.A], letters[Choice.A] + letters[Choice.B])


def _guessed(judged: Iterable[tuple[Pair, Judged]]) -> Interval | None:
    guesses = [
        preferred(one.guess, pair.first_for(one.by)) is Side.AGENT
        for pair, one in judged
        if one.guess not in {None, Choice.NEITHER}
    ]
    return wilson(sum(guesses), len(guesses))


def _sheet(sides: Sides, side: Side) -> Sheet:
    return sides.agent if side is Side.AGENT else sides.person


def _floor(there: Sequence[tuple[Pair, Sides]], side: Side) -> Floor:
    found = [passed(_sheet(sides, side), pair.campaign) for pair, sides in there]
    return Floor(tuple(map(len, found)), Counter(name for names in found for name in names))


def _coverage(there: Sequence[tuple[Pair, Sides]], side: Side) -> dict[Section, int]:
    return {section: sum(bool(_sheet(sides, side).said(section)) for _, sides in there) for section in COMPARED}


def _minutes(pairs: Iterable[Pair]) -> dict[Side, float | None]:
    written = [pair.minutes for pair in pairs]
    drafted = [(pair.drafted_at - pair.entered_at).total_seconds() / 60 for pair in pairs if pair.drafted_at]
    return {Side.PERSON: median(written) if written else None, Side.AGENT: median(drafted) if drafted else None}


def survival(all_sides: Sequence[Sides]) -> tuple[Survival, ...]:
    """Return for each section how many of the agent's words stand in the person's brief too, in the same order."""
    found = (together(_survives(sides, section) for sides in all_sides) for section in COMPARED)
    named = (Survival(section, one.drafted, one.kept, one.signed) for section, one in zip(COMPARED, found, strict=True))
    return tuple(one for one in named if one.drafted or one.signed)


def _survives(sides: Sides, section: Section) -> Survival:
    drafted, written = words(sides.agent.said(section)), words(sides.person.said(section))
    return Survival(section, len(drafted), kept_words(drafted, written), len(written))
