"""What lives can briefs have? A seeded walk draws mostly commands that are possible now, so that it gets somewhere."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from tests.workflow import story as s
from workflow import commands as c
from workflow import events as e
from workflow.absence import Absence, check, stand_in_of, stands_in_for
from workflow.brief import Brief, Handover, Status
from workflow.conditions import Condition, Facts
from workflow.course import standing
from workflow.errors import WorkflowError
from workflow.fold import evolve, replay
from workflow.inputs import CAMPAIGN, Inputs
from workflow.lifecycle import ALLOWED, decide, open_brief
from workflow.people import Person, is_listed
from workflow.seats import seats
from workflow.team import Stage

WALKS = 2000
LONGEST = 70
PEOPLE = (s.DEE, s.NOOR, s.MAYA, s.AXEL)
ANYBODY = (*PEOPLE, s.ROSA, s.STRANGER)
EVERYONE = ("U0DEE", "U0MAYA", "U0ROSA", "S0DESIGNERS", "T0AGENCY/U0AXEL")
FEW = ("U0DEE", "U0MAYA", "U0ROSA")
ERRAND: dict[str, Any] = {
    "workflow": "errand",
    "prefix": "ERR",
    "inputs": Inputs.model_validate({"name": "An errand", "fetch": ["milk", "ink"], "until": None}),
    "material": ("list", "shop"),
}
"""What a workflow opens of which the chain, and everybody else, knows nothing."""
CONDITIONS = (
    Condition(budget_over=50000),
    Condition(findings=("claims-cleared",)),
    Condition(claims=True),
    Condition(markets=("Germany",)),
)


@dataclass(frozen=True)
class Walk:
    """One life: its log, the brief after each event and after each command, and how many wishes were refused.

    `causes` are the commands that caused the events, one for each.
    """

    seed: int
    history: tuple[e.Event, ...]
    causes: tuple[c.Command | c.Open, ...]
    states: tuple[Brief, ...]
    rests: tuple[Brief, ...]
    refusals: int
    away: tuple[Absence, ...]

    @property
    def end(self) -> Brief:
        return self.states[-1]


class Dice(Random):
    """The dice of one life, which know who is away in it."""

    away: tuple[Absence, ...] = ()


@cache
def all_walks() -> tuple[Walk, ...]:
    return tuple(walk(seed) for seed in range(WALKS))


def walk(seed: int) -> Walk:
    """Live one life, of an errand where `seed` is odd; most of its commands are wanted, some are late or forged."""
    dice = Dice(seed)  # a repeatable walk, not a secret
    now = s.START
    dice.away = _absences(dice)
    opening = _opening(dice, errand=bool(seed % 2))
    history: list[e.Event] = list(open_brief("ERR-1" if seed % 2 else "BRF-1", opening, now))
    causes: list[c.Command | c.Open] = [opening]
    states = [replay(history)]
    rests = [states[0]]
    refusals = 0
    for _ in range(LONGEST):
        if _is_over(states[-1]):
            break
        now += timedelta(minutes=dice.choice((-30, 0, 1, 7, 600)))
        command = _with_stand_in(dice, _command(dice, states[-1]), now)
        try:
            events = decide(states[-1], command, now)
        except WorkflowError:
            refusals += 1
            continue
        for event in events:
            states.append(evolve(states[-1], event))
            history.append(event)
            causes.append(command)
        rests.append(states[-1])
    return Walk(seed, tuple(history), tuple(causes), tuple(states), tuple(rests), refusals, dice.away)


def _absences(dice: Random) -> tuple[Absence, ...]:
    """Draw who is away when and names whom, as far as the rules let it be."""
    known: list[Absence] = []
    for number in range(1, dice.choice((1, 5, 9))):
        who, since = dice.choice(PEOPLE[:3]).id, s.START + timedelta(hours=dice.randint(0, 40))
        until, stand_in = since + timedelta(hours=dice.randint(8, 240)), dice.choice((s.LIV, s.OLE, *PEOPLE[:3])).id
        said = {"number": number, "zone": "UTC", "proposed_by": who, "confirmed_by": who}
        wanted = Absence(who=who, since=since, until=until, stand_in=dice.choice((stand_in, stand_in, None)), **said)
        with suppress(WorkflowError):
            check(wanted, known)
            known.append(wanted)
    return tuple(known)


def _with_stand_in(dice: Dice, command: c.Command, now: datetime) -> c.Command:
    """Return a command with those for whom its person stands in at this moment."""
    person = getattr(command, "by", None)
    if not isinstance(person, Person) or not isinstance(command, c.Wish):
        return command
    return command.model_copy(update={"by": _standing_in(dice, person, now)})


def _standing_in(dice: Dice, person: Person, now: datetime) -> Person:
    away = stands_in_for(dice.away, person.id, now)
    return person.model_copy(update={"stands_in_for": tuple(who for who in PEOPLE if who.id in away)})


def _is_over(brief: Brief) -> bool:
    """Tell whether nothing more is to be expected: of a completed brief its author tells what it took and brought."""
    told_all = brief.minutes is not None and brief.outcome is not None
    return brief.status.is_final and (told_all or brief.status is not Status.COMPLETED)


def _opening(dice: Random, *, errand: bool) -> c.Open:
    """Draw policies of every kind; the first stage has no condition, as one stage of every chain has none."""
    names = ("designer", "marketer", "agency", "legal")[: dice.randint(1, 4)]
    together = set(names[dice.randint(0, 2) :][:2]) if dice.random() < 0.5 else set()
    chain = tuple(_stage_of(dice, name, name in together, name == names[0]) for name in names)
    opening = s.opening(chain=chain).model_copy(update={"self_approval": dice.random() < 0.3})
    return opening.model_copy(update=dict(ERRAND)) if errand else opening


def _stage_of(dice: Random, name: str, is_parallel: bool, is_first: bool) -> Stage:  # two draws of one stage
    return Stage(
        name=name,
        title=name.title(),
        channel="C0ROOM",
        approvers=dice.choice((EVERYONE, FEW)),
        required=dice.choice((1, 1, 2, "any", "all", "majority")),
        parallel="together" if is_parallel else None,
        when=dice.choice(CONDITIONS) if not is_first and dice.random() < 0.4 else None,
        outside=name in {"marketer", "agency"},
    )


def voters(stage: Stage) -> frozenset[str]:
    """Return the ids of everybody whom a stage lists, author included."""
    return stage.persons | ({"U0NOOR"} if stage.groups else frozenset())


def _command(dice: Dice, brief: Brief) -> c.Command:
    if dice.random() < 0.15:
        return dice.choice(list(_stray(dice, brief)))
    if any(stay.blocked for stay in brief.open_handovers) and dice.random() < 0.5:
        return c.RetryDelivery(by=dice.choice((None, s.ROSA)))
    wanted = [make for kind, make in _LIKELY if kind in ALLOWED[brief.status] and _makes_sense(kind, brief)]
    return dice.choice(wanted)(dice, brief)


def _makes_sense(kind: type, brief: Brief) -> bool:
    """While the agent writes only its report helps; what is held waits for people."""
    if kind is c.LookAgain:
        return bool(_stood(brief))
    if kind is c.MakeLink:
        return any(stage.outside for stage in brief.chain)
    if kind is c.RevokeLink:
        return bool(brief.links)
    if brief.status is not Status.DRAFTING:
        return True
    reports = kind in {c.RecordDraft, c.RecordDraftFailure}
    return not reports if brief.held else kind not in {c.Override, c.ReviseInputs, c.Edit}


def _stray(dice: Dice, brief: Brief) -> Iterator[c.Command]:
    """Late, doubled and forged commands: they may be refused or ignored, never do harm."""
    revision = dice.randint(0, brief.revision + 2)
    stage = dice.choice([stage.name for stage in brief.chain])
    who = dice.choice(ANYBODY)
    yield from (s.drafted(revision), s.failed(revision), s.delivered(stage, revision), s.blocked(stage, revision))
    yield c.RecordShortage(stage=stage, revision=revision, reason="nobody is left")
    yield s.yes(who, stage, revision)
    yield s.no(who, stage, revision)
    yield s.decline(who, stage, revision)
    yield s.look(who, stage, revision)
    yield s.look_again(who, stage, revision)
    yield s.link(who, f"L{brief.position}", stage, days=dice.choice((1, 3, 30)))
    yield c.RevokeLink(by=who, person=dice.choice(["LNOBODY", *(link.person for link in brief.links)]))
    yield s.reminder(stage, revision, dice.choice(("nudge", "breach", "escalation")), told=(who.id,))
    yield c.RetryDelivery(by=dice.choice((None, who)))
    yield c.RetryDraft(by=who)
    yield c.Withdraw(by=who)
    yield s.pause(who)
    yield c.Resume(by=who)
    yield s.edit(who, revision)
    again = s.reassign(who, dice.choice(PEOPLE).id, dice.choice(ANYBODY), stage, revision)
    yield from (s.override(who), s.revise(who), s.cancel(who), again)
    yield from (s.tell_minutes(who), s.tell_outcome(who), c.AskOutcome(reminder=dice.random() < 0.5))


def _stay(dice: Dice, brief: Brief) -> Handover:
    return dice.choice(brief.open_handovers)


def _who(dice: Dice, brief: Brief, stay: Handover) -> Person:
    """Draw somebody who may decide, if one is left who has not yet; or one who has and could take another's place."""
    stage = brief.stage_named(stay.stage)
    assert stage is not None
    given = {a.by for a in brief.approvals_of(stay.stage, stay.revision)}
    able = [_standing_in(dice, who, brief.changed_at) for who in (*PEOPLE, s.ROSA, s.LIV, s.LIV, s.OLE, s.OLE)]
    free = [who for who in able if who.id not in given and _places(brief, stay, stage, who)]
    listed = [who for who in (*PEOPLE, s.ROSA) if is_listed(who, stage.approvers, brief.workspace)]
    linked = [s.JO.model_copy(update={"id": link.person}) for link in brief.links if link.stage == stage.name]
    listed += linked
    free += [who for who in linked if who.id not in given]
    again = [who for who in able if who.id in given and _places(brief, stay, stage, who)]
    if again and dice.random() < 0.3:
        return dice.choice(again)
    deputies = [who for who in free if who.id not in _places(brief, stay, stage, who)]
    return dice.choice((deputies if dice.random() < 0.9 else free) or free or listed)


def _places(brief: Brief, stay: Handover, stage: Stage, who: Person) -> set[str]:
    """Return the places that somebody can still take at a request."""
    return set(seats(brief, stage, stay, who)) - brief.voices_of(stay.stage, stay.revision)


def _message(dice: Dice, brief: Brief) -> e.Message | None:
    shift = timedelta(minutes=dice.randint(-60, 60))
    return dice.choice((None, s.posted(brief.changed_at + shift)))


def _approve(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    stage = brief.stage_named(stay.stage)
    assert stage is not None
    yes = s.yes(_at_the_click(dice, _who(dice, brief, stay)), stay.stage, stay.revision, _message(dice, brief))
    return yes.model_copy(update={"voters": _voters_now(dice, stage) if dice.random() < 0.95 else None})


def _at_the_click(dice: Dice, who: Person) -> Person:
    """Return somebody as Slack knows them when they click: some left their group, or the workspace, before."""
    left: tuple[dict[str, object], ...] = ({"groups": frozenset()}, {"is_active": False}, {"is_guest": True})
    return who.model_copy(update=dice.choice(left)) if who.workspace != s.JO.workspace and dice.random() < 0.1 else who


def _voters_now(dice: Dice, stage: Stage) -> frozenset[str]:
    """Return who can approve at this moment: now and then one of those listed cannot any more, approved or not."""
    everybody = voters(stage)
    return everybody - {dice.choice(sorted(everybody))} if dice.random() < 0.3 else everybody


def _request_changes(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    return s.no(_at_the_click(dice, _who(dice, brief, stay)), stay.stage, stay.revision, _message(dice, brief))


def _decline(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    return s.decline(_at_the_click(dice, _who(dice, brief, stay)), stay.stage, stay.revision)


def _look(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    return s.look(_who(dice, brief, stay), stay.stage, stay.revision, _message(dice, brief))


def _reassign(dice: Dice, brief: Brief) -> c.Command:
    """Give the request of somebody who has not decided to somebody who is not asked there, mostly by who may."""
    stay = _stay(dice, brief)
    stage = brief.stage_named(stay.stage)
    assert stage is not None
    asked = dice.choice(sorted(voters(stage) - brief.voices_of(stay.stage, stay.revision)) or ["U0DEE"])
    by = dice.choice((s.ROSA, *(who for who in PEOPLE if who.id == asked), dice.choice(PEOPLE)))
    away = [who for who in PEOPLE if stand_in_of(dice.away, who.id, brief.changed_at) not in {None, who.id}]
    wish = s.reassign(by, asked, dice.choice((s.LIV, s.LIV, s.OLE, *PEOPLE, *away * 7)), stay.stage, stay.revision)
    return wish.model_copy(update={"voters": voters(stage), "is_admin": dice.random() < 0.3})


def _stood(brief: Brief) -> list[str]:
    """Return the stages whose approval of an earlier revision stands."""
    stays = ((stage.name, standing(brief, stage.name)) for stage in brief.chain)
    return [name for name, stay in stays if stay and stay.revision < brief.revision]


def _look_again(dice: Dice, brief: Brief) -> c.Command:
    return s.look_again(dice.choice((s.DEE, s.MAYA)), dice.choice(_stood(brief)), brief.revision)


def _link(dice: Dice, brief: Brief) -> c.Command:
    until = brief.changed_at + timedelta(days=dice.choice((1, 5, 29)))
    outside = [stage.name for stage in brief.chain if stage.outside]
    made = s.link(dice.choice((s.ROSA, s.MAYA)), f"L{brief.position}", dice.choice(outside))
    return made.model_copy(update={"until": until})


def _revoke(dice: Dice, brief: Brief) -> c.Command:
    return c.RevokeLink(by=dice.choice((s.ROSA, s.MAYA)), person=dice.choice(brief.links).person)


def _deliver(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    at = brief.changed_at + timedelta(minutes=dice.randint(-60, 60))
    return s.delivered(stay.stage, stay.revision, at)


def _block(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    return s.blocked(stay.stage, stay.revision, dice.choice(("not_in_channel", "is_archived")))


def _remind(dice: Dice, brief: Brief) -> c.Command:
    stay = _stay(dice, brief)
    mentioned = dice.choice(((), ("U0DEE",), ("U0DEE", "U0MAYA")))
    return s.reminder(stay.stage, stay.revision, dice.choice(("nudge", "breach")), mentioned, ("U0NOOR",))


def _draft(dice: Dice, brief: Brief) -> c.Command:
    return s.drafted(brief.next_revision, changed=_changed(dice, brief), facts=_facts(dice))


def _stop(dice: Dice, brief: Brief) -> c.Command:
    return s.stopped(brief.next_revision).model_copy(update={"changed": _changed(dice, brief), "facts": _facts(dice)})


def _edit(dice: Dice, brief: Brief) -> c.Command:
    blocking = dice.choice(((), (), ("The channel budgets do not add up.",)))
    known = {"changed": _changed(dice, brief), "blocking": blocking, "facts": _facts(dice)}
    return s.edit(dice.choice(ANYBODY), brief.revision).model_copy(update=known)


def _changed(dice: Dice, brief: Brief) -> tuple[str, ...]:
    return dice.choice(((), (), brief.material[:1], brief.material[1:3]))


def _revise(_: Dice, brief: Brief) -> c.Command:
    return s.revise() if brief.workflow == CAMPAIGN else c.ReviseInputs(by=s.ROSA, inputs=ERRAND["inputs"])


def _facts(dice: Random) -> Facts | None:
    findings = dice.choice(((), ("claims-cleared",)))
    found = s.facts(dice.choice((46000, 60000)), market=dice.choice((None, "France", "Germany")), findings=findings)
    claims = found.model_copy(update={"claims": ("best",)})
    return dice.choice((found, claims, found, None))


_Make = Callable[[Dice, Brief], c.Command]
_LIKELY: tuple[tuple[type, _Make], ...] = (
    *[(c.RecordDraft, _draft)] * 6,
    *[(c.RecordDraft, _stop)] * 3,
    *[(c.Override, lambda dice, _: s.override(dice.choice((s.ROSA, s.ROSA, s.DEE))))] * 6,
    *[(c.ReviseInputs, _revise)] * 2,
    *[(c.Edit, _edit)] * 3,
    *[(c.RecordDraftFailure, lambda _, brief: s.failed(brief.next_revision))] * 4,
    *[(c.RetryDraft, lambda _, __: c.RetryDraft(by=s.ROSA))] * 6,
    *[(c.Approve, _approve)] * 20,
    *[(c.RequestChanges, _request_changes)] * 2,
    *[(c.Look, _look)] * 2,
    *[(c.Reassign, _reassign)] * 9,
    *[(c.LookAgain, _look_again)] * 16,
    *[(c.MakeLink, _link)] * 6,
    (c.RevokeLink, _revoke),
    *[(c.RecordDelivery, _deliver)] * 5,
    *[(c.RecordDeliveryFailure, _block)] * 4,
    *[(c.RecordReminder, _remind)] * 5,
    *[(c.Resume, lambda _, __: c.Resume(by=s.ROSA))] * 6,
    *[(c.Decline, _decline)] * 2,
    (c.Withdraw, lambda _, __: c.Withdraw(by=s.ROSA)),
    (c.Pause, lambda _, __: s.pause()),
    (c.RecordAuthorRefusal, lambda _, __: c.RecordAuthorRefusal(reason="cannot_dm_bot")),
    (c.RecordAuthorMessage, lambda _, brief: c.RecordAuthorMessage(message=s.posted(brief.changed_at, "D0ROSA"))),
    (c.Cancel, lambda _, __: s.cancel()),
    *[(c.TellMinutes, lambda _, __: s.tell_minutes())] * 2,
    *[(c.AskOutcome, lambda _, brief: c.AskOutcome(reminder=bool(brief.outcome_asked)))] * 2,
    (c.TellOutcome, lambda _, __: s.tell_outcome()),
)
