"""What does a model's answer cost in dollars?"""

from decimal import Decimal
from typing import NamedTuple

from bot.model.call import Tokens

CHECKED = "2026-11"
"""The month in which the prices were last looked up."""


class Price(NamedTuple):
    """US dollars for a million tokens."""

    input: Decimal
    cached: Decimal
    output: Decimal


PRICES = {
    "gpt-5.5": Price(Decimal(5), Decimal("0.5"), Decimal(30)),
}
"""Known prices; a model that is not listed shows its tokens and no money."""

_MILLION = Decimal(1_000_000)


def cost(model: str, tokens: Tokens) -> Decimal | None:
    """Return what the tokens cost in dollars, or None where the model's price is not known."""
    price = PRICES.get(model)
    if price is None:
        return None
    fresh = max(0, tokens.input - tokens.cached)
    spent = fresh * price.input + tokens.cached * price.cached + tokens.output * price.output
    return (spent / _MILLION).quantize(Decimal("0.0001"))
