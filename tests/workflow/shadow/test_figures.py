"""Do the pairs of a trial come to what was planted in them?"""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.shadow import pairs as p
from tests.workflow.story import START
from workflow.draft import Section
from workflow.shadow import telling as told
from workflow.shadow import wishes as w
from workflow.shadow.figures import Floor, Sides, Tally, trial_figures
from workflow.shadow.floor import FLOOR
from workflow.shadow.questions import Choice, Question, Side
from workflow.shadow.statistics import Agreement, Interval, wilson
from workflow.surviving import together

AGENT, PERSON = Side.AGENT, Side.PERSON
WON, LOST, TIED, SPLIT = (AGENT, AGENT), (PERSON, PERSON), (None, None), (AGENT, PERSON)


def test_twelve_pairs_with_planted_preferences_give_the_planted_verdict() -> None:
    trial = p.with_outcomes(p.trial(), *[WON] * 8, (AGENT, None), TIED, SPLIT, LOST)
    figures = trial_figures(trial, {})
    assert (figures.pairs, figures.waiting) == (12, 0)
    assert figures.outcomes == Tally(agent=9, person=1, neither=2)
    assert figures.preference is not None
    assert figures.preference.share == pytest.approx(10 / 12)
    assert figures.decided is not None
    assert (figures.decided.share, figures.decided.n) == (0.9, 10)
    assert figures.verdict == "passed"
    assert figures.agreement is not None
    assert figures.agreement.same == pytest.approx(10 / 12)
    assert figures.by_question[Question.AIM] == Tally(agent=18, person=3, neither=3)


@pytest.mark.parametrize(
    ("outcomes", "bar", "verdict"),
    [
        ([WON] * 9, 50, "too_few"),
        ([WON] * 10, 50, "passed"),
        ([WON] * 10, 80, "open"),
        ([LOST] * 10, 50, "not_passed"),
        ([TIED] * 12, 50, "open"),
        ([SPLIT] * 12, 20, "passed"),
        ([], 50, "too_few"),
    ],
)
def test_the_verdict_follows_from_the_bar_and_is_none_under_ten_pairs(
    outcomes: list[tuple[Side | None, Side | None]], bar: int, verdict: str
) -> None:
    figures = trial_figures(p.with_outcomes(p.trial(bar=bar), *outcomes), {})
    assert figures.verdict == verdict
    assert told.verdict_line(figures).startswith(
        {"too_few": "No verdict", "not_passed": "Not passed"}.get(verdict, verdict.title())
    )


@pytest.mark.parametrize("bar", range(1, 96))
def test_the_interval_that_is_told_lies_on_the_side_of_the_bar_that_the_verdict_says(bar: int) -> None:
    figures = trial_figures(p.trial(bar=bar), {})
    for n in range(10, 60):
        for doubled in range(2 * n + 1):
            found = replace(figures, outcomes=Tally(neither=n), preference=wilson(doubled / 2, n))
            told_low, told_high = map(int, re.findall(r"interval (\d+)% to (\d+)%", told.verdict_line(found))[0])
            assert found.verdict == ("passed" if told_low >= bar else "not_passed" if told_high < bar else "open")


def test_a_verdict_is_told_as_it_stands_so_far_until_the_trial_has_ended() -> None:
    running = p.with_outcomes(p.trial(), *[WON] * 10)
    assert told.verdict_line(trial_figures(running, {})).startswith("Passed so far: the agent is preferred in 100%")
    ended = p.after(running, w.EndTrial(by=p.HEAD))
    assert told.verdict_line(trial_figures(ended, {})).startswith("Passed: the agent is preferred in 100%")


_PREFERENCES = st.sampled_from([AGENT, PERSON, None])


@settings(max_examples=40)
@given(st.lists(st.tuples(_PREFERENCES, _PREFERENCES), min_size=1, max_size=14))
def test_the_letters_never_change_what_was_preferred(both: list[tuple[Side | None, Side | None]]) -> None:
    """Whatever the seed and whoever judges, the fold finds the sides that were planted."""
    found = [trial_figures(p.with_outcomes(p.trial(seed=seed), *both), {}) for seed in ("one", "another")]
    votes = [sum((side is AGENT) - (side is PERSON) for side in pair) for pair in both]
    for figures in found:
        assert figures.outcomes == Tally(sum(v > 0 for v in votes), sum(v < 0 for v in votes), votes.count(0))
        assert figures.pairs == len(both)


def test_a_reviewer_who_always_takes_what_stands_first_is_seen_and_favours_nobody() -> None:
    trial = p.trial()
    for i in range(12):
        trial = p.with_pair(trial, f"F{i}")
        pair = trial.pairs[-1]
        first = [w.Judge(pair=pair.number, by=one, answers={}, overall=Choice.A) for one in pair.reviewers]
        trial = p.after(trial, *first)
    figures = trial_figures(trial, {})
    assert figures.outcomes == Tally(neither=12)
    assert figures.position is not None
    assert (figures.position.share, figures.position.n) == (1, 24)
    assert "biased" in told.position_line(figures.position)
    assert figures.by_question[Question.PLAN] == Tally(neither=24)


def test_guesses_tell_whether_the_judging_was_blind() -> None:
    trial = p.trial()
    for i in range(6):
        trial = p.with_pair(trial, f"F{i}")
        pair = trial.pairs[-1]
        one, other = pair.reviewers
        right = Choice.A if pair.first_for(one) is AGENT else Choice.B
        trial = p.after(trial, p.said(pair, one, None, guess=right), p.said(pair, other, None, guess=Choice.NEITHER))
    figures = trial_figures(trial, {})
    assert figures.guessed is not None
    assert (figures.guessed.share, figures.guessed.n) == (1, 6)
    assert "not blind" in told.guess_line(figures.guessed)
    assert "may be chance" in told.guess_line(Interval(0.5, 0.2, 0.8, 6))


def test_a_pair_counts_once_both_have_judged_and_one_that_the_agent_failed_is_lost() -> None:
    half = p.with_pair(p.trial())
    pair = half.pairs[0]
    half = p.after(half, p.said(pair, pair.reviewers[0], AGENT))
    assert (trial_figures(half, {}).pairs, trial_figures(half, {}).waiting) == (0, 1)
    failed = p.after(half, p.entry("F2"), w.RecordAgentFailure(pair=2, reason="No draft."))
    figures = trial_figures(failed, {})
    assert (figures.outcomes, figures.failed, figures.agreement) == (Tally(person=1), 1, None)


def test_the_figures_of_both_sides_are_told_beside_each_other() -> None:
    trial = p.with_pair(p.with_pair(p.trial(), "F1", minutes=120), "F2", minutes=300)
    agent = p.sheet(summary="Win 9,200 first-time buyers of the shoe", risks="Nobody knows the baseline.")
    person = p.sheet(summary="We want to win 9,200 buyers")
    figures = trial_figures(trial, {1: Sides(agent, person), 2: Sides(agent, agent)})
    assert figures.minutes == {AGENT: 1, PERSON: 210}  # two minutes and, entered later, none
    assert figures.compared == 2
    assert figures.coverage[AGENT][Section.RISKS] == 2
    assert figures.coverage[PERSON][Section.RISKS] == 1
    assert figures.floor[AGENT].by_check["baseline"] == 2
    assert figures.floor[PERSON].by_check["baseline"] == 1
    assert len(figures.floor[PERSON].passed) == 2
    summary = figures.survival[0]
    assert (summary.section, summary.drafted, summary.kept, summary.signed) == (Section.SUMMARY, 14, 10, 13)
    assert together(figures.survival).drafted == 22
    assert {one.section for one in figures.survival} == {Section.SUMMARY, Section.RISKS}


def test_decisions_keep_the_figures_as_percentages() -> None:
    fact = trial_figures(p.with_outcomes(p.trial(), *[WON] * 9, *[LOST] * 3), {}).as_fact("U0HEAD", "Go.", START)
    assert (fact.pairs, fact.wins, fact.losses, fact.ties, fact.bar) == (12, 9, 3, 0, 50)
    assert (fact.preference, fact.low, fact.high) == (75.0, 46.8, 91.1)
    empty = trial_figures(p.trial(), {}).as_fact("U0HEAD", "Go.", START)
    assert (empty.preference, empty.low, empty.high, empty.verdict) == (None, None, None, "too_few")


def test_every_figure_has_words_where_there_is_none_yet() -> None:
    figures = trial_figures(p.trial(), {})
    lines = [told.interval(None), told.agreement_line(None), told.position_line(None), told.minutes_line(None)]
    assert lines == ["none yet"] * 4
    assert told.floor_line(figures.floor[AGENT]) == "none yet"
    assert told.guess_line(None).startswith("nobody said")
    assert figures.survival == ()


def test_figures_are_told_as_people_read_them() -> None:
    assert told.outcome_line(Tally(1, 1, 2)) == "1 win, 2 ties, 1 loss"
    assert told.outcome_line(Tally(0, 3, 1)) == "0 wins, 1 tie, 3 losses"
    assert told.interval(Interval(0.75, 0.468, 0.911, 12)) == "75% (95% interval 46% to 92%, n = 12)"
    assert told.agreement_line(Agreement(1, None, 3)) == "100% of 3 pairs; beyond chance (Scott's pi) undefined"
    assert told.agreement_line(Agreement(0.5, 0.25, 4)) == "50% of 4 pairs; beyond chance (Scott's pi) 0.25"
    assert "no bias seen" in told.position_line(Interval(0.5, 0.3, 0.7, 24))
    assert [told.minutes_line(minutes) for minutes in (0.4, 1, 1234)] == ["under 1 min", "1 min", "1,234 min"]
    assert told.floor_line(Floor((9, 13, 11, 12), {})) == f"median 11.5 of {len(FLOOR)} (9 to 13)"
