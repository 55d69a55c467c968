"""What must be done in the world after an event?"""

from typing import assert_never

from workflow import effects as fx
from workflow import events as e

_Closing = e.ChangesRequested | e.Declined | e.Edited | e.Cancelled | e.Withdrawn | e.Paused | e.Resumed
"""What changes the face of every message that was waiting for a decision."""

_News = (
    e.Drafted
    | e.Held
    | e.Overridden
    | e.DraftFailed
    | e.Delivered
    | e.DeliveryBlocked
    | e.Skipped
    | e.LookedAgain
    | e.Completed
    | e.MinutesTold
)


def react(event: e.Event) -> list[fx.Effect]:
    """Return what must be done in the world after `event`."""
    if isinstance(event, _Closing):
        return _closing(event)
    if isinstance(event, _News):
        return [fx.InformAuthor()]
    match event:
        case e.Opened():
            return [fx.InformAuthor(), fx.WriteDraft(revision=1)]
        case e.DraftRetried() | e.InputsRevised():
            return [fx.InformAuthor(), fx.WriteDraft(revision=event.revision)]
        case e.HandedOver() | e.DeliveryRetried():
            return [fx.RequestDecision(stage=event.stage, revision=event.revision)]
        case e.Approved() | e.LinkMade() | e.LinkRevoked():
            return [fx.RefreshRequest(stage=event.stage, revision=event.revision), fx.InformAuthor()]
        case e.Reassigned():
            told = fx.TellAssignee(stage=event.stage, revision=event.revision, to=event.to)
            return [fx.RefreshRequest(stage=event.stage, revision=event.revision), told, fx.InformAuthor()]
        case e.ApprovalKept():
            return [fx.TellApprovers(stage=event.stage, revision=event.revision)]
        case e.Reminded():
            return [_remind(event)]
        case e.OutcomeAsked() | e.OutcomeTold():
            return [fx.RequestOutcome() if isinstance(event, e.OutcomeAsked) else fx.KeepOutcome()]
        case e.AuthorInformed() | e.AuthorUnreachable() | e.Looked():
            return []
        case _:
            assert_never(event)


def _remind(event: e.Reminded) -> fx.Remind:
    return fx.Remind(
        stage=event.stage, revision=event.revision, about=event.about, mentioned=event.mentioned, told=event.told
    )


def _closing(event: _Closing) -> list[fx.Effect]:
    revision = event.revision - 1 if isinstance(event, e.Edited) else event.revision
    stages = [*([event.stage] if event.stage else []), *event.others]
    faces: list[fx.Effect] = [fx.RefreshRequest(stage=stage, revision=revision) for stage in stages]
    asked = [fx.WriteDraft(revision=revision + 1)] if isinstance(event, e.ChangesRequested) else []
    ended = [fx.RefreshApproved()] if isinstance(event, e.Declined | e.Cancelled) else []
    return [*faces, *ended, fx.InformAuthor(), *asked]
