"""How are the calls to a model for one piece of work kept within its time and its caps, and what did they cost?"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from bot.model.call import Answer, Call
from bot.model.caps import Caps, Purse, admit, estimate
from bot.model.endpoint import Endpoint, Listener, ask
from bot.model.failures import Kind, ModelFailure
from bot.model.prices import cost
from workflow.usage import Usage


class Spender(Protocol):
    """For which brief, and for whom, a model is asked; both are ids."""

    @property
    def brief(self) -> str:
        """The brief, or whatever the caps of one brief shall hold for."""
        ...

    @property
    def person(self) -> str:
        """Who wants it."""
        ...


_NEVER_BEGAN = frozenset(
    {
        Kind.UNREACHABLE,
        Kind.RATE_LIMITED,
        Kind.QUOTA,
        Kind.CREDENTIALS,
        Kind.MODEL,
        Kind.TOO_LONG,
        Kind.BAD_REQUEST,
    }
)
"""Failures that cost nothing; after any other what was reserved stays counted, because nobody knows better."""


class Meter:
    """The calls for one piece of work; `usage` is their cost, `ticks` a clock of seconds that never steps back."""

    def __init__(
        self, endpoint: Endpoint, caps: Caps, purse: Purse, now: Callable[[], datetime], ticks: Callable[[], float]
    ) -> None:
        self.usage: Usage | None = None
        self._endpoint = endpoint
        self._caps = caps
        self._purse = purse
        self._now = now
        self._ticks = ticks
        self._deadline = ticks() + caps.seconds

    def ask(self, call: Call, spender: Spender, listener: Listener, share: float = 1.0) -> Answer:
        """Return the answer to `call`, in at most `share` of the time that is left.

        Raises:
            CapReached: when the caps have no room for it.
            ModelFailure: when there is no answer.
        """
        seconds = (self._deadline - self._ticks()) * share
        if seconds <= 0:
            raise ModelFailure(Kind.TIMEOUT, "nothing is left of the time")
        tokens = estimate(call)
        admitted = partial(admit, self._caps, tokens)
        entry = self._purse.reserve(spender.brief, spender.person, tokens, self._now(), admitted)
        try:
            answer = ask(self._endpoint, call, seconds, listener)
        except ModelFailure as failed:
            if failed.kind in _NEVER_BEGAN:
                self._purse.settle(entry, Usage(model=self._endpoint.model, calls=1, input_tokens=0, output_tokens=0))
            raise
        self._settle(entry, answer)
        return answer

    def _settle(self, entry: int, answer: Answer) -> None:
        counted = answer.tokens
        usage = Usage(
            model=self._endpoint.model,
            calls=1,
            input_tokens=counted.input,
            cached_tokens=counted.cached,
            output_tokens=counted.output,
            cost_usd=cost(self._endpoint.model, counted),
        )
        self.usage = self.usage + usage if self.usage else usage
        if counted.input or counted.output:  # a server that does not count leaves the reservation standing
            self._purse.settle(entry, usage)
