"""The campaign report as a workflow: its form, its sections, and what it takes over from the campaign's brief."""

from typing import Any

from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.campaign_brief import campaign_of
from workflow.channels import Channel
from workflow.conditions import Facts
from workflow.inputs import CAMPAIGN
from workflow.kinds.kind import Answers, Find, Question, Workflow
from workflow.kinds.report import EXAMPLE, CampaignReport
from workflow.kinds.report_writing import write
from workflow.money import CURRENCIES
from workflow.values import InvalidInput

TAKEN_OVER = ("goal", "metric", "target", "channels", "budget", "currency", "start", "end")
"""What a report has from the campaign's brief unless its author says otherwise."""

_FROM_BRIEF = "Leave it empty to take it from the campaign’s brief."
_CHANNELS = tuple((one.value, one.label) for one in Channel)
_CURRENCIES = tuple((code, code) for code in sorted(CURRENCIES))


def _filled(answers: Answers, find: Find) -> Answers:
    """Return the answers with what they leave open taken from the campaign's brief, if they name one."""
    asked = str(answers.get("brief") or "").strip().upper()
    if not asked:
        return answers
    brief = find(asked)
    if brief is None or brief.workflow != CAMPAIGN:
        raise InvalidInput({"brief": f"There is no campaign brief “{asked[:40]}”; ids look like BRF-12."})
    campaign = campaign_of(brief)
    return {**_planned(campaign), "name": campaign.name, **_told(brief), **answers, "brief": brief.id}


def _planned(campaign: Campaign) -> dict[str, Any]:
    held = campaign.answers()
    return {field: held[field] for field in TAKEN_OVER}


def _told(brief: Brief) -> dict[str, Any]:
    """Return what the author told of the outcome already."""
    told = brief.outcome.outcome if brief.outcome else None
    if told is None:
        return {}
    known = {"spent": told.spend, "results": told.results, "worked": told.happened, "next_time": told.next_time}
    return {field: str(held) for field, held in known.items() if held is not None}


def _facts(told: CampaignReport) -> Facts:
    return Facts(
        budget=told.budget if told.spent is None else told.spent, currency=told.currency, channels=told.channels
    )


_QUESTIONS = (
    Question(
        "brief",
        "Brief of the campaign",
        example="BRF-12",
        hint="Its goal, target, channels, budget and dates are taken over.",
    ),
    Question("name", "Campaign name", "line", "Spring trail launch", _FROM_BRIEF, optional=True),
    Question("spent", "Spent", "number", "41250", "All of it, in plain digits. Leave it empty if nobody knows."),
    Question("results", "Result", "number", "8130", "What it brought, counted in the success metric."),
    Question(
        "by_channel",
        "By channel",
        "text",
        EXAMPLE,
        "One channel a line: what it cost / what it brought, with ? for what nobody knows.",
    ),
    Question("worked", "What worked", "text", "Search found people who had been on a trail before"),
    Question("did_not", "What did not", "text", "The films were watched and not clicked"),
    Question("next_time", "Next time", "text", "Begin two weeks earlier"),
    Question("goal", "Goal", "text", hint=_FROM_BRIEF, optional=True),
    Question("metric", "Success metric", "line", "online orders", _FROM_BRIEF, optional=True),
    Question("target", "Target", "number", "9200", _FROM_BRIEF, optional=True),
    Question("channels", "Channels", "choices", hint=_FROM_BRIEF, options=_CHANNELS, optional=True),
    Question("budget", "Budget", "number", "46000", _FROM_BRIEF, optional=True),
    Question("currency", "Currency", "choice", hint=_FROM_BRIEF, options=_CURRENCIES, optional=True),
    Question("start", "Start", "date", hint=_FROM_BRIEF, optional=True),
    Question("end", "End", "date", hint=_FROM_BRIEF, optional=True),
)

REPORT = Workflow(
    name="report",
    noun="campaign report",
    prefix="RPT",
    inputs=CampaignReport,
    questions=_QUESTIONS,
    sections={
        "result": "Result against the target",
        "cost": "What it cost",
        "channels": "Channel by channel",
        "worked": "What worked",
        "did_not": "What did not",
        "next": "Next time",
    },
    write=write,
    material=("result", "cost", "channels"),
    facts=_facts,
    filled=_filled,
)
"""`/brief report`: what came of a campaign, written from figures, for those who decide whether it is told so."""
