"""Which field does a column, a label or a heading name?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workflow.channels import Channel
from workflow.drafting.ratios import NAMES
from workflow.library import Ratio
from workflow.money import CURRENCIES


class Field(StrEnum):
    """What can be said of an earlier campaign."""

    NAME = "name"
    CHANNEL = "channel"
    OBJECTIVE = "objective"
    AUDIENCE = "audience"
    MARKET = "market"
    STARTED = "started"
    ENDED = "ended"
    DATE = "date"
    CURRENCY = "currency"
    SPEND = "spend"
    REVENUE = "revenue"
    IMPRESSIONS = "impressions"
    CLICKS = "clicks"
    RESULTS = "results"
    METRIC = "metric"
    HAPPENED = "happened"
    NEXT_TIME = "next time"


_NAMES: dict[Field, str] = {
    Field.NAME: "campaign; campaign name; campaign title; name; campaign id; xyz campaign id",
    Field.CHANNEL: "channel; channels; medium; media; platform; network",
    Field.OBJECTIVE: "objective; objectives; goal; aim; campaign objective",
    Field.AUDIENCE: "audience; target audience; segment; audiences",
    Field.MARKET: "market; country; region; geo; geography; territory",
    Field.STARTED: "start; start date; started; from; launch; launch date; launched; flight start",
    Field.ENDED: "end; end date; ended; to; until; flight end",
    Field.DATE: "date; day; month; published; fieldwork; reporting date; date of fieldwork",
    Field.CURRENCY: "currency",
    Field.SPEND: "spend; spent; cost; media spend; amount spent; ad spend; total spend; spend to date; media cost",
    Field.REVENUE: "revenue; turnover; income; sales value; conversion value; revenue generated",
    Field.IMPRESSIONS: "impressions; impr",
    Field.CLICKS: "clicks; link clicks",
    Field.METRIC: "metric; kpi; success metric; result type; primary kpi",
    Field.HAPPENED: (
        "what happened; result summary; learnings; learning; outcome; outcomes; what worked; what we learned; "
        "what we learnt; key learnings; notes; comment; comments; summary; what did not work; results summary"
    ),
    Field.NEXT_TIME: (
        "next time; do differently; what we would do differently; what to do differently; recommendation; "
        "recommendations; for next time; what next; lessons for next time"
    ),
}
RESULTS_BY_RANK = (
    *("results", "result", "first purchases", "purchases", "approved conversion", "approved conversions", "orders"),
    *("sales", "bookings", "subscriptions", "donations", "applications", "leads", "sign ups", "signups"),
    *("registrations", "installs", "downloads", "conversions", "conversion", "total conversion", "total conversions"),
)
"""Columns that count results; where a sheet has several, the first of these is its result."""

_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split("; ")}
_IN_BRACKETS = re.compile(r"[(\[](.*?)[)\]]")
_CODE = re.compile(r"[A-Za-z]{3}|[£€$]")
_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD"}
_HINTS = {
    "fb": Channel.META,
    "facebook": Channel.META,
    "instagram": Channel.META,
    "linkedin": Channel.LINKEDIN,
    "tiktok": Channel.TIKTOK,
    "youtube": Channel.YOUTUBE,
    "adwords": Channel.PAID_SEARCH,
    "email": Channel.EMAIL,
    "mailchimp": Channel.EMAIL,
}


def plain(name: str) -> str:
    """Return a column's name in small letters, without marks, brackets and the words around the name."""
    return " ".join(re.sub(r"[^\w]|_", " ", _IN_BRACKETS.sub(" ", name)).casefold().split())


def field_of(name: str) -> Field | None:
    """Return the field that a label or a heading names."""
    short = plain(name)
    if short in RESULTS_BY_RANK:
        return Field.RESULTS
    found = _FIELDS.get(short)
    code = short.rpartition(" ")
    return found or (_FIELDS.get(code[0]) if code[2].upper() in CURRENCIES else None)


def ratio_of(name: str) -> Ratio | None:
    """Return the ratio that a label or a heading names."""
    short = plain(name)
    return NAMES.get(short) or NAMES.get(short.replace("click through", "click-through"))


def currency_of(name: str) -> str | None:
    """Return the currency that a column's name carries: `Spend (GBP)`, `spend_eur`."""
    bracketed = _IN_BRACKETS.search(name)
    said = bracketed[1].strip() if bracketed else name.replace("_", " ").split(" ")[-1]
    code = _SYMBOLS.get(said, said.upper()) if _CODE.fullmatch(said) else ""
    return code if code in CURRENCIES else None


def metric_of(name: str) -> str | None:
    """Return what a column of results counts, or None where its name does not tell."""
    short = plain(name)
    return None if short in {"results", "result"} else short + ("s" if short.endswith("conversion") else "")


@dataclass(frozen=True)
class Columns:
    """Where each field and each stated ratio stands in a table; `metric` is what the results count, if a name says."""

    fields: Mapping[Field, int]
    ratios: Mapping[Ratio, int]
    currency: str | None
    metric: str | None
    hint: tuple[Channel, str] | None

    @property
    def tells(self) -> bool:
        """Tell whether these are columns about campaigns at all."""
        told = self.fields.keys() & {Field.SPEND, Field.RESULTS, Field.REVENUE, Field.CLICKS, Field.IMPRESSIONS}
        return bool(told) and bool(self.fields.keys() & {Field.NAME, Field.CHANNEL})


def read_columns(names: Sequence[str], file: str = "") -> Columns:
    """Return what the columns of a table are about; of two columns for one field the first counts."""
    fields: dict[Field, int] = {}
    ratios: dict[Ratio, int] = {}
    for place, name in enumerate(names):
        field, ratio = field_of(name), ratio_of(name)
        if field is not None and field is not Field.RESULTS:
            fields.setdefault(field, place)
        elif ratio is not None:
            ratios.setdefault(ratio, place)
    results = sorted((RESULTS_BY_RANK.index(plain(name)), i) for i, name in enumerate(names) if _counts(name))
    if results:
        fields[Field.RESULTS] = results[0][1]
    money = [names[fields[field]] for field in (Field.SPEND, Field.REVENUE) if field in fields]
    return Columns(
        fields,
        ratios,
        next(filter(None, map(currency_of, money)), None),
        metric_of(names[results[0][1]]) if results else None,
        _hint(names, file),
    )


def _counts(name: str) -> bool:
    return plain(name) in RESULTS_BY_RANK


def _hint(names: Sequence[str], file: str) -> tuple[Channel, str] | None:
    for text in (*names, file):
        for word in plain(text.replace(".", " ")).split():
            if word in _HINTS:
                return _HINTS[word], text
    return None
