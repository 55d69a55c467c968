"""What did a language model cost to write a revision?"""

from decimal import Decimal

from workflow.values import Value


class Usage(Value):
    """The calls to a language model and their tokens, `cached_tokens` being part of `input_tokens`.

    `cost_usd` is absent where the model's price is not known.
    """

    model: str
    calls: int
    input_tokens: int
    cached_tokens: int = 0
    output_tokens: int
    cost_usd: Decimal | None = None

    def __add__(self, other: "Usage") -> "Usage":
        """Return what both cost together, in the name of the first one's model."""
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            model=self.model,
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cost_usd=(self.cost_usd or Decimal(0)) + (other.cost_usd or Decimal(0)) if known else None,
        )
