"""What does the playbook say about each channel, and what about planning in general?"""

from decimal import Decimal

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.drafting import playbook_direct, playbook_media, playbook_social, playbook_web
from workflow.drafting.entry import Entry

CONTINGENCY = Decimal("0.05")
"""The part of a budget that is held back."""

CREATIVE_DAYS = 10
PRODUCTION_DAYS = 10
SET_UP_DAYS = 2
REVIEW_DAYS = 10
"""Working days that a phase takes when nothing presses."""

PLAYBOOK: dict[Channel, Entry] = {
    entry.channel: entry
    for family in (playbook_social, playbook_web, playbook_direct, playbook_media)
    for entry in family.ENTRIES
}
"""Every channel's entry."""

_LIKE_POUNDS = frozenset({"GBP", "EUR", "USD", "CHF", "CAD", "AUD", "NZD", "SGD"})


def entry(channel: Channel) -> Entry:
    """Return what the playbook knows about `channel`."""
    return PLAYBOOK[channel]


def entries(campaign: Campaign) -> tuple[Entry, ...]:
    """Return the entries of the campaign's channels, in the author's order."""
    return tuple(PLAYBOOK[channel] for channel in campaign.channels)


def minimum(channel: Channel, currency: str) -> Decimal | None:
    """Return the least sensible budget in `currency`, or None where the playbook cannot judge.

    Minimums are stated in pounds and taken at face value in currencies of the same order; they are rough enough for it.
    """
    return PLAYBOOK[channel].minimum if currency in _LIKE_POUNDS else None
