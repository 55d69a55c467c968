"""What may follow what in the life of a brief? Every rule about it is here.

Two rules of this file itself: nothing here reads a clock, and only `decide` may refuse.
"""

from datetime import datetime
from typing import assert_never, get_args

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Decision, Handover, Status
from workflow.errors import NotAllowed, NotAnApprover, NotTheAuthor, Stale, WorkflowError
from workflow.materiality import MaterialField
from workflow.people import Person, is_listed
from workflow.team import Stage

ALLOWED: dict[Status, frozenset[type]] = {
    Status.DRAFTING: frozenset(
        {
            c.RecordDraft,
            c.RecordDraftFailure,
            c.RecordAuthorMessage,
            c.Override,
            c.ReviseCampaign,
            c.Edit,
            c.Cancel,
        }
    ),
    Status.DRAFT_FAILED: frozenset({c.RecordDraft, c.RetryDraft, c.ReviseCampaign, c.RecordAuthorMessage, c.Cancel}),
    Status.IN_REVIEW: frozenset(
        {
            c.RecordDelivery,
            c.RecordDeliveryFailure,
            c.RecordAuthorMessage,
            c.RetryDelivery,
            c.Approve,
            c.RequestChanges,
            c.Edit,
            c.Cancel,
        }
    ),
    Status.COMPLETED: frozenset({c.RecordAuthorMessage}),
    Status.CANCELLED: frozenset({c.RecordAuthorMessage}),
}
"""Which commands a brief takes in each part of its life."""

_REPORTS = get_args(c.Report)


def open_brief(brief_id: str, command: c.Open, now: datetime) -> list[e.Event]:
    """Return the events that begin a brief."""
    return [
        e.Opened(
            at=now,
            brief_id=brief_id,
            by=command.by.id,
            workspace=command.workspace,
            team=command.team,
            campaign=command.campaign,
            chain=command.chain,
            calendar=command.calendar,
            material=command.material,
        )
    ]


def decide(brief: Brief, command: c.Command, now: datetime) -> list[e.Event]:
    """Return the events that `command` causes; none when a report comes late or twice.

    Raises:
        WorkflowError: when a person's wish is refused; the brief is as it was.
    """
    now = max(now, brief.changed_at)  # clocks step back; a log does not
    if type(command) not in ALLOWED[brief.status]:
        return _out_of_place(brief, command)
    match command:
        case c.Approve():
            return _approve(brief, command, now)
        case c.RequestChanges():
            return _request_changes(brief, command, now)
        case c.Override():
            return _override(brief, command, now)
        case c.ReviseCampaign():
            return _revise_campaign(brief, command, now)
        case c.Edit():
            return _edit(brief, command, now)
        case c.RetryDraft():
            _only_author(brief, command.by)
            return [e.DraftRetried(at=now, by=command.by.id, revision=brief.next_revision)]
        case c.RetryDelivery():
            return _retry_delivery(brief, command, now)
        case c.Cancel():
            return _cancel(brief, command, now)
        case c.RecordDraft():
            return _record_draft(brief, command, now)
        case c.RecordDraftFailure():
            failed = e.DraftFailed(at=now, revision=command.revision, reason=command.reason)
            return [failed] if _is_awaited(brief, command.revision) else []
        case c.RecordDelivery():
            return _record_delivery(brief, command, now)
        case c.RecordDeliveryFailure():
            return _record_delivery_failure(brief, command, now)
        case c.RecordAuthorMessage():
            return [] if brief.author_message else [e.AuthorInformed(at=now, message=command.message)]
        case _:
            assert_never(command)


def _out_of_place(brief: Brief, command: c.Command) -> list[e.Event]:
    if isinstance(command, _REPORTS) or (isinstance(command, c.RetryDelivery) and command.by is None):
        return []  # Baton's own work was overtaken, by a cancellation for instance
    if isinstance(command, c.Approve | c.RequestChanges):
        _known_stage(brief, command.stage)
    raise _refusal(brief, command)


def _refusal(brief: Brief, command: c.Command) -> WorkflowError:
    match brief.status:
        case Status.COMPLETED:
            return Stale(f"{brief.id} is complete: every stage has approved revision {brief.revision}.")
        case Status.CANCELLED:
            return Stale(f"{brief.id} was cancelled by {{0}}.", brief.author)
        case Status.DRAFT_FAILED:
            return NotAllowed(f"Revision {brief.next_revision} of {brief.id} could not be written yet.")
        case Status.IN_REVIEW:
            return Stale(f"{brief.id} has been drafted already; it is in review.")
        case Status.DRAFTING if isinstance(command, c.Approve | c.RequestChanges) and brief.changes and not brief.held:
            change = brief.changes[-1]
            return Stale(
                f"{{0}} asked for changes to revision {change.revision} already; "
                f"revision {brief.next_revision} is being written.",
                change.by,
            )
        case Status.DRAFTING:
            return _being_written(brief)
        case _:
            assert_never(brief.status)


def _being_written(brief: Brief) -> NotAllowed:
    if brief.held:
        return NotAllowed(f"Revision {brief.revision} of {brief.id} is held until its author mends what blocks it.")
    return NotAllowed(f"Revision {brief.next_revision} of {brief.id} is still being written.")


def _known_stage(brief: Brief, name: str) -> Stage:
    stage = brief.stage_named(name)
    if stage is None:
        raise NotAllowed(f"{brief.id} has no stage called “{name}”.")
    return stage


def _only_author(brief: Brief, person: Person) -> None:
    if (person.id, person.workspace) != (brief.author, brief.workspace):
        raise NotTheAuthor(f"Only the author of {brief.id}, {{0}}, may do that.", brief.author)


def _may_decide(brief: Brief, command: c.Approve | c.RequestChanges) -> Handover:
    """Return the open handover that `command` decides on, once everything about person, stage and revision holds."""
    stage = _known_stage(brief, command.stage)
    if not is_listed(command.by, stage.approvers, brief.workspace):
        raise NotAnApprover(f"{stage.title} of {brief.id} is decided by its approvers, and you are not one of them.")
    if (command.by.id, command.by.workspace) == (brief.author, brief.workspace):
        raise NotAnApprover("Authors do not decide on their own briefs; another approver of this stage has to.")
    handover = brief.open_handover
    if handover is None or (handover.stage, handover.revision) != (command.stage, command.revision):
        raise _overtaken(brief, command)
    return handover


def _overtaken(brief: Brief, command: c.Approve | c.RequestChanges) -> WorkflowError:
    past = brief.handover(command.stage, command.revision)
    if past is not None and past.by is not None:
        did = "approved" if past.decision is Decision.APPROVED else "asked for changes to"
        return Stale(f"{{0}} {did} revision {command.revision} of {brief.id} already.", past.by)
    if command.revision != brief.revision:
        return Stale(f"That was revision {command.revision} of {brief.id}; the newest is revision {brief.revision}.")
    return NotAllowed(f"{brief.id} is not at that stage now.")


def _approve(brief: Brief, command: c.Approve, now: datetime) -> list[e.Event]:
    handover = _may_decide(brief, command)
    given = brief.approvals_of(command.stage, command.revision)
    if any(approval.by == command.by.id for approval in given):
        raise Stale(f"You have approved revision {command.revision} of {brief.id} already.")
    approved = e.Approved(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        content_hash=brief.content_hash or "",
    )
    return [*_proof_of_delivery(handover, command, now), approved, *_after_approval(brief, command, len(given), now)]


def _after_approval(brief: Brief, command: c.Approve, given: int, now: datetime) -> list[e.Event]:
    if given + 1 < _known_stage(brief, command.stage).required:
        return []
    following = brief.stage_after(command.stage)
    if following is None:
        return [e.Completed(at=now, revision=command.revision)]
    return [e.HandedOver(at=now, stage=following.name, revision=command.revision)]


def _request_changes(brief: Brief, command: c.RequestChanges, now: datetime) -> list[e.Event]:
    handover = _may_decide(brief, command)
    requested = e.ChangesRequested(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        section=command.section,
        note=command.note,
        why=command.why,
        remarks=command.remarks,
    )
    return [*_proof_of_delivery(handover, command, now), requested]


def _proof_of_delivery(
    handover: Handover, command: c.Approve | c.RequestChanges | c.Edit, now: datetime
) -> list[e.Event]:
    """A click on a message, or a file in its thread, proves that it stands, even while our own report is on the way."""
    if handover.delivered_at is not None or command.message is None:
        return []
    return [_delivered(handover, command.message, now)]


def _delivered(handover: Handover, message: e.Message, now: datetime) -> e.Event:
    """The delivery is dated by the message itself, between what we know came before and after it."""
    at = min(max(message.posted_at, handover.handed_over_at), now)
    return e.Delivered(at=at, stage=handover.stage, revision=handover.revision, message=message)


def _is_awaited(brief: Brief, revision: int) -> bool:
    """Tell whether the agent is to write `revision` now; while a revision is held it is not to write."""
    return brief.held is None and revision == brief.next_revision


def _record_draft(brief: Brief, command: c.RecordDraft, now: datetime) -> list[e.Event]:
    if not _is_awaited(brief, command.revision):
        return []
    drafted = e.Drafted(
        at=now,
        revision=command.revision,
        content_hash=command.content_hash,
        written_by=command.written_by,
        usage=command.usage,
        without_model=command.without_model,
    )
    return [drafted, _onward(brief, command, command.revision, now)]


def _onward(brief: Brief, command: c.RecordDraft | c.Edit, revision: int, now: datetime) -> e.Event:
    """Hand the new revision over, or hold it where something blocks it."""
    stage = _stage_for(brief, command.changed)
    if command.blocking:
        return e.Held(at=now, revision=revision, stage=stage, findings=command.blocking)
    return e.HandedOver(at=now, stage=stage, revision=revision)


def _stage_for(brief: Brief, changed: tuple[MaterialField, ...]) -> str:
    """Return the stage that gets a new revision.

    It goes back to where the brief stood, and earlier approvals stand, unless something changed that the team holds
    for material: then the chain begins anew.
    """
    if not brief.handovers or not set(changed).isdisjoint(brief.material):
        return brief.chain[0].name
    return brief.handovers[-1].stage


def _override(brief: Brief, command: c.Override, now: datetime) -> list[e.Event]:
    _only_author(brief, command.by)
    held = _held(brief)
    overridden = e.Overridden(at=now, by=command.by.id, revision=held.revision, reason=command.reason)
    return [overridden, e.HandedOver(at=now, stage=held.stage, revision=held.revision)]


def _held(brief: Brief) -> e.Held:
    if brief.held is None:
        raise _being_written(brief)
    return brief.held


def _revise_campaign(brief: Brief, command: c.ReviseCampaign, now: datetime) -> list[e.Event]:
    _only_author(brief, command.by)
    if brief.status is Status.DRAFTING:
        _held(brief)
    return [e.CampaignRevised(at=now, by=command.by.id, campaign=command.campaign, revision=brief.next_revision)]


def _edit(brief: Brief, command: c.Edit, now: datetime) -> list[e.Event]:
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
    )
    proof = _proof_of_delivery(handover, command, now) if handover else []
    return [*proof, edited, _onward(brief, command, brief.next_revision, now)]


def _may_edit(brief: Brief, person: Person) -> None:
    """The author writes, and so does everybody who decides somewhere in the chain."""
    is_author = (person.id, person.workspace) == (brief.author, brief.workspace)
    if not is_author and not any(is_listed(person, stage.approvers, brief.workspace) for stage in brief.chain):
        raise NotAnApprover(f"Only the author of {brief.id} and its approvers can write a revision of it.")


def _waiting_for(brief: Brief, command: c.RecordDelivery | c.RecordDeliveryFailure) -> Handover | None:
    handover = brief.open_handover
    wanted = handover is not None and (handover.stage, handover.revision) == (command.stage, command.revision)
    return handover if handover is not None and wanted and handover.delivered_at is None else None


def _record_delivery(brief: Brief, command: c.RecordDelivery, now: datetime) -> list[e.Event]:
    handover = _waiting_for(brief, command)
    if handover is None:
        return []
    return [_delivered(handover, command.message, now)]


def _record_delivery_failure(brief: Brief, command: c.RecordDeliveryFailure, now: datetime) -> list[e.Event]:
    handover = _waiting_for(brief, command)
    if handover is None or handover.blocked == command.reason:
        return []
    return [e.DeliveryBlocked(at=now, stage=command.stage, revision=command.revision, reason=command.reason)]


def _retry_delivery(brief: Brief, command: c.RetryDelivery, now: datetime) -> list[e.Event]:
    handover = brief.open_handover
    if command.by is not None:
        _only_author(brief, command.by)
    if handover is None or handover.blocked is None:
        if command.by is None:
            return []
        raise Stale(f"{brief.id} has been delivered, or is about to be.")
    by = command.by.id if command.by else None
    return [e.DeliveryRetried(at=now, by=by, stage=handover.stage, revision=handover.revision)]


def _cancel(brief: Brief, command: c.Cancel, now: datetime) -> list[e.Event]:
    _only_author(brief, command.by)
    handover = brief.open_handover
    return [
        e.Cancelled(
            at=now,
            by=command.by.id,
            reason=command.reason,
            stage=handover.stage if handover else None,
            revision=brief.revision,
        )
    ]
