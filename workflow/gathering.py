"""How do the comments of several people become one list of changes: who, on which section, what, and why?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflow.assent import Tone, assent
from workflow.draft import Section

FEWEST_WORDS = 2
"""A line of one word asks for nothing that anybody could do."""

_WORDS: dict[Section, str] = {
    Section.SUMMARY: r"summar(?:y|ies)|intro(?:duction)?|overview|background",
    Section.OBJECTIVES: r"objectives?|goals?|targets?|baselines?|aims?",
    Section.AUDIENCE: r"audiences?|segments?|personas?|target groups?|target market|customers?|buyers?|readers?",
    Section.PROPOSITION: r"propositions?|mandator(?:y|ies)|tag ?lines?|headlines?|straplines?|promises?|messages?|"
    r"messaging|slogans?|disclaimers?|logos?|claims?|proof",
    Section.CHANNELS: r"channel plan|channels?|media|budgets?|spend|emails?|social|search|display|influencers?|print|"
    r"radio|tv|posters?|outdoor|formats?|deliverables?|landing pages?",
    Section.LEARNINGS: r"past campaigns?|learnings?|last (?:year|time|campaign)|research|benchmarks?",
    Section.DIRECTIONS: r"(?:creative )?directions?|concepts?|ideas?|routes?|creative|visuals?|images?|mood",
    Section.TIMELINE: r"time ?lines?|deadlines?|schedules?|dates?|launch|phases?|milestones?|weeks?",
    Section.MEASUREMENT: r"measurements?|kpis?|metrics?|tracking|utms?|reporting|attribution|conversions?",
    Section.RISKS: r"risks?|open questions?|dependenc(?:y|ies)|assumptions?",
}
_NAMED = {section: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for section, words in _WORDS.items()}
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_BECAUSE = re.compile(r"[,;]?\s*\b(?:because|since|as otherwise|so that)\b\s*", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:(?:thanks?|thank you|thx|ok|okay|sure|will do|done|great|nice|on it|same here|agreed?|yes|no|good morning|hi|"
    r"hello|all|team|everyone|so much|a lot)[\s,.!]*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Comment:
    """What somebody wrote in a thread, as people read it: their name and the text."""

    by: str
    text: str


@dataclass(frozen=True)
class Point:
    """One change that somebody wrote for: who, on which section, None for the whole brief, what, and why if they said.

    `beside` are the others who wrote about the same section: what they want may contradict this, and only reading
    both tells. About the whole brief nobody is held to contradict anybody.
    """

    by: str
    section: Section | None
    what: str
    why: str = ""
    beside: tuple[str, ...] = ()


def gathered(comments: Iterable[Comment]) -> tuple[Point, ...]:
    """Return the changes that `comments` ask for, in the order of the brief's sections; what asks for none is left out.

    A list of points is taken apart, everything else stays as it was written.
    """
    points = [_point(comment.by, text) for comment in comments for text in _points(comment.text)]
    order = [*Section, None]
    return tuple(sorted(_with_neighbours(points), key=lambda point: order.index(point.section)))


def section_named(text: str) -> Section | None:
    """Return the section that `text` names most often, the first named of several; None when it names none."""
    found = {section: list(named.finditer(text)) for section, named in _NAMED.items()}
    named = {section: matches for section, matches in found.items() if matches}
    return min(named, key=lambda one: (-len(named[one]), named[one][0].start()), default=None)


def reasoned(text: str) -> tuple[str, str]:
    """Return what a text asks for and the reason that it gives, empty when it gives none."""
    what, _, why = _BECAUSE.sub("\0", text, count=1).partition("\0")
    return (what.strip(), why.strip().rstrip(".")) if what.strip() and why.strip() else (text.strip(), "")


def _point(by: str, text: str) -> Point:
    what, why = reasoned(text)
    return Point(by=by, section=section_named(what) or section_named(why), what=what, why=why)


def _points(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if sum(bool(_BULLET.match(line)) for line in lines) < 2:  # noqa: PLR2004  # a list has two points at least
        return [text.strip()] if _asks(text) else []
    return [_BULLET.sub("", line) for line in lines if _BULLET.match(line) and _asks(_BULLET.sub("", line))]


def _asks(text: str) -> bool:
    """Tell whether a text can ask for a change: a plain yes and a word of thanks do not."""
    spoken = len(re.findall(r"\w+", text)) >= FEWEST_WORDS
    return spoken and assent(text) is not Tone.PLAIN and not _COURTESY.fullmatch(text.strip())


def _with_neighbours(points: Sequence[Point]) -> list[Point]:
    told: list[Point] = []
    for point in points:
        same = [one.by for one in points if one.section is point.section and one.by != point.by]
        beside = tuple(dict.fromkeys(same)) if point.section else ()
        told.append(Point(point.by, point.section, point.what, point.why, beside))
    return told
