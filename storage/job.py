"""What is a job: a piece of work that survives the process that asked for it?"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

Lane = Literal["quick", "slow"]
"""Where a job waits: drafts take minutes and must not stand in the way of messages."""


@dataclass(frozen=True)
class Job:
    """One piece of work: `key` makes it one job however often it is enqueued; `payload` is JSON: ids, not objects."""

    key: str
    name: str
    payload: dict[str, Any] = field(default_factory=dict)
    lane: Lane = "quick"


@dataclass(frozen=True)
class Parked:
    """A job that was given up until a person has mended what `reason` says; `tries` counts its beginnings."""

    job: Job
    reason: str
    tries: int
    parked_at: datetime


class RetryLater(Exception):
    """Raised by whoever performs a job: not now, again after `delay`; any number of times."""

    def __init__(self, delay: timedelta) -> None:
        self.delay = delay
        super().__init__(f"again in {delay}")
