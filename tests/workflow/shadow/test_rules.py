"""May this follow in a trial, and who is told what where it may not?"""

import re
from collections import Counter
from datetime import timedelta

import pytest

from tests.workflow.shadow import pairs as p
from tests.workflow.story import START
from workflow.errors import NotAllowed, WorkflowError
from workflow.shadow import facts as f
from workflow.shadow import reactions as fx
from workflow.shadow import wishes as w
from workflow.shadow.figures import trial_figures
from workflow.shadow.questions import Choice, Question, Side, preferred
from workflow.shadow.rules import check_judge, check_open, decide, first_side, may_read, start
from workflow.shadow.trial import Trial, replay
from workflow.values import replaced


def refused(trial: Trial, command: w.Asked, words: str, days: int = 0) -> None:
    with pytest.raises(WorkflowError, match=re.escape(words)):
        decide(trial, command, START + timedelta(days=days))


def over(trial: Trial) -> Trial:
    return p.after(trial, w.EndTrial(by=p.HEAD, reason="Enough."))


def test_a_trial_is_fixed_before_its_first_pair_and_follows_the_one_before() -> None:
    first = p.trial()
    assert (first.number, first.next_pair, first.started.bar) == (1, 1, 50)
    with pytest.raises(NotAllowed, match="still running"):
        start(p.RULES, first, START)
    second = start(p.RULES, over(p.with_pair(first)), START)
    assert (second.trial, second.pairs_before) == (2, 1)
    assert replay([second]).next_pair == 2


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "takes briefs from 4 January 2027 on"), (15, "until 18 January 2027")]
)
def test_briefs_are_taken_from_the_first_day_to_the_last(days: int, words: str) -> None:
    trial = replaced(p.trial(), changed_at=START - timedelta(days=9))
    refused(trial, p.entry(), words, days)
    assert not trial.is_open(START + timedelta(days=days))
    check_open(trial, START + timedelta(days=14))
    assert trial.is_open(START + timedelta(days=14))


def test_nothing_is_entered_judged_or_sent_once_a_trial_is_over() -> None:
    trial = p.with_pair(p.trial())
    pair = trial.pairs[0]
    ended = over(trial)
    refused(ended, p.entry("F2"), "has ended")
    refused(ended, p.said(pair, pair.reviewers[0], None), "no judgement counts any more")
    refused(ended, w.SendDocument(pair=1, by=p.WRITER, file="F2"), "has ended")
    refused(ended, w.EndTrial(by=p.HEAD), "has ended trial 1 already")
    assert decide(ended, w.RecordShown(pair=1, reviewer=pair.reviewers[0], message=p.message()), START)


def test_two_who_wrote_neither_judge_those_who_were_asked_least_first() -> None:
    trial = p.trial()
    for i in range(6):
        trial = p.with_pair(trial, f"F{i}")
    assert Counter(one for pair in trial.pairs for one in pair.reviewers) == dict.fromkeys(p.REVIEWERS, 4)
    mine = p.after(p.trial(), p.entry(by="U0ANN")).pairs[0]
    assert set(mine.reviewers) == {"U0BEA", "U0CAL"}
    refused(p.trial(), p.entry(by="U0ANN", helpers=("U0BEA",)), "Fewer than two reviewers are left")


def test_a_form_that_is_submitted_twice_enters_one_pair() -> None:
    trial = p.after(p.trial(), p.entry(), p.entry())
    assert [pair.id for pair in trial.pairs] == ["SHD-1"]


def test_the_place_of_the_agent_is_drawn_and_turned_round_for_the_second_reviewer() -> None:
    drawn = Counter(first_side(p.trial(), number) for number in range(1, 201))
    assert set(drawn) == set(Side)
    assert min(drawn.values()) > 80
    pair = p.with_pair(p.trial()).pairs[0]
    one, other = (pair.first_for(reviewer) for reviewer in pair.reviewers)
    assert other is one.other
    assert preferred(Choice.A, one) is preferred(Choice.B, other) is one
    assert preferred(Choice.NEITHER, one) is None


@pytest.mark.parametrize("writer", [p.WRITER, "U0BEA"])
def test_whoever_wrote_a_side_does_not_judge_it(writer: str) -> None:
    trial = p.after(p.trial(reviewers=(*p.REVIEWERS, p.WRITER)), p.entry(helpers=("U0BEA",)))
    judged = w.Judge(pair=1, by=writer, answers={}, overall=Choice.A)
    refused(trial, judged, "You wrote one of the two briefs of SHD-1, so others judge it.")


def test_a_pair_is_judged_once_by_those_who_were_asked_and_when_both_are_there() -> None:
    trial = p.with_pair(p.trial())
    pair = trial.pairs[0]
    (left,) = set(p.REVIEWERS) - set(pair.reviewers)
    refused(trial, w.Judge(pair=1, by=left, answers={}, overall=Choice.A), "judged by two others")
    refused(trial, w.Judge(pair=9, by=left, answers={}, overall=Choice.A), "There is no SHD-9 in trial 1")
    after = p.after(trial, p.said(pair, pair.reviewers[0], Side.AGENT))
    refused(after, p.said(pair, pair.reviewers[0], Side.PERSON), "The first answer counts")
    assert check_judge(after, 1, pair.reviewers[1]) == after.pairs[0]
    early = p.after(p.trial(), p.entry())
    with pytest.raises(NotAllowed, match="still missing"):
        check_judge(early, 1, early.pairs[0].reviewers[0])


def test_a_document_that_cannot_be_read_is_sent_again_by_its_writer_and_loses_nothing() -> None:
    trial = p.after(p.trial(), p.entry())
    again = w.SendDocument(pair=1, by=p.WRITER, file="F2")
    refused(trial, again, "is there already")
    lost = p.after(trial, w.RecordRefusal(pair=1, file="F1", reason="Not Word."))
    assert lost.pairs[0].refusal == "Not Word."
    refused(lost, w.SendDocument(pair=1, by=p.HEAD, file="F2"), "Only U0WRITER, who entered SHD-1")
    sent = p.after(lost, again)
    assert (sent.pairs[0].refusal, sent.pairs[0].file, sent.pairs[0].minutes) == (None, "F2", 240)


def test_both_briefs_are_shown_at_one_moment_whichever_came_first() -> None:
    person, agent = w.RecordDocument(pair=1, sheet="p"), w.RecordAgentDraft(pair=1, draft="d", sheet="a")
    for one, other in ((person, agent), (agent, person)):
        half = p.after(p.trial(), p.entry(), one)
        assert half.pairs[0].first is None
        ready = decide(half, other, START)[-1]
        assert isinstance(ready, f.PairReady)
        shown = [fx.ShowPair(pair=1, reviewer=reviewer) for reviewer in half.pairs[0].reviewers]
        assert fx.react(ready) == shown
        assert not any(isinstance(fact, f.PairReady) for fact in decide(over(half), other, START))
    with pytest.raises(ValueError, match="not ready"):
        half.pairs[0].first_for(half.pairs[0].reviewers[0])


def test_reports_that_come_late_or_twice_change_nothing() -> None:
    trial = p.with_pair(p.trial())
    reviewer = trial.pairs[0].reviewers[0]
    shown = p.after(trial, w.RecordShown(pair=1, reviewer=reviewer, message=p.message()))
    blocked = w.RecordBlocked(pair=1, reviewer=reviewer, reason="Gone.")
    late: list[tuple[Trial, w.Report]] = [
        (trial, w.RecordDocument(pair=1, sheet="other")),
        (trial, w.RecordRefusal(pair=1, file="F1", reason="No.")),
        (trial, w.RecordAgentDraft(pair=1, draft="o", sheet="o")),
        (trial, w.RecordAgentFailure(pair=1, reason="No.")),
        (trial, w.RecordDocument(pair=7, sheet="p")),
        (shown, w.RecordShown(pair=1, reviewer=reviewer, message=p.message("1798880400.000200"))),
        (shown, blocked),
        (p.after(trial, blocked), blocked),
        (p.after(p.trial(), p.entry()), w.RecordRefusal(pair=1, file="F0", reason="The file before.")),
    ]
    for found, report in late:
        assert decide(found, report, START) == []
    assert p.after(trial, blocked).pairs[0].blocked == {reviewer: "Gone."}


def test_an_agent_that_fails_has_failed() -> None:
    trial = p.after(p.trial(), p.entry(), w.RecordAgentFailure(pair=1, reason="No draft."))
    assert trial.pairs[0].failure == "No draft."
    assert decide(trial, w.RecordAgentDraft(pair=1, draft="d", sheet="a"), START) == []


def test_going_live_is_decided_once_on_the_figures_that_stood_before_the_admin() -> None:
    trial = p.with_outcomes(p.trial(), (Side.AGENT, Side.AGENT))
    figures = trial_figures(trial, {}).as_fact("U0SOMEBODY", "", START)
    live = w.GoLive(by=p.HEAD, reason="It saves a day.", figures=figures, seen=trial.position)
    refused(over(trial), live, "Something was added to the trial since you saw its figures.")
    for before in (trial, over(trial)):
        decided = p.after(before, live.model_copy(update={"seen": before.position}), minutes=9).live
        assert decided is not None
        assert (decided.by, decided.reason, decided.wins, decided.verdict) == (p.HEAD, live.reason, 1, "too_few")
    refused(p.after(trial, live), live, "has decided on trial 1 already")
    refused(p.after(trial, live), w.EndTrial(by=p.HEAD), "has decided on trial 1 already")


def test_a_model_is_asked_where_it_was_switched_on_and_only_once_both_reviewers_have_judged() -> None:
    for model, asked in (("m-1", 1), ("", 0)):
        trial = p.with_pair(p.trial(model_judge=model))
        pair = trial.pairs[0]
        trial = p.after(trial, p.said(pair, pair.reviewers[0], Side.AGENT))
        assert trial.pairs[0].model_asked_at is None
        last = decide(trial, p.said(pair, pair.reviewers[1], Side.AGENT), START)
        assert [type(fact) for fact in last] == [f.Judged, f.ModelAsked][: 1 + asked]
        assert [one for fact in last for one in fx.react(fact) if isinstance(one, fx.AskModel)] == [
            fx.AskModel(pair=1)
        ] * asked


def test_what_a_model_says_is_recorded_once_whenever_it_comes_and_never_where_it_was_not_asked() -> None:
    trial = p.with_outcomes(p.trial(model_judge="m-1"), (Side.AGENT, None))
    said = p.opinion(trial.pairs[0], Side.AGENT, None)
    failed = w.RecordModelFailure(pair=1, model="m-1", reason="No.")
    for first in (said, failed):
        for found in (trial, over(trial)):
            after = p.after(found, first)
            assert after.position == found.position + 1
            assert decide(after, said, START) == decide(after, failed, START) == []
    assert decide(p.with_outcomes(p.trial(), (None, None)), said, START) == []
    assert fx.react(decide(trial, said, START)[0]) == fx.react(decide(trial, failed, START)[0]) == []


def test_what_a_model_says_meanwhile_does_not_keep_anybody_from_going_live() -> None:
    trial = p.with_outcomes(p.trial(model_judge="m-1"), (Side.AGENT, Side.AGENT))
    figures = trial_figures(trial, {}).as_fact("U0SOMEBODY", "", START)
    live = w.GoLive(by=p.HEAD, reason="It saves a day.", figures=figures, seen=trial.counted)
    after = p.after(trial, p.opinion(trial.pairs[0], Side.PERSON, Side.PERSON))
    assert p.after(after, live).live is not None
    refused(p.with_pair(after, "F9"), live, "Something was added to the trial since you saw its figures.")


def test_the_figures_are_for_admins_and_readers_and_for_reviewers_only_afterwards() -> None:
    trial = p.trial()
    may_read(trial, "U0ANYBODY", is_admin=True)
    may_read(trial, "U0READER", is_admin=False)
    may_read(over(trial), "U0ANN", is_admin=False)
    for person, is_admin, words in (("U0ANYBODY", False, "for admins"), ("U0ANN", True, "stay closed to you")):
        with pytest.raises(NotAllowed, match=words):
            may_read(trial, person, is_admin=is_admin)


def test_what_follows_in_the_world_from_each_fact() -> None:
    trial = p.after(p.trial(), p.entry())
    entered = decide(p.trial(), p.entry(), START)[0]
    assert [type(one) for one in fx.react(entered)] == [fx.TellWriter, fx.ReadDocument, fx.WriteRival]
    assert fx.react(p.trial().started) == [fx.WelcomeReviewer(reviewer=one) for one in p.REVIEWERS]
    lost = decide(trial, w.RecordRefusal(pair=1, file="F1", reason="No."), START)[0]
    assert fx.react(lost) == [fx.TellWriter(pair=1, refused="F1")]
    sent = f.DocumentSent(at=START, pair=1, by=p.WRITER, file="F2")
    assert fx.react(sent) == [fx.ReadDocument(pair=1)]
    said = f.Judged(at=START, pair=1, by="U0ANN", answers={}, overall=Choice.A)
    assert fx.react(said) == [fx.RefreshPair(pair=1, reviewer="U0ANN")]
    assert fx.react(f.TrialEnded(at=START, by=p.HEAD)) == [fx.CloseTrial()]
    assert fx.react(f.DocumentTaken(at=START, pair=1, sheet="p")) == []


def test_a_log_does_not_run_backwards_and_begins_at_its_beginning() -> None:
    trial = p.after(p.trial(), p.entry(), minutes=5)
    (ended,) = decide(trial, w.EndTrial(by=p.HEAD), START)
    assert ended.at == trial.changed_at
    with pytest.raises(ValueError, match="begins with TrialStarted"):
        replay([ended])
    assert replay([trial.started, trial.started]) == replay([trial.started])


def test_every_question_is_asked_in_words_and_has_a_label() -> None:
    assert len({question.asked for question in Question}) == len({question.label for question in Question}) == 5
