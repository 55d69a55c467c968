"""How does an event change the state of a brief? No rules here, no clock, no refusal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import assert_never

from workflow import events as e
from workflow.brief import Brief, Decision, Handover, Revision, Status


def begin(event: e.Opened) -> Brief:
    """Return the brief that was just opened."""
    return Brief(
        id=event.brief_id,
        workspace=event.workspace,
        author=event.by,
        team=event.team,
        campaign=event.campaign,
        chain=event.chain,
        calendar=event.calendar,
        material=event.material,
        opened_at=event.at,
        changed_at=event.at,
    )


def evolve(brief: Brief, event: e.Event) -> Brief:
    """Return the brief after `event`: no rules, no clock, no refusal."""
    after = replace(brief, position=brief.position + 1, changed_at=max(brief.changed_at, event.at))
    match event:
        case e.Opened():
            return begin(event)
        case e.Drafted():
            written = Revision(event.revision, event.content_hash, event.written_by, event.at, event.usage)
            return replace(after, revisions=(*brief.revisions, written), draft_failure=None)
        case e.Held():
            return replace(after, status=Status.DRAFTING, held=event)
        case e.Overridden():
            return replace(after, held=None, overrides=(*brief.overrides, event))
        case e.CampaignRevised():
            return replace(after, status=Status.DRAFTING, campaign=event.campaign, held=None, draft_failure=None)
        case e.Edited():
            written = Revision(event.revision, event.content_hash, event.by, event.at, by_hand=True)
            edited = replace(after, status=Status.DRAFTING, revisions=(*brief.revisions, written), held=None)
            return _with_open(edited, closed_at=event.at)
        case e.DraftFailed():
            return replace(after, status=Status.DRAFT_FAILED, draft_failure=event.reason)
        case e.DraftRetried():
            return replace(after, status=Status.DRAFTING, draft_failure=None)
        case e.HandedOver():
            stay = Handover(event.stage, event.revision, handed_over_at=event.at)
            return replace(after, status=Status.IN_REVIEW, handovers=(*_settled(brief, event.at), stay))
        case e.Delivered():
            return _with_open(after, delivered_at=event.at, message=event.message, blocked=None)
        case e.DeliveryBlocked():
            return _blocked(after, event)
        case e.DeliveryRetried():
            return _with_open(after, blocked=None) if event.by is None else _with_open(after, blocked=None, repeats=0)
        case e.Approved():
            return replace(after, approvals=(*brief.approvals, event))
        case e.ChangesRequested():
            asked = replace(after, status=Status.DRAFTING, changes=(*brief.changes, event))
            return _with_open(asked, closed_at=event.at, decision=Decision.CHANGES_REQUESTED, by=event.by)
        case e.Completed():
            settled = _settled(brief, event.at)
            return replace(after, status=Status.COMPLETED, handovers=settled, ended_at=event.at)
        case e.Cancelled():
            ended = replace(after, status=Status.CANCELLED, cancel_reason=event.reason, ended_at=event.at)
            return _with_open(ended, closed_at=event.at)
        case e.AuthorInformed():
            return replace(after, author_message=event.message)
        case _:
            assert_never(event)


def _blocked(brief: Brief, event: e.DeliveryBlocked) -> Brief:
    before = brief.open_handover
    repeats = before.repeats + 1 if before and before.last_blocked == event.reason else 1
    return _with_open(brief, blocked=event.reason, last_blocked=event.reason, repeats=repeats)


def _with_open(brief: Brief, **changes: object) -> Brief:
    """Return `brief` with its open handover changed, if there is one."""
    if brief.open_handover is None:
        return brief
    return replace(brief, handovers=(*brief.handovers[:-1], replace(brief.open_handover, **changes)))  # type: ignore[arg-type]  # the callers above name fields of Handover


def _settled(brief: Brief, at: datetime) -> tuple[Handover, ...]:
    """Close the open handover as approved: going on is what the last approval of a stage means."""
    if brief.open_handover is None:
        return brief.handovers
    decided = _with_open(brief, closed_at=at, decision=Decision.APPROVED, by=brief.approvals[-1].by)
    return decided.handovers


def replay(history: Iterable[e.Event]) -> Brief:
    """Return the brief that `history`, which begins with `Opened`, tells.

    Raises:
        ValueError: when the history does not begin with `Opened`.
    """
    events = iter(history)
    first = next(events, None)
    if not isinstance(first, e.Opened):
        raise ValueError("the history of a brief begins with Opened")
    return reduce(evolve, events, begin(first))
