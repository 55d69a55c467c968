"""Does a campaign report go its own way, from `/brief report` to its completion, on the briefs' own ledger?"""

import json
import re
from typing import Any

import pytest

from bot.views.buttons import DUPLICATE, REVISE, WITHDRAW
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETER, MARKETING, PATIENCE, Northfold
from tests.journeys.steps import (
    approve,
    ask,
    author_message,
    cancel,
    decided,
    go_through,
    request_changes,
    waiting,
    whispered,
)
from workflow.brief import Status
from workflow.kinds.paper import Paper

TOLD: dict[str, Any] = {
    "spent": "41250",
    "results": "8130",
    "by_channel": "Paid search: £18,000 / 4,100\nEmail: ? / 900",
    "worked": "Search found people who had been on a trail before.",
    "did_not": "The films were watched and not clicked.",
    "next_time": "Begin two weeks earlier.",
}
NOTE = "Say what the films cost by themselves."


def ask_for_report(town: Northfold, about: str, answers: dict[str, Any] = TOLD) -> str:
    """Have the author report on a campaign, and return the report's id."""
    assert town.author.command(f"/brief report {about}".strip())["ok"]
    done = town.author.submit(answers, town.author.view("report"))
    assert (done["ok"], done.get("errors")) == (True, {}), done
    return town.newest


def paper_of(town: Northfold, brief_id: str) -> Paper:
    revision = town.brief(brief_id).revisions[-1]
    return town.services.drafts.load_paper(revision.content_hash)


def test_a_report_takes_over_its_campaign_and_goes_through_its_own_chain(quick: Northfold) -> None:
    campaign = ask(quick)
    go_through(quick, campaign)
    report = ask_for_report(quick, campaign)
    assert re.fullmatch(r"RPT-\d+", report)
    first = waiting(quick, DESIGN, report)
    told = json.dumps(first["blocks"], ensure_ascii=False)
    assert "(campaign report)" in told
    assert "Figures check" in told
    assert "88% reached" in told
    assert "Checks:" not in told
    assert request_changes(quick, DESIGNER, first, NOTE, "cost")["ok"]
    assert "Changes requested" in decided(quick, first)["text"]

    again = waiting(quick, DESIGN, report, revision=2)
    assert NOTE in json.dumps(again["blocks"], ensure_ascii=False)
    assert "Changed since revision 1" in json.dumps(again["blocks"])
    assert f"{report}-r2-" in json.dumps(
        quick.author.wait_for(
            DESIGN, lambda one: any("-r2-" in str(file["name"]) for file in one["files"]), PATIENCE, again["ts"]
        )["files"]
    )
    notes = [note.text for part in paper_of(quick, report).parts if part.section == "cost" for note in part.notes]
    assert len(notes) == 1
    assert "“Say what the films cost by themselves”" in notes[0]
    assert approve(quick, DESIGNER, again)["ok"]
    assert approve(quick, MARKETER, waiting(quick, MARKETING, report, revision=2))["ok"]
    done = quick.until_brief("the report to be complete", lambda brief: brief.status is Status.COMPLETED, report)
    assert [approval.stage for approval in done.approvals] == ["figures", "release"]
    assert (done.workflow, done.inputs.answers()["brief"]) == ("report", campaign)
    assert [stay["stage"] for stay in quick.shown(report)["handovers"]] == ["figures", "figures", "release"]


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"brief": "BRF-999"}, "brief", "There is no campaign brief “BRF-999”"),
        ({}, "goal", "Please fill this in"),
        ({"by_channel": "Paid search 400"}, "by_channel", "Write one channel a line"),
        ({"by_channel": "Paid search: 400 / ?\nSky writing: 2 / 3"}, "by_channel", "Sky writing"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_at_its_field(
    quick: Northfold, answers: dict[str, Any], field: str, words: str
) -> None:
    assert quick.author.command("/brief report")["ok"]
    refused = quick.author.submit({**TOLD, "name": "X", **answers}, quick.author.view("report"))
    assert words in refused["errors"][field], refused


def test_figures_that_cannot_be_are_refused_at_their_field(quick: Northfold) -> None:
    campaign = ask(quick)
    assert quick.author.command(f"/brief report {campaign.lower()}")["ok"]
    told = {**TOLD, "by_channel": "Paid search: 50000 / 1"}
    refused = quick.author.submit(told, quick.author.view("report"))
    assert "more than the £41,250 spent in all" in refused["errors"]["by_channel"]
    quick.author.close()


def test_a_report_is_mended_by_its_author_and_not_in_word(quick: Northfold) -> None:
    report = ask_for_report(quick, ask(quick))
    first = waiting(quick, DESIGN, report)
    assert quick.author.command(f"/brief revise {report}")["ok"]
    assert report in whispered(quick.author, MARKETING, "Baton reads edited documents of campaign briefs only")
    assert approve(quick, DESIGNER, first)["ok"]
    waiting(quick, MARKETING, report)
    assert quick.author.click(author_message(quick, report), WITHDRAW)["ok"]
    quick.until_brief("the report to be taken back", lambda brief: brief.status is Status.WITHDRAWN, report)
    quick.until_idle()
    assert quick.author.click(author_message(quick, report), REVISE)["ok"]
    form = quick.author.view("report_revision")
    assert quick.author.submit({"worked": "The shop windows.", "spent": "41250"}, form)["ok"]
    mended = quick.until_brief("the mended report", lambda brief: brief.revision == 2, report)
    assert mended.revisions[1].changed == ()
    second = waiting(quick, MARKETING, report, revision=2)
    assert approve(quick, MARKETER, second)["ok"]
    quick.until_brief("the report to be complete", lambda brief: brief.status is Status.COMPLETED, report)
    quick.until_idle()
    assert quick.author.click(author_message(quick, report), DUPLICATE)["ok"]
    held = {
        block["block_id"]: block["element"] for block in quick.author.view("report")["blocks"] if "element" in block
    }
    assert held["worked"]["initial_value"] == "The shop windows."
    assert held["spent"]["initial_value"] == "41250"
    quick.author.close()


def test_a_figure_that_changes_brings_a_report_back_to_its_first_stage(quick: Northfold) -> None:
    report = ask_for_report(quick, ask(quick))
    assert approve(quick, DESIGNER, waiting(quick, DESIGN, report))["ok"]
    waiting(quick, MARKETING, report)
    assert quick.author.click(author_message(quick, report), WITHDRAW)["ok"]
    quick.until_brief("the report to be taken back", lambda brief: brief.status is Status.WITHDRAWN, report)
    quick.until_idle()
    assert quick.author.click(author_message(quick, report), REVISE)["ok"]
    assert quick.author.submit({"spent": "42000"}, quick.author.view("report_revision"))["ok"]
    again = waiting(quick, DESIGN, report, revision=2)
    assert "£42,000 of £180,000" in json.dumps(again["blocks"], ensure_ascii=False)
    assert quick.brief(report).revisions[1].changed == ("cost", "channels")
    cancel(quick, author_message(quick, report))


def test_nobody_mistakes_one_id_for_another(quick: Northfold) -> None:
    report = ask_for_report(quick, ask(quick))
    wrong = report.replace("RPT", "BRF")
    assert quick.author.command(f"/brief status {wrong}")["ok"]
    assert wrong in whispered(quick.author, MARKETING, "There is no brief")
    assert quick.author.command(f"/brief status {report.lower()}")["ok"]
    assert "campaign report" in whispered(quick.author, MARKETING, f"({report})")
    cancel(quick, author_message(quick, report))
