"""What came of a campaign once its flight was over, as its author tells it, and when are they asked?

An outcome becomes an earlier campaign of the library: figures as typed, ratios worked out and never taken from a form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from workflow.answers import LARGEST_BUDGET, LARGEST_COUNT
from workflow.campaign import Campaign
from workflow.drafting.metrics import Kind, kind
from workflow.drafting.ratios import follows, stated
from workflow.drafting.words import one_line, sentences
from workflow.library import ChannelResult, Count, Figures, Money, Origin, PriorCampaign
from workflow.money import minor_unit, money, number
from workflow.told import Outcome
from workflow.values import InvalidInput
from workflow.worktime import DAY, WorkingCalendar, add_working_time, first_instant

ASK_AFTER = timedelta(hours=1)
"""Working time after the end of the flight, in the team's zone, until the author is asked."""

REMIND_AFTER = timedelta(days=7)
"""Calendar time after the question until its one reminder, which comes in working time."""

LATEST = timedelta(days=45)
"""A flight that ended longer ago is asked about no more: Baton was not there when it ended."""

OUTCOME_LABELS = {
    "spend": "What was spent",
    "results": "What it brought",
    "revenue": "Revenue",
    "happened": "What happened",
    "next_time": "What would you do differently?",
}
"""The words people read for each field, keyed by the field's name in the form."""


@dataclass(frozen=True)
class Owed:
    """A question about a campaign's outcome that is due; `reminder` when it was asked once already."""

    reminder: bool


def parse_outcome(answers: Mapping[str, object], campaign: Campaign) -> Outcome:
    """Return what the author's answers about `campaign` tell, keyed by field name.

    Raises:
        InvalidInput: with a sentence for each field at fault, ratios that do not follow from the figures included.
    """
    try:
        outcome = Outcome.model_validate(dict(answers))
    except ValidationError as refused:
        raise InvalidInput({str(error["loc"][0]): _sentence(error) for error in refused.errors()}) from None
    errors = dict(_faults(outcome, campaign))
    if errors:
        raise InvalidInput(errors)
    return outcome


def _sentence(error: Any) -> str:
    return str(error["ctx"]["error"]) if error["type"] == "value_error" else "Please fill this in."


def _faults(outcome: Outcome, campaign: Campaign) -> Iterator[tuple[str, str]]:
    unit = minor_unit(campaign.currency)
    for field in ("spend", "revenue"):
        amount: Decimal | None = getattr(outcome, field)
        if amount is not None and not 0 <= amount <= LARGEST_BUDGET:
            yield field, f"Write an amount from 0 to {money(LARGEST_BUDGET, campaign.currency)}."
        elif amount is not None and amount % unit:
            yield field, f"The smallest amount in {campaign.currency} is {unit}."
    if outcome.results is not None and not 0 <= outcome.results <= LARGEST_COUNT:
        yield "results", "Write a number from 0 to a trillion."
    yield from _wrong_ratios(outcome, campaign)


def _wrong_ratios(outcome: Outcome, campaign: Campaign) -> Iterator[tuple[str, str]]:
    figures = figures_of(outcome, campaign)
    for field in ("happened", "next_time"):
        for found in stated(getattr(outcome, field) or ""):
            if figures.rate(found.ratio) and not follows(found.ratio, found.value, figures):
                yield field, f"A {found.ratio} of {found.text} does not follow from the figures above; leave it out."


def figures_of(outcome: Outcome, campaign: Campaign) -> Figures:
    """Return the figures of an outcome; a metric that is a rate or an amount counts no results."""
    counts = outcome.results is not None and kind(campaign) is Kind.COUNT
    return Figures(
        spend=_money(outcome.spend, campaign),
        revenue=_money(outcome.revenue, campaign),
        results=Count(value=outcome.results or Decimal(0), of=one_line(campaign.metric)) if counts else None,
    )


def _money(amount: Decimal | None, campaign: Campaign) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=campaign.currency)


def prior_campaign(brief_id: str, campaign: Campaign, outcome: Outcome) -> PriorCampaign:
    """Return the library's entry of a campaign that was carried out.

    Its figures are those of the whole; its channels are named, and which of them earned what is not recorded.
    """
    told = figures_of(outcome, campaign)
    named = tuple(ChannelResult(channel=channel, figures=Figures()) for channel in campaign.channels)
    alone = len(named) == 1
    whole = ChannelResult(channel=campaign.channels[0] if alone else None, figures=told)
    return PriorCampaign(
        name=campaign.name,
        origin=Origin(file=brief_id, place="the outcome that its author told"),
        parts=(whole,) if alone else (whole, *named),
        objective=one_line(campaign.goal),
        audience=one_line(campaign.audience),
        market=campaign.market,
        started=campaign.start,
        ended=campaign.end,
        happened=(*_reached(outcome, campaign), *sentences(outcome.happened or "")),
        next_time=sentences(outcome.next_time),
    )


def _reached(outcome: Outcome, campaign: Campaign) -> Iterator[str]:
    """Tell a metric that adds up to nothing, a rate say, in words."""
    if outcome.results is not None and kind(campaign) is not Kind.COUNT:
        metric, target = one_line(campaign.metric), number(campaign.target)
        yield f"{metric} came to {number(outcome.results)}; the target was {target}."


def ask_at(campaign: Campaign, calendar: WorkingCalendar, completed_at: datetime) -> datetime:
    """Return when the author of a completed brief is asked: after the flight, within working hours."""
    over = first_instant(calendar.timezone, campaign.end + DAY, timedelta())
    return add_working_time(calendar, max(over, completed_at), ASK_AFTER)


def owed(
    campaign: Campaign, calendar: WorkingCalendar, completed_at: datetime, asked: tuple[datetime, ...], now: datetime
) -> Owed | None:
    """Return the question that is due at `now` to an author who has not told yet, or None.

    `asked` are the moments at which they were asked before: once, then one reminder, then never.
    """
    if not asked:
        due = ask_at(campaign, calendar, completed_at)
        return Owed(reminder=False) if due <= now <= due + LATEST else None
    due = add_working_time(calendar, asked[-1] + REMIND_AFTER, ASK_AFTER)
    return Owed(reminder=True) if len(asked) == 1 and due <= now <= due + LATEST else None
