"""Which amounts and dates does free text name, and do they agree with the fields and the tables?"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workflow.campaign import LABELS, Campaign, disagreements
from workflow.checks.rules import Material, Rule
from workflow.checks.sourced import amounts_of, cited, is_checkable
from workflow.draft import Basis, Draft, Section
from workflow.drafting.metrics import cost, implied
from workflow.drafting.playbook import Playbook
from workflow.drafting.words import MONTHS, day
from workflow.drafting.words import sentences as sentences_of
from workflow.library import Item, PriorCampaign
from workflow.money import CURRENCIES, money

_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR", "₩": "KRW"}
_MULTIPLES = {"k": 1000, "m": 1_000_000, "million": 1_000_000, "thousand": 1000, "bn": 1_000_000_000}
_AMOUNT = re.compile(
    r"(?P<before>[£€$¥₹₩]|\b[A-Z]{3}\b)\s?(?P<digits>\d[\d,]*(?:\.\d+)?)\s?(?P<times>(?:k|m|bn|million|thousand)\b)?",
    re.IGNORECASE,
)
_SPOKEN_DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTHS)}) (\d{{4}})\b", re.IGNORECASE)
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_BUDGET = re.compile(r"\b(?:total |overall )?budget\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(of the budget|per|each|daily|monthly|weekly|a month|a day|contingency|last year|previous)\b", re.IGNORECASE
)
_BEGINS = re.compile(r"\b(launch(?:es)?|starts?|begins?|go(?:es)? live)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(ends?|finish(?:es)?|closes?)\b", re.IGNORECASE)


class Amount(NamedTuple):
    """Money that free text names; `currency` is an ISO 4217 code."""

    value: Decimal
    currency: str


def amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of money that `text` names."""
    found = (_amount(match) for match in _AMOUNT.finditer(text))
    return tuple(amount for amount in found if amount.currency in CURRENCIES)


def _amount(match: re.Match[str]) -> Amount:
    before = match["before"].upper()
    code = _SYMBOLS.get(before, before)
    times = _MULTIPLES.get((match["times"] or "").lower(), 1)
    return Amount(Decimal(match["digits"].replace(",", "")) * times, code)


def _typed(campaign: Campaign) -> str:
    fields = (campaign.name, campaign.goal, campaign.metric, campaign.audience, campaign.proposition)
    return "\n".join(filter(None, (*fields, campaign.market, campaign.mandatories, campaign.notes)))


def free_money(campaign: Campaign) -> tuple[Amount, ...]:
    """Return the amounts that the author's free text names."""
    return amounts(_typed(campaign))


def _disagreeing(material: Material) -> Iterator[str]:
    """The form refuses these; a request that was made before it did may still hold some."""
    for field, told in disagreements(material.campaign).items():
        yield f"{LABELS[field]}: {told}"


def _other_budget(material: Material) -> Iterator[str]:
    campaign = material.campaign
    for text in sentences_of(_typed(campaign)):
        named = amounts(text)
        if (
            named
            and _BUDGET.search(text)
            and not _PART.search(text)
            and campaign.budget not in [a.value for a in named]
        ):
            stated = money(campaign.budget, campaign.currency)
            yield f"The text names another budget than the form’s {stated}: “{text}”"


def _other_dates(material: Material) -> Iterator[str]:
    campaign = material.campaign
    for text in sentences_of(_typed(campaign)):
        named = _dates(text)
        for pattern, field, word in ((_BEGINS, campaign.start, "start"), (_ENDS, campaign.end, "end")):
            if len(named) == 1 and pattern.search(text) and named[0] != field:
                yield f"The text names another {word} than the form’s {day(field)}: “{text}”"


def _dates(text: str) -> tuple[date, ...]:
    months = [month.casefold() for month in MONTHS]
    spoken = [(int(y), months.index(m.casefold()) + 1, int(d)) for d, m, y in _SPOKEN_DATE.findall(text)]
    written = [(int(y), int(m), int(d)) for y, m, d in _ISO_DATE.findall(text)]
    return tuple(filter(None, (_date(*parts) for parts in (*spoken, *written))))


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _stray_money(material: Material) -> Iterator[str]:
    known = _known(material.campaign, material.draft, material.playbook)
    for claim in material.claims:
        if claim.basis is Basis.QUOTED or not is_checkable(claim, material):
            continue
        for amount in amounts(claim.text):
            if amount.value not in known | _of_items(cited(claim, material)):
                shown = money(amount.value, amount.currency)
                yield f"{shown} is in the text but in no table and not in the request: “{claim.text}”"


def _of_items(items: Iterable[Item]) -> frozenset[Decimal]:
    """Return every amount that follows from the figures of earlier campaigns."""
    found = [*(text for item in items if isinstance(item, PriorCampaign) for text in amounts_of(item))]
    return frozenset(amount.value for amount in amounts("; ".join(found)))


def _known(campaign: Campaign, draft: Draft, playbook: Playbook) -> frozenset[Decimal]:
    """Return every amount that the prose may name."""
    result = implied(campaign)
    worked_out = [cost(each, campaign.currency) for each in (result.each, result.extra) if each] if result else []
    minimums = (playbook.minimum(channel, campaign.currency) for channel in campaign.channels)
    return frozenset(
        (
            draft.total_budget,
            campaign.budget,
            *(plan.budget for plan in draft.channels),
            *(line.budget for line in draft.other_budget),
            *(least for least in minimums if least is not None),
            *(amount.value for amount in amounts("; ".join((*worked_out, *_answers(draft))))),
            *(amount.value for amount in free_money(campaign)),
        )
    )


def _answers(draft: Draft) -> tuple[str, ...]:
    return tuple(answer.note for answer in draft.answers)


RULES = (
    Rule(14, "money-agrees", "block", Section.CHANNELS, _stray_money),
    Rule(20, "inputs-agree", "block", Section.SUMMARY, _disagreeing),
    Rule(20, "budget-not-contradicted", "warn", Section.CHANNELS, _other_budget),
    Rule(20, "dates-not-contradicted", "warn", Section.TIMELINE, _other_dates),
)
"""The rules about figures in prose."""
