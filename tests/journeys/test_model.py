"""Does a brief go its way with a model at hand, and the same way when the model fails?"""

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.writing import Following
from bot.sandbox.person import until
from bot.views.buttons import MESSAGE_BRIEF
from tests.journeys.northfold import AUTHOR, DESIGN, MARKETING, PATIENCE, Northfold, northfold, read
from tests.journeys.steps import ask, author_message, cancel, waiting
from tests.journeys.test_shadow import begin, enter, judge, refused, report
from tests.journeys.wall import MONDAY, Wall
from tests.model_server import Asked, ModelServer, answering, gated, good, refusing, serving, taking_the_first
from workflow.brief import Brief, Status
from workflow.draft import Section
from workflow.shadow.questions import Side

BY_BOTH = "m-1 with Baton’s embedded drafter"


@pytest.fixture(scope="module")
def _model() -> Iterator[ModelServer]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def _town(_model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    path = tmp_path_factory.mktemp("model") / "baton.db"
    with northfold(f"sqlite:///{path}", clock=Wall(), model=_model.url) as running:
        yield running


@pytest.fixture
def model(_model: ModelServer) -> ModelServer:
    _model.asked.clear()
    _model.be(good)
    return _model


@pytest.fixture
def town(_town: Northfold) -> Northfold:
    _town.until_idle()
    return _town


def revision(town: Northfold, brief_id: str) -> dict[str, Any]:
    return dict(town.shown(brief_id)["revisions"][0])


def told_of_sections(town: Northfold) -> int:
    faces = [json.dumps(call.args, ensure_ascii=False) for call in town.calls("chat.update")]
    return sum("Writing section" in face for face in faces)


@pytest.mark.usefixtures("model")
def test_a_brief_in_the_models_words_tells_what_they_cost(town: Northfold) -> None:
    brief_id = ask(town)
    waiting(town, DESIGN, brief_id)
    written = revision(town, brief_id)
    assert written["written_by"] == BY_BOTH
    assert written["usage"] == {
        "model": "m-1", "calls": 1, "input_tokens": 900, "cached_tokens": 400, "output_tokens": 120, "cost_usd": None,
    }  # fmt: skip
    drafted = next(event for event in town.shown(brief_id)["events"] if event["kind"] == "drafted")
    assert drafted["usage"] == written["usage"]


def test_the_author_sees_which_section_is_being_written(town: Northfold, model: ModelServer) -> None:
    first, last = threading.Event(), threading.Event()
    model.be(gated(first, last))
    brief_id = ask(town)
    town.until_brief("the author's message", lambda brief: brief.author_message, brief_id)
    first.set()
    following = until(
        lambda: next((m for m in [author_message(town, brief_id)] if "Writing section" in read(m)), None),
        PATIENCE,
        "a message that tells how far it is",
    )
    assert re.search(r"Writing section [35] of 12: (Audience|Channel plan)", read(following))
    last.set()
    waiting(town, DESIGN, brief_id)
    town.until_idle()
    assert "Writing section" not in read(author_message(town, brief_id))


def test_the_authors_message_is_edited_at_most_every_two_seconds(town: Northfold, model: ModelServer) -> None:
    gate, seconds = threading.Event(), iter((0.0, 1.9, 2.0, 2.1, 4.5))
    model.be(gated(gate))
    brief = town.until_brief("the author's message", lambda brief: brief.author_message, ask(town))
    clock = replace(town.services, now=lambda: MONDAY + timedelta(seconds=next(seconds)))
    follow, before = Following(clock, brief), told_of_sections(town)
    for section in (Section.AUDIENCE, Section.CHANNELS, Section.DIRECTIONS, Section.RISKS, Section.APPROVALS):
        follow(section)
    assert told_of_sections(town) - before == 3
    assert "Writing section 11 of 12: Approvals" in read(author_message(town, brief.id))
    gate.set()
    waiting(town, DESIGN, brief.id)


def test_a_brief_that_is_cancelled_while_it_is_written_stays_cancelled(town: Northfold, model: ModelServer) -> None:
    first, last = threading.Event(), threading.Event()
    model.be(gated(first, last))
    brief_id = ask(town)
    town.until_brief("the author's message", lambda brief: brief.author_message, brief_id)
    cancel(town, author_message(town, brief_id))
    town.until_brief("the end", lambda brief: brief.status is Status.CANCELLED, brief_id)
    first.set()
    last.set()
    town.until_idle()
    assert "Cancelled" in read(author_message(town, brief_id))
    assert "Writing section" not in read(author_message(town, brief_id))


def test_too_many_requests_are_waited_for(town: Northfold, model: ModelServer) -> None:
    model.be(refusing(429, retry_after="1"), good)
    brief_id = ask(town)
    waiting(town, DESIGN, brief_id)
    assert revision(town, brief_id)["written_by"] == BY_BOTH
    assert len(model.asked) == 2


@pytest.mark.parametrize("status", [401, 400])
def test_a_model_that_fails_costs_the_brief_nothing_but_its_words(
    status: int, town: Northfold, model: ModelServer
) -> None:
    model.be(refusing(status))
    brief_id = ask(town)
    waiting(town, DESIGN, brief_id)
    brief: Brief = town.brief(brief_id)
    assert brief.revisions[0].usage is None
    draft = town.services.drafts.load(brief.revisions[0].content_hash)
    assert "whoever runs Baton" in draft.limits[-1]


@pytest.mark.usefixtures("model")
def test_the_key_is_in_no_row(town: Northfold) -> None:
    waiting(town, DESIGN, ask(town))
    assert b"sk-test" not in Path(str(town.services.database.path)).read_bytes()


def test_a_model_judges_a_trial_apart_and_no_reviewer_sees_what_it_says(town: Northfold, model: ModelServer) -> None:
    model.be(taking_the_first)
    trial = begin(town, model_judge=["model"])
    pair = enter(town, AUTHOR)
    judge(town, pair, pair.reviewers[0], Side.AGENT)
    town.until_idle()
    assert not any("a" in asked.document for asked in model.asked), "one reviewer has not judged yet"
    judge(town, pair, pair.reviewers[1], Side.AGENT)
    until(lambda: town.services.trials.trial(trial).pairs[0].opinion, PATIENCE, "what the model says")
    face = read(report(town))
    assert "1 win, 0 ties, 0 losses" in face.partition("Apart, not counted: the language model m-1")[0]
    assert "0 wins, 1 tie, 0 losses" in face.partition("Apart, not counted")[2]
    assert "said something else in 1 of 1 pair" in face
    refused(town, pair.reviewers[0], "/brief shadow report", "stay closed to you until it has ended")
    for reviewer in pair.reviewers:
        person = town.person(reviewer)
        assert "m-1" not in json.dumps(person.messages(person.dm()))


WISH = "Could you and <@U0DEE> brief the trail shoes? We hope to win 900 walkers over with £30k, from 5 January on."
FOUND = {"name": "trail shoes", "target": "900", "metric": "walkers", "budget": "£30k", "audience": "everybody"}


def pointing(asked: Asked) -> str:
    assert asked.document == {"message": WISH.replace("<@U0DEE>", "@somebody")}
    return json.dumps({"excerpts": [{"field": field, "excerpt": excerpt} for field, excerpt in FOUND.items()]})


def form_from_message(town: Northfold) -> dict[str, Any]:
    """Return what the author sees first when they begin a brief from the message."""
    tom = town.author
    assert tom.say(MARKETING, WISH)["ok"]
    message = tom.wait_for(MARKETING, lambda one: "trail shoes" in one["text"])
    for stored in town.sandbox.workspace.store.channels[MARKETING].messages:
        stored.text = stored.text.replace(
            "&lt;@U0DEE&gt;", "<@U0DEE>"
        )  # as Slack sends what somebody chose from its list
    assert tom.shortcut(MESSAGE_BRIEF, message)["ok"]
    return dict(tom.view())


def form(town: Northfold) -> str:
    """Return the form once it is there, and close it."""
    shown = json.dumps(town.author.view("campaign", PATIENCE), ensure_ascii=False)
    town.author.close()
    return shown


def test_a_message_is_read_by_the_model_and_only_its_own_words_are_filled_in(
    town: Northfold, model: ModelServer
) -> None:
    model.be(lambda asked: answering(pointing(asked))(asked))
    form_from_message(town)
    shown = form(town)
    assert all(f'"{value}"' in shown for value in ("trail shoes", "900", "walkers", "30000"))
    assert "everybody" not in shown
    assert "you and @Dee Okafor brief" in shown, "the notes say whom it mentions"
    assert "Found by the language model" in shown


def test_a_model_that_fails_leaves_the_form_with_what_is_certain(town: Northfold, model: ModelServer) -> None:
    model.be(refusing(500))
    form_from_message(town)
    assert "has trouble of its own" in form(town)


def test_whoever_does_not_wait_for_the_model_keeps_the_form_they_have(town: Northfold, model: ModelServer) -> None:
    gate = threading.Event()
    model.be(gated(gate, says=pointing))
    assert town.author.submit({}, form_from_message(town))["ok"]
    town.author.view("campaign", PATIENCE)
    gate.set()
    town.until_idle()
    assert len(model.asked) == 1
    assert "Found by the language model" not in form(town)
