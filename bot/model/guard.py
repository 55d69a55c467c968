"""Which rules must a model's words keep, and which does a passage break?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model.passages import Passage
from workflow.campaign import Campaign
from workflow.draft import Basis
from workflow.drafting.proposition import claim_words
from workflow.drafting.words import MONTHS, WEEKDAYS, day, one_line
from workflow.money import money, number
from workflow.values import clean

LONGEST = 400
LONGEST_LINE = 90
ROOM = 80
"""Characters that a passage may have beyond twice its old length."""

_CITATION_MARKS = re.compile("\ue200.*?\ue201", re.DOTALL)
_INVISIBLE = frozenset({"Cf", "Co", "Cn"})
_DIGITS = re.compile(r"\d+(?:[.,’]\d+)*")
_NUMERALS = re.compile(r"[½¼¾⅓⅔⅛\u2150-\u218b\u00b2\u00b3\u00b9]")
_UNITS = re.compile(
    r"[£€$¥₹₩%‰]|\b(?:per ?cent|percent(?:age)?|thousand|[mb]illion|(?-i:[A-Z]{3}(?= ?\d)))\b", re.IGNORECASE
)
_COUNTS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|[mb]illions?|dozens?|twice|thrice|doubl(?:e|ed|es|ing)|"
    r"tripl(?:e|ed|es|ing)|half|halves|quarters?|thirds?|tenths?)\b",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DATES = (rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})", rf"(?:{_MONTH}) \d{{1,2}}(?!\d)", rf"(?:{_MONTH})(?= \d)")
_DAYS = (*(month for month in MONTHS if month != "May"), *WEEKDAYS, "tomorrow", "yesterday")
_CALENDAR = re.compile(rf"\b(?:{'|'.join((*_DATES, *_DAYS))})\b")
_ADDRESS = re.compile(
    r"https?:|www\.|\S+@\S+|@\w|\b[\w-]+\.(?:com|org|net|io|co|ai|app|example|dev|eu|uk|de|fr)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_MACHINERY = re.compile(r"<[!@#a-z/]|\{\{|\}\}|```|\bS\d+\]|&(?:lt|gt|amp);", re.IGNORECASE)
_HEDGE = re.compile(r"\b(?:as an ai|language model|system prompt|these instructions)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What the author's answers say: figures, dates, words and addresses that a passage may repeat."""

    text: str

    @classmethod
    def of(cls, campaign: Campaign) -> "Known":
        """Return what the answers say, figures and dates also as a brief writes them."""
        numbers = [number(value) for value in (campaign.target, campaign.baseline) if value is not None]
        written = [money(campaign.budget, campaign.currency), day(campaign.start), day(campaign.end)]
        words = [campaign.name, campaign.goal, campaign.metric, campaign.audience, campaign.proposition]
        more = [campaign.market, campaign.mandatories, campaign.notes]
        return cls("\n".join(filter(None, (*words, *more, *numbers, *written))))


def tidy(text: str) -> str:
    """Return a model's words on one line, without control characters, invisible ones and a search's citation marks."""
    seen = clean(_CITATION_MARKS.sub("", text))
    return one_line("".join(character for character in seen if unicodedata.category(character) not in _INVISIBLE))


def problems(passage: Passage, text: str, known: Known) -> Iterator[str]:
    """Yield a sentence, meant for the model and for people, for each rule that `text` breaks as the passage's words."""
    if not text:
        yield "It is empty."
        return
    allowed = passage.text if passage.basis is Basis.PLAYBOOK else f"{passage.text}\n{known.text}"
    yield from _length(passage, text)
    yield from _invented(text, allowed)
    yield from _lost(passage, text)
    if _MACHINERY.search(text) or _HEDGE.search(text):
        yield "It holds something that is not prose for the brief."


def _length(passage: Passage, text: str) -> Iterator[str]:
    is_line = passage.id.endswith(".line")
    longest = LONGEST_LINE if is_line else min(LONGEST, 2 * len(passage.text) + ROOM)
    if len(text) > max(longest, len(passage.text)):
        yield f"It has {len(text)} characters; keep it under {longest}."


def _invented(text: str, allowed: str) -> Iterator[str]:
    for what, found in (
        ("the figure", _figures(text) - _figures(allowed)),
        ("the date", _matches(_CALENDAR, text) - _matches(_CALENDAR, allowed)),
        ("the address", _matches(_ADDRESS, text) - _matches(_ADDRESS, allowed)),
        ("the claim", set(claim_words(text)) - set(claim_words(allowed))),
    ):
        for each in sorted(found):
            yield f"It has {what} “{each}”, which was not given."
    for quoted in _QUOTED.findall(text):
        if _plain(quoted) not in _plain(allowed):
            yield f"It quotes “{quoted}”, which nobody said."


def _lost(passage: Passage, text: str) -> Iterator[str]:
    """What the playbook says with a figure, such as a limit, it says because of the figure."""
    if passage.basis is Basis.PLAYBOOK and _counted(passage.text) != _counted(text):
        yield "It does not keep the figures of the passage."


def _figures(text: str) -> set[str]:
    return set(_counted(text))


def _counted(text: str) -> Counter[str]:
    """Count the figures in a text, their signs and units, and the numbers that are spelled out."""
    plain = [match[0].replace(",", "").replace("’", "") for match in _DIGITS.finditer(text)]
    others = [match[0].casefold() for pattern in (_NUMERALS, _UNITS, _COUNTS) for match in pattern.finditer(text)]
    return Counter((*plain, *others))


def _matches(pattern: re.Pattern[str], text: str) -> set[str]:
    return {match[0] for match in pattern.finditer(text)}


def _plain(text: str) -> str:
    return one_line(text).casefold().rstrip(" .")
