"""Is a stage needed exactly when its condition says so, and is it said why it is not?"""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from tests.workflow.drafting.material import assignment
from tests.workflow.story import CAMPAIGN, facts
from workflow.campaign_brief import facts_of
from workflow.channels import Channel
from workflow.conditions import Condition, Facts, in_words, unmet
from workflow.drafting.compose import EmbeddedDrafter

OVER = Condition(budget_over=Decimal(50000), currency="GBP")
MEDIA = Condition(channels=(Channel.PRINT, Channel.EMAIL))
GERMANY = Condition(markets=("Germany", "Austria"))
CLAIM = Condition(findings=("claims-cleared",))


@pytest.mark.parametrize(
    ("condition", "found", "why"),
    [
        (OVER, facts(50000), "the budget is not over £50,000"),
        (OVER, facts(50001), None),
        (OVER, facts(10, currency="EUR"), None),
        (Condition(budget_over=Decimal(50000)), facts(10), "the budget is not over £50,000"),
        (MEDIA, facts(), None),
        (Condition(channels=(Channel.PRINT,)), facts(), "the campaign does not use Print"),
        (GERMANY, facts(market="France"), "the market is not Germany or Austria"),
        (GERMANY, facts(market="Upper austria"), None),
        (GERMANY, facts(market=None), None),
        (CLAIM, facts(), "no check found claims-cleared"),
        (CLAIM, facts(findings=("claims-cleared", "short-enough")), None),
        (OVER.model_copy(update={"findings": ("claims-cleared",)}), facts(60000), "no check found claims-cleared"),
    ],
)
def test_everything_that_a_condition_names_must_hold(condition: Condition, found: Facts, why: str | None) -> None:
    assert unmet(condition, found) == why


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (OVER, "the budget is over £50,000"),
        (Condition(budget_over=Decimal(50000)), "the budget is over 50,000"),
        (MEDIA, "the campaign uses Print or Email"),
        (
            GERMANY.model_copy(update={"findings": ("a", "b", "c")}),
            "the market is Germany or Austria and a check finds a, b or c",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition: Condition, words: str) -> None:
    assert in_words(condition) == words


def test_a_condition_must_say_something() -> None:
    with pytest.raises(ValidationError, match="names budget_over, channels, markets or findings"):
        Condition(currency="GBP")


def test_the_facts_of_a_revision_are_those_of_its_draft() -> None:
    draft = EmbeddedDrafter().draft(assignment("ridgeline"))
    found = facts_of(CAMPAIGN.model_copy(update={"market": "Germany"}), draft, ("b", "a", "b"))
    assert (found.budget, found.currency) == (draft.total_budget, draft.currency)
    assert found.channels == tuple(plan.channel for plan in draft.channels)
    assert (found.market, found.findings) == ("Germany", ("b", "a"))
