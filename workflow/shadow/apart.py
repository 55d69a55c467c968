"""What does the language model that judges beside the reviewers say? Shown apart: no figure that counts reads this."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.shadow.facts import ModelJudged, Reading
from workflow.shadow.figures import Sides, Tally, outcome
from workflow.shadow.questions import Choice, Question, Side, preferred
from workflow.shadow.statistics import Agreement, Interval, agreement, wilson
from workflow.shadow.trial import Pair, Trial
from workflow.surviving import words

Said = tuple[Pair, ModelJudged]


@dataclass(frozen=True)
class ModelFigures:
    """What the model judge of a trial comes to.

    Attributes:
        model: its name, which was fixed when the trial began.
        waiting: pairs of which it was asked and has not answered.
        failures: why it did not judge a pair, by the pair's id.
        outcomes: won and lost for the agent in both orders; any other pair is a tie.
        turned: the pairs of which it said something else once the two changed places.
        agreement: with the reviewers, on who won a pair.
        by_question: the same as `outcomes` for each question.
        position: how often it preferred what stood first, of all answers that prefer one.
        longer: how often it preferred the brief with more words, of the pairs that it decided.
    """

    model: str
    waiting: int
    failures: Mapping[str, str]
    outcomes: Tally
    turned: int
    agreement: Agreement | None
    by_question: Mapping[Question, Tally]
    position: Interval | None
    longer: Interval | None

    @property
    def judged(self) -> int:
        """The pairs that it judged."""
        return self.outcomes.n


def model_figures(trial: Trial, sides: Mapping[int, Sides]) -> ModelFigures | None:
    """Return what the model judge of `trial` said, None where none was switched on; `sides` as for `trial_figures`."""
    model = trial.started.model_judge
    if not model:
        return None
    said = [(pair, pair.opinion) for pair in trial.pairs if pair.opinion is not None]
    failures = {pair.id: pair.no_opinion for pair in trial.pairs if pair.no_opinion is not None}
    asked = sum(pair.model_asked_at is not None for pair in trial.pairs)
    return ModelFigures(
        model=model,
        waiting=asked - len(said) - len(failures),
        failures=failures,
        outcomes=_tally(_settled(_overall(one)) for one in said),
        turned=sum(len(set(_overall(one))) > 1 for one in said),
        agreement=agreement([(_settled(_overall(one)), outcome(one[0])) for one in said]),
        by_question={question: _tally(_settled(_answer(one, question)) for one in said) for question in Question},
        position=_position(said),
        longer=_longer(said, sides),
    )


def _sides(said: Said, choices: Iterable[Choice]) -> list[Side | None]:
    """Return whom the model preferred in the order of the first reviewer, and then the other way round."""
    pair, _ = said
    return [preferred(choice, pair.first_for(one)) for choice, one in zip(choices, pair.reviewers, strict=True)]


def _readings(said: Said) -> tuple[Reading, Reading]:
    return said[1].readings


def _overall(said: Said) -> list[Side | None]:
    return _sides(said, [one.overall for one in _readings(said)])


def _answer(said: Said, question: Question) -> list[Side | None]:
    return _sides(said, [one.answers.get(question, Choice.NEITHER) for one in _readings(said)])


def _settled(both: Sequence[Side | None]) -> Side | None:
    """Return the side that was preferred in both orders; an answer that hangs on the order is none."""
    return both[0] if len(set(both)) == 1 else None


def _tally(preferences: Iterable[Side | None]) -> Tally:
    found = Counter(preferences)
    return Tally(found[Side.AGENT], found[Side.PERSON], found[None])


def _position(all_said: Iterable[Said]) -> Interval | None:
    letters = Counter(reading.overall for said in all_said for reading in _readings(said))
    return wilson(letters[Choice.A], letters[Choice.A] + letters[Choice.B])


def _longer(all_said: Iterable[Said], sides: Mapping[int, Sides]) -> Interval | None:
    decided = [(_settled(_overall(said)), _longest(sides.get(said[0].number))) for said in all_said]
    both = [(won, longest) for won, longest in decided if won is not None and longest is not None]
    return wilson(sum(won is longest for won, longest in both), len(both))


def _longest(sides: Sides | None) -> Side | None:
    """Return whose brief has more words; None where they are not there or have as many."""
    if sides is None:
        return None
    agent, person = len(words(sides.agent.said())), len(words(sides.person.said()))
    return None if agent == person else Side.AGENT if agent > person else Side.PERSON
