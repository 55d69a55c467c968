"""Is the agent compared with people blind, from the start of a trial to the decision?"""

import io
import json
from typing import Any

import docx

from bot.sandbox.person import until
from bot.sandbox.records import JSON
from bot.views.buttons import END_TRIAL, GO_LIVE, JUDGE_PAIR, RESEND_PAIR, TRIAL_REPORT
from tests.journeys.northfold import AUTHOR, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold, buttons, read
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


def begin(town: Northfold, reviewers: tuple[str, ...] = REVIEWERS, **more: Any) -> int:
    """Have the head of marketing start a trial, and return its number."""
    head = town.person(HEAD)
    assert head.command("/brief shadow")["ok"]
    view = head.view("shadow_start")
    done = head.submit({"reviewers": list(reviewers), **more}, view)
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
    end(quick)
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


def refused(town: Northfold, user: str, line: str, words: str) -> None:
    """Assert that somebody who types a line is told so, and shown no form."""
    town.forget_whispers()
    assert town.person(user).command(line)["ok"]
    assert words in whispered(town.person(user), MARKETING, words)
    assert town.person(user).open_view() is None


def test_only_admins_start_and_only_those_named_see(quick: Northfold) -> None:
    end(quick)
    refused(quick, AUTHOR, "/brief shadow", "An admin starts one")
    refused(quick, AUTHOR, "/brief shadow nonsense", "Try /brief shadow")
    assert quick.person(HEAD).command("/brief shadow")["ok"]
    wrong = {"reviewers": [DESIGNER], "first_day": "2026-11-01"}
    done = quick.person(HEAD).submit(wrong, quick.person(HEAD).view("shadow_start"))
    assert set(done["errors"]) == {"reviewers", "first_day"}
    quick.person(HEAD).close()
    begin(quick, (DESIGNER, SECOND_DESIGNER), readers=[AUTHOR])
    assert "Trial" in report(quick, AUTHOR)["text"]
    assert not buttons(report(quick, AUTHOR)) & {GO_LIVE, END_TRIAL}
    refused(quick, DESIGNER, "/brief shadow report", "stay closed to you until it has ended")
    refused(quick, MARKETER, "/brief shadow report", "for admins and those whom its starter named")
    assert END_TRIAL in buttons(report(quick))


def test_a_document_that_cannot_be_read_is_sent_again_and_nothing_is_lost(quick: Northfold) -> None:
    end(quick)
    begin(quick)
    pair = enter(quick, AUTHOR, b"PK\x03\x04 no document")
    tom = quick.author
    told = tom.wait_for(tom.dm(), lambda one: f"The document of {pair.id} could not be read" in one["text"], PATIENCE)
    assert tom.click(told, RESEND_PAIR)["ok"]
    file = tom.upload("", "again.docx", written())
    assert tom.submit({"file": file["id"]}, tom.view("shadow_file"))["errors"] == {}
    assert ready(quick, pair).minutes == 240
    assert tom.click(told, RESEND_PAIR)["ok"]
    assert tom.open_view() is None
    assert set(enter_wrongly(quick, minutes="10001", end="2027-01-01")) == {"minutes", "end"}
    left = enter_wrongly(quick, helpers=[DESIGNER, SECOND_DESIGNER])
    assert left["helpers"].startswith("Fewer than two reviewers are left")


def enter_wrongly(town: Northfold, **wrong: Any) -> dict[str, str]:
    """Return what the form of a pair says to wrong answers."""
    assert town.author.command("/brief shadow")["ok"]
    file = town.author.upload("", "mine.docx", written())
    answers = {**RIDGELINE, "minutes": "30", "file": file["id"], **wrong}
    done = town.author.submit(answers, town.author.view("shadow_pair"))
    town.author.close()
    return dict(done["errors"])


def test_an_admin_who_judges_ends_the_trial_without_seeing_its_figures(quick: Northfold) -> None:
    end(quick)
    refused(quick, AUTHOR, "/brief shadow end", "Only an admin may do that")
    begin(quick, (HEAD, DESIGNER))
    refused(quick, HEAD, "/brief shadow report", "An admin ends it with /brief shadow end")
    head = quick.person(HEAD)
    assert head.command("/brief shadow end")["ok"]
    assert head.submit({"reason": "Enough."}, head.view("shadow_end"))["ok"]
    assert "Ended by" in read(report(quick))


def test_the_figures_of_an_earlier_trial_stay_at_hand(quick: Northfold) -> None:
    end(quick)
    first = begin(quick)
    end(quick)
    second = begin(quick)
    quick.forget_whispers()
    assert quick.person(HEAD).command(f"/brief shadow report {first}")["ok"]
    assert "Ended by" in read(_whisper(quick, HEAD, f"Trial {first}. "))
    assert "Ended by" not in read(report(quick))
    refused(quick, HEAD, f"/brief shadow report {second + 1}", f"There is no trial {second + 1}")


def test_a_reviewer_for_whom_nobody_is_left_is_told_before_the_form(quick: Northfold) -> None:
    end(quick)
    begin(quick, (DESIGNER, SECOND_DESIGNER))
    refused(quick, DESIGNER, "/brief shadow", "Fewer than two reviewers are left")


def test_whoever_wrote_a_side_is_refused_and_an_answer_counts_once(quick: Northfold) -> None:
    end(quick)
    begin(quick)
    pair = ready(quick, enter(quick, MARKETER, helpers=[AUTHOR]))
    for writer in (MARKETER, AUTHOR):
        refused(quick, writer, f"/brief shadow judge {pair.id}", "You wrote one of the two briefs")
    refused(quick, HEAD, f"/brief shadow judge {pair.id}", "judged by two others")
    reviewer = pair.reviewers[0]
    message = shown(quick, pair, reviewer)
    judge(quick, pair, reviewer, None)
    person = quick.person(reviewer)
    face = person.wait_for(
        person.dm(), lambda one: one["ts"] == message["ts"] and "You judged" in one["text"], PATIENCE
    )
    assert buttons(face) == set()
    assert person.click(message, JUDGE_PAIR)["ok"]
    assert person.open_view() is None
    left = pair.reviewers[1]
    waiting = shown(quick, pair, left)
    end(quick)
    closed = quick.person(left)
    closed.wait_for(closed.dm(), lambda one: one["ts"] == waiting["ts"] and "is closed" in one["text"], PATIENCE)
    refused(quick, AUTHOR, f"/brief shadow judge {pair.id}", "You wrote one of the two briefs")


def test_a_decision_is_not_taken_on_figures_that_have_changed_since(quick: Northfold) -> None:
    end(quick)
    begin(quick)
    pair = ready(quick, enter(quick, AUTHOR))
    head = quick.person(HEAD)
    assert head.click(report(quick), GO_LIVE)["ok"]
    view = head.view("shadow_live")
    judge(quick, pair, pair.reviewers[0], Side.AGENT)
    done = head.submit({"reason": "It saves a day."}, view)
    assert done["ok"]
    assert "Something was added to the trial" in json.dumps(head.open_view())
    trial = quick.services.trials.last()
    assert trial is not None
    assert trial.live is None


def test_a_reviewer_who_cannot_be_reached_is_named_in_the_report(quick: Northfold) -> None:
    end(quick)
    quick.sandbox.fail("chat.postMessage", channel=quick.person(DESIGNER).dm(), error="is_archived", times=None)
    begin(quick, (DESIGNER, SECOND_DESIGNER))
    pair = enter(quick, AUTHOR)

    def blocked() -> Pair | None:
        return next((one for one in pairs(quick) if one.number == pair.number and one.blocked), None)

    found = until(blocked, PATIENCE, "a reviewer who cannot be reached")
    assert set(found.blocked) == {DESIGNER}
    assert f"{pair.id} could not be shown to <@{DESIGNER}>" in read(report(quick))
