"""What lives can briefs have? A seeded walk draws mostly commands that are possible now, so that it gets somewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random

from tests.workflow import story as s
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Status
from workflow.errors import WorkflowError
from workflow.fold import evolve, replay
from workflow.lifecycle import ALLOWED, decide, open_brief
from workflow.people import Person
from workflow.team import Stage

WALKS = 2000
LONGEST = 60
PEOPLE = (s.DEE, s.NOOR, s.MAYA, s.AXEL)
ANYBODY = (*PEOPLE, s.ROSA, s.STRANGER)
EVERYONE = ("U0DEE", "U0MAYA", "U0ROSA", "S0DESIGNERS", "T0AGENCY/U0AXEL")


@dataclass(frozen=True)
class Walk:
    """One life: its log, the brief after each event, and how many wishes were refused on the way."""

    seed: int
    history: tuple[e.Event, ...]
    states: tuple[Brief, ...]
    refusals: int

    @property
    def end(self) -> Brief:
        return self.states[-1]


@cache
def all_walks() -> tuple[Walk, ...]:
    return tuple(walk(seed) for seed in range(WALKS))


def walk(seed: int) -> Walk:
    """Live one life; most of its commands are wanted, some come late, twice or from the wrong person."""
    dice = Random(seed)  # noqa: S311  # a repeatable walk, not a secret
    now = s.START
    history: list[e.Event] = list(open_brief("BRF-1", s.opening(chain=_chain(dice)), now))
    states = [replay(history)]
    refusals = 0
    for _ in range(LONGEST):
        if states[-1].status.is_final:
            break
        now += timedelta(minutes=dice.choice((-30, 0, 1, 7, 600)))
        try:
            events = decide(states[-1], _command(dice, states[-1]), now)
        except WorkflowError:
            refusals += 1
            continue
        for event in events:
            states.append(evolve(states[-1], event))
            history.append(event)
    return Walk(seed, tuple(history), tuple(states), refusals)


def _chain(dice: Random) -> tuple[Stage, ...]:
    names = ("designer", "marketer", "agency", "legal")[: dice.randint(1, 4)]
    return tuple(
        Stage(name=name, title=name.title(), channel="C0ROOM", approvers=EVERYONE, required=dice.choice((1, 1, 2)))
        for name in names
    )


def _command(dice: Random, brief: Brief) -> c.Command:
    if dice.random() < 0.15:
        return dice.choice(list(_stray(dice, brief)))
    if brief.open_handover and brief.open_handover.blocked and dice.random() < 0.5:
        return c.RetryDelivery(by=dice.choice((None, s.ROSA)))
    wanted = [make for kind, make in _LIKELY if kind in ALLOWED[brief.status] and _makes_sense(kind, brief)]
    return dice.choice(wanted)(dice, brief)


def _makes_sense(kind: type, brief: Brief) -> bool:
    """While the agent writes only its report helps; what is held waits for people."""
    if brief.status is not Status.DRAFTING:
        return True
    reports = kind in {c.RecordDraft, c.RecordDraftFailure}
    return not reports if brief.held else kind not in {c.Override, c.ReviseCampaign, c.Edit}


def _stray(dice: Random, brief: Brief) -> Iterator[c.Command]:
    """Late, doubled and forged commands: they may be refused or ignored, never do harm."""
    revision = dice.randint(0, brief.revision + 2)
    stage = dice.choice([stage.name for stage in brief.chain])
    who = dice.choice(ANYBODY)
    yield s.drafted(revision)
    yield s.failed(revision)
    yield s.delivered(stage, revision)
    yield s.blocked(stage, revision)
    yield s.yes(who, stage, revision)
    yield s.no(who, stage, revision)
    yield c.RetryDelivery(by=dice.choice((None, who)))
    yield c.RetryDraft(by=who)
    yield s.edit(who, revision)
    yield s.override(who)
    yield s.revise(who)


def _who(dice: Random, brief: Brief) -> Person:
    stage = brief.stage
    given = {a.by for a in brief.approvals_of(stage.name, brief.revision)} if stage else set()
    return dice.choice([person for person in PEOPLE if person.id not in given])


def _message(dice: Random, brief: Brief) -> e.Message | None:
    shift = timedelta(minutes=dice.randint(-60, 60))
    return dice.choice((None, s.posted(brief.changed_at + shift)))


def _approve(dice: Random, brief: Brief) -> c.Command:
    return s.yes(_who(dice, brief), _stage(brief), brief.revision, _message(dice, brief))


def _request_changes(dice: Random, brief: Brief) -> c.Command:
    return s.no(_who(dice, brief), _stage(brief), brief.revision, _message(dice, brief))


def _stage(brief: Brief) -> str:
    return brief.stage.name if brief.stage else ""


def _deliver(dice: Random, brief: Brief) -> c.Command:
    at = brief.changed_at + timedelta(minutes=dice.randint(-60, 60))
    return s.delivered(_stage(brief), brief.revision, at)


def _block(dice: Random, brief: Brief) -> c.Command:
    return s.blocked(_stage(brief), brief.revision, dice.choice(("not_in_channel", "is_archived")))


def _stop(dice: Random, brief: Brief) -> c.Command:
    return s.stopped(brief.next_revision).model_copy(update={"changed": _changed(dice)})


def _edit(dice: Random, brief: Brief) -> c.Command:
    blocking = dice.choice(((), (), ("The channel budgets do not add up.",)))
    known = {"changed": _changed(dice), "blocking": blocking}
    return s.edit(dice.choice(ANYBODY), brief.revision).model_copy(update=known)


def _changed(dice: Random) -> tuple[str, ...]:
    return dice.choice(((), (), ("budget",), ("dates", "goal")))


_Make = Callable[[Random, Brief], c.Command]
_LIKELY: tuple[tuple[type, _Make], ...] = (
    *[(c.RecordDraft, lambda _, brief: s.drafted(brief.next_revision))] * 6,
    *[(c.RecordDraft, _stop)] * 3,
    *[(c.Override, lambda dice, _: s.override(dice.choice((s.ROSA, s.ROSA, s.DEE))))] * 6,
    *[(c.ReviseCampaign, lambda _, __: s.revise())] * 2,
    *[(c.Edit, _edit)] * 2,
    *[(c.RecordDraftFailure, lambda _, brief: s.failed(brief.next_revision))] * 4,
    *[(c.RetryDraft, lambda _, __: c.RetryDraft(by=s.ROSA))] * 6,
    *[(c.Approve, _approve)] * 8,
    *[(c.RequestChanges, _request_changes)] * 2,
    *[(c.RecordDelivery, _deliver)] * 5,
    *[(c.RecordDeliveryFailure, _block)] * 4,
    (c.RecordAuthorMessage, lambda _, brief: c.RecordAuthorMessage(message=s.posted(brief.changed_at, "D0ROSA"))),
    (c.Cancel, lambda _, __: s.cancel()),
)
