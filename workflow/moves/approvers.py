"""What may an approver do: look, approve, ask for changes, decline, look again?"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Decision, Handover
from workflow.course import onward, standing, voters
from workflow.errors import NotAllowed, NotAnApprover, Stale, VotersUnknown
from workflow.fold import evolve
from workflow.links import WORKSPACE
from workflow.moves.delivery import proof_of_delivery
from workflow.moves.links import only_by_link
from workflow.moves.refusals import Decisive, by_whom, known_stage
from workflow.people import Person, can_approve, is_listed
from workflow.quorum import missing
from workflow.seats import holders, lies_below, seats
from workflow.team import Stage

_DID = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_REQUESTED: "asked for changes to",
    Decision.DECLINED: "declined",
}


def approve(brief: Brief, command: c.Approve, now: datetime) -> list[e.Event]:
    """Record the approval and, where it was the last that the stage needed, send the brief on."""
    handover, asked = _may_decide(brief, command, now)
    left = _left(brief, command, asked)
    approved = e.Approved(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        content_hash=brief.written(command.revision).content_hash,
        missing=left,
        is_own=brief.is_author(command.by),
        on_behalf_of=_other_than(command.by, asked),
    )
    events = [*proof_of_delivery(handover, command.message, now), approved]
    return events if left else [*events, *onward(_after(brief, events), now)]


def request_changes(brief: Brief, command: c.RequestChanges, now: datetime) -> list[e.Event]:
    """Record what is to be changed; whoever else was deciding is not asked about this revision any more."""
    handover, asked = _may_decide(brief, command, now)
    requested = e.ChangesRequested(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        section=command.section,
        note=command.note,
        why=command.why,
        remarks=command.remarks,
        others=others(brief, command.stage),
        on_behalf_of=_other_than(command.by, asked),
    )
    return [*proof_of_delivery(handover, command.message, now), requested]


def decline(brief: Brief, command: c.Decline, now: datetime) -> list[e.Event]:
    """Record that the brief ends here."""
    handover, asked = _may_decide(brief, command, now)
    declined = e.Declined(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        reason=command.reason,
        others=others(brief, command.stage),
        on_behalf_of=_other_than(command.by, asked),
    )
    return [*proof_of_delivery(handover, command.message, now), declined]


def look(brief: Brief, command: c.Look, now: datetime) -> list[e.Event]:
    """Record that somebody who decides there has begun to look, if nobody was seen to before."""
    handover, _ = _may_decide(brief, command, now)
    if brief.is_looked_at(command.stage, command.revision):
        return []
    looked = e.Looked(at=now, by=command.by.id, stage=command.stage, revision=command.revision, how=command.how)
    return [*proof_of_delivery(handover, command.message, now), looked]


def look_again(brief: Brief, command: c.LookAgain, now: datetime) -> list[e.Event]:
    """Ask a stage whose approval stands about the newest revision."""
    stage = known_stage(brief, command.stage)
    may_act(brief, stage, None, command.by, now)
    stay = standing(brief, command.stage)
    if command.revision != brief.revision:
        raise older(brief, command.revision)
    if stay is None or stay.revision == command.revision:
        raise Stale(
            f"{stage.title} is asked about revision {command.revision} of {brief.id} already, in a message of its own."
        )
    again = e.LookedAgain(at=now, by=command.by.id, stage=command.stage, revision=command.revision)
    return [again, e.HandedOver(at=now, stage=command.stage, revision=command.revision)]


def others(brief: Brief, stage: str) -> tuple[str, ...]:
    """Return the stages that decide at this moment, other than `stage`."""
    return tuple(handover.stage for handover in brief.open_handovers if handover.stage != stage)


def _after(brief: Brief, events: Sequence[e.Event]) -> Brief:
    return reduce(evolve, events, brief)


def _may_decide(brief: Brief, command: Decisive, now: datetime) -> tuple[Handover, str]:
    """Return the open handover that `command` decides on and whose place the person takes, once everything holds."""
    stage, past = known_stage(brief, command.stage), brief.handover(command.stage, command.revision)
    places = may_act(brief, stage, past, command.by, now)
    handover = still_open(brief, command.stage, command.revision)
    if any(approval.by == command.by.id for approval in brief.approvals_of(command.stage, command.revision)):
        raise Stale(f"You have approved revision {command.revision} of {brief.id} already; it waits for others now.")
    voices = brief.voices_of(command.stage, command.revision)
    free = [seat for seat in places if seat not in voices]
    if not free:
        raise _spoken_for(brief, command, places[0])
    return handover, free[0]


def may_act(brief: Brief, stage: Stage, handover: Handover | None, person: Person, now: datetime) -> list[str]:
    """Return the seats from which `person` may decide at `stage`, their own first.

    Raises:
        NotAnApprover: when there are none.
    """
    if person.workspace == WORKSPACE:
        only_by_link(brief, stage, person, now)
        return [person.id]
    is_own = can_approve(person, stage, brief.workspace)
    if brief.is_author(person) and not brief.self_approval and (is_own or person.stands_in_for):
        raise NotAnApprover("Authors do not decide on what they asked for; another approver of this stage has to.")
    places = list(seats(brief, stage, handover, person))
    if not places:
        raise _no_seat(brief, stage, holders(handover).get(person.id) if is_own else None, person)
    return places


def _no_seat(brief: Brief, stage: Stage, moved_to: str | None, person: Person) -> NotAnApprover:
    if moved_to is not None:
        return NotAnApprover(f"Your part in {stage.title} of {brief.id} was handed to {{0}}.", moved_to)
    if is_listed(person, stage.approvers, brief.workspace):
        account = "a deactivated account" if not person.is_active else "a guest of this workspace"
        return NotAnApprover(f"{stage.title} of {brief.id} cannot be decided by {account}.")
    if person.stands_in_for and lies_below(brief, stage, person.id):
        away = person.stands_in_for[0].id
        return NotAnApprover(
            f"You approved {brief.id} at another stage, so you cannot decide at {stage.title} in {{0}}’s place.", away
        )
    return NotAnApprover(f"{stage.title} of {brief.id} is decided by its approvers, and you are not one of them.")


def _spoken_for(brief: Brief, command: Decisive, seat: str) -> Stale:
    given = brief.approvals_of(command.stage, command.revision)
    by = next(one.by for one in given if (one.on_behalf_of or one.by) == seat)
    what = f"revision {command.revision} of {brief.id}"
    if by == seat:
        return Stale(f"{{0}} approved {what} already, although they are away.", by)
    return Stale(f"{{0}} approved {what} in {{1}}’s place already.", by, seat)


def _other_than(person: Person, seat: str) -> str | None:
    return None if seat == person.id else seat


def still_open(brief: Brief, stage: str, revision: int) -> Handover:
    """Return the handover of `revision` at `stage` that waits for a decision.

    Raises:
        WorkflowError: when it was decided or overtaken.
    """
    past = brief.handover(stage, revision)
    if past is not None and past.is_open:
        return past
    if past is not None and past.by is not None and past.decision is not None:
        raise by_whom(brief, past.by, f"{{0}} {_DID[past.decision]} revision {revision} of {brief.id} already.")
    if revision != brief.revision:
        raise older(brief, revision)
    raise NotAllowed(f"{brief.id} is not at that stage now.")


def older(brief: Brief, revision: int) -> Stale:
    """Return that `revision` is not the newest any more."""
    return Stale(f"That was revision {revision} of {brief.id}; the newest is revision {brief.revision}.")


def _left(brief: Brief, command: c.Approve, asked: str) -> int:
    """Return how many approvals are missing after this one."""
    stage = known_stage(brief, command.stage)
    given = brief.voices_of(command.stage, command.revision) | {asked}
    by_link = frozenset({command.by.id} if command.by.workspace == WORKSPACE else ())
    electorate = None if command.voters is None else voters(brief, stage, command.voters)
    left = missing(stage.required, given, electorate if electorate is None else electorate | by_link)
    if left is None:
        raise VotersUnknown(f"Baton could not see who belongs to {stage.title} of {brief.id} now; please try again.")
    return left
