"""What does the playbook say about each channel, and what about planning in general?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.drafting import playbook_direct, playbook_media, playbook_social, playbook_web
from workflow.entry import Entry
from workflow.overrides import Override
from workflow.team import Team

CONTINGENCY = Decimal("0.05")
"""The part of a budget that is held back."""

CREATIVE_DAYS = 10
PRODUCTION_DAYS = 10
SET_UP_DAYS = 2
REVIEW_DAYS = 10
"""Working days that a phase takes when nothing presses."""

STALE_AFTER = 12
"""Months after which facts about a channel have to be looked up again."""

READING_GRADE = 13
"""Years of school that a brief may ask of its reader where the team sets no limit of its own."""

_LIKE_POUNDS = frozenset({"GBP", "EUR", "USD", "CHF", "CAD", "AUD", "NZD", "SGD"})


@dataclass(frozen=True)
class Playbook:
    """What is known about every channel, for one team, and how hard to read its briefs may be (years of school)."""

    by_channel: Mapping[Channel, Entry]
    reading_grade: int = READING_GRADE

    def entry(self, channel: Channel) -> Entry:
        """Return what is known about `channel`."""
        return self.by_channel[channel]

    def entries(self, campaign: Campaign) -> tuple[Entry, ...]:
        """Return the entries of the campaign's channels, in the author's order."""
        return tuple(self.by_channel[channel] for channel in campaign.channels)

    def minimum(self, channel: Channel, currency: str) -> Decimal | None:
        """Return the least sensible budget in `currency`, or None where the playbook cannot judge.

        Our own minimums are in pounds and taken at face value in currencies of the same order; they are rough enough
        for it. A team's hold in its own currency only.
        """
        facts = self.by_channel[channel]
        holds = currency == facts.minimum_in if facts.minimum_in else currency in _LIKE_POUNDS
        return facts.minimum if holds else None

    def overridden(self, overrides: Mapping[Channel, Override], currency: str) -> "Playbook":
        """Return the playbook of a team that knows better about some channels and counts in `currency`."""
        changed = {channel: each.applied(self.by_channel[channel], currency) for channel, each in overrides.items()}
        return replace(self, by_channel={**self.by_channel, **changed})


def checked(facts: Entry, today: date) -> str:
    """Return when an entry's facts were last checked, and that they are stale when that is too long ago."""
    year, month = map(int, facts.checked.split("-"))
    age = (today.year - year) * 12 + today.month - month
    stale = f"; stale, {age} months old: confirm before use" if age > STALE_AFTER else ""
    return f"checked {facts.checked}{stale}"


STANDARD = Playbook(
    {
        entry.channel: entry
        for family in (playbook_social, playbook_web, playbook_direct, playbook_media)
        for entry in family.ENTRIES
    }
)
"""The playbook as Baton brings it along."""


def playbook_of(team: Team | None) -> Playbook:
    """Return the playbook as a team knows it."""
    if team is None:
        return STANDARD
    return replace(STANDARD.overridden(team.playbook, team.currency), reading_grade=team.reading_grade)
