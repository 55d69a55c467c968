"""What may follow what in the life of a brief? The table of it is here, and the one way to ask.

The rules for each kind of move are in `workflow.moves`. Nothing in either reads a clock, and only `decide` may refuse.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Status
from workflow.errors import NotAllowed
from workflow.moves import aftermath, approvers, author, delivery, links, reassigning, reminding, writing
from workflow.moves.refusals import Decisive, known_stage, untimely

_ALWAYS: frozenset[type] = frozenset((c.RecordAuthorMessage, c.RecordAuthorRefusal))
_LINKS = frozenset({c.MakeLink, c.RevokeLink})
_MENDED = frozenset({c.ReviseInputs, c.Edit, c.Cancel})
_UNDERWAY = frozenset({c.RecordDelivery, c.RecordDeliveryFailure, c.RecordShortage, c.RetryDelivery, c.Cancel})
_DECISIONS = frozenset({c.Approve, c.RequestChanges, c.Decline, c.Look, c.Reassign, c.LookAgain})

ALLOWED: dict[Status, frozenset[type]] = {
    Status.DRAFTING: _ALWAYS | _LINKS | _MENDED | {c.RecordDraft, c.RecordDraftFailure, c.Override},
    Status.DRAFT_FAILED: _ALWAYS | _LINKS | {c.RecordDraft, c.RetryDraft, c.ReviseInputs, c.Cancel},
    Status.IN_REVIEW: _ALWAYS | _LINKS | _UNDERWAY | _DECISIONS | {c.Edit, c.Withdraw, c.Pause, c.RecordReminder},
    Status.PAUSED: _ALWAYS | _LINKS | _UNDERWAY | {c.Resume},
    Status.WITHDRAWN: _ALWAYS | _LINKS | _MENDED,
    Status.COMPLETED: _ALWAYS | {c.TellMinutes, c.AskOutcome, c.TellOutcome},
    Status.DECLINED: _ALWAYS,
    Status.CANCELLED: _ALWAYS,
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
            inputs=command.inputs,
            workflow=command.workflow,
            chain=command.chain,
            calendar=command.calendar,
            material=command.material,
            self_approval=command.self_approval,
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
    return _MOVES[type(command)](brief, command, now)


def _record_author_message(brief: Brief, command: c.RecordAuthorMessage, now: datetime) -> list[e.Event]:
    return [] if brief.author_message else [e.AuthorInformed(at=now, message=command.message)]


def _record_author_refusal(brief: Brief, command: c.RecordAuthorRefusal, now: datetime) -> list[e.Event]:
    known = brief.author_message is not None or brief.author_unreachable == command.reason
    return [] if known else [e.AuthorUnreachable(at=now, reason=command.reason)]


_MOVES: dict[type, Callable[[Brief, Any, datetime], list[e.Event]]] = {
    c.Approve: approvers.approve,
    c.RequestChanges: approvers.request_changes,
    c.Decline: approvers.decline,
    c.Look: approvers.look,
    c.Reassign: reassigning.reassign,
    c.LookAgain: approvers.look_again,
    c.MakeLink: links.make_link,
    c.RevokeLink: links.revoke_link,
    c.Override: writing.override,
    c.ReviseInputs: writing.revise_inputs,
    c.Edit: writing.edit,
    c.RetryDraft: writing.retry_draft,
    c.RetryDelivery: delivery.retry_delivery,
    c.Withdraw: author.withdraw,
    c.Pause: author.pause,
    c.Resume: author.resume,
    c.Cancel: author.cancel,
    c.RecordDraft: writing.record_draft,
    c.RecordDraftFailure: writing.record_draft_failure,
    c.RecordDelivery: delivery.record_delivery,
    c.RecordDeliveryFailure: delivery.record_delivery_failure,
    c.RecordShortage: delivery.record_shortage,
    c.RecordReminder: reminding.record_reminder,
    c.RecordAuthorMessage: _record_author_message,
    c.RecordAuthorRefusal: _record_author_refusal,
    c.TellMinutes: aftermath.tell_minutes,
    c.AskOutcome: aftermath.ask_outcome,
    c.TellOutcome: aftermath.tell_outcome,
}


def _out_of_place(brief: Brief, command: c.Command) -> list[e.Event]:
    if isinstance(command, _REPORTS) or (isinstance(command, c.RetryDelivery) and command.by is None):
        return []  # Baton's own work was overtaken, by a cancellation for instance
    if isinstance(command, Decisive | c.Reassign | c.LookAgain):
        known_stage(brief, command.stage)
    if isinstance(command, c.TellMinutes | c.TellOutcome):
        raise NotAllowed(f"{brief.id} is not complete.")
    raise untimely(brief, command)
