"""How will people know that it worked: which figures, read where, how often, and how is each visit marked?"""

import re
import unicodedata
from collections.abc import Sequence

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Claim, Kpi, Phase
from workflow.drafting.evidence import Comparison, against
from workflow.drafting.metrics import cost, implied
from workflow.drafting.playbook import STANDARD, Playbook
from workflow.drafting.sources import Shelf
from workflow.drafting.words import day, listing, lower_first, quote, upper_first
from workflow.entry import Entry
from workflow.money import number

_SHORT_FLIGHT, _LONG_FLIGHT = 14, 42
_LONGEST_SLUG = 40


def kpis(campaign: Campaign, playbook: Playbook = STANDARD) -> tuple[Kpi, ...]:
    """Return the tree of measures: the outcome, what it costs, and one measure for each channel."""
    cadence, learnt = _rhythm(campaign)
    outcome = Kpi(
        name=upper_first(campaign.metric),
        target=f"{number(campaign.target)} by {day(campaign.end)}",
        reading="Insufficient data: the source of record is an open question",
        cadence=cadence,
    )
    return (
        outcome,
        *_efficiency(campaign, cadence),
        *(_channel(each, cadence, learnt) for each in playbook.entries(campaign)),
    )


def _rhythm(campaign: Campaign) -> tuple[str, str]:
    """Return how often figures are read, and how long the targets of channels are learnt, a small part of it all."""
    if campaign.flight_days < _SHORT_FLIGHT:
        return "Daily", "three days"
    return "Weekly", "week" if campaign.flight_days < _LONG_FLIGHT else "two weeks"


def _efficiency(campaign: Campaign, cadence: str) -> tuple[Kpi, ...]:
    result = implied(campaign)
    if result is None:
        return ()
    target = f"{cost(result.each, campaign.currency)} or lower"
    return (Kpi(name="Cost per result", target=target, reading="All spend divided by all results", cadence=cadence),)


def _channel(each: Entry, cadence: str, learnt: str) -> Kpi:
    return Kpi(
        name=f"{each.channel.label}: {lower_first(each.kpis[0])}",
        target=f"Set from the first {learnt}",
        reading=upper_first(each.reading),
        cadence=cadence,
    )


def tracking(
    campaign: Campaign, author: str, phases: Sequence[Phase], shelf: Shelf, before: Comparison | None = None
) -> tuple[Claim, ...]:
    """Return how visits are marked and who reads the figures when."""
    marked = [each for each in shelf.playbook.entries(campaign) if each.tags]
    unmarked = [
        each for each in shelf.playbook.entries(campaign) if not each.tags and each.channel is not Channel.LANDING_PAGE
    ]
    return (
        *((_tags(campaign, marked, shelf),) if marked else ()),
        *((_codes(unmarked, shelf),) if unmarked else ()),
        _evaluation(campaign, author, phases, shelf),
        *_economics(campaign, shelf, before),
    )


def _tags(campaign: Campaign, marked: Sequence[Entry], shelf: Shelf) -> Claim:
    pairs = [f"{each.channel.label}: {each.tags.source} / {each.tags.medium}" for each in marked if each.tags]
    text = (
        f"Tag every link with utm_campaign={slug(campaign.name)} and these utm_source / utm_medium: {'; '.join(pairs)}."
    )
    return shelf.worked_out(text, *(shelf.channels[each.channel] for each in marked))


def _codes(unmarked: Sequence[Entry], shelf: Shelf) -> Claim:
    labels = listing([each.channel.label for each in unmarked])
    return shelf.planned(f"No link can be tagged in {labels}: use a code or a short address that appears nowhere else.")


def _evaluation(campaign: Campaign, author: str, phases: Sequence[Phase], shelf: Shelf) -> Claim:
    rhythm = "daily" if campaign.flight_days < _SHORT_FLIGHT else "weekly"
    review = day(phases[-1].end)
    text = f"The figures are read {rhythm} during the flight by {author}, who presents the review by {review}."
    return shelf.worked_out(text, shelf.planning)


def _economics(campaign: Campaign, shelf: Shelf, before: Comparison | None) -> tuple[Claim, ...]:
    result = implied(campaign)
    if result is None:
        return ()
    each = cost(result.each, campaign.currency)
    text = f"The budget divided by the target is {each} for each result, counted in {quote(campaign.metric)}."
    if before is not None:
        then = cost(before.then, campaign.currency)
        text += f" That is {against(before.gap, f'“{before.campaign.name}”')}, where one came at {then}."
    if result.extra is not None and campaign.baseline is not None:
        above = number(campaign.target - campaign.baseline)
        text += f" Divided by the {above} above the baseline alone, it is {cost(result.extra, campaign.currency)}."
    return (shelf.worked_out(text, *(shelf.of([before.campaign]) if before else ())),)


def slug(name: str) -> str:
    """Return `name` as a web address can carry it: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-") or "campaign"
