from decimal import Decimal

from workflow.usage import Usage

CALL = Usage(model="m", calls=1, input_tokens=10, cached_tokens=4, output_tokens=5, cost_usd=Decimal("0.01"))


def test_calls_add_up() -> None:
    both = CALL + CALL
    assert both == Usage(
        model="m", calls=2, input_tokens=20, cached_tokens=8, output_tokens=10, cost_usd=Decimal("0.02")
    )


def test_a_sum_with_an_unknown_price_is_an_unknown_price() -> None:
    unpriced = CALL.model_copy(update={"cost_usd": None})
    assert (CALL + unpriced).cost_usd is None
    assert (unpriced + CALL).cost_usd is None
