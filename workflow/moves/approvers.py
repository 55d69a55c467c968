"""What may an approver do: look, approve, ask for changes, decline, look again?"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Decision, Handover
from workflow.course import onward, standing, voters
from workflow.errors import NotAllowed, NotAnApprover, Stale, VotersUnknown, WorkflowError
from workflow.fold import evolve
from workflow.links import WORKSPACE
from workflow.moves.delivery import proof_of_delivery
from workflow.moves.links import only_by_link
from workflow.moves.refusals import Decisive, by_whom, known_stage
from workflow.people import Person, is_listed
from workflow.quorum import missing
from workflow.team import Stage

_DID = {
    Decision.APPROVED: "approved",
    Decision.CHANGES_REQUESTED: "asked for changes to",
    Decision.DECLINED: "declined",
}


def approve(brief: Brief, command: c.Approve, now: datetime) -> list[e.Event]:
    """Record the approval and, where it was the last that the stage needed, send the brief on."""
    handover = _may_decide(brief, command, now)
    left = _left(brief, command)
    approved = e.Approved(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        content_hash=brief.written(command.revision).content_hash,
        missing=left,
        is_own=brief.is_author(command.by),
    )
    events = [*proof_of_delivery(handover, command.message, now), approved]
    return events if left else [*events, *onward(_after(brief, events), now)]


def request_changes(brief: Brief, command: c.RequestChanges, now: datetime) -> list[e.Event]:
    """Record what is to be changed; whoever else was deciding is not asked about this revision any more."""
    handover = _may_decide(brief, command, now)
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
    )
    return [*proof_of_delivery(handover, command.message, now), requested]


def decline(brief: Brief, command: c.Decline, now: datetime) -> list[e.Event]:
    """Record that the brief ends here."""
    handover = _may_decide(brief, command, now)
    declined = e.Declined(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        reason=command.reason,
        others=others(brief, command.stage),
    )
    return [*proof_of_delivery(handover, command.message, now), declined]


def look(brief: Brief, command: c.Look, now: datetime) -> list[e.Event]:
    """Record that somebody who decides there has begun to look, if nobody was seen to before."""
    handover = _may_decide(brief, command, now)
    if brief.is_looked_at(command.stage, command.revision):
        return []
    looked = e.Looked(at=now, by=command.by.id, stage=command.stage, revision=command.revision, how=command.how)
    return [*proof_of_delivery(handover, command.message, now), looked]


def look_again(brief: Brief, command: c.LookAgain, now: datetime) -> list[e.Event]:
    """Ask a stage whose approval stands about the newest revision."""
    stage = known_stage(brief, command.stage)
    _may_act(brief, stage, command.by, now)
    stay = standing(brief, command.stage)
    if command.revision != brief.revision:
        raise _older(brief, command.revision)
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


def _may_decide(brief: Brief, command: Decisive, now: datetime) -> Handover:
    """Return the open handover that `command` decides on, once everything about person, stage and revision holds."""
    _may_act(brief, known_stage(brief, command.stage), command.by, now)
    handover = brief.handover(command.stage, command.revision)
    if handover is None or not handover.is_open:
        raise _overtaken(brief, command)
    if any(approval.by == command.by.id for approval in brief.approvals_of(command.stage, command.revision)):
        raise Stale(f"You have approved revision {command.revision} of {brief.id} already; it waits for others now.")
    return handover


def _may_act(brief: Brief, stage: Stage, person: Person, now: datetime) -> None:
    if person.workspace == WORKSPACE:
        only_by_link(brief, stage, person, now)
        return
    if not is_listed(person, stage.approvers, brief.workspace):
        raise NotAnApprover(f"{stage.title} of {brief.id} is decided by its approvers, and you are not one of them.")
    if brief.is_author(person) and not brief.self_approval:
        raise NotAnApprover("Authors do not decide on their own briefs; another approver of this stage has to.")


def _overtaken(brief: Brief, command: Decisive) -> WorkflowError:
    past = brief.handover(command.stage, command.revision)
    if past is not None and past.by is not None and past.decision is not None:
        return by_whom(
            brief, past.by, f"{{0}} {_DID[past.decision]} revision {command.revision} of {brief.id} already."
        )
    if command.revision != brief.revision:
        return _older(brief, command.revision)
    return NotAllowed(f"{brief.id} is not at that stage now.")


def _older(brief: Brief, revision: int) -> Stale:
    return Stale(f"That was revision {revision} of {brief.id}; the newest is revision {brief.revision}.")


def _left(brief: Brief, command: c.Approve) -> int:
    """Return how many approvals are missing after this one."""
    stage = known_stage(brief, command.stage)
    given = {one.by for one in brief.approvals_of(command.stage, command.revision)} | {command.by.id}
    by_link = frozenset({command.by.id} if command.by.workspace == WORKSPACE else ())
    known = voters(brief, stage, command.voters)
    left = missing(stage.required, given, known if known is None else known | by_link)
    if left is None:
        raise VotersUnknown(f"Baton could not see who belongs to {stage.title} of {brief.id} now; please try again.")
    return left
