"""What does an edited text mean as a value, and is it still the value that it was?"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bot.word.reading.lines import Line
from bot.word.reading.margin import Margin, shown
from bot.word.words import written
from workflow.draft import Basis, Claim
from workflow.drafting.words import MONTHS
from workflow.matching import origins
from workflow.money import minor_unit, money
from workflow.values import clean

_V = TypeVar("_V")

_AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,2})?([km])?", re.ASCII | re.IGNORECASE)
_TIMES = {"": Decimal(1), "k": Decimal(1000), "m": Decimal(1_000_000)}
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", re.ASCII | re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII | re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_OWN_WORDS = frozenset({Basis.REQUEST, Basis.JUDGEMENT})


def key(text: str) -> str:
    """Return what is compared of a text: its words, whatever spaces an editor put between them."""
    return " ".join(clean(text).split())


def label(text: str) -> str:
    """Return what is compared of a heading or a label."""
    return key(text).casefold().rstrip(":")


def kept(text: str, base: str) -> str:
    """Return `base` where `text` says the same, else `text`."""
    return base if key(text) == key(base) else text


def kept_optional(text: str, base: str | None) -> str | None:
    """Return `base` where `text` says the same, None where it says nothing, else `text`."""
    return kept(text, base or "") or None


def chosen(base: _V, one: _V, other: _V) -> _V:
    """Return which of two places that show one value was edited; the first where both were."""
    return one if one != base else other


def cited(claim: Claim) -> tuple[str, ...]:
    """Return the ids that a claim cites, as they stand in a document."""
    return tuple(dict.fromkeys(clean(source) for source in claim.marks))


def read_claim(line: Line, base: Claim | None) -> Claim:
    """Return the claim that a line makes: `base` where nothing changed.

    An edited claim is no longer the quotation, the sum or the playbook's advice that it was: people said it.
    """
    sources = line.sources
    if base is None:
        return Claim(text=line.text, basis=Basis.JUDGEMENT, sources=sources)
    ids = base.sources if sources == cited(base) else sources
    if key(line.text) == key(base.text):
        return base.model_copy(update={"sources": ids})
    basis = base.basis if base.basis in _OWN_WORDS else Basis.JUDGEMENT
    return Claim(text=line.text, basis=basis, sources=ids)


def read_optional(line: Line | None, base: Claim | None) -> Claim | None:
    """Return the claim that a line makes, None where it is missing or blank."""
    return None if line is None or line.is_blank else read_claim(line, base)


def read_claims(lines: Sequence[Line], bases: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of a list that may have been edited, moved, shortened and extended."""
    found = [line for line in lines if not line.is_blank]
    earlier = [(key(base.text), " ".join(cited(base))) for base in bases]
    matches = origins(earlier, [(key(line.text), " ".join(line.sources)) for line in found])
    pairs = zip(found, matches, strict=True)
    return tuple(read_claim(line, None if origin is None else bases[origin]) for line, origin in pairs)


def amount(text: str, currency: str) -> Decimal | None:
    """Return the money that `text` means in `currency`; None where it cannot be told with certainty."""
    symbol = money(Decimal(0), currency).removesuffix("0").strip()
    bare = key(text).replace(symbol, "").replace(currency, "").replace(" ", "")
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        return None
    value = Decimal(found[1].replace(",", "") + (found[2] or "")) * _TIMES[(found[3] or "").lower()]
    return value if value % minor_unit(currency) == 0 else None


def day_of(text: str) -> date | None:
    """Return the date that `text` means; None where it cannot be told with certainty, as of 03/04/2027."""
    told = key(text)
    if iso := _ISO.fullmatch(told):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if found := _DAY_FIRST.fullmatch(told):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(told):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(name: str) -> int:
    starts = (number for number, month in enumerate(MONTHS, start=1) if month.casefold().startswith(name.casefold()))
    return next(starts, 0)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def read_amount(text: str, base: Decimal, currency: str, where: str, margin: Margin) -> Decimal:
    """Return the money that an edited text means; `base`, and a report, where it cannot be told."""
    before = money(base, currency)
    if key(text) == key(before):
        return base
    return _certain(amount(text, currency), base, _stays(where, text, before), margin)


def read_day(text: str, base: date, where: str, margin: Margin) -> date:
    """Return the date that an edited text means; `base`, and a report, where it cannot be told."""
    return _certain(day_of(text), base, _stays(where, text, written(base)), margin)


def _stays(where: str, text: str, before: str) -> str:
    return f"{where} cannot be read from “{shown(text)}”; it stays {before}."


def _certain(value: _V | None, base: _V, otherwise: str, margin: Margin) -> _V:
    if value is None:
        margin.report(otherwise)
        return base
    return value
