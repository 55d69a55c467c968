"""What does the playbook know about a channel?"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from workflow.channels import Channel

CHECKED = "2026-02"
"""The month in which the playbook's facts were last checked against public specifications."""


@dataclass(frozen=True)
class Tags:
    """The UTM source and medium that mark a channel's visits in web analytics."""

    source: str
    medium: str


@dataclass(frozen=True)
class Entry:
    """One channel's facts; a team may know better, so each says where it comes from and how sure it is.

    Attributes:
        role: the channel's part in a campaign, one sentence.
        kpis: its measures, the one it is judged on first.
        reading: where the measures are read.
        deliverables: what to make, with sizes and limits.
        advice: what experience asks for.
        canvas: the asset on which a creative idea is tried first.
        lead_days: working days that the finished assets must be ready before launch.
        lead_note: why, and how far that varies.
        weight: share of a split relative to other channels; the playbook's judgement.
        minimum: least sensible budget, or None; the playbook's judgement.
        minimum_in: the currency of `minimum`; without one, pounds and the currencies that are like them.
        learning_days: calendar days in which the platform still learns whom to reach; 0 where that does not apply.
        tags: how visits are marked, or None where no link can be clicked.
        certainty: `good`, `verify` (sources differ or are second-hand) or `judgement` (experience, no source).
        reference: where the facts come from.
    """

    channel: Channel
    role: str
    kpis: tuple[str, ...]
    reading: str
    deliverables: tuple[str, ...]
    advice: tuple[str, ...]
    canvas: str
    lead_days: int
    lead_note: str
    weight: int
    minimum: Decimal | None
    certainty: Literal["good", "verify", "judgement"]
    reference: str
    tags: Tags | None = None
    learning_days: int = 0
    checked: str = CHECKED
    minimum_in: str | None = None
