"""How does a test tell a trial? In wishes and reports, from its start on."""

from datetime import date, timedelta

from tests.workflow.story import CAMPAIGN, START
from workflow.draft import Section
from workflow.events import Message
from workflow.shadow import facts as f
from workflow.shadow import wishes as w
from workflow.shadow.questions import Choice, Question, Side
from workflow.shadow.rules import decide, start
from workflow.shadow.sheet import COMPARED, Part, Passage, Sheet
from workflow.shadow.trial import Pair, Trial, evolve, replay
from workflow.values import replaced

HEAD, WRITER, HELPER = "U0HEAD", "U0WRITER", "U0HELPER"
REVIEWERS = ("U0ANN", "U0BEA", "U0CAL")
MINUTE = timedelta(minutes=1)

RULES = w.StartTrial(
    by=HEAD,
    workspace="T0HOME",
    team="T",
    zone="Europe/London",
    first_day=date(2027, 1, 4),
    last_day=date(2027, 1, 18),
    reviewers=REVIEWERS,
    readers=("U0READER",),
    bar=50,
    seed="5eed",
)


def trial(**changes: object) -> Trial:
    """Return a trial that has just begun."""
    return replay([start(RULES.model_copy(update=changes), None, START)])


def after(found: Trial, *commands: w.Asked, minutes: int = 0) -> Trial:
    """Return a trial after some commands, `minutes` after its start."""
    for command in commands:
        for fact in decide(found, command, START + minutes * MINUTE):
            found = evolve(found, fact)
    return found


def entry(file: str = "F1", by: str = WRITER, helpers: tuple[str, ...] = (), minutes: int = 240) -> w.EnterPair:
    return w.EnterPair(by=by, campaign=CAMPAIGN, minutes=minutes, helpers=helpers, file=file)


def with_pair(found: Trial, file: str = "F1", minutes: int = 240) -> Trial:
    """Return a trial with one more pair, of which both briefs are there."""
    entered = after(found, entry(file, minutes=minutes))
    number = entered.pairs[-1].number
    sheet, drafted = w.RecordDocument(pair=number, sheet="p"), w.RecordAgentDraft(pair=number, draft="d", sheet="a")
    return after(after(entered, sheet), drafted, minutes=2)


def said(pair: Pair, by: str, prefer: Side | None, *, guess: Choice | None = None) -> w.Judge:
    """Return what a reviewer who prefers a side says of all of its questions."""
    first = pair.first_for(by)
    choice = Choice.NEITHER if prefer is None else Choice.A if prefer is first else Choice.B
    return w.Judge(pair=pair.number, by=by, answers=dict.fromkeys(Question, choice), overall=choice, guess=guess)


def judged(found: Trial, one: Side | None, other: Side | None) -> Trial:
    """Return a trial whose newest pair both reviewers have judged."""
    pair = found.pairs[-1]
    return after(found, said(pair, pair.reviewers[0], one), said(pair, pair.reviewers[1], other))


def with_outcomes(found: Trial, *both: tuple[Side | None, Side | None]) -> Trial:
    """Return a trial with one judged pair for each of `both`, what its two reviewers prefer."""
    for i, preferences in enumerate(both):
        found = judged(with_pair(found, f"F{len(found.pairs)}-{i}"), *preferences)
    return found


def reviewed_by(found: Trial, reviewers: tuple[str, str]) -> Trial:
    """Return a trial whose newest pair has these reviewers."""
    return replaced(found, pairs=(*found.pairs[:-1], replaced(found.pairs[-1], reviewers=reviewers)))


def message(ts: str = "1798880400.000100") -> Message:
    return Message(channel="D0ANN", ts=ts)


def sheet(**said_under: str) -> Sheet:
    """Return a sheet with a line under each named section."""
    texts = {Section(name): text for name, text in said_under.items()}
    return Sheet(
        parts=tuple(
            Part(section=one, title=one.label, passages=(Passage(text=texts[one]),) if one in texts else ())
            for one in COMPARED
        )
    )


def reading(pair: Pair, reviewer: str, prefer: Side | None) -> f.Reading:
    """Return what a model says that prefers a side of all that it is asked, in the order of a reviewer."""
    said_ = said(pair, reviewer, prefer)
    return f.Reading(answers=said_.answers, overall=said_.overall)


def opinion(pair: Pair, first: Side | None, second: Side | None) -> w.RecordModelJudgement:
    """Return what a model reports that prefers a side in the first order and one in the second."""
    one, other = pair.reviewers
    readings = (reading(pair, one, first), reading(pair, other, second))
    return w.RecordModelJudgement(pair=pair.number, model="m-1", readings=readings)
