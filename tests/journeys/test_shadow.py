"""Is the agent compared with people blind, from the start of a trial to the decision?"""

import io
from typing import Any

import docx

from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.views.buttons import END_TRIAL, GO_LIVE, JUDGE_PAIR, TRIAL_REPORT
from tests.journeys.northfold import DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold, buttons, read
from tests.journeys.steps import HEAD, RIDGELINE, SECOND_DESIGNER, whispered
from workflow.shadow.questions import Choice, Question, Side
from workflow.shadow.trial import Pair

REVIEWERS = (DESIGNER, MARKETER, SECOND_DESIGNER)
"""Who judges; Maya writes too."""


def written(words: str = "The shoe for the walk you actually do.") -> bytes:
    """Return a brief as a person writes it, with all the marks that a person leaves."""
    document = docx.Document()
    document.core_properties.author = "Maya Lindqvist"
    document.add_heading("Spring trail launch", 0)
    document.add_paragraph("Prepared by Maya Lindqvist, 12 November 2026")
    for heading, text in {
        "Background": "Weekend walkers own the wrong shoes, and many of them know it after the first wet Saturday.",
        "Objectives": "9,200 first purchases by 16 May 2027, from 6,100 today. Maya will read them weekly.",
        "Target audience": "Urban professionals of 25 to 44 who walk one or two weekends a month in old boots.",
        "Key message": words,
        "Budget": "£180,000 in all: Meta, influencers, paid search, out of home and e-mail.",
        "Timings": "1 March 2027 to 16 May 2027.",
    }.items():
        document.add_heading(heading, 1)
        document.add_paragraph(text)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def begin(town: Northfold, reviewers: tuple[str, ...] = REVIEWERS, bar: str = "50") -> int:
    """Have the head of marketing start a trial, and return its number."""
    head = town.person(HEAD)
    assert head.command("/brief shadow")["ok"]
    view = head.view("shadow_start")
    done = head.submit({"reviewers": list(reviewers), "bar": bar}, view)
    assert (done["ok"], done.get("errors")) == (True, {}), done
    trial = town.services.trials.last()
    assert trial is not None
    return trial.number


def enter(town: Northfold, user: str, content: bytes | None = None, **more: Any) -> Pair:
    """Have somebody bring a brief that they wrote, and return its pair."""
    writer = town.person(user)
    assert writer.command("/brief shadow")["ok"]
    view = writer.view("shadow_pair")
    file = writer.upload("", "my brief.docx", written() if content is None else content)
    done = writer.submit({**RIDGELINE, "minutes": "240", "file": file["id"], **more}, view)
    assert (done["ok"], done.get("errors")) == (True, {}), done
    return pairs(town)[-1]


def pairs(town: Northfold) -> tuple[Pair, ...]:
    trial = town.services.trials.last()
    assert trial is not None
    return trial.pairs


def ready(town: Northfold, pair: Pair) -> Pair:
    """Return a pair once it stands before both of its reviewers."""

    def look() -> Pair | None:
        found = next(one for one in pairs(town) if one.number == pair.number)
        return found if len(found.shown) == len(found.reviewers) else None

    return until(look, PATIENCE, f"{pair.id} to be shown")


def shown(town: Northfold, pair: Pair, reviewer: str) -> JSON:
    """Return the message about a pair in a reviewer's direct messages, once both files are in its thread."""
    person = town.person(reviewer)
    message = person.wait_for(person.dm(), lambda one: pair.id in one["text"] and JUDGE_PAIR in buttons(one), PATIENCE)
    person.wait_for(person.dm(), lambda reply: bool(reply["files"]), PATIENCE, message["ts"])
    return message


def judge(town: Northfold, pair: Pair, reviewer: str, prefer: Side | None) -> None:
    """Have a reviewer who can tell prefer a side."""
    pair = ready(town, pair)
    first = pair.first_for(reviewer)
    choice = Choice.NEITHER if prefer is None else Choice.A if prefer is first else Choice.B
    person = town.person(reviewer)
    assert person.click(shown(town, pair, reviewer), JUDGE_PAIR)["ok"]
    answers = {one.value: choice.value for one in Question}
    done = person.submit({**answers, "overall": choice.value}, person.view("shadow_judgement"))
    assert (done["ok"], done.get("errors")) == (True, {}), done


def end(town: Northfold) -> None:
    """End the trial that is running, if one is."""
    trial = town.services.trials.last()
    if trial is not None and not trial.is_over:
        press(town, END_TRIAL, {"reason": "Enough."}, "shadow_end")


def report(town: Northfold, user: str = HEAD) -> JSON:
    person = town.person(user)
    town.forget_whispers()
    assert person.command("/brief shadow report")["ok"]
    return _whisper(town, user, "Trial ")


def _whisper(town: Northfold, user: str, words: str) -> JSON:
    whispered(town.person(user), MARKETING, words)
    return next(one for one in reversed(town.person(user).ephemerals(MARKETING)) if words in one["text"])


def press(town: Northfold, action: str, answers: dict[str, Any], callback: str) -> JSON:
    head = town.person(HEAD)
    assert head.click(report(town), action)["ok"]
    return head.submit(answers, head.view(callback))


def test_a_trial_runs_from_its_start_to_the_decision_and_routes_nothing(quick: Northfold) -> None:
    before = len(quick.services.queries.briefs())
    begin(quick)
    pair = enter(quick, MARKETER)
    assert MARKETER not in pair.reviewers
    judge(quick, pair, pair.reviewers[0], Side.AGENT)
    judge(quick, pair, pair.reviewers[1], Side.AGENT)
    face = report(quick)
    assert "1 win, 0 ties, 0 losses" in read(face)
    assert "No verdict: 1 pair counted, 10 are needed." in read(face)
    assert quick.person(HEAD).click(face, TRIAL_REPORT)["ok"]
    head = quick.person(HEAD)
    sent = head.wait_for(head.dm(), lambda one: "The report of trial" in one["text"], PATIENCE)
    file = head.wait_for(head.dm(), lambda one: bool(one["files"]), PATIENCE, sent["ts"])["files"][0]
    assert "What this cannot say" in [p.text for p in docx.Document(io.BytesIO(head.download(file))).paragraphs]
    assert press(quick, GO_LIVE, {"reason": "It saves us a day."}, "shadow_live")["ok"]
    trial = quick.services.trials.last()
    assert trial is not None
    assert trial.live is not None
    assert (trial.live.by, trial.live.wins, trial.live.verdict) == (HEAD, 1, "too_few")
    assert len(quick.services.queries.briefs()) == before
    assert "decided to go live" in read(report(quick))
