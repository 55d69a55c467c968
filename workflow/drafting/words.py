"""How are dates, counts, lists and other people's words written in a brief?"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_BULLET = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![a-z])")
_ENDS = (".", "!", "?", "…", ":", "”", '"', ")")


def day(value: date) -> str:
    """Write a date as `1 March 2027`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def one_line(text: str) -> str:
    """Return `text` with every run of white space made one space."""
    return " ".join(text.split())


def quote(text: str) -> str:
    """Return other people's words in quotation marks, ready to stand before our own full stop."""
    words = one_line(text)
    return f"“{words.rstrip(' .:') or words}”"


def sentence(text: str) -> str:
    """Return `text` on one line and closed by a full stop where it has no end of its own."""
    words = one_line(text)
    return words if words.endswith(_ENDS) else f"{words}."


def count(amount: int, noun: str) -> str:
    """Write `1 working day` or `3 working days`."""
    return f"{amount:,} {noun}" if amount == 1 else f"{amount:,} {noun}s"


def listing(items: Sequence[str], word: str = "and") -> str:
    """Write `a`, `a and b` or `a, b and c`, `word` before the last."""
    return f" {word} ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def percent(part: Decimal, whole: Decimal) -> str:
    """Write the share of `part` in `whole` as a whole percentage, or `under 1%`."""
    share = (part / whole * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return "under 1%" if part and not share else f"{share}%"


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of free text, each on one line, without the marks of lists."""
    lines = (_BULLET.sub("", line) for line in text.splitlines())
    found = (one_line(part) for line in lines for part in _SENTENCE_END.split(line))
    return tuple(part for part in found if part)


def is_bullet(line: str) -> bool:
    """Tell whether a line of free text begins as an item of a list."""
    return bool(_BULLET.match(line))


def lower_first(text: str) -> str:
    """Return `text` with a small first letter, unless its first word is an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return `text` with a capital first letter, unless its first word is written in its own way, like `iOS`."""
    first = text.partition(" ")[0]
    return text if first != first.lower() else text[:1].upper() + text[1:]
