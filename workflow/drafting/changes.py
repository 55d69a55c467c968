"""What does a revision do about each change that was requested?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.draft import Basis, ChangeAnswer, Claim, Question, Section, SectionNote
from workflow.drafting.directions import FEWEST, Approach, shown
from workflow.drafting.port import Assignment, ChangeRequest
from workflow.drafting.sources import Shelf, stage_title
from workflow.drafting.words import one_line, quote, sentence

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SETS_PROPOSITION = frozenset(
    "please can could you we change the new proposition to use make it this line should be say read as set rewrite is "
    "with replace instead a let's try one thing statement by".split()
)
_ADD = re.compile(
    r"(?:please\s+)?add\b(?:\s+(?:the|a)?\s*mandator(?:y|ies)\b)?[\s:,]*(\S.*)", re.IGNORECASE | re.DOTALL
)
_DROP = re.compile(r"\b(?:drop|remove|delete|lose|cut)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\bdirections?\s+((?:\d(?:\s*(?:,|and|&)\s*)?)+)", re.IGNORECASE)
FEWEST_WORDS = 3


@dataclass(frozen=True)
class Amendments:
    """What all requests so far come to.

    Attributes:
        proposition: the proposition that a request put in place of the author's.
        mandatories: lines that requests added.
        dropped: names of the directions that requests took out.
        notes: requests that people must act on, carried into their sections word for word.
        answers: what was done about each request.
        questions: what people must decide.
    """

    proposition: Claim | None = None
    mandatories: tuple[Claim, ...] = ()
    dropped: tuple[str, ...] = ()
    notes: tuple[SectionNote, ...] = ()
    answers: tuple[ChangeAnswer, ...] = ()
    questions: tuple[Question, ...] = ()


def amendments(assignment: Assignment, found: Sequence[Approach], shelf: Shelf) -> Amendments:
    """Answer every requested change, oldest first: do what rules can do, and hand the rest to people."""
    made = Amendments()
    for change, source in zip(assignment.changes, shelf.changes, strict=True):
        made = _answered(made, change, assignment, found, source)
    return made


def _answered(
    made: Amendments, change: ChangeRequest, assignment: Assignment, found: Sequence[Approach], source: str
) -> Amendments:
    if change.section is Section.PROPOSITION and (text := _proposition(change.note)):
        amended = replace(made, proposition=_asked(text, source))
        return _with_answer(amended, change, assignment, "Done: the proposition now reads as asked, word for word.")
    if change.section is Section.PROPOSITION and (added := _ADD.fullmatch(change.note.strip())):
        amended = replace(made, mandatories=(*made.mandatories, _asked(sentence(_bare(added[1])), source)))
        done = "Done: added to the mandatories as written. Say so if it was meant for another place."
        return _with_answer(amended, change, assignment, done)
    if change.section in (Section.DIRECTIONS, None) and (names := _dropped(change.note, shown(found, made.dropped))):
        return _without(made, names, change, assignment, found)
    return _carried(made, change, assignment, source)


def _proposition(note: str) -> str | None:
    quoted = _QUOTED.findall(note)
    around = re.findall(r"[a-z']+", _QUOTED.sub(" ", note).lower().replace("’", "'"))
    plain = len(quoted) == 1 and set(around) <= _SETS_PROPOSITION
    return one_line(quoted[0]) if plain and len(quoted[0].split()) >= FEWEST_WORDS else None


def _bare(text: str) -> str:
    whole = _QUOTED.fullmatch(text.strip())
    return whole[1] if whole else text


def _dropped(note: str, current: Sequence[Approach]) -> tuple[str, ...]:
    if not _DROP.search(note):
        return ()
    numbers = {int(digit) for match in _NUMBERS.finditer(note) for digit in re.findall(r"\d", match[1])}
    said = note.casefold()
    return tuple(
        approach.name
        for number, approach in enumerate(current, start=1)
        if number in numbers or approach.name.casefold() in said
    )


def _without(
    made: Amendments,
    names: tuple[str, ...],
    change: ChangeRequest,
    assignment: Assignment,
    found: Sequence[Approach],
) -> Amendments:
    dropped = (*made.dropped, *names)
    if len(shown(found, dropped)) < FEWEST:
        kept = "Not done: a brief shows three directions at least, and no other approach is left to put in its place."
        return _with_answer(made, change, assignment, kept)
    before = {approach.name for approach in shown(found, made.dropped)}
    new = [quote(approach.name) for approach in shown(found, dropped) if approach.name not in before]
    instead = f" {new[0]} takes its place." if new else ""
    done = f"Done: {' and '.join(quote(name) for name in names)} is out.{instead}"
    return _with_answer(replace(made, dropped=dropped), change, assignment, done)


def _because(change: ChangeRequest) -> str:
    return f" Why: {quote(change.why)}." if change.why else ""


def _carried(made: Amendments, change: ChangeRequest, assignment: Assignment, source: str) -> Amendments:
    section = change.section or Section.SUMMARY
    title = stage_title(change.stage, assignment)
    place = f"“{section.label}”"
    about = f" about {quote(change.about)}" if change.about else ""
    asked = f"{_who(change, assignment)}, {title}, asked of revision {change.revision}{about}: {quote(change.note)}."
    text = asked + _because(change)
    which = f"What does {place} say instead" if change.section else "What in the brief changes"
    question = f"{which}, to answer {title}’s request of revision {change.revision}?"
    amended = replace(
        made,
        notes=(*made.notes, SectionNote(section=section, claim=_asked(text, source))),
        questions=(*made.questions, Question(text=question, section=section, owner=assignment.author)),
    )
    answer = (
        f"Not rewritten: the embedded drafter does not guess at free text. The request stands word for word in {place} "
        f"and its answer is an open question to {assignment.author}."
    )
    return _with_answer(amended, change, assignment, answer)


def _asked(text: str, source: str) -> Claim:
    return Claim(text=text, basis=Basis.REQUEST, sources=(source,))


def _who(change: ChangeRequest, assignment: Assignment) -> str:
    return assignment.names.get(change.by, change.by)


def _with_answer(made: Amendments, change: ChangeRequest, assignment: Assignment, answer: str) -> Amendments:
    given = ChangeAnswer(
        revision=change.revision,
        stage=stage_title(change.stage, assignment),
        by=_who(change, assignment),
        section=change.section,
        note=change.note,
        answer=answer,
    )
    return replace(made, answers=(*made.answers, given))
