"""Which of the things that every brief must say does a brief say? The same questions for people and the agent.

The checks of `workflow.checks` read the fields of a draft, which a person's document does not have. These read words,
so that no side has an advantage of form.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from workflow.campaign import Campaign
from workflow.channels import Channel, spoken_names
from workflow.checks.reading import FEWEST_WORDS, grade
from workflow.checks.wording import PLACEHOLDER, VAGUE
from workflow.draft import Section
from workflow.drafting.playbook import STANDARD
from workflow.drafting.words import sentences
from workflow.shadow.sheet import COMPARED, Sheet
from workflow.stated import DATE, SUM, Sum, read_date, read_sum
from workflow.surviving import words

_SUM = re.compile(rf"(?<![\w.]){SUM}", re.IGNORECASE)
_DAY = re.compile(DATE, re.IGNORECASE)
_UNKNOWN = re.compile(
    r"baseline|not known|unknown|no figure|measure (?:it|this|today)|where we (?:are|stand) today", re.IGNORECASE
)
_SHORTEST_PROPOSITION, _LONGEST_PROPOSITION = 3, 25
"""Words of a proposition: one that is longer says more than one thing (`docs/checks.md`, number 10)."""
_CARRIED = 0.7
"""Share of the words of a mandatory that have to be there: people shorten what must be carried, and reword it."""


@dataclass(frozen=True)
class FloorCheck:
    """One question that is answered by yes or no from the words of a brief and its inputs."""

    name: str
    asked: str
    passes: Callable[[Sheet, Campaign], bool]


def _values(text: str) -> Iterator[frozenset[Decimal]]:
    return (read_sum(found[0]).readings for found in _SUM.finditer(text))


@lru_cache(maxsize=8)
def _sums(text: str) -> tuple[Sum, ...]:
    """Return every number of a text; several checks ask for the same brief in a row."""
    return tuple(read_sum(found[0]) for found in _SUM.finditer(text))


def _says_number(text: str, wanted: Decimal) -> bool:
    return any(found.means(wanted) for found in _sums(text))


def _says_day(text: str, wanted: date) -> bool:
    named = (one for found in _DAY.finditer(text) for one in read_date(found[0]))
    return any(one.day is not None and one.means(wanted) for one in named)


def _target(sheet: Sheet, campaign: Campaign) -> bool:
    return _says_number(sheet.said(), campaign.target)


def _baseline(sheet: Sheet, campaign: Campaign) -> bool:
    if campaign.baseline is None:
        return _UNKNOWN.search(sheet.said()) is not None
    return _says_number(sheet.said(), campaign.baseline)


def _budget(sheet: Sheet, campaign: Campaign) -> bool:
    return _says_number(sheet.said(), campaign.budget)


def _dates(sheet: Sheet, campaign: Campaign) -> bool:
    return _says_day(sheet.said(), campaign.start) and _says_day(sheet.said(), campaign.end)


def _channels(sheet: Sheet, campaign: Campaign) -> bool:
    spaced = " ".join(re.findall(r"\w+", sheet.said().casefold()))
    return all(_names(spaced, channel) for channel in campaign.channels)


def _names(spaced: str, channel: Channel) -> bool:
    ways = (" ".join(re.findall(r"\w+", name)) for name in spoken_names(channel))
    return any(re.search(rf"\b{re.escape(way)}s?\b", spaced) for way in ways)


def _split(sheet: Sheet, campaign: Campaign) -> bool:
    """Some column of a table, or the lines of some section, add up to the budget; one channel needs no split."""
    if len(campaign.channels) == 1:
        return _budget(sheet, campaign)
    return any(_adds_up(list(amounts), campaign.budget) for amounts in _columns(sheet))


def _columns(sheet: Sheet) -> Iterator[Iterable[Decimal]]:
    for section in COMPARED:
        passages = sheet.under(section)
        yield from (_amounts(column) for one in passages for column in zip(*_square(one.rows), strict=True))
        yield _amounts(one.text for one in passages if one.text)


def _square(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    width = max(map(len, rows), default=0)
    return [(*row, *[""] * (width - len(row))) for row in rows]


def _amounts(texts: Iterable[str]) -> Iterator[Decimal]:
    """Yield the first amount of each text, as it is most likely meant."""
    for text in texts:
        first = next(iter(_values(text)), None)
        if first:
            yield max(first)


def _adds_up(amounts: list[Decimal], budget: Decimal) -> bool:
    parts = [amount for amount in amounts if amount != budget]
    return len(parts) > 1 and sum(parts) == budget


def _mandatories(sheet: Sheet, campaign: Campaign) -> bool:
    if not campaign.mandatories:
        return True
    said = set(words(sheet.said()))
    wanted = [set(words(part)) for one in sentences(campaign.mandatories) for part in one.split(";")]
    return all(len(each & said) >= _CARRIED * len(each) for each in wanted)


def _proposition(sheet: Sheet, _campaign: Campaign) -> bool:
    """Some sentence of the section is short enough to be the one thing to say."""
    said = sentences(sheet.said(Section.PROPOSITION))
    return any(_SHORTEST_PROPOSITION <= len(words(one)) <= _LONGEST_PROPOSITION for one in said)


def _measured(sheet: Sheet, _campaign: Campaign) -> bool:
    return re.search(r"\d", sheet.said(Section.MEASUREMENT)) is not None


def _risks(sheet: Sheet, _campaign: Campaign) -> bool:
    return bool(sheet.said(Section.RISKS))


def _plain(sheet: Sheet, _campaign: Campaign) -> bool:
    return VAGUE.search(sheet.said()) is None


def _finished(sheet: Sheet, _campaign: Campaign) -> bool:
    return PLACEHOLDER.search(sheet.said()) is None


def _readable(sheet: Sheet, _campaign: Campaign) -> bool:
    prose = "\n".join(one.text for section in COMPARED for one in sheet.under(section) if one.text)
    return len(prose.split()) < FEWEST_WORDS or round(grade(prose)) <= STANDARD.reading_grade


FLOOR = (
    FloorCheck("target", "States the target as a number", _target),
    FloorCheck("baseline", "States the baseline, or that nobody knows it", _baseline),
    FloorCheck("budget", "States the whole budget", _budget),
    FloorCheck("split", "Splits the budget, and the parts add up", _split),
    FloorCheck("dates", "States the first and the last day", _dates),
    FloorCheck("channels", "Plans every channel that was asked for", _channels),
    FloorCheck("proposition", "Has a proposition of at most 25 words", _proposition),
    FloorCheck("mandatories", "Carries every mandatory", _mandatories),
    FloorCheck("measured", "Says by what number success is measured", _measured),
    FloorCheck("risks", "Names risks or open questions", _risks),
    FloorCheck("plain", "Has none of the words that say nothing", _plain),
    FloorCheck("finished", "Has no placeholder left", _finished),
    FloorCheck("readable", "Reads at the school grade of the playbook or below", _readable),
)
"""Every check of the quality floor, in the order in which they are shown."""


def passed(sheet: Sheet, campaign: Campaign) -> frozenset[str]:
    """Return the names of the checks that a brief passes."""
    return frozenset(check.name for check in FLOOR if check.passes(sheet, campaign))
