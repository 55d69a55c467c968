"""Is an author asked once what a brief took, and once more what came of it; and does the next brief learn from it?"""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.outcomes import ask_for_outcomes
from bot.sandbox.person import Driver, until
from bot.sandbox.records import JSON
from bot.schedule import make_scheduler
from bot.views.buttons import (
    TELL_MINUTES,
    TELL_NOT_RUN,
    TELL_OUTCOME,
    WITHDRAW_GUIDANCE,
    WRITE_GUIDANCE,
    GuidanceValue,
    MinutesValue,
    SectionValue,
)
from tests.journeys.northfold import DESIGN, MARKETER, MARKETING, PATIENCE, Northfold, buttons, read
from tests.journeys.steps import RIDGELINE, ask, author_message, completed, go_through, waiting
from tests.journeys.wall import Wall
from workflow.campaign_brief import campaign_of
from workflow.drafting.sources import library_id

TOLD = {
    "spend": "43000",
    "results": "8600",
    "revenue": "",
    "happened": "E-mail carried the launch.",
    "next_time": "Book the posters three weeks earlier.",
}


def complete(town: Northfold) -> str:
    brief_id = ask(town)
    go_through(town)
    completed(town)
    return brief_id


def questions(town: Northfold, brief_id: str) -> list[JSON]:
    """Return the messages that ask, or asked, what came of a brief."""
    town.until_idle()
    talk = town.author.dm()
    return [
        m
        for m in town.sandbox.channel(talk).messages
        if f"({brief_id})" in m["text"] and ("hat came of" in m["text"] or "did not run" in m["text"])
    ]


@pytest.fixture
def wall(quick: Northfold) -> Iterator[Wall]:
    """The town's clock, put back where it was when the test is over."""
    told = quick.services.now
    assert isinstance(told, Wall)
    before = told._start
    yield told
    told._start = before


def overdue(town: Northfold, wall: Wall, span: timedelta) -> None:
    """Let time pass; the wake-ups of two schedulers and of a restart look what is owed."""
    wall.pass_by(span)
    for _ in range(3):
        ask_for_outcomes(town.services)


def flight_over(town: Northfold, wall: Wall) -> None:
    """Let time pass until some days after the flight of the newest brief."""
    overdue(town, wall, timedelta(days=(campaign_of(town.brief()).end - wall().date()).days + 4))


def test_the_author_tells_with_one_tap_how_long_it_took(quick: Northfold) -> None:
    brief_id = complete(quick)
    message = author_message(quick)
    assert sum(name.startswith(TELL_MINUTES) for name in buttons(message)) == 5
    value = MinutesValue(brief=brief_id, minutes=30).dumps()
    assert quick.author.click(message, f"{TELL_MINUTES}_30", value)["ok"]
    told = quick.until_brief("the minutes", lambda brief: brief.minutes).minutes
    assert told is not None
    assert (told.minutes, told.baseline) == (30, None)
    quick.until_idle()
    after = author_message(quick)
    assert "about 30 minutes of your own time" in read(after)
    assert not [name for name in buttons(after) if name.startswith(TELL_MINUTES)]
    quick.author.click(message, f"{TELL_MINUTES}_240", MinutesValue(brief=brief_id, minutes=240).dumps())
    until(lambda: "already" in json.dumps(quick.author.ephemerals(quick.author.dm())), PATIENCE, "the refusal")
    assert quick.kinds().count("minutes_told") == 1


def test_nobody_else_tells_it(quick: Northfold) -> None:
    brief_id = complete(quick)
    message = author_message(quick)
    quick.person(MARKETER).click(message, f"{TELL_MINUTES}_30", MinutesValue(brief=brief_id, minutes=30).dumps())
    quick.until_idle()
    assert quick.brief().minutes is None


def tell(town: Northfold, brief_id: str) -> JSON:
    """Have the author tell what came of a brief, after a mistake, and return the question's face then."""
    [question] = questions(town, brief_id)
    assert "asked once, and reminded once" in read(question)
    author = town.author
    clicked = author.click(question, TELL_OUTCOME, channel=author.dm())
    assert clicked["ok"], clicked
    refused = author.submit({**TOLD, "spend": "-4", "happened": "ROAS was 9."}, author.view("outcome"))
    assert set(refused["errors"]) == {"spend"}
    assert author.submit(TOLD, author.view("outcome"))["ok"]
    [answered] = questions(town, brief_id)
    return answered


def test_what_came_of_a_campaign_is_cited_by_the_next_draft(quick: Northfold, wall: Wall) -> None:
    first = complete(quick)
    overdue(quick, wall, timedelta(days=30))
    assert questions(quick, first) == [], "the flight goes on"
    flight_over(quick, wall)
    answered = read(tell(quick, first))
    assert "is kept as *LIB-1*" in answered
    assert "£43,000 spent" in answered
    assert "cost per result £5" in answered
    assert TELL_OUTCOME not in answered
    overdue(quick, wall, timedelta(days=20))
    assert len(questions(quick, first)) == 1, "who has told is not reminded"
    start = wall().date() + timedelta(days=90)
    end = start + timedelta(days=60)
    ask(quick, {**RIDGELINE, "name": "Ridgeline again", "start": start.isoformat(), "end": end.isoformat()})
    waiting(quick, DESIGN)
    draft = quick.services.drafts.load(quick.brief().content_hash or "")
    [learning] = draft.learnings
    assert learning.campaign == quick.brief(first).name
    assert "Book the posters three weeks earlier" in learning.therefore.text
    assert "£43,000 brought 8,600" in learning.happened.text
    assert "LIB-1" in {library_id(source) for source in draft.sources}


def test_who_does_not_tell_is_reminded_once_and_then_never(quick: Northfold, wall: Wall) -> None:
    brief_id = complete(quick)
    flight_over(quick, wall)
    assert len(questions(quick, brief_id)) == 1
    overdue(quick, wall, timedelta(days=11))
    assert len(questions(quick, brief_id)) == 2
    assert "the only reminder" in read(questions(quick, brief_id)[1])
    for _ in range(3):
        overdue(quick, wall, timedelta(days=11))
    assert len(questions(quick, brief_id)) == 2


def test_a_campaign_that_did_not_run_is_told_once_and_cited_by_nothing(quick: Northfold, wall: Wall) -> None:
    brief_id = complete(quick)
    kept = len(quick.services.library.items())
    flight_over(quick, wall)
    [question] = questions(quick, brief_id)
    assert quick.author.click(question, TELL_NOT_RUN, channel=quick.author.dm())["ok"]
    [answered] = questions(quick, brief_id)
    assert "did not run, you say" in read(answered)
    assert not buttons(answered)
    overdue(quick, wall, timedelta(days=20))
    assert len(questions(quick, brief_id)) == 1
    assert len(quick.services.library.items()) == kept


def listed(person: Driver) -> JSON:
    """Ask what the team wants of its drafts and return the list."""
    before = len(person.ephemerals(MARKETING))
    assert person.command("/brief guidance")["ok"]
    return until(lambda: person.ephemerals(MARKETING)[before + 1 :], PATIENCE, "the list")[-1]


def noted(town: Northfold) -> list[str]:
    ask(town)
    waiting(town, DESIGN)
    draft = town.services.drafts.load(town.brief().content_hash or "")
    return [note.claim.text for note in draft.notes if "standing guidance" in note.claim.text]


def test_what_an_approver_accepts_stands_in_later_drafts_until_it_is_withdrawn(quick: Northfold) -> None:
    maya, tom = quick.person(MARKETER), quick.author
    shown = listed(maya)
    assert "no standing guidance yet" in read(shown)
    assert maya.click(shown, WRITE_GUIDANCE, SectionValue().dumps(), MARKETING)["ok"]
    view = maya.view("guidance")
    assert maya.submit({"section": "timeline", "text": "Short."}, view)["errors"]
    assert maya.submit({"section": "timeline", "text": "Plan two weeks for legal before print."}, view)["ok"]
    until(lambda: "It stands for" in read(maya.ephemerals(MARKETING)[-1]), PATIENCE, "the list with it")
    assert noted(quick) == ["The team’s standing guidance: “Plan two weeks for legal before print”."]
    withdrawn = GuidanceValue(number=1).dumps()
    shown = listed(tom)
    tom.click(shown, WITHDRAW_GUIDANCE, withdrawn, MARKETING)
    until(lambda: "approvers" in read(tom.ephemerals(MARKETING)[-1]), PATIENCE, "the refusal")
    assert len(quick.services.guidance.standing()) == 1
    maya.click(listed(maya), WITHDRAW_GUIDANCE, withdrawn, MARKETING)
    until(lambda: "It was withdrawn" in read(maya.ephemerals(MARKETING)[-1]), PATIENCE, "the list without it")
    assert noted(quick) == []


def test_who_asks_for_a_month_is_sent_its_report_for_leadership_and_nobody_else(quick: Northfold) -> None:
    maya = quick.person(MARKETER)
    assert maya.command("/brief digest 2026-11")["ok"]
    sent = maya.wait_for(maya.dm(), lambda message: "in November 2026" in message["text"], PATIENCE)
    maya.wait_for(maya.dm(), lambda reply: bool(reply["files"]), PATIENCE, sent["ts"])
    assert maya.command("/brief digest 2026-W47")["ok"]
    quick.until_idle()
    assert len([each for each in maya.messages(maya.dm()) if "for leadership" in each["text"]]) == 1
    assert not [each for each in quick.author.messages(quick.author.dm()) if "for leadership" in each["text"]]


def test_the_scheduler_looks_for_flights_that_are_over(quick: Northfold) -> None:
    scheduler = make_scheduler(quick.services)
    assert "ask_for_outcomes" in {name for job in scheduler.get_jobs() for name in job.func.__code__.co_names}
