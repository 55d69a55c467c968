"""What changed since the people of a stage last saw the brief, on one short line for each section?"""

from collections.abc import Sequence
from itertools import takewhile

from bot.views.blocks import Block, section
from bot.views.mrkdwn import escaped
from workflow.difference import Difference
from workflow.draft import ChangeAnswer, Section
from workflow.drafting.words import count, one_line, sentences
from workflow.kinds.paper import Answer

MOST_SHOWN = 5
LONGEST_SIDE = 48
LONGEST_LABEL = 40
LONGEST_ANSWER = 200
_AROUND = 2  # words beside what changed: enough to find it
_WHOLE = "The brief"


def changed_blocks(since: int, differences: Sequence[Difference]) -> list[Block]:
    """Return what differs from revision `since`: each section's first change in words, and the rest counted."""
    if not differences:
        return []
    told = [one for one in differences if not _follows(one)] or list(differences)
    parts = {_place(one): [other for other in told if _place(other) == _place(one)] for one in told}
    lines = [f"*Changed since revision {since}* (all of it is in the thread’s “-changes” file):"]
    lines += [_line(where, own) for where, own in list(parts.items())[:MOST_SHOWN]]
    more = len(parts) - MOST_SHOWN
    return [section("\n".join([*lines, *([f"• and {count(more, 'more section')}"] if more > 0 else [])]))]


def change_in_short(differences: Sequence[Difference]) -> str:
    """Return on one line what two revisions differ in: the first change in words and the rest counted."""
    told = [one for one in differences if not _follows(one)] or list(differences)
    if not told:
        return "nothing in what it says"
    more = f", and {count(len(told) - 1, 'more change')}" if len(told) > 1 else ""
    return f"*{_place(told[0])}*: {_change(_place(told[0]), told[0])}{more}"


def answered(answers: Sequence[ChangeAnswer | Answer]) -> list[str]:
    """Return what was done about each request, or why not, on one line: the first few and the rest counted.

    The document holds each answer in full, so its first sentence is told; one request alone stands above already.
    """
    lines = [_answer(one, is_alone=len(answers) == 1) for one in answers[:MOST_SHOWN]]
    more = len(answers) - MOST_SHOWN
    return [*lines, *([f"• and {count(more, 'more answer')}, in the document"] if more > 0 else [])]


def _answer(given: ChangeAnswer | Answer, *, is_alone: bool) -> str:
    where = given.section.label if isinstance(given.section, Section) else given.section or _WHOLE
    asked = "" if is_alone else f", “{escaped(one_line(given.note), LONGEST_SIDE)}”"
    done = next(iter(sentences(given.answer)), "")
    return f"• *{where}*{asked}: {escaped(done, LONGEST_ANSWER)}"


def _follows(difference: Difference) -> bool:
    """Tell whether a change goes without saying: the answer to a request is told with it, a source with its claim."""
    return difference.section is Section.SOURCES or (difference.section is None and difference.label == "Answer")


def _place(difference: Difference) -> str:
    return difference.place or (difference.section.label if difference.section else _WHOLE)


def _line(where: str, own: Sequence[Difference]) -> str:
    more = f" _and {count(len(own) - 1, 'more change')}_" if len(own) > 1 else ""
    return f"• *{where}*: {_change(where, own[0])}{more}"


def _change(where: str, difference: Difference) -> str:
    label = "" if difference.label == where else escaped(one_line(difference.label), LONGEST_LABEL)
    before, after = _narrowed(difference.before, difference.after)
    if before and after:
        return f"{label}{': ' * bool(label)}{before} → {after}"
    did = f"added: {after}" if after else f"removed: {before}"
    return f"{label} {did}".strip()


def _narrowed(before: str, after: str) -> tuple[str, str]:
    """Return both sides without the words that they begin and end with alike, but for a few."""
    old, new = one_line(before).split(" "), one_line(after).split(" ")
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    first, last = max(0, start - _AROUND), max(0, end - _AROUND)
    return _cut(old, first, last), _cut(new, first, last)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(words: Sequence[str], first: int, last: int) -> str:
    kept = " ".join(words[first : len(words) - last])
    return escaped(f"{'…' * bool(first)}{kept}{'…' * bool(last)}", LONGEST_SIDE)
