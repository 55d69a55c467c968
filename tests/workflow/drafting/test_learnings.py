from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.workflow.drafting.material import AUTUMN, CALENDAR, TODAY, WALKERS, assignment, part
from workflow.channels import Channel
from workflow.checks.run import findings
from workflow.draft import Basis, Draft, content_hash
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.evidence import against, comparison, lifts
from workflow.drafting.learnings import told
from workflow.drafting.port import Assignment
from workflow.drafting.sources import library_id
from workflow.library import NO_EVIDENCE, Dispute, Evidence, Figures, Money, PriorCampaign, Ratio

NEAR = Evidence((AUTUMN,), (WALKERS.model_copy(update={"facts": WALKERS.facts[:1]}),), 3)


def knowing(evidence: Evidence = NEAR, /, **changed: object) -> Assignment:
    return replace(assignment(**changed), evidence=evidence)


def drafted(evidence: Evidence = NEAR, /, **changed: object) -> Draft:
    return EmbeddedDrafter().draft(knowing(evidence, **changed))


def learnt(**changed: object) -> tuple[str, str]:
    (found,) = drafted(Evidence((AUTUMN.model_copy(update=changed),), (), 1)).learnings
    return found.happened.text, found.therefore.text


def risks(written: Draft) -> str:
    return " ".join(item.risk.text for item in written.risks)


def test_a_learning_tells_the_result_and_what_to_do_differently() -> None:
    happened, therefore = learnt()
    assert happened == (
        "£46,000 brought 2,040 first purchases, £22.55 each, from 1 September 2025 to 31 October 2025. "
        "Email gave the most for its money (£6.67 each), Out of home the least (£37.04). "
        "“Email carried the launch”."
    )
    assert therefore == "“Start e-mail two weeks earlier”."


def test_without_words_the_split_says_what_follows() -> None:
    happened, therefore = learnt(happened=(), next_time=())
    assert happened.endswith("the least (£37.04).")
    assert therefore == (
        "The split takes Email with more weight and Meta (Facebook, Instagram) and Out of home with less weight "
        "than the playbook alone would give."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"parts": ()}, "“Email carried the launch”."),
        ({"parts": (), "happened": ()}, "Nothing was recorded of its result."),
        ({"parts": (part(Channel.META, "20000", None),), "happened": ()}, "£20,000 was spent, from 1 September"),
        ({"parts": (part(None, None, "600"),), "happened": ()}, "It brought 600 first purchases, from 1 September"),
        ({"started": None, "ended": None}, "£46,000 brought 2,040 first purchases, £22.55 each. Email"),
        ({"started": None}, "£22.55 each, in a flight recorded on 31 October 2025. Email"),
        ({"parts": (part(None, "10", "0"),)}, "£10 brought 0 first purchases, from"),
    ],
)
def test_what_was_not_recorded_is_not_told(changed: dict[str, object], said: str) -> None:
    assert said in learnt(**changed)[0]


def test_nothing_recorded_to_do_differently_is_said() -> None:
    assert learnt(parts=(), next_time=())[1].startswith("Nobody recorded what to do differently")


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (0, "no earlier campaign was at hand"),
        (1, "the one campaign in the library is not near enough"),
        (1200, "none of the 1,200 campaigns in the library is near enough"),
    ],
)
def test_an_empty_or_distant_library_is_said(held: int, said: str) -> None:
    written = drafted(Evidence(held=held))
    assert written.learnings == ()
    assert said in (written.no_learnings or "")


def test_research_is_quoted_word_for_word() -> None:
    fact = drafted().audiences[0].facts[-1]
    assert (fact.text, fact.basis) == ("“62% of weekend walkers wear road trainers on wet trails”.", Basis.QUOTED)


def test_evidence_moves_the_split_within_bounds_and_says_why() -> None:
    wanted = knowing()
    found = lifts(wanted.campaign, NEAR)
    assert {channel: str(lift.factor) for channel, lift in found.items()} == {
        Channel.META: "0.82",
        Channel.OUT_OF_HOME: "0.78",
        Channel.EMAIL: "1.35",
    }
    email = next(plan for plan in drafted().channels if plan.channel is Channel.EMAIL)
    assert email.budget == 14800
    assert email.reason.text == (
        "8% of the budget: the playbook’s usual weight beside the other channels, 4 of 68, taken 1.35 times "
        "(evidence moves a weight between 0.75 and 1.35 times): 44% of the results for 13% of the spend in "
        "“Autumn Switch”."
    )
    cited = {source.id: library_id(source) for source in drafted().sources}
    assert "LIB-1" in {cited[source] for source in email.reason.sources}


def test_several_campaigns_are_averaged() -> None:
    second = AUTUMN.model_copy(update={"id": "LIB-3", "name": "Winter"})
    plan = next(each for each in drafted(Evidence((AUTUMN, second))).channels if each.channel is Channel.EMAIL)
    assert "on average 44% of the results for 13% of the spend in “Autumn Switch” and “Winter”" in plan.reason.text


def test_one_channel_gets_everything_whatever_the_evidence() -> None:
    (plan,) = drafted(channels=["email"]).channels
    assert plan.reason.text == "The only channel, so it has all that is not held back."


@pytest.mark.parametrize(
    "parts",
    [
        (part(Channel.META, "20000", "600"),),
        (part(Channel.META, "20000", "600", "installs"), part(Channel.EMAIL, "10", "5", "installs")),
        (part(Channel.META, "20000", "0"), part(Channel.EMAIL, "10", "0")),
        (part(None, "20000", "600"), part(Channel.EMAIL, "10", "5")),
    ],
)
def test_what_cannot_be_compared_moves_nothing(parts: tuple[object, ...]) -> None:
    prior = AUTUMN.model_copy(update={"parts": parts})
    assert lifts(knowing().campaign, Evidence((prior,))) == {}


def test_the_implied_cost_is_held_against_the_earlier_one() -> None:
    written = drafted()
    assert "13% below “Autumn Switch”, where one came at £22.55." in written.tracking[-1].text
    assert "The budget implies £19.57 for each result, 13% below “Autumn Switch” (£22.55)." in risks(written)
    assert "Out of home brought 26% of the results for 43% of the spend" in risks(written)
    dear = drafted(target="4000")
    assert "100% above “Autumn Switch”" in dear.tracking[-1].text
    assert "The budget implies" not in risks(dear)
    assert against(Decimal(0), "it") == "the same as it"


def test_costs_are_compared_only_where_they_can_be() -> None:
    assert comparison(knowing(currency="EUR").campaign, NEAR) is None
    assert comparison(knowing(metric="conversion rate").campaign, NEAR) is None
    free = AUTUMN.model_copy(update={"parts": (part(Channel.EMAIL, "0", "5"),)})
    assert comparison(knowing().campaign, Evidence((free,))) is None
    assert comparison(knowing().campaign, NO_EVIDENCE) is None


def test_an_unknown_baseline_is_proposed_from_the_library() -> None:
    notes = " ".join(note.claim.text for note in drafted(baseline="").notes)
    assert "A baseline to start from: “Autumn Switch” counted 2,040 first purchases" in notes
    assert "A baseline to start from" not in " ".join(note.claim.text for note in drafted().notes)


DISPUTE = Dispute(place="row 4", ratio=Ratio.RETURN_ON_INVESTMENT, stated="310%", recomputed=Decimal("1.1"))


def test_a_stated_ratio_that_does_not_follow_is_flagged() -> None:
    disputed = AUTUMN.model_copy(update={"disputes": (DISPUTE, DISPUTE)})
    notes = " ".join(note.claim.text for note in drafted(Evidence((disputed,))).notes)
    assert (
        "a return on investment of 310% (row 4), where its own figures give 110%. 1 more of its ratios does not"
        in notes
    )


def test_a_dispute_is_told_in_its_own_measure() -> None:
    cost = DISPUTE.model_copy(update={"ratio": Ratio.COST_PER_CLICK, "stated": "£2", "recomputed": Decimal("1.504")})
    assert told(cost, AUTUMN).endswith("where its own figures give £1.50")
    unknown = DISPUTE.model_copy(update={"recomputed": None})
    assert told(unknown, AUTUMN) == "a return on investment of 310% (row 4), which nothing beside it lets us check"


def test_a_draft_with_evidence_passes_every_check_and_is_the_same_each_time() -> None:
    wanted = knowing()
    found = findings(wanted.campaign, drafted(), CALENDAR, TODAY, evidence=NEAR)
    assert [finding.sentence for finding in found if finding.severity == "block"] == []
    assert content_hash(drafted()) == content_hash(drafted())


def test_a_ratio_needs_both_of_its_parts_in_one_currency() -> None:
    mixed = Figures(
        spend=Money(amount=Decimal(10), currency="GBP"),
        revenue=Money(amount=Decimal(30), currency="EUR"),
        impressions=Decimal(1000),
        clicks=Decimal(50),
    )
    rates = {rate.ratio: rate.value for rate in mixed.rates}
    assert rates == {
        Ratio.COST_PER_CLICK: Decimal("0.2"),
        Ratio.COST_PER_THOUSAND: Decimal(10),
        Ratio.CLICK_THROUGH: Decimal("0.05"),
    }
    same = mixed.model_copy(update={"revenue": Money(amount=Decimal(30), currency="GBP")})
    assert {rate.ratio: rate.value for rate in same.rates}[Ratio.RETURN_ON_INVESTMENT] == 2


def test_figures_add_up_only_where_both_counted_the_same() -> None:
    one = part(None, "10", "5").figures.model_copy(update={"clicks": Decimal(3), "impressions": Decimal(9)})
    both = one.plus(one)
    assert (both.spend, both.clicks) == (Money(amount=Decimal(20), currency="GBP"), Decimal(6))
    other = part(None, "10", "5", "leads").figures
    assert (one.plus(other).results, one.plus(other).clicks) == (None, None)


def test_an_item_has_a_title() -> None:
    assert (AUTUMN.title, PriorCampaign(name="X", origin=AUTUMN.origin, started=date(2025, 1, 1)).total) == (
        "Autumn Switch",
        Figures(),
    )
