"""Does the drafter stand up to briefs that other people wrote? Read from beside the project where they are at hand."""

import json
import re
from pathlib import Path

import pytest

from tests.workflow.drafting.material import CALENDAR, TODAY, assigned
from workflow.campaign import Campaign, parse_campaign
from workflow.checks.run import findings
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.words import sentences
from workflow.values import InvalidInput

PUBLISHED = Path(__file__).parents[4] / "shared/data/briefs/example-briefs-2.5.3.mdx"
pytestmark = pytest.mark.skipif(
    not PUBLISHED.exists(), reason="the published example briefs are not beside the project"
)

# What the form asks for and the published prose leaves to its reader: name, metric, target, channels, budget, flight.
# The flights are those of the prose, so many years later that they lie ahead, and so is every year in the prose.
FORMS = {
    "Mike's Plumbing": ("phone calls", "400", ["display"], "8000", "2027-10-15", "2027-10-31"),
    "TechGear": ("new customers", "500", ["youtube", "display"], "25000", "2027-11-01", "2027-11-14"),
    "CloudSync": ("qualified leads", "400", ["linkedin", "display"], "90000", "2027-10-01", "2027-12-31"),
    "EcoMotion": ("test drives", "3000", ["youtube", "tv", "display"], "450000", "2027-10-01", "2027-12-31"),
    "NextGen": ("new accounts", "5000", ["display"], "400000", "2028-01-03", "2028-01-31"),
    "HealthFirst": ("appointments", "900", ["display", "youtube"], "20000", "2027-03-01", "2027-03-31"),
    "StreamPlus": ("trial sign-ups", "80000", ["tv", "youtube", "display"], "2000000", "2027-10-01", "2027-12-31"),
    "GameStudio": ("players", "50000", ["youtube", "display"], "175000", "2028-01-03", "2028-01-31"),
}
YEARS_LATER = {"2024": "2027", "2025": "2028"}


def published(name: str) -> str:
    blocks = re.findall(r"```json\n(.*?)\n```", PUBLISHED.read_text("utf-8"), re.DOTALL)
    told: list[str] = [json.loads(block, strict=False)["brief"] for block in blocks]
    text = next(text for text in told if text.startswith(name))
    return re.sub(r"\b202[45]\b", lambda year: YEARS_LATER[year[0]], text)


def inputs(name: str) -> Campaign:
    text = published(name)
    goal, *rest = sentences(text)
    metric, target, channels, budget, start, end = FORMS[name]
    answers = {
        "name": name,
        "goal": goal,
        "metric": metric,
        "target": target,
        "audience": text,
        "proposition": "One plain promise that the product keeps.",
        "channels": channels,
        "budget": budget,
        "currency": "USD",
        "start": start,
        "end": end,
        "market": "United States",
        "notes": rest[-1],
    }
    return parse_campaign(answers, TODAY)


@pytest.mark.parametrize("name", FORMS)
def test_a_real_brief_becomes_a_draft_that_nothing_blocks(name: str) -> None:
    wanted = inputs(name)
    written = EmbeddedDrafter().draft(assigned(wanted))
    found = findings(wanted, written, CALENDAR, TODAY)
    assert [finding.sentence for finding in found if finding.severity == "block"] == []


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("field", ["goal", "audience", "mandatories", "notes"])
def test_the_words_of_a_real_brief_contradict_no_form_that_was_filled_in_from_them(name: str, field: str) -> None:
    form = inputs(name).model_dump(mode="json", exclude_none=True)
    assert parse_campaign({**form, field: published(name)}, TODAY).name == name


def test_a_real_brief_beside_the_dates_and_money_of_another_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_campaign({**inputs("TechGear").model_dump(mode="json"), "audience": published("EcoMotion")}, TODAY)
    assert "October-December 2027" in refused.value.errors["audience"]


def test_three_groups_of_a_real_brief_become_three_audiences() -> None:
    written = EmbeddedDrafter().draft(assigned(inputs("EcoMotion")))
    assert [audience.name for audience in written.audiences] == [
        "Eco-conscious families",
        "Tech-forward professionals",
        "Current owners of competitor vehicles",
    ]


def test_the_struggle_of_a_real_audience_is_found_and_quoted() -> None:
    written = EmbeddedDrafter().draft(assigned(inputs("CloudSync")))
    barrier = written.audiences[0].barrier
    assert barrier is not None
    assert "struggling to keep data synchronized" in barrier.text
