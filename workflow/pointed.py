"""Which answers about a campaign stand in those excerpts of a message that somebody, a language model say, points out?

Whoever points out decides nothing but where to look: a excerpt counts only when it stands in the message word for
word, and sums, counts and dates are read from it here.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from workflow.answers import LONGEST_LINE, LONGEST_TEXT
from workflow.channels import Channel
from workflow.phrases import Phrase, named_channels
from workflow.recognition import day_named, stated_cost
from workflow.stated import DATE, SUM
from workflow.values import clean

TYPED = {
    "name": LONGEST_LINE,
    "goal": LONGEST_TEXT,
    "metric": LONGEST_LINE,
    "audience": LONGEST_TEXT,
    "proposition": LONGEST_TEXT,
    "market": LONGEST_LINE,
    "mandatories": LONGEST_TEXT,
}
"""The answers that are taken over as they stand, with the most characters that each may have."""

COUNTED = ("target", "baseline")
FIELDS = (*TYPED, *COUNTED, "budget", "start", "end", "channels")
"""Everything that can be pointed out."""

_COUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,12})(?![\w%]|[.,]\d)")
_SUM = re.compile(SUM, re.IGNORECASE)
_DATE = re.compile(DATE, re.IGNORECASE)


def pointed(text: str, excerpts: Mapping[str, str], today: date, currency: str) -> dict[str, object]:
    """Return the answers, by field name, in those of `excerpts` that stand in `text`.

    A excerpt in which not exactly one sum, count or date stands is left out where one is wanted; so is a date that may
    be read as two days or lies before `today`. Money without a currency is in the team's, `currency`.
    """
    said = _words(text)
    found = {field: words for field, excerpt in excerpts.items() if _stands((words := _words(excerpt)), said)}
    return {
        **{field: told for field, longest in TYPED.items() if (told := found.get(field)) and len(told) <= longest},
        **{field: count for field in COUNTED if (count := _count(found.get(field, ""))) is not None},
        **_budget(found.get("budget", ""), currency),
        **_flight(found, today),
        **_channels(found.get("channels", "")),
    }


def _words(text: str) -> str:
    return " ".join(clean(text).split())


def _stands(excerpt: str, said: str) -> bool:
    """Tell whether `excerpt` stands in what was said, with whole words at both ends: women are not men."""
    return bool(excerpt) and re.search(rf"(?<!\w){re.escape(excerpt)}(?!\w)", said) is not None


def _count(excerpt: str) -> Decimal | None:
    counts = set(_COUNT.findall(excerpt))
    return Decimal(counts.pop().replace(",", "")) if len(counts) == 1 else None


def _budget(excerpt: str, currency: str) -> dict[str, object]:
    sums = {match[0].strip() for match in _SUM.finditer(excerpt)}
    told = stated_cost(Phrase(excerpt, sums.pop()), currency) if len(sums) == 1 else None
    return {} if told is None else {"budget": told.amount, "currency": told.currency}


def _flight(found: Mapping[str, str], today: date) -> dict[str, object]:
    """Where one end is known and the other is not, the other is None: not to be supposed."""
    start = _day(found.get("start", ""), today)
    end = _day(found.get("end", ""), (start or today) + timedelta(days=1))
    return {"start": start, "end": end} if start or end else {}


def _day(excerpt: str, earliest: date) -> date | None:
    dates = {match[0].strip() for match in _DATE.finditer(excerpt)}
    return day_named(dates.pop(), earliest) if len(dates) == 1 else None


def _channels(excerpt: str) -> dict[str, tuple[Channel, ...]]:
    channels = tuple(dict.fromkeys(named_channels(excerpt)))
    return {"channels": channels} if channels else {}
