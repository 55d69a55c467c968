"""Which answers about a campaign does somebody's message state for certain? The rest stays for the author to answer."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeVar

from workflow.channels import Channel
from workflow.contradictions import DOLLARS, LONGEST_SENTENCE
from workflow.drafting.words import sentences
from workflow.phrases import (
    NAMES,
    Phrase,
    campaign_budget,
    flight,
    is_correction,
    is_doubtful,
    listed_channels,
    named_channels,
)
from workflow.stated import DATE, SUM, Named, read_date, read_sum, weekday_of

T = TypeVar("T")

_LEAST_BARE = 100
_SUM = re.compile(SUM, re.IGNORECASE)
_DATE = re.compile(DATE, re.IGNORECASE)
_ONE_DAY = timedelta(days=1)
_LONGEST_SURE = timedelta(days=365)
_LABELS = {
    "name": "campaign(?: name)?",
    "goal": "goal|objective",
    "metric": "success metric|metric|kpi",
    "audience": "(?:target )?audience",
    "proposition": "proposition|single-minded proposition",
    "market": "markets?|countr(?:y|ies)",
    "mandatories": "mandatories|mandatory",
}
_LABELLED = {field: re.compile(rf"^\W*(?:{words})\s*:\s*(\S.*)$", re.IGNORECASE) for field, words in _LABELS.items()}
_COUNTED = {
    field: re.compile(rf"^\W*{field}\s*:\s*(\d{{1,3}}(?:,\d{{3}})+|\d{{1,12}})\s*[.;]?$", re.IGNORECASE)
    for field in ("target", "baseline")
}
_SPOKEN_CHANNELS = re.compile(
    rf"\b(?:use|using|via|across|(?:run|running|advertise|advertising|ads|campaign) on)\s+(?P<names>{NAMES})",
    re.IGNORECASE,
)


class Cost(NamedTuple):
    """A sum of money that was stated, and in which currency."""

    amount: Decimal
    currency: str


def recognised(text: str, today: date, currency: str) -> dict[str, object]:
    """Return the answers that `text` certainly states, by field name.

    What it states in two ways, or takes back, is left out, and so is a date that may be read as two days, is no such
    weekday or lies before `today`; a date without a year is the next of its kind. Money without a currency is in the
    team's, `currency`. Where one end of the flight is known, the other is None: not to be supposed.
    """
    parts = [part for line in sentences(text) for part in re.split(r"\s*;\s+", line) if len(part) <= LONGEST_SENTENCE]
    channels = tuple(dict.fromkeys(channel for part in parts for channel in _channels(part)))
    return {
        **_labelled(text),
        **_budget(parts, currency),
        **_flight(parts, today),
        **({"channels": channels} if channels else {}),
    }


def _labelled(text: str) -> dict[str, object]:
    lines = text.splitlines()
    found: dict[str, object] = {}
    for field, pattern in _LABELLED.items():
        if said := _agreed(match[1].strip() for line in lines if (match := pattern.match(line))):
            found[field] = said
    for field, pattern in _COUNTED.items():
        if count := _agreed(match[1].replace(",", "") for line in lines if (match := pattern.match(line))):
            found[field] = Decimal(count)
    return found


def _agreed(values: Iterable[T]) -> T | None:
    """Return the one value that is stated, however often; None where there are several or none."""
    stated = set(values)
    return stated.pop() if len(stated) == 1 else None


def _budget(parts: list[str], currency: str) -> dict[str, object]:
    if any(is_correction(part) and _names_money(part, currency) for part in parts):
        return {}
    cost = _agreed(stated_cost(phrase, currency) for part in parts if (phrase := campaign_budget(part)))
    return {} if cost is None else {"budget": cost.amount, "currency": cost.currency}


def _names_money(part: str, currency: str) -> bool:
    return any(stated_cost(Phrase(part, match[0]), currency) for match in _SUM.finditer(part))


def stated_cost(phrase: Phrase, own: str) -> Cost | None:
    """Return the money that `phrase` states, in `own` currency where it names none, or None where it is no budget."""
    stated = read_sum(phrase.written)
    amount = _amount(stated.readings)
    if amount <= 0 or not (stated.currency or stated.slack or amount >= _LEAST_BARE):
        return None
    is_any_dollar = own in DOLLARS and "$" in phrase.written
    return Cost(amount, own if is_any_dollar else stated.currency or own)


def _amount(readings: frozenset[Decimal]) -> Decimal:
    """Three digits after a mark are thousands, fewer are decimals: nobody writes money to the thousandth."""
    most, least = max(readings), min(readings)
    return most if most == 1000 * least else least


def _flight(parts: list[str], today: date) -> dict[str, object]:
    if any(is_correction(part) and _DATE.search(part) for part in parts):
        return {}
    stated = [flight(part) for part in parts]
    start = _agreed(day_named(first.written, today) for first, _ in stated if first)
    end = _agreed(day_named(last.written, (start or today) + _ONE_DAY) for _, last in stated if last)
    if start and end and end - start > _LONGEST_SURE:
        return {}  # the year of the one may be that of the other: 1 March to 30 April 2028
    return {"start": start, "end": end} if start or end else {}


def day_named(written: str, earliest: date) -> date | None:
    """Return the day that `written` names, the next of its kind from `earliest` on; None where it could be several."""
    days = {day for named in read_date(written) for day in _days(named, earliest)}
    day = days.pop() if len(days) == 1 else None
    return day if day and weekday_of(written) in {None, day.weekday()} else None


def _days(named: Named, earliest: date) -> Iterator[date]:
    """Return the day that is named, unless it is no whole day, none of the calendar, or over."""
    years = [named.year] if named.year else [earliest.year, earliest.year + 1]
    days = [day for year in years if named.day and (day := _of_calendar(year, named.month, named.day))]
    yield from [day for day in days if day >= earliest][:1]


def _of_calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _channels(part: str) -> Iterator[Channel]:
    yield from listed_channels(part)
    if not is_doubtful(part):
        for match in _SPOKEN_CHANNELS.finditer(part):
            yield from named_channels(match["names"])
