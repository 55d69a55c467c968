"""Does the Word report of a trial say what was preferred, by how much, and what that cannot say?"""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from bot.word.trial_report import trial_document
from tests.workflow.shadow import pairs as p
from tests.workflow.story import START
from workflow.shadow import wishes as w
from workflow.shadow.apart import model_figures
from workflow.shadow.figures import Sides, trial_figures
from workflow.shadow.questions import Side
from workflow.shadow.telling import NOT_COUNTED
from workflow.shadow.trial import Trial


def words(content: bytes) -> list[str]:
    """Return the words of a document in the order in which they are read."""
    body: Any = docx.Document(io.BytesIO(content)).element.body
    return [text.text for text in body.iter(qn("w:t"))]


def told(trial: Trial) -> tuple[str, dict[str, list[str]]]:
    """Return the words of a trial's report, and its rows by their first cell."""
    sides = Sides(p.sheet(summary="Win 9,200 buyers with £46,000"), p.sheet(risks="Rain"))
    both = {pair.number: sides for pair in trial.pairs if pair.agent_sheet}
    document: Any = docx.Document(io.BytesIO(trial_document(trial_figures(trial, both), START)))
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    words = [paragraph.text for paragraph in document.paragraphs] + [text for row in cells for text in row]
    return "\n".join(words), {row[0]: row[1:] for row in cells}


def test_a_report_tells_every_figure_and_every_pair() -> None:
    trial = p.with_outcomes(p.trial(), *[(Side.AGENT, Side.AGENT)] * 9, (None, None), *[(Side.PERSON, Side.PERSON)] * 2)
    trial = p.after(p.with_pair(trial, "F98"), p.entry("F99"), w.RecordAgentFailure(pair=14, reason="No."))
    words, rows = told(trial)
    assert "the agent is preferred in 73%" in words
    assert rows["The agent, of all pairs"] == ["9 wins, 1 tie, 3 losses"]
    assert rows["States the target as a number"] == ["13 of 13", "0 of 13"]
    assert rows["Audience"] == ["0 of 13", "0 of 13"]
    assert [rows[f"SHD-{n}"][1] for n in (1, 10, 11, 13, 14)] == ["Agent", "Tie", "People", "Waiting", "Not drafted"]
    assert rows["6 of 13 passed"] == ["\u2588" * 13 + " 13", "0"]
    assert "What this cannot say" in words
    assert "Running" in words


def test_reviewers_are_quoted_without_their_names_and_with_whose_brief_was_a() -> None:
    trial = p.with_pair(p.trial())
    one, other = trial.pairs[0].reviewers
    said = p.said(trial.pairs[0], one, Side.AGENT).model_copy(update={"reason": "The clearer aim."})
    neither = p.said(trial.pairs[0], other, None).model_copy(update={"reason": "B is as good."})
    words, rows = told(p.after(trial, said, neither))
    first = {Side.AGENT: "Agent", Side.PERSON: "People"}
    pair = trial.pairs[0]
    assert "The clearer aim." in words
    assert rows["SHD-1"] == ["Neither", first[pair.first_for(other)], "B is as good."]
    assert "U0" not in words
    assert "In the reviewers' words" not in told(trial)[0]


@pytest.mark.parametrize("live", [True, False])
def test_a_report_says_how_the_trial_ended_and_why(live: bool) -> None:
    trial = p.after(p.trial(), w.EndTrial(by=p.HEAD, reason="The fortnight is over."))
    if live:
        fact = trial_figures(trial, {}).as_fact(p.HEAD, "It saves a day.", START)
        trial = p.after(trial, w.GoLive(by=p.HEAD, reason="It saves a day.", figures=fact, seen=trial.position))
    words, _ = told(trial)
    assert "The fortnight is over." in words
    assert ("It saves a day." in words) is live
    assert ("Live since 4 January 2027, on 0 pairs" in words) is live
    assert ("Ended 4 January 2027" in words) is not live
    assert "No verdict: 0 pairs counted, 10 are needed." in words


def test_what_a_model_says_stands_at_the_end_and_all_before_it_is_the_same() -> None:
    both = ((Side.AGENT, Side.AGENT), (Side.PERSON, Side.PERSON))
    without = words(trial_document(trial_figures(p.with_outcomes(p.trial(), *both), {}), START))
    trial = p.with_outcomes(p.trial(model_judge="m-1"), *both)
    trial = p.after(trial, p.opinion(trial.pairs[0], *both[0]))
    trial = p.after(trial, w.RecordModelFailure(pair=2, model="m-1", reason="It declined."))
    found = words(trial_document(trial_figures(trial, {}), START, model_figures(trial, {})))
    assert found[: len(without)] == without
    apart = found[len(without) :]
    assert apart[:2] == ["Apart, not counted: the language model m-1", NOT_COUNTED]
    assert "1 win, 0 ties, 0 losses" in apart
    assert apart[-1] == "SHD-2 was not judged: It declined."
