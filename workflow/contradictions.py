"""Does what the author wrote in sentences certainly contradict what the author chose or typed in the fields?

Only what leaves no doubt counts: a sum that is called the budget of this campaign, a date that is called its launch,
start or end. A false refusal costs more than a contradiction that a check remarks on later, so every word that could
make a sentence be about something else (a month's money, last year, a first wave, one market) lets it pass.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from workflow.channels import Channel
from workflow.drafting.likeness import words
from workflow.drafting.words import day, listing, one_line, sentences
from workflow.money import money, number
from workflow.phrases import (
    NAMES,
    Phrase,
    budget_among_people,
    campaign_budget,
    flight,
    listed_channels,
    named_channels,
)
from workflow.places import countries
from workflow.stated import read_date, read_sum


class Typed(NamedTuple):
    """The answers that are exact: chosen, or typed as a number or a date."""

    metric: str
    target: Decimal
    baseline: Decimal | None
    budget: Decimal
    currency: str
    start: date
    end: date
    channels: tuple[Channel, ...]
    market: str | None


LONGEST_SENTENCE = 300
"""Characters beyond which a sentence says too much for one of its figures to be beyond doubt."""


def contradictions(texts: Mapping[str, str | None], typed: Typed) -> dict[str, str]:
    """Return, by the field of the free text at fault, which two values disagree and how to mend it."""
    found: dict[str, str] = {}
    for field, text in texts.items():
        rules = (rule for rule, fields in _RULES if field in fields)
        parts = tuple(part for line in sentences(text or "") for part in re.split(r"\s*;\s+", line))
        short = [part for part in parts if len(part) <= LONGEST_SENTENCE]
        told = [told for rule in rules for part in short for told in rule(part, typed)]
        if told:
            found[field] = " ".join(dict.fromkeys(told))
    return found


def _mend(said: str, field: str, value: str) -> str:
    words_said = one_line(said).strip(" .,:;")
    return f"This says “{words_said}”, but {field} says {value}. Change one of them so that both say the same."


_LEAST_BARE = 100
DOLLARS = frozenset({"AUD", "CAD", "HKD", "NZD", "SGD", "TWD"})
"""Currencies that people write with a mere dollar sign, beside the one that it stands for elsewhere."""


def _money(text: str, typed: Typed) -> Iterator[str]:
    if phrase := campaign_budget(text):
        yield from _other_sum(phrase, typed)


def _peoples_money(text: str, typed: Typed) -> Iterator[str]:
    if phrase := budget_among_people(text):
        yield from _other_sum(phrase, typed)


def _other_sum(phrase: Phrase, typed: Typed) -> Iterator[str]:
    said, stated = phrase.said, read_sum(phrase.written)
    same, other = stated.means(typed.budget), _is_foreign(stated.currency, typed.currency)
    is_money = stated.currency or stated.slack or max(stated.readings) >= _LEAST_BARE
    if same and other:
        yield _mend(said, "the Currency field", typed.currency)
    elif is_money and not same and not other:
        yield _mend(said, "the Budget field", money(typed.budget, typed.currency))


def _is_foreign(written: str | None, own: str) -> bool:
    return written not in ({None, own, "USD"} if own in DOLLARS else {None, own})


_ONE_DAY = timedelta(days=1)


def _dates(text: str, typed: Typed) -> Iterator[str]:
    start, end = flight(text)
    is_late = start is not None and not _is_start(start.written, typed.start)
    if start and is_late:
        yield _mend(start.said, "the Start field", day(typed.start))
    if end and not (is_late and start and start.said == end.said) and not _is_end(end.written, typed.end):
        yield _mend(end.said, "the End field", day(typed.end))


def _is_start(written: str, start: date) -> bool:
    return any(named.means(start) for named in read_date(written))


def _is_end(written: str, end: date) -> bool:
    """`Until 1 May` may leave that day out, and `until May` that month."""
    for named in read_date(written):
        near = (end, end + _ONE_DAY, end - _ONE_DAY) if named.day else (end, end + timedelta(days=31))
        if any(named.means(each) for each in near):
            return True
    return False


_GROWS = r"grow|increase|raise|lift|boost|win|gain|expand"
_SHRINKS = r"reduce|cut|lower|decrease|shrink"
_SHARE = r"(?P<share>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)"
_WHOLE = r"(?=\s*(?:$|[.,!](?:\s|$)|(?:by the end of|over|during) (?:the|this) (?:campaign|flight)\b))"
_BY_SHARE = tuple(
    re.compile(pattern + _WHOLE, re.IGNORECASE)
    for pattern in (
        rf"^(?:to\s+)?(?P<verb>{_GROWS}|{_SHRINKS})\s+(?P<what>[^\d]+?)\s+by\s+{_SHARE}",
        rf"^(?:(?P<verb>\w+)\s+)?\+?\s?{_SHARE}\s+(?:more|growth in|increase in)\s+(?P<what>[^\d.,]+?)",
        rf"^(?P<verb>\+)\s?{_SHARE}\s+(?P<what>[^\d.,]+?)",
        rf"^(?P<what>[^\d]+?)\s*(?P<verb>\+|up(?:\s+by)?)\s*{_SHARE}",
    )
)
_FROM_TO = re.compile(
    rf"^(?:to\s+)?(?:{_GROWS}|{_SHRINKS}|take|bring)\s+(?P<what>.+?)\s+from\s+(?P<first>[\d,.]*\d)\s+to\s+"
    rf"(?P<last>[\d,.]*\d){_WHOLE}",
    re.IGNORECASE,
)
_COUNT = r"(?P<count>\d[\d,]*(?:\.\d+)?k?)"
_WIN = re.compile(
    r"^(?:to\s+)?(?:win|reach|achieve|get|generate|drive|deliver|acquire|sell|secure|hit)\s+"
    rf"{_COUNT}\s+(?P<what>[^\d.,;]+?){_WHOLE}",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"^(?P<field>target|baseline)\s*(?::|=|is)\s*{_COUNT}(?P<what>\s[^\d]+)?$", re.IGNORECASE)
_NEUTRAL = frozenset(words("number total overall volume count amount new more"))
_RATE = re.compile(r"%|\b(?:rate|share|ratio|percentage|awareness|index|score|points?)\b", re.IGNORECASE)


def _shares(text: str, typed: Typed) -> Iterator[str]:
    found = next(filter(None, (pattern.search(text) for pattern in _BY_SHARE)), None)
    if found and _is_metric(found["what"], typed):
        yield from _other_share(found, typed)


def _spans(text: str, typed: Typed) -> Iterator[str]:
    found = _FROM_TO.search(text)
    if found and _is_metric(found["what"], typed):
        yield from _other_count(found[0], found["first"], "Baseline", typed.baseline)
        yield from _other_count(found[0], found["last"], "Target", typed.target)


def _wins(text: str, typed: Typed) -> Iterator[str]:
    found = _WIN.search(text)
    extra = typed.target - (typed.baseline or 0)
    if found and _is_metric(found["what"], typed) and not read_sum(found["count"]).means(extra):
        yield from _other_count(found[0], found["count"], "Target", typed.target)


def _labelled_counts(text: str, typed: Typed) -> Iterator[str]:
    found = _LABELLED.search(text)
    if found and (not found["what"] or _is_metric(found["what"], typed)):
        field = found["field"].capitalize()
        yield from _other_count(found[0], found["count"], field, typed.target if field == "Target" else typed.baseline)


def _other_count(said: str, written: str, field: str, value: Decimal | None) -> Iterator[str]:
    if value is not None and not read_sum(written).means(value):
        yield _mend(said, f"the {field} field", number(value))


def _other_share(found: re.Match[str], typed: Typed) -> Iterator[str]:
    """A rise of a rate by 5% may mean points, so only counts are compared."""
    if not typed.baseline or _RATE.search(typed.metric):
        return
    moved = (typed.target / typed.baseline - 1) * 100
    falls = re.match(_SHRINKS, found["verb"] or "", re.IGNORECASE)
    stated = Decimal(found["share"]) * (-1 if falls else 1)
    if abs(moved - stated) > 1:
        shown = f"{number(abs(moved.quantize(Decimal(1), ROUND_HALF_UP)))}% {'more' if moved > 0 else 'less'}"
        values = f"{number(typed.baseline)} and {number(typed.target)}, which is {shown}"
        yield _mend(found[0], "the form, with Baseline and Target,", values)


def _is_metric(what: str, typed: Typed) -> bool:
    """Tell whether the words are those of the metric, all of them and no others."""
    own = frozenset(words(typed.metric)) - _NEUTRAL
    return bool(own) and frozenset(words(what)) - _NEUTRAL == own


_BANNED = re.compile(
    rf"\b(?:no|without|not on|not use|don[’']t use|exclude|leave out)\s+(?P<names>{NAMES})(?:\s+(?:ads?|advertising))?"
    r"(?=\s*(?:$|[.!]|,\s*please|please|at all|this time|for this campaign))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^(?:(?P<names>{NAMES})\s+only|only\s+(?:on|use|through|via)\s+(?P<after>{NAMES}))\W*$", re.IGNORECASE
)


def _channels(text: str, typed: Typed) -> Iterator[str]:
    chosen = listing([channel.label for channel in typed.channels])
    if any(channel not in typed.channels for channel in listed_channels(text)):
        yield _mend(text, "the Channels field", chosen)
    if (banned := _BANNED.search(text)) and set(named_channels(banned["names"])) & set(typed.channels):
        yield _mend(banned[0], "the Channels field", chosen)
    if alone := _ALONE.search(text):
        allowed = named_channels(alone["names"] or alone["after"])
        if set(typed.channels) - set(allowed):
            yield _mend(alone[0], "the Channels field", chosen)


_MARKET = re.compile(r"^(?:markets?|countr(?:y|ies))\s*:\s*(?P<names>.+)$", re.IGNORECASE)


def _market(text: str, typed: Typed) -> Iterator[str]:
    found = _MARKET.search(text)
    if found and typed.market:
        said, meant = countries(found["names"]), countries(typed.market)
        if said and meant and not said & meant:
            yield _mend(found[0], "the Market field", typed.market)


Rule = Callable[[str, Typed], Iterator[str]]
_RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (_money, frozenset({"goal", "mandatories", "notes"})),
    (_peoples_money, frozenset({"audience"})),
    (_dates, frozenset({"goal", "audience", "mandatories", "notes"})),
    (_shares, frozenset({"goal", "notes"})),
    (_spans, frozenset({"goal", "notes"})),
    (_wins, frozenset({"goal", "notes"})),
    (_labelled_counts, frozenset({"goal", "notes"})),
    (_channels, frozenset({"goal", "mandatories", "notes"})),
    (_market, frozenset({"goal", "audience", "mandatories", "notes"})),
)
