from decimal import Decimal

import pytest

from tests.workflow.drafting.material import campaign
from workflow.drafting.metrics import Kind, change, cost, implied, kind, multiple


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("first purchases", Kind.COUNT),
        ("shares of the film", Kind.COUNT),
        ("cost per lead", Kind.FALLING),
        ("Churn rate", Kind.FALLING),
        ("conversion rate", Kind.RATE),
        ("% aware", Kind.RATE),
        ("Revenue in GBP", Kind.MONEY),
    ],
)
def test_a_metric_tells_by_its_name_what_it_counts(metric: str, expected: Kind) -> None:
    assert kind(campaign(metric=metric)) is expected


def test_the_implied_cost_of_a_result_is_worked_out_from_budget_and_target() -> None:
    result = implied(campaign())
    assert result is not None
    assert round(result.each, 2) == Decimal("19.57")
    assert result.extra is not None
    assert round(result.extra, 2) == Decimal("58.06")


def test_no_cost_is_implied_by_a_rate_and_none_for_extra_results_without_growth() -> None:
    assert implied(campaign(metric="conversion rate")) is None
    for baseline in ("", "0", "9200", "9300"):
        result = implied(campaign(baseline=baseline))
        assert result is not None
        assert result.extra is None


def test_a_cost_below_the_smallest_coin_is_told_as_such() -> None:
    assert cost(Decimal("0.001"), "GBP") == "under £0.01"
    assert cost(Decimal("19.565"), "GBP") == "£19.57"
    assert cost(Decimal("0.2"), "JPY") == "under ¥1"


def test_the_way_from_baseline_to_target_is_told_in_numbers() -> None:
    assert change(campaign()) == "up 3,100, or 51%"
    assert change(campaign(target="6000", baseline="8000")) == "down 2,000, or 25%"
    assert change(campaign(target="5", baseline="5")) == "no change"
    assert change(campaign(baseline="0")) is None
    assert multiple(campaign()) == Decimal("1.5")
    assert multiple(campaign(baseline="")) is None
