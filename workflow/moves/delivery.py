"""What follows when a stage's message was delivered, could not be, or is to be tried again?"""

from datetime import datetime

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Handover
from workflow.errors import Stale
from workflow.moves.refusals import only_author


def record_delivery(brief: Brief, command: c.RecordDelivery, now: datetime) -> list[e.Event]:
    """Record that the message stands."""
    handover = _waiting_for(brief, command)
    return [] if handover is None else [_delivered(handover, command.message, now)]


def record_delivery_failure(brief: Brief, command: c.RecordDeliveryFailure, now: datetime) -> list[e.Event]:
    """Record what keeps the message from being posted, once."""
    handover = _waiting_for(brief, command)
    if handover is None or handover.blocked == command.reason:
        return []
    return [e.DeliveryBlocked(at=now, stage=command.stage, revision=command.revision, reason=command.reason)]


def record_shortage(brief: Brief, command: c.RecordShortage, now: datetime) -> list[e.Event]:
    """Record that nobody is left to decide on a message that stands, once."""
    handover = brief.handover(command.stage, command.revision)
    if handover is None or not handover.is_open or handover.blocked is not None:
        return []
    return [e.DeliveryBlocked(at=now, stage=command.stage, revision=command.revision, reason=command.reason)]


def retry_delivery(brief: Brief, command: c.RetryDelivery, now: datetime) -> list[e.Event]:
    """Have everything that is blocked tried again."""
    if command.by is not None:
        only_author(brief, command.by)
    stuck = [handover for handover in brief.open_handovers if handover.blocked is not None]
    if command.by is not None and not stuck:
        raise Stale(f"{brief.id} has been delivered, or is about to be.")
    by = command.by.id if command.by else None
    return [e.DeliveryRetried(at=now, by=by, stage=stay.stage, revision=stay.revision) for stay in stuck]


def proof_of_delivery(handover: Handover, message: e.Message | None, now: datetime) -> list[e.Event]:
    """Return what a click on a message, or a file in its thread, proves: that it stands, whatever we reported yet."""
    return [] if handover.delivered_at is not None or message is None else [_delivered(handover, message, now)]


def _delivered(handover: Handover, message: e.Message, now: datetime) -> e.Event:
    """The delivery is dated by the message itself, between what we know came before and after it."""
    at = min(max(message.posted_at, handover.handed_over_at), now)
    return e.Delivered(at=at, stage=handover.stage, revision=handover.revision, message=message)


def _waiting_for(brief: Brief, command: c.RecordDelivery | c.RecordDeliveryFailure) -> Handover | None:
    handover = brief.handover(command.stage, command.revision)
    return handover if handover is not None and handover.is_open and handover.delivered_at is None else None
