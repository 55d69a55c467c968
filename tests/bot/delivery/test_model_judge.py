"""Is the model that judges apart asked once for each pair, and does the trial go on whatever becomes of it?"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.model_judge import GONE
from bot.model.caps import Caps
from bot.model.endpoint import Endpoint, adapters
from bot.model.judging import EndpointJudge
from storage.job import RetryLater
from storage.usages import Usages
from tests.bot.delivery.test_shadow import DEE, HEAD, NOOR, begin, do, enter, pair, told
from tests.bot.office import Office
from tests.model_server import ModelServer, answering, refusal, refusing, serving
from workflow.shadow import reactions as fx
from workflow.shadow import wishes as w
from workflow.shadow.apart import ModelFigures, model_figures
from workflow.shadow.figures import trial_figures
from workflow.shadow.questions import Choice, Question, Side

CAPS = Caps(seconds=20, per_brief=200_000, per_person=500_000, per_day=1_000_000)
A = json.dumps(dict.fromkeys([*(one.value for one in Question), "overall"], "a"))
ASK = fx.AskModel(pair=1)


@pytest.fixture(scope="module")
def _model() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


@pytest.fixture
def model(_model: ModelServer, office: Office) -> ModelServer:
    _model.reset()
    _model.be(answering(A))
    endpoint = Endpoint("sk-test", "m-1", adapters("chat", _model.url), _model.url)
    purse = Usages(office.services.database)
    judge = EndpointJudge(endpoint, CAPS, purse, lambda: office.now)
    office.services = replace(office.services, judge=judge)
    return _model


def ready(office: Office) -> None:
    """Have a pair of a trial with a model judge stand before its reviewers."""
    begin(office, model_judge="m-1")
    enter(office)
    office.work()


def say(office: Office, *reviewers: str, prefer: Side = Side.AGENT) -> None:
    """Have reviewers who can tell prefer a side."""
    for by in reviewers:
        choice = Choice.A if pair(office).first_for(by) is prefer else Choice.B
        said = w.Judge(pair=1, by=by, answers=dict.fromkeys(Question, choice), overall=choice)
        office.services.trials.submit(1, said, office.now)


def apart(office: Office) -> ModelFigures:
    found = model_figures(office.services.trials.trial(1), {})
    assert found is not None
    return found


def test_it_is_asked_after_both_reviewers_and_nothing_of_it_stands_before_them(
    office: Office, model: ModelServer
) -> None:
    ready(office)
    say(office, DEE)
    assert office.work() == []
    assert (model.asked, pair(office).opinion) == ([], None)
    say(office, NOOR)
    assert office.work() == []
    opinion = pair(office).opinion
    assert opinion is not None
    assert (opinion.model, [one.overall for one in opinion.readings]) == ("m-1", [Choice.A, Choice.A])
    assert (apart(office).turned, apart(office).outcomes.neither) == (1, 1)
    for reviewer in (DEE, NOOR):
        assert "m-1" not in json.dumps(told(office, reviewer))
    assert trial_figures(office.services.trials.trial(1), {}).outcomes.agent == 1


def test_it_sees_first_what_the_first_reviewer_sees_first_and_no_name_leaves(
    office: Office, model: ModelServer
) -> None:
    ready(office)
    say(office, DEE, NOOR)
    office.work()
    first, second = (asked.document for asked in model.asked)
    assert (first["a"], first["b"]) == (second["b"], second["a"])
    sheets = {Side.AGENT: pair(office).agent_sheet, Side.PERSON: pair(office).sheet}
    shown = office.services.sheets.load(str(sheets[pair(office).first_for(pair(office).reviewers[0])]))
    assert first["a"]["Proposition and mandatories"].splitlines()[0] in shown.said()
    said = json.dumps([asked.body for asked in model.asked])
    names = {office.services.slack.profile(user).name for user in (HEAD, DEE, NOOR, "U0TOM", "U0MAYA", "U0AXEL")}
    for word in {part for name in names for part in name.split()} | {"U0DEE", "U0NOOR", "U0TOM"}:
        assert word not in said, word


def test_a_pair_is_asked_about_once_whatever_is_repeated(office: Office, model: ModelServer) -> None:
    ready(office)
    do(office, ASK)
    assert model.asked == [], "nobody has judged yet"
    say(office, DEE, NOOR)
    office.work()
    do(office, ASK, attempt=2)
    assert len(model.asked) == 2
    assert len([one for one in office.services.trials.history(1) if type(one).__name__ == "ModelJudged"]) == 1


def test_a_refusal_is_recorded_and_the_trial_goes_on(office: Office, model: ModelServer) -> None:
    model.be(refusal)
    ready(office)
    say(office, DEE, NOOR)
    assert office.work() == []
    assert apart(office).failures == {"SHD-1": "The language model declined to judge it."}
    trial = office.services.trials.trial(1)
    figures = trial_figures(trial, {}).as_fact(HEAD, "", office.now)
    live = w.GoLive(by=HEAD, reason="Go.", figures=figures, seen=trial.counted)
    assert office.services.trials.submit(1, live, office.now).live is not None


def test_a_model_that_asks_for_patience_gets_an_hour_of_it(office: Office, model: ModelServer) -> None:
    model.be(refusing(429, retry_after="90"))
    ready(office)
    say(office, DEE, NOOR)
    waiting = office.work()
    assert [key.rpartition("/")[2] for key in waiting] == ["ask_model"]
    with pytest.raises(RetryLater) as later:
        do(office, ASK)
    assert later.value.delay == timedelta(seconds=90)
    assert apart(office).waiting == 1
    office.now += timedelta(hours=1)
    do(office, ASK)
    assert apart(office).failures == {"SHD-1": "The language model is asked too much at the moment."}


def test_an_answer_that_comes_after_the_end_is_still_recorded(office: Office, model: ModelServer) -> None:
    model.be(refusing(500), answering(A))
    ready(office)
    say(office, DEE, NOOR)
    with pytest.raises(RetryLater):
        do(office, ASK)
    office.services.trials.submit(1, w.EndTrial(by=HEAD), office.now)
    assert office.work() == []
    assert apart(office).judged == 1


def test_where_no_model_is_set_up_any_more_that_is_recorded(office: Office, model: ModelServer) -> None:
    ready(office)
    office.services = replace(office.services, judge=None)
    say(office, DEE, NOOR)
    assert office.work() == []
    assert apart(office).failures == {"SHD-1": GONE}
    assert model.asked == []


def test_without_the_tick_no_model_is_asked(office: Office, model: ModelServer) -> None:
    begin(office)
    enter(office)
    office.work()
    say(office, DEE, NOOR)
    assert office.work() == []
    assert model.asked == []
