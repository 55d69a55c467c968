"""What do the author's free notes already answer, and what do the words about the audience say?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.drafting.words import is_bullet, one_line, sentences

_TOPICS = {
    "tone": "tone",
    "tone of voice": "tone",
    "voice": "tone",
    "feel": "feel",
    "feeling": "feel",
    "cta": "call to action",
    "call to action": "call to action",
    "url": "call to action",
    "landing page": "call to action",
    "reason to believe": "reasons",
    "reasons to believe": "reasons",
    "rtb": "reasons",
    "proof": "reasons",
    "evidence": "reasons",
    "insight": "insight",
    "problem": "barrier",
    "barrier": "barrier",
    "need": "need",
    "competitor": "competitors",
    "competitors": "competitors",
    "competition": "competitors",
    "exclusion": "exclusions",
    "exclusions": "exclusions",
    "exclude": "exclusions",
    "blackout": "blackouts",
    "blackouts": "blackouts",
    "key date": "blackouts",
    "key dates": "blackouts",
}
_LABELLED = re.compile(r"^\s*(?:[-*•]\s+)?([A-Za-z][A-Za-z ]{1,24}?)\s*:\s+(\S.*)$")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+")
_NEED = re.compile(
    r"\b(need|needs|want|wants|looking for|value|values|love|enjoy|willing to|would like|prefer)\b", re.IGNORECASE
)
_BARRIER = re.compile(
    r"\b(but|concern(?:ed|s)?|struggl(?:e|es|ing)|avoid|worr(?:y|ied)|cannot|can't|can’t|lack|afraid|"
    r"too (?:expensive|complex|busy)|not (?:necessarily|sure)|frustrat(?:ed|ing)|minimal)\b",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(
    r"\s+(?:who|that|which|whose|with|in|across|aged|and currently)\b|[,.:;(]|\s[-–]\s", re.IGNORECASE
)
_NOT_A_NAME = re.compile(r"^(our|these|we|the)\b|\b(is|are|has|have|serves?|helps?|needs?|wants?|to)\b", re.IGNORECASE)
_TROUBLE = re.compile(
    r"\b(concerned about|struggl(?:e|es|ing)|worr(?:y|ied)|cannot|can't|can’t|lack|afraid|frustrated|fear|not sure)\b",
    re.IGNORECASE,
)
_HINDERS = re.compile(
    r"\b(risk\w*|fear\w*|stop|lose|losing|confus\w+|difficult\w*|problems?|hard|fades?|expensive|too|never|do not|"
    r"wrong|mistrust|doubt)\b",
    re.IGNORECASE,
)
_FEWEST_TELLING_WORDS = 3
LONGEST_NAME_WORDS = 6


@dataclass(frozen=True)
class Notes:
    """The author's notes, sorted: `topics` holds what was labelled (`Tone: dry`), `rest` every other sentence."""

    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: tuple[str, ...] = ()

    def about(self, topic: str) -> tuple[str, ...]:
        """Return what the author wrote about `topic`."""
        return self.topics.get(topic, ())


@dataclass(frozen=True)
class Portrait:
    """One audience in the author's words, every sentence kept once: what it is, its need, its barrier, the rest."""

    name: str
    description: str
    need: str | None
    barrier: str | None
    rest: tuple[str, ...]


def read_notes(text: str | None) -> Notes:
    """Return the notes sorted by topic; what carries no known label is kept word for word."""
    topics: dict[str, tuple[str, ...]] = {}
    rest: list[str] = []
    for line in (text or "").splitlines():
        match = _LABELLED.match(line)
        topic = _TOPICS.get(match[1].strip().casefold()) if match else None
        if match and topic:
            topics[topic] = (*topics.get(topic, ()), one_line(match[2]))
        else:
            rest.extend(sentences(line))
    linked = tuple(text for text in rest if _ADDRESS.search(text))
    if linked and "call to action" not in topics:
        topics["call to action"] = linked
        rest = [text for text in rest if text not in linked]
    return Notes(topics, tuple(rest))


def portraits(text: str) -> tuple[tuple[Portrait, ...], tuple[str, ...]]:
    """Return the audiences that the text describes, and the sentences that are about none of them in particular.

    A list of two items or more is one audience an item; anything else is one audience.
    """
    lines = text.splitlines()
    items = [line for line in lines if is_bullet(line)]
    if len(items) > 1:
        others = tuple(part for line in lines if line not in items for part in sentences(line))
        return tuple(_portrait(item, f"Audience {n}") for n, item in enumerate(items, start=1)), others
    return (_portrait(text, "Main audience"),), ()


def _portrait(text: str, fallback: str) -> Portrait:
    description, *others = sentences(text) or (one_line(text),)
    barrier = next((part for part in others if _BARRIER.search(part)), None)
    need = next((part for part in others if _NEED.search(part) and part != barrier), None)
    rest = tuple(part for part in others if part not in (need, barrier))
    return Portrait(_name(description, fallback), description, need, barrier, rest)


def obstacle(portrait: Portrait) -> str | None:
    """Return what stands in an audience's way: its barrier, or the words of its description that tell of one."""
    if portrait.barrier:
        return portrait.barrier
    found = _TROUBLE.search(portrait.description)
    told = portrait.description[found.start() :] if found else ""
    return told if len(told.split()) >= _FEWEST_TELLING_WORDS else None


def hinders(fact: str) -> bool:
    """Tell whether a sentence of research is about something that holds people back."""
    return bool(_BARRIER.search(fact) or _HINDERS.search(fact))


def _name(description: str, fallback: str) -> str:
    head = _NAME_ENDS.split(description, maxsplit=1)[0].strip()
    fits = 1 < len(head.split()) <= LONGEST_NAME_WORDS and not _NOT_A_NAME.search(head)
    return head[:1].upper() + head[1:] if fits else fallback


def address(text: str) -> str | None:
    """Return the first web address in free text."""
    found = _ADDRESS.search(text)
    return found[0].rstrip(".,;)") if found else None
