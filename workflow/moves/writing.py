"""What follows when a revision was written, by the agent or by a person, could not be, or was held back?"""

from datetime import datetime
from itertools import chain

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Handover, Status
from workflow.course import first_to_ask, handed_over
from workflow.errors import NotAnApprover, Stale
from workflow.fold import evolve
from workflow.moves.approvers import others
from workflow.moves.delivery import proof_of_delivery
from workflow.moves.refusals import being_written, only_author
from workflow.people import Person
from workflow.seats import seats


def record_draft(brief: Brief, command: c.RecordDraft, now: datetime) -> list[e.Event]:
    """Record what the agent wrote, and hand it over unless something blocks it."""
    if not _is_awaited(brief, command.revision):
        return []
    drafted = e.Drafted(
        at=now,
        revision=command.revision,
        content_hash=command.content_hash,
        written_by=command.written_by,
        usage=command.usage,
        without_model=command.without_model,
        changed=command.changed,
        facts=command.facts,
    )
    return _sent_on(brief, drafted, command.blocking, now)


def record_draft_failure(brief: Brief, command: c.RecordDraftFailure, now: datetime) -> list[e.Event]:
    """Record that the agent could not write."""
    failed = e.DraftFailed(at=now, revision=command.revision, reason=command.reason)
    return [failed] if _is_awaited(brief, command.revision) else []


def _is_awaited(brief: Brief, revision: int) -> bool:
    """Tell whether the agent is to write `revision` now; while a revision is held it is not to write."""
    return brief.held is None and revision == brief.next_revision


def _sent_on(brief: Brief, written: e.Drafted | e.Edited, blocking: tuple[str, ...], now: datetime) -> list[e.Event]:
    """Hand the new revision over, or hold it where something blocks it.

    It goes back to where the brief stood, and earlier approvals stand, unless something changed that the team holds for
    material: then the chain begins anew.
    """
    after = evolve(brief, written)
    if blocking:
        held = e.Held(at=now, revision=written.revision, stage=first_to_ask(after), findings=blocking)
        return [written, held]
    return [written, *handed_over(after, now)]


def override(brief: Brief, command: c.Override, now: datetime) -> list[e.Event]:
    """Hand over what was held."""
    only_author(brief, command.by)
    held = _held(brief)
    overridden = e.Overridden(at=now, by=command.by.id, revision=held.revision, reason=command.reason)
    if brief.written(held.revision).changed is None:  # held in a log from before changes were recorded
        return [overridden, e.HandedOver(at=now, stage=held.stage, revision=held.revision)]
    return [overridden, *handed_over(evolve(brief, overridden), now)]


def _held(brief: Brief) -> e.Held:
    if brief.held is None:
        raise being_written(brief)
    return brief.held


def revise_inputs(brief: Brief, command: c.ReviseInputs, now: datetime) -> list[e.Event]:
    """Have the brief written anew from mended inputs."""
    only_author(brief, command.by)
    if brief.status is Status.DRAFTING:
        _held(brief)
    return [e.InputsRevised(at=now, by=command.by.id, inputs=command.inputs, revision=brief.next_revision)]


def retry_draft(brief: Brief, command: c.RetryDraft, now: datetime) -> list[e.Event]:
    """Have the draft that failed written again."""
    only_author(brief, command.by)
    return [e.DraftRetried(at=now, by=command.by.id, revision=brief.next_revision)]


def edit(brief: Brief, command: c.Edit, now: datetime) -> list[e.Event]:
    """Make what a person wrote the next revision."""
    _may_edit(brief, command.by)
    if brief.status is Status.DRAFTING:
        _held(brief)
    if command.based_on != brief.revision:
        raise Stale(
            f"That was written from revision {command.based_on} of {brief.id}; the newest is revision {brief.revision}."
        )
    handover = brief.open_handover
    edited = e.Edited(
        at=now,
        by=command.by.id,
        revision=brief.next_revision,
        content_hash=command.content_hash,
        stage=handover.stage if handover else None,
        others=others(brief, handover.stage) if handover else (),
        changed=command.changed,
        facts=command.facts,
    )
    proofs = [
        proof_of_delivery(stay, command.message, now) for stay in brief.open_handovers if _is_at(brief, stay, command)
    ]
    return [*chain.from_iterable(proofs), *_sent_on(brief, edited, command.blocking, now)]


def _is_at(brief: Brief, stay: Handover, command: c.Edit) -> bool:
    """Tell whether the edited document came in the Slack channel of the stage that decides."""
    stage = brief.stage_named(stay.stage)
    return stage is not None and command.message is not None and command.message.channel == stage.channel


def _may_edit(brief: Brief, person: Person) -> None:
    """The author writes, and so does everybody who decides somewhere in the chain, in whosever place."""
    decides = (seats(brief, stage, brief.handover(stage.name, brief.revision), person) for stage in brief.chain)
    if not brief.is_author(person) and not any(map(any, decides)):
        raise NotAnApprover(f"Only the author of {brief.id} and its approvers can write a revision of it.")
