"""What must be done in the world after an event?"""

from typing import assert_never

from workflow import effects as fx
from workflow import events as e


def react(event: e.Event) -> list[fx.Effect]:
    """Return what must be done in the world after `event`."""
    match event:
        case e.Opened():
            return [fx.InformAuthor(), fx.WriteDraft(revision=1)]
        case e.DraftRetried():
            return [fx.InformAuthor(), fx.WriteDraft(revision=event.revision)]
        case e.HandedOver() | e.DeliveryRetried():
            return [fx.RequestDecision(stage=event.stage, revision=event.revision)]
        case e.Approved():
            return [fx.RefreshRequest(stage=event.stage, revision=event.revision), fx.InformAuthor()]
        case e.ChangesRequested():
            return [
                fx.RefreshRequest(stage=event.stage, revision=event.revision),
                fx.InformAuthor(),
                fx.WriteDraft(revision=event.revision + 1),
            ]
        case e.CampaignRevised():
            return [fx.InformAuthor(), fx.WriteDraft(revision=event.revision)]
        case e.Edited():
            return [*_refresh_where_it_stood(event.stage, event.revision - 1), fx.InformAuthor()]
        case e.Cancelled():
            return [*_refresh_where_it_stood(event.stage, event.revision), fx.InformAuthor()]
        case (
            e.Drafted()
            | e.Held()
            | e.Overridden()
            | e.DraftFailed()
            | e.Delivered()
            | e.DeliveryBlocked()
            | e.Completed()
        ):
            return [fx.InformAuthor()]
        case e.AuthorInformed():
            return []
        case _:
            assert_never(event)


def _refresh_where_it_stood(stage: str | None, revision: int) -> list[fx.Effect]:
    return [fx.RefreshRequest(stage=stage, revision=revision)] if stage else []
