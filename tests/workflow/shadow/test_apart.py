"""Is what a language model says of a trial told apart, and does none of it reach anything that counts?"""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.shadow import pairs as p
from tests.workflow.story import START
from workflow.shadow import facts as f
from workflow.shadow import wishes as w
from workflow.shadow.apart import ModelFigures, model_figures
from workflow.shadow.figures import Sides, Tally, trial_figures
from workflow.shadow.questions import Choice, Question, Side
from workflow.shadow.telling import model_lines
from workflow.shadow.trial import Trial, evolve

AGENT, PERSON = Side.AGENT, Side.PERSON
WON, LOST, TIED, SPLIT = (AGENT, AGENT), (PERSON, PERSON), (None, None), (AGENT, PERSON)
Both = tuple[Side | None, Side | None]
LONG, SHORT = p.sheet(summary="Win buyers with many more words"), p.sheet(summary="Win buyers")


def judged(*both: Both) -> Trial:
    """Return a trial with a model judge, and a judged pair for each of `both`."""
    return p.with_outcomes(p.trial(model_judge="m-1"), *both)


def told(trial: Trial, *opinions: Both, sides: Sides | None = None) -> ModelFigures:
    """Return what the model comes to that says `opinions` of the first pairs."""
    for pair, (first, second) in zip(trial.pairs, opinions, strict=False):
        trial = p.after(trial, p.opinion(pair, first, second))
    found = model_figures(trial, {pair.number: sides for pair in trial.pairs} if sides else {})
    assert found is not None
    return found


def test_a_pair_is_won_in_both_orders_and_any_other_is_a_tie() -> None:
    found = told(judged(*[WON] * 5), WON, LOST, TIED, SPLIT, (AGENT, None))
    assert found.outcomes == Tally(agent=1, person=1, neither=3)
    assert (found.judged, found.turned, found.waiting) == (5, 2, 0)
    assert found.by_question == dict.fromkeys(Question, Tally(1, 1, 3))


def test_a_model_that_takes_what_stands_first_is_seen_and_decides_nothing() -> None:
    trial = judged(*[WON] * 6)
    for pair in trial.pairs:
        first = f.Reading(answers={}, overall=Choice.A)
        trial = p.after(trial, w.RecordModelJudgement(pair=pair.number, model="m-1", readings=(first, first)))
    found = told(trial)
    assert (found.outcomes, found.turned) == (Tally(neither=6), 6)
    assert found.position is not None
    assert (found.position.share, found.position.n) == (1, 12)
    assert "biased" in model_lines(found)["What stands first"]


def test_it_is_held_against_the_reviewers_of_the_same_pairs() -> None:
    found = told(judged(WON, WON, LOST, TIED), WON, LOST, LOST)
    assert found.agreement is not None
    assert found.agreement.same == pytest.approx(2 / 3)
    assert found.agreement.n == 3
    assert found.waiting == 1


def test_how_often_the_longer_brief_won_is_told() -> None:
    found = told(judged(*[WON] * 4), WON, WON, LOST, TIED, sides=Sides(LONG, SHORT))
    assert found.longer is not None
    assert found.longer.share == pytest.approx(2 / 3)
    assert found.longer.n == 3
    turned = told(judged(WON), WON, sides=Sides(SHORT, LONG)).longer
    assert turned is not None
    assert turned.share == 0
    assert told(judged(WON), WON, sides=Sides(SHORT, SHORT)).longer is None
    assert told(judged(WON), WON).longer is None


def test_what_it_did_not_judge_is_told_and_counts_nowhere() -> None:
    trial = p.after(judged(WON, WON, WON), w.RecordModelFailure(pair=1, model="m-1", reason="It declined."))
    found = told(trial)
    assert (found.failures, found.waiting, found.judged) == ({"SHD-1": "It declined."}, 2, 0)
    lines = model_lines(found)
    assert lines["Pairs it judged"] == "0, 2 waiting, 1 not judged"
    assert lines["Turned round"] == lines["The longer brief"] == lines["Says what the reviewers say"] == "none yet"


def test_without_one_there_is_nothing_to_tell() -> None:
    assert model_figures(p.with_outcomes(p.trial(), WON), {}) is None


_PREFERENCES = st.tuples(*[st.sampled_from([AGENT, PERSON, None])] * 2)
_READINGS = st.builds(
    f.Reading,
    answers=st.dictionaries(st.sampled_from(Question), st.sampled_from(Choice)),
    overall=st.sampled_from(Choice),
)
_SIDES = Sides(LONG, SHORT)


@settings(max_examples=40, deadline=None)
@given(st.lists(_PREFERENCES, max_size=11), st.data())
def test_whatever_a_model_says_nothing_that_counts_is_another(both: list[Both], data: st.DataObject) -> None:
    """The same trial with a model, whatever it says or fails to say, has the same figures, verdict and decision."""
    without, trial = p.with_outcomes(p.trial(), *both), judged(*both)
    for pair in trial.pairs:
        readings = data.draw(st.none() | st.tuples(_READINGS, _READINGS))
        failed = f.ModelFailed(at=START, pair=pair.number, model="m-1", reason="No.")
        said = readings and f.ModelJudged(at=START, pair=pair.number, model="m-1", readings=readings)
        trial = evolve(trial, said or failed)
    sides = {pair.number: _SIDES for pair in trial.pairs}
    one, other = trial_figures(without, sides), trial_figures(trial, sides)
    for field in fields(one):
        if field.name != "trial":
            assert getattr(one, field.name) == getattr(other, field.name)
    assert one.verdict == other.verdict
    assert one.as_fact(p.HEAD, "Go.", START) == other.as_fact(p.HEAD, "Go.", START)
    assert without.counted == trial.counted
