"""Is a stage needed exactly when its condition says so, and is it said why it is not?"""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from tests.workflow.drafting.material import assignment, campaign, drafted
from tests.workflow.story import CAMPAIGN, facts
from workflow.campaign_brief import facts_of
from workflow.channels import Channel
from workflow.conditions import Condition, Facts, in_words, unmet
from workflow.drafting.compose import EmbeddedDrafter

OVER = Condition(budget_over=Decimal(50000), currency="GBP")
MEDIA = Condition(channels=(Channel.PRINT, Channel.EMAIL))
GERMANY = Condition(markets=("Germany", "Austria"))
CLAIM = Condition(findings=("claims-cleared",))
LEGAL = Condition(claims=True)


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
        (CLAIM, facts(), "the check “claims cleared” found nothing"),
        (CLAIM, facts(findings=("claims-cleared", "short-enough")), None),
        (
            OVER.model_copy(update={"findings": ("claims-cleared",)}),
            facts(60000),
            "the check “claims cleared” found nothing",
        ),
        (LEGAL, facts(findings=("claims-cleared",)), "it makes no claim that needs legal review"),
        (LEGAL, facts().model_copy(update={"claims": ("best",)}), None),
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
            "the market is Germany or Austria and the check “a”, “b” or “c” finds something",
        ),
        (LEGAL, "the brief makes a claim that needs legal review"),
    ],
)
def test_a_condition_is_told_in_words(condition: Condition, words: str) -> None:
    assert in_words(condition) == words


def test_a_condition_must_say_something() -> None:
    with pytest.raises(ValidationError, match="names budget_over, channels, markets, findings or claims"):
        Condition(currency="GBP")


def test_the_facts_of_a_revision_are_those_of_its_draft() -> None:
    draft = EmbeddedDrafter().draft(assignment("ridgeline"))
    found = facts_of(CAMPAIGN.model_copy(update={"market": "Germany"}), draft, ("b", "a", "b"))
    assert (found.budget, found.currency) == (draft.total_budget, draft.currency)
    assert found.channels == tuple(plan.channel for plan in draft.channels)
    assert (found.market, found.findings) == ("Germany", ("b", "a"))


@pytest.mark.parametrize(("proposition", "words"), [("The best boot for anybody", ("best",)), ("A boot", ())])
def test_a_claim_needs_legal_review_although_the_draft_asks_for_it_itself(
    proposition: str, words: tuple[str, ...]
) -> None:
    wanted = campaign(proposition=proposition)
    found = facts_of(wanted, drafted(proposition=proposition), ())
    assert found.claims == words
    assert (unmet(LEGAL, found) is None) == bool(words)
