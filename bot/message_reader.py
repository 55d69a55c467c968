"""What does Baton ask of whoever reads messages for it, a language model say?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Pointed:
    """Passages of a message by the form's field that each answers; `why_not` says why there are none."""

    excerpts: Mapping[str, str]
    why_not: str | None = None


class MessageReader(Protocol):
    """Points out which excerpts of a message answer the questions of the form."""

    def point(self, text: str, person: str, key: str) -> Pointed:
        """Return what is pointed out in `text` within seconds, for `person`; `key` names this reading."""
        ...
