"""What does Baton ask of a language model that judges the pairs of a trial, beside the reviewers and never counted?"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from workflow.shadow.facts import Reading
from workflow.shadow.sheet import Sheet

Readings = tuple[Reading, Reading]


@dataclass(frozen=True)
class Blind:
    """The two briefs of a pair as a model sees them: `one` is A first, then `other` is; `key` is the pair's id."""

    key: str
    campaign: str
    one: Sheet
    other: Sheet


class NotJudged(Exception):
    """The model did not judge; `str()` says why, and another try after `pause` may do better, None for none."""

    def __init__(self, reason: str, pause: timedelta | None = None) -> None:
        self.pause = pause
        super().__init__(reason)


class ModelJudge(Protocol):
    """Says which of two briefs is better."""

    @property
    def model(self) -> str:
        """The language model that is set up now."""
        ...

    def judge(self, pair: Blind, model: str) -> Readings:
        """Return what `model` says of a pair in both orders.

        Raises:
            NotJudged: when it says nothing that could be read.
        """
        ...
