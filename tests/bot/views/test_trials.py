"""Do people see of a trial what they may, in words that Slack takes, and nothing that tells whose brief is whose?"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from bot.views import pair as pair_view
from bot.views import trial_modals as modals
from bot.views.blocks import context
from bot.views.buttons import JUDGE_PAIR, OldButton, PairValue, SeenTrialValue, TrialValue
from bot.views.trial_report import document_post, report_post, started_post, waiting_post, word_post
from tests.bot.views.briefs import campaigns, hostile
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.bot.views.test_modals import TEAM, submitted
from tests.workflow.shadow import pairs as p
from tests.workflow.story import START
from workflow.campaign import Campaign
from workflow.shadow import wishes as w
from workflow.shadow.apart import model_figures
from workflow.shadow.figures import Sides, trial_figures
from workflow.shadow.questions import Choice, Question, Side
from workflow.shadow.telling import NOT_COUNTED
from workflow.shadow.trial import Trial
from workflow.values import InvalidInput, replaced

TODAY = date(2027, 1, 4)
A, B = Choice.A.value, Choice.B.value
READY = p.with_pair(p.trial())
PAIR = READY.pairs[0]
REVIEWER = PAIR.reviewers[0]


def picked(view: dict[str, Any], **answers: object) -> dict[str, Any]:
    """Return a submitted view in which some questions were answered by a choice, a list, a text or a file."""
    values = submitted(view)
    for block, held in answers.items():
        keys: dict[type, str] = {list: "selected_users", dict: "files"}
        key = keys.get(type(held), "value")
        wanted = [held] if isinstance(held, dict) else held
        if isinstance(held, Choice):
            key, wanted = "selected_option", {"value": held.value}
        values[block] = {block: {key: wanted}}
    return {**view, "state": {"values": values}}


def finished() -> Trial:
    trial = p.with_outcomes(p.trial(), *[(Side.AGENT, Side.AGENT)] * 9, (None, None), *[(Side.PERSON, Side.PERSON)] * 2)
    blocked = w.RecordBlocked(pair=12, reviewer=trial.pairs[-1].reviewers[0], reason="Slack says no.")
    return p.after(trial, blocked)


def figures_of(trial: Trial) -> Any:
    sides = Sides(p.sheet(summary="Win 9,200 buyers with £46,000"), p.sheet(risks="Rain"))
    return trial_figures(trial, {pair.number: sides for pair in trial.pairs})


@pytest.mark.parametrize("is_admin", [True, False])
def test_the_report_looks_like_this(is_admin: bool) -> None:
    post = report_post(figures_of(finished()), is_admin=is_admin)
    assert complaints(post) == []
    assert_looks_like(f"trial_report_{'admin' if is_admin else 'reader'}", post)


def with_model() -> Trial:
    """A trial whose model turns with the order once, and says nothing of the last pairs."""
    won, lost = (Side.AGENT, Side.AGENT), (Side.PERSON, Side.PERSON)
    trial = p.with_outcomes(p.trial(model_judge="m-1"), *[won] * 9, (None, None), *[lost] * 2)
    for pair, said in zip(trial.pairs, [won] * 6 + [(Side.AGENT, Side.PERSON), lost], strict=False):
        trial = p.after(trial, p.opinion(pair, *said))
    refused = (w.RecordModelFailure(pair=n, model="m-1", reason="It declined to judge it.") for n in (9, 10, 11, 12))
    return p.after(trial, *refused)


def test_what_a_model_says_stands_under_all_that_counts_and_changes_none_of_it() -> None:
    trial = with_model()
    figures, apart = figures_of(trial), model_figures(trial, {})
    assert apart is not None
    post = report_post(figures, apart, is_admin=True)
    assert complaints(post) == []
    assert_looks_like("trial_report_model", post)
    without = report_post(figures, is_admin=True)
    assert (post.text, post.blocks[: len(without.blocks)]) == (without.text, without.blocks)
    assert post.blocks[-1] == context(NOT_COUNTED)
    waiting = model_figures(p.trial(model_judge="m-1"), {})
    assert complaints(report_post(figures, waiting, is_admin=False)) == []


def test_the_report_says_how_a_trial_ended_and_offers_nothing_that_was_done() -> None:
    ended = p.after(finished(), w.EndTrial(by=p.HEAD, reason="The fortnight is over."))
    post = report_post(figures_of(ended), is_admin=True)
    assert_looks_like("trial_report_ended", post)
    fact = figures_of(ended).as_fact(p.HEAD, "It saves a day.", START)
    live = p.after(ended, w.GoLive(by=p.HEAD, reason="It saves a day.", figures=fact, seen=ended.position))
    post = report_post(figures_of(live), is_admin=True)
    assert_looks_like("trial_report_live", post)
    assert complaints(post) == []
    empty = report_post(trial_figures(p.trial(), {}), is_admin=True)
    assert complaints(empty) == []
    failed = p.after(p.trial(), p.entry(), w.RecordAgentFailure(pair=1, reason="No."))
    assert "1 not drafted" in str(report_post(trial_figures(failed, {}), is_admin=False).blocks)


def test_what_people_around_a_pair_are_told_looks_like_this() -> None:
    lost = p.after(p.trial(), p.entry(), w.RecordRefusal(pair=1, file="F1", reason="This is not a Word document."))
    said = p.after(READY, p.said(PAIR, REVIEWER, Side.AGENT))
    over = p.after(READY, w.EndTrial(by=p.HEAD))
    for name, post in {
        "welcome": pair_view.welcome_post(READY),
        "waiting": pair_view.pair_post(READY, PAIR, REVIEWER),
        "judged": pair_view.pair_post(said, said.pairs[0], REVIEWER),
        "closed": pair_view.pair_post(over, over.pairs[0], REVIEWER),
        "entered": pair_view.entered_post(PAIR, READY.started.last_day),
        "refused": pair_view.refused_post(lost, lost.pairs[0]),
        "started": started_post(READY),
        "started_model": started_post(p.trial(model_judge="m-1")),
        "document": document_post(figures_of(READY)),
    }.items():
        assert complaints(post) == []
        assert_looks_like(f"trial_{name}", post)
    assert complaints(waiting_post()) == complaints(word_post()) == []


def test_the_modals_look_like_this() -> None:
    for name, view in {
        "start": modals.start_modal(TODAY),
        "start_model": modals.start_modal(TODAY, "m-1"),
        "pair": modals.pair_modal(READY, TEAM, TODAY),
        "pair_model": modals.pair_modal(p.trial(model_judge="m-1"), TEAM, TODAY),
        "file": modals.file_modal(READY, PAIR),
        "judge": pair_view.judge_modal(READY, PAIR),
        "live": modals.live_modal(figures_of(finished())),
        "end": modals.end_modal(READY),
    }.items():
        assert complaints(view) == []
        assert_looks_like(f"trial_{name}_modal", view)


def test_nothing_that_a_reviewer_sees_changes_when_the_two_briefs_change_places() -> None:
    turned = replaced(PAIR, first=PAIR.first.other if PAIR.first else None)
    for reviewer in PAIR.reviewers:
        assert pair_view.pair_post(READY, PAIR, reviewer) == pair_view.pair_post(READY, turned, reviewer)
    assert pair_view.judge_modal(READY, PAIR) == pair_view.judge_modal(READY, turned)


@settings(max_examples=40, deadline=None)
@given(campaigns(), hostile(1000))
def test_slack_takes_whatever_was_typed(campaign: Campaign, words: str) -> None:
    trial = p.after(p.trial(), p.entry().model_copy(update={"campaign": campaign}))
    lost = p.after(trial, w.RecordRefusal(pair=1, file="F1", reason=words))
    ended = p.after(trial, w.EndTrial(by=p.HEAD, reason=words))
    pair = trial.pairs[0]
    posts = [
        pair_view.pair_post(trial, pair, REVIEWER),
        pair_view.entered_post(pair, TODAY),
        pair_view.refused_post(lost, lost.pairs[0]),
        report_post(trial_figures(ended, {}), is_admin=True),
    ]
    assert [complaints(post) for post in posts] == [[]] * 4
    assert complaints(pair_view.judge_modal(trial, pair)) == []


def test_a_judgement_comes_back_as_it_was_given() -> None:
    view = picked(
        pair_view.judge_modal(READY, PAIR),
        **dict.fromkeys([one.value for one in Question], Choice.B),
        overall=Choice.NEITHER,
        reason=" Both are clear.\x00 ",
        guess=Choice.A,
    )
    value, said = pair_view.read_judgement(view, REVIEWER)
    assert value == PairValue(trial=1, pair=1)
    answers = dict.fromkeys(Question, Choice.B)
    given = {"pair": 1, "by": REVIEWER, "answers": answers, "overall": Choice.NEITHER}
    assert said == w.Judge(**given, reason="Both are clear.", guess=Choice.A)
    unsure = picked(view, **dict.fromkeys([one.value for one in Question], Choice.B), overall=Choice.NEITHER)
    assert pair_view.read_judgement(unsure, REVIEWER)[1].guess is None
    with pytest.raises(OldButton):
        pair_view.read_judgement(view | {"private_metadata": ""}, REVIEWER)
    with pytest.raises(OldButton):
        pair_view.read_judgement(picked(view, overall="both"), REVIEWER)


def start(**answers: object) -> dict[str, Any]:
    view = picked(modals.start_modal(TODAY), **({"reviewers": ["U1", "U2", "U1"]} | answers))
    return dict(view["state"]["values"])


def test_the_rules_of_a_trial_come_back_as_they_were_typed() -> None:
    rules = modals.read_start(start(readers=["U3"], bar="40"), TODAY)
    assert (rules.reviewers, rules.readers, rules.bar) == (("U1", "U2"), ("U3",), 40)
    assert (rules.first_day, rules.last_day) == (TODAY, date(2027, 1, 18))
    assert modals.read_start(start(), TODAY).readers == ()


def test_a_model_judges_only_where_one_is_set_up_and_the_box_is_ticked() -> None:
    ticked = start() | {"model_judge": {"model_judge": {"selected_options": [{"value": "model"}]}}}
    assert modals.read_start(ticked, TODAY, "m-1").model_judge == "m-1"
    assert modals.read_start(start(), TODAY, "m-1").model_judge == ""
    unticked = start() | {"model_judge": {"model_judge": {"selected_options": []}}}
    assert modals.read_start(unticked, TODAY, "m-1").model_judge == ""
    with pytest.raises(InvalidInput) as refused:
        modals.read_start(ticked, TODAY)
    assert list(refused.value.errors) == ["model_judge"]
    box = next(one for one in modals.start_modal(TODAY, "m-1")["blocks"] if one.get("block_id") == "model_judge")
    assert "initial_options" not in box["element"]


@pytest.mark.parametrize(
    ("answers", "today", "field"),
    [
        ({"reviewers": ["U1"]}, TODAY, "reviewers"),
        ({"bar": "0"}, TODAY, "bar"),
        ({"bar": "50.5"}, TODAY, "bar"),
        ({"bar": "many"}, TODAY, "bar"),
        ({"bar": "96"}, TODAY, "bar"),
        ({}, date(2027, 1, 5), "first_day"),
    ],
)
def test_rules_that_make_no_trial_are_mended_at_their_field(
    answers: dict[str, object], today: date, field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        modals.read_start(start(**answers), today)
    assert list(refused.value.errors) == [field]


def test_a_trial_does_not_end_before_it_begins() -> None:
    values = start()
    values["last_day"] = {"last_day": {"selected_date": "2027-01-03"}}
    with pytest.raises(InvalidInput) as refused:
        modals.read_start(values, TODAY)
    assert list(refused.value.errors) == ["last_day"]


def test_minutes_helpers_and_reasons_are_read() -> None:
    view = picked(modals.pair_modal(READY, TEAM, TODAY), minutes="240", helpers=["U1"], file={"id": "F1"})
    values = view["state"]["values"]
    assert (modals.read_minutes(values), modals.read_helpers(values)) == (240, ("U1",))
    assert TrialValue.loads(view["private_metadata"]) == TrialValue(trial=1)
    for wrong in ("0", "10001", "2.5"):
        with pytest.raises(InvalidInput):
            modals.read_minutes(picked(view, minutes=wrong)["state"]["values"])
    said = picked(modals.end_modal(READY), reason=" Enough. ")
    assert modals.read_reason(said["state"]["values"]) == "Enough."
    assert modals.read_reason({}) == ""


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ('{"v":1,"trial":1}', TrialValue(trial=1)),
        ('{"v":1,"trial":1,"pair":3}', PairValue(trial=1, pair=3)),
        ('{"v":1,"trial":1,"position":9}', SeenTrialValue(trial=1, position=9)),
    ],
)
def test_the_buttons_of_today_stay_readable(stored: str, value: TrialValue) -> None:
    assert type(value).loads(stored) == value
    assert value.dumps() == stored
    assert JUDGE_PAIR == "shadow_judge"
