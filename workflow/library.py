"""What do earlier campaigns and audience research tell, with which figures, and where is each written?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from workflow.channels import Channel
from workflow.values import Value

ITEM_ID = re.compile(r"LIB-[1-9]\d{0,11}")


class Origin(Value):
    """Where something was read: the file's name, and the place in it, such as `rows 2-9`."""

    file: str
    place: str


class Money(Value):
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str


class Count(Value):
    """How many of what: 2,040 first purchases."""

    value: Decimal
    of: str


class Ratio(StrEnum):
    """A figure that follows from two others; the value is its name as people say it."""

    COST_PER_RESULT = "cost per result"
    COST_PER_CLICK = "cost per click"
    COST_PER_THOUSAND = "cost per thousand impressions"
    CLICK_THROUGH = "click-through rate"
    CONVERSION = "conversion rate"
    RETURN_ON_SPEND = "return on ad spend"
    RETURN_ON_INVESTMENT = "return on investment"


class Rate(Value):
    """A ratio that was worked out from the figures beside it and never taken from a file.

    Costs are in the currency of the spend; the rest are plain shares and multiples: 0.032 is 3.2%.
    """

    ratio: Ratio
    value: Decimal


class Figures(Value):
    """What was spent and what came of it; what is absent was not recorded."""

    spend: Money | None = None
    revenue: Money | None = None
    impressions: Decimal | None = None
    clicks: Decimal | None = None
    results: Count | None = None

    def rate(self, ratio: Ratio) -> Rate | None:
        """Return a ratio worked out from these figures, or None where one of its parts is missing or zero."""
        over, under = self._parts(ratio)
        return Rate(ratio=ratio, value=over / under) if over is not None and under else None

    def _parts(self, ratio: Ratio) -> tuple[Decimal | None, Decimal | None]:
        spend = self.spend.amount if self.spend else None
        results = self.results.value if self.results else None
        earned = self.revenue.amount if self.revenue and self._one_currency else None
        gained = None if earned is None or spend is None else earned - spend
        return {
            Ratio.COST_PER_RESULT: (spend, results),
            Ratio.COST_PER_CLICK: (spend, self.clicks),
            Ratio.COST_PER_THOUSAND: (spend, self.impressions and self.impressions / 1000),
            Ratio.CLICK_THROUGH: (self.clicks, self.impressions),
            Ratio.CONVERSION: (results, self.clicks),
            Ratio.RETURN_ON_SPEND: (earned, spend),
            Ratio.RETURN_ON_INVESTMENT: (gained, spend),
        }[ratio]

    @property
    def _one_currency(self) -> bool:
        return bool(self.spend and self.revenue and self.spend.currency == self.revenue.currency)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Every ratio that these figures give."""
        return tuple(rate for ratio in Ratio if (rate := self.rate(ratio)))

    def plus(self, other: "Figures") -> "Figures":
        """Return both together; what one of them did not record, or counted as something else, is not recorded."""
        return Figures(
            spend=_sum_money(self.spend, other.spend),
            revenue=_sum_money(self.revenue, other.revenue),
            impressions=_sum(self.impressions, other.impressions),
            clicks=_sum(self.clicks, other.clicks),
            results=_sum_counts(self.results, other.results),
        )


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _sum_money(one: Money | None, other: Money | None) -> Money | None:
    if one is None or other is None or one.currency != other.currency:
        return None
    return Money(amount=one.amount + other.amount, currency=one.currency)


def _sum_counts(one: Count | None, other: Count | None) -> Count | None:
    return Count(value=one.value + other.value, of=one.of) if one and other and one.of == other.of else None


class ChannelResult(Value):
    """A channel's part in an earlier campaign; without `channel` it was not recorded which."""

    channel: Channel | None
    figures: Figures


class Dispute(Value):
    """A ratio that a file states and that does not follow from the figures beside it, or cannot be checked."""

    place: str
    ratio: Ratio
    stated: str
    recomputed: Decimal | None


class PriorCampaign(Value):
    """A campaign that was run before.

    Attributes:
        id: `LIB-1`, …; empty until the library keeps it.
        origin: where it was read.
        parts: its figures by channel.
        started, ended: the first and the last day that is recorded.
        happened: what people wrote about its result, sentence by sentence, word for word.
        next_time: what they would do differently, likewise.
        disputes: stated ratios that are not to be quoted.
    """

    id: str = ""
    name: str
    origin: Origin
    parts: tuple[ChannelResult, ...] = ()
    objective: str | None = None
    audience: str | None = None
    market: str | None = None
    started: date | None = None
    ended: date | None = None
    happened: tuple[str, ...] = ()
    next_time: tuple[str, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def total(self) -> Figures:
        """All its channels together; one that is only named takes nothing away."""
        told = [part.figures for part in self.parts if part.figures != Figures()]
        return reduce(Figures.plus, told) if told else Figures()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channels that are recorded."""
        return tuple(part.channel for part in self.parts if part.channel)

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name


class Fact(Value):
    """A sentence of research, word for word, and the place where it stands."""

    text: str
    place: str


class Research(Value):
    """A study of an audience; `id` is `LIB-1`, …, or empty until the library keeps it."""

    id: str = ""
    title: str
    origin: Origin
    published: date | None = None
    facts: tuple[Fact, ...]


Item = PriorCampaign | Research
"""What a library keeps."""


@dataclass(frozen=True)
class Evidence:
    """What the library offers for one campaign, the nearest first.

    Attributes:
        campaigns: earlier campaigns that are near enough to learn from.
        research: studies, each with only the facts that concern the campaign's audience.
        held: how many earlier campaigns were looked through.
    """

    campaigns: tuple[PriorCampaign, ...] = ()
    research: tuple[Research, ...] = ()
    held: int = 0

    @property
    def items(self) -> Iterator[Item]:
        """Everything that may be cited."""
        yield from self.campaigns
        yield from self.research


NO_EVIDENCE = Evidence()
