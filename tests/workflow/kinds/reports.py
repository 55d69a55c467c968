"""Reports for tests: what an author answers, and what is written from it."""

from datetime import date
from typing import Any

from workflow.kinds.campaign_report import REPORT
from workflow.kinds.kind import Find
from workflow.kinds.paper import Paper
from workflow.kinds.report import CampaignReport
from workflow.kinds.writing import Asked, Order, paper

TODAY = date(2027, 7, 5)
ANSWERS: dict[str, Any] = {
    "name": "Ridgeline 2",
    "spent": "41250",
    "results": "8130",
    "by_channel": "Paid search: £18,000 / 4,100\n- Email: 2250 / 900\n",
    "worked": "Search found people who had been on a trail before. Email reminded them.",
    "did_not": "The films were watched and not clicked.",
    "next_time": "Begin two weeks earlier.",
    "goal": "Sell trail shoes to walkers",
    "metric": "first purchases",
    "target": "9200",
    "channels": ["paid_search", "email"],
    "budget": "46000",
    "currency": "GBP",
    "start": "2027-03-01",
    "end": "2027-05-16",
}


def nobody(_brief_id: str) -> None:
    """Find no brief."""


def told(find: Find = nobody, **changes: Any) -> CampaignReport:
    """Return the inputs of a report whose answers differ so; None leaves one out."""
    answers = {field: held for field, held in (ANSWERS | changes).items() if held is not None}
    inputs = REPORT.parse(answers, find)
    assert isinstance(inputs, CampaignReport)
    return inputs


def written(*asked: Asked, find: Find = nobody, **changes: Any) -> Paper:
    """Return the paper of such a report."""
    return paper(REPORT, Order("RPT-7", told(find, **changes), "Tom Reyes", asked), TODAY)


def said(held: Paper, section: str) -> list[str]:
    """Return the sentences of a section, none where it is absent."""
    return [claim.text for part in held.parts if part.section == section for claim in part.claims]
