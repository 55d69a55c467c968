"""How much may a model be used, and how is that kept?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.call import MAX_OUTPUT_TOKENS, Call
from storage.usages import Spent
from workflow.usage import Usage

BYTES_IN_A_TOKEN = 3
"""A cautious guess: English has about four."""


@dataclass(frozen=True)
class Caps:
    """The most that may be spent: seconds of the wall clock on a draft, and tokens.

    `per_brief` counts all revisions of a brief; `per_person` and `per_day` count 24 hours.
    """

    seconds: float
    per_brief: int
    per_person: int
    per_day: int


class CapReached(Exception):
    """A cap stands in the way; `str()` is a sentence for people."""


class Purse(Protocol):
    """Where what was spent is kept; see `storage.usages.Usages`."""

    def reserve(self, brief: str, person: str, tokens: int, now: datetime, admit: Callable[[Spent], None]) -> int:
        """Count `tokens` as spent before they are, unless `admit` raises, and return the number of the entry."""
        ...

    def settle(self, entry: int, usage: Usage) -> None:
        """Put what was really spent in the place of what was reserved."""
        ...


class Unkept:
    """A purse for drafts that no brief keeps: only the single call is held against the caps."""

    def reserve(self, _brief: str, _person: str, _tokens: int, _now: datetime, admit: Callable[[Spent], None]) -> int:
        """Ask `admit`, with nothing spent yet."""
        admit(Spent(0, 0, 0))
        return 0

    def settle(self, _entry: int, _usage: Usage) -> None:
        """Forget it."""


def estimate(call: Call) -> int:
    """Return the most tokens that `call` may cost."""
    return len((call.instructions + call.data).encode()) // BYTES_IN_A_TOKEN + MAX_OUTPUT_TOKENS


def admit(caps: Caps, tokens: int, spent: Spent) -> None:
    """Return when `tokens` more stay within the caps.

    Raises:
        CapReached: when they do not.
    """
    for cap, already, whose in (
        (caps.per_brief, spent.brief, "one brief has"),
        (caps.per_person, spent.person, "one person has in 24 hours"),
        (caps.per_day, spent.day, "all share in 24 hours"),
    ):
        if already + tokens > cap:
            raise CapReached(
                f"The language model was not asked: too little is left of the {cap:,} tokens that {whose}."
            )
