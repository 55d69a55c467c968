"""How many years of school does a text ask of its reader (Flesch and Kincaid's grade)?"""

import re
from collections.abc import Iterator
from functools import lru_cache

from workflow.checks.prose import texts
from workflow.checks.rules import Material, Rule
from workflow.draft import Section
from workflow.drafting.words import sentences

FEWEST_WORDS = 60
"""Words below which a grade says more about chance than about the writing."""

_SECTIONS = {
    "summary": Section.SUMMARY,
    "audiences": Section.AUDIENCE,
    "proposition": Section.PROPOSITION,
    "channels": Section.CHANNELS,
    "learnings": Section.LEARNINGS,
    "directions": Section.DIRECTIONS,
    "risks": Section.RISKS,
}
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """Return the grade of `text`, at least 0; figures and signs do not count."""
    parts = [found for part in sentences(text) if (found := _WORD.findall(part.casefold()))]
    words = [word for part in parts for word in part]
    if not words:
        return 0
    syllables = sum(map(_syllables, words))
    return max(0, 0.39 * len(words) / len(parts) + 11.8 * syllables / len(words) - 15.59)


@lru_cache(maxsize=4096)
def _syllables(word: str) -> int:
    silent = word.endswith("e") and not word.endswith("le")
    return max(1, len(_VOWELS.findall(word)) - silent)


def _hard_to_read(material: Material) -> Iterator[str]:
    limit = material.playbook.reading_grade
    for field, section in _SECTIONS.items():
        text = "\n".join(texts(getattr(material.draft, field)))
        reached = round(grade(text))
        if len(text.split()) >= FEWEST_WORDS and reached > limit:
            longest = max(sentences(text), key=lambda each: len(each.split()))
            opening = " ".join(longest.split()[:6])
            yield (
                f"“{section.label}” is hard to read (school grade {reached}, the limit is {limit}): "
                f"shorten its longest sentences, such as the one that begins “{opening}”."
            )


RULES = (Rule(26, "easy-to-read", "warn", Section.SUMMARY, _hard_to_read),)
"""The rule about how hard the brief is to read."""
