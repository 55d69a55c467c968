"""How does an event change the state of a brief? No rules here, no clock, no refusal."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from workflow import events as e
from workflow.brief import Brief, Decision, Ending, Handover, Interval, Revision, Status
from workflow.links import Link
from workflow.quorum import missing
from workflow.values import replaced as replace

_Writing = e.Drafted | e.Held | e.Overridden | e.InputsRevised | e.Edited | e.DraftFailed | e.DraftRetried
_Stay = (
    e.HandedOver
    | e.Delivered
    | e.Approved
    | e.ChangesRequested
    | e.Looked
    | e.DeliveryBlocked
    | e.DeliveryRetried
    | e.Reassigned
)
_End = e.Completed | e.Declined | e.Cancelled
_After = e.MinutesTold | e.OutcomeAsked | e.OutcomeTold
_Admission = e.LinkMade | e.LinkRevoked
_Author = e.AuthorInformed | e.AuthorUnreachable
_Move = e.Skipped | e.ApprovalKept | e.LookedAgain | e.Withdrawn | e.Paused | e.Resumed | e.Reminded | _Author


def begin(event: e.Opened) -> Brief:
    """Return the brief that was just opened."""
    return Brief(
        id=event.brief_id,
        workspace=event.workspace,
        author=event.by,
        team=event.team,
        inputs=event.inputs,
        workflow=event.workflow,
        chain=event.chain,
        calendar=event.calendar,
        material=event.material,
        self_approval=event.self_approval,
        opened_at=event.at,
        changed_at=event.at,
    )


def evolve(brief: Brief, event: e.Event) -> Brief:
    """Return the brief after `event`: no rules, no clock, no refusal."""
    after = _told(brief, event)
    return after if isinstance(event, e.Opened) else _dated(after, 1, event.at)


def _told(brief: Brief, event: e.Event) -> Brief:
    """Return the brief after `event`, its position and the moment of its last change left as they were."""
    if isinstance(event, _Stay):  # most events are
        return _stayed(brief, event)
    if isinstance(event, _Writing):
        return _written(brief, event)
    if isinstance(event, _Admission):
        return _admitted(brief, event)
    if isinstance(event, _After):
        return _reported(brief, event)
    if isinstance(event, _End):
        return _ended(brief, event)
    return begin(event) if isinstance(event, e.Opened) else _moved(brief, event)


def _dated(brief: Brief, count: int, at: datetime) -> Brief:
    """Return the brief as `count` events, the latest of them `at`, leave it."""
    return replace(brief, position=brief.position + count, changed_at=max(brief.changed_at, at))


def _written(after: Brief, event: _Writing) -> Brief:
    match event:
        case e.Drafted():
            return replace(after, revisions=(*after.revisions, _revision(event)), draft_failure=None)
        case e.Held():
            return replace(after, status=Status.DRAFTING, held=event)
        case e.Overridden():
            return replace(after, held=None, overrides=(*after.overrides, event))
        case e.InputsRevised():
            return replace(
                after, status=Status.DRAFTING, inputs=event.inputs, held=None, withdrawn=None, draft_failure=None
            )
        case e.Edited():
            revisions = (*after.revisions, _revision(event))
            edited = replace(after, status=Status.DRAFTING, revisions=revisions, held=None, withdrawn=None)
            return _all_closed(edited, event)
        case e.DraftFailed():
            return replace(after, status=Status.DRAFT_FAILED, draft_failure=event.reason)
        case e.DraftRetried():
            return replace(after, status=Status.DRAFTING, draft_failure=None)
        case _:
            assert_never(event)


def _revision(event: e.Drafted | e.Edited) -> Revision:
    if isinstance(event, e.Edited):
        by, usage, by_hand = event.by, None, True
    else:
        by, usage, by_hand = event.written_by, event.usage, False
    return Revision(event.revision, event.content_hash, by, event.at, usage, by_hand, event.changed, event.facts)


def _stayed(after: Brief, event: _Stay) -> Brief:
    match event:
        case e.HandedOver():
            stay = Handover(event.stage, event.revision, handed_over_at=event.at)
            return replace(after, status=Status.IN_REVIEW, handovers=(*after.handovers, stay))
        case e.Delivered():
            return _with_stay(after, event, delivered_at=event.at, message=event.message, blocked=None)
        case e.Approved():
            return _approved(replace(after, approvals=(*after.approvals, event)), event)
        case e.ChangesRequested():
            asked = replace(after, status=Status.DRAFTING, changes=(*after.changes, event))
            return _all_closed(_decided(asked, event, Decision.CHANGES_REQUESTED), event)
        case e.Looked():
            return _with_stay(after, event, looked_at=event.at)
        case e.DeliveryBlocked():
            return _blocked(after, event)
        case e.DeliveryRetried():
            anew = {} if event.by is None else {"repeats": 0}
            return _with_stay(after, event, blocked=None, **anew)
        case e.Reassigned():
            return _reassigned(after, event)
        case _:
            assert_never(event)


def _approved(brief: Brief, event: e.Approved) -> Brief:
    """The stage has approved once nothing is missing; logs that do not say so required a plain number."""
    left = event.missing
    if left is None and (stage := brief.stage_named(event.stage)) is not None:
        left = missing(stage.required, brief.voices_of(event.stage, event.revision), None)
    if left == 0:
        return _decided(brief, event, Decision.APPROVED, missing=0)
    return _with_stay(brief, event, missing=left)


def _ended(after: Brief, event: _End) -> Brief:
    match event:
        case e.Completed():
            return replace(after, status=Status.COMPLETED, ended_at=event.at)
        case e.Declined():
            declined = replace(after, status=Status.DECLINED, declined=event, ended_at=event.at)
            return _all_closed(_decided(declined, event, Decision.DECLINED), event)
        case e.Cancelled():
            ended = replace(after, status=Status.CANCELLED, cancel_reason=event.reason, ended_at=event.at)
            return _all_closed(_running(ended, event), event)
        case _:
            assert_never(event)


def _reported(after: Brief, event: _After) -> Brief:
    match event:
        case e.MinutesTold():
            return replace(after, minutes=event)
        case e.OutcomeAsked():
            return replace(after, outcome_asked=(*after.outcome_asked, event))
        case e.OutcomeTold():
            return replace(after, outcome=event)
        case _:
            assert_never(event)


def _moved(after: Brief, event: _Move) -> Brief:
    match event:
        case e.Skipped():
            return replace(after, skipped=(*after.skipped, event))
        case e.ApprovalKept():
            return replace(after, kept=(*after.kept, event))
        case e.LookedAgain():
            return after
        case e.Withdrawn():
            return _all_closed(replace(after, status=Status.WITHDRAWN, withdrawn=event), event)
        case e.Paused():
            pauses = (*after.pauses, Interval(event.at))
            return replace(after, status=Status.PAUSED, paused=event, pauses=pauses)
        case e.Resumed():
            return replace(_running(after, event), status=Status.IN_REVIEW)
        case e.Reminded():
            return _reminded(after, event)
        case e.AuthorInformed():
            return replace(after, author_message=event.message, author_unreachable=None)
        case e.AuthorUnreachable():
            return replace(after, author_unreachable=event.reason)
        case _:
            assert_never(event)


def _admitted(after: Brief, event: _Admission) -> Brief:
    match event:
        case e.LinkMade():
            made = Link(event.person, event.name, event.stage, event.by, event.at, event.until)
            return replace(after, links=(*after.links, made))
        case e.LinkRevoked():
            ended = {"revoked_by": event.by, "revoked_at": event.at}
            links = (replace(link, **ended) if link.person == event.person else link for link in after.links)
            return replace(after, links=tuple(links))
        case _:
            assert_never(event)


def _reminded(brief: Brief, event: e.Reminded) -> Brief:
    stay = brief.handover(event.stage, event.revision)
    return _with_stay(brief, event, reminded=(*stay.reminded, event)) if stay else brief


def _running(brief: Brief, event: e.Resumed | e.Cancelled) -> Brief:
    """End the pause, if there is one."""
    if brief.paused is None:
        return brief
    pauses = (*brief.pauses[:-1], replace(brief.pauses[-1], end=event.at))
    return replace(brief, paused=None, pauses=pauses)


def _blocked(brief: Brief, event: e.DeliveryBlocked) -> Brief:
    before = brief.handover(event.stage, event.revision)
    repeats = before.repeats + 1 if before and before.last_blocked == event.reason else 1
    return _with_stay(brief, event, blocked=event.reason, last_blocked=event.reason, repeats=repeats)


def _reassigned(brief: Brief, event: e.Reassigned) -> Brief:
    before = brief.handover(event.stage, event.revision)
    return _with_stay(brief, event, reassigned=(*(before.reassigned if before else ()), event))


def _decided(
    brief: Brief, event: e.Approved | e.ChangesRequested | e.Declined, decision: Decision, **changes: object
) -> Brief:
    ended_with = None if isinstance(event, e.Approved) else event
    decided = {"closed_at": event.at, "decision": decision, "by": event.by, "ended_with": ended_with}
    return _with_stay(brief, event, **decided, **changes)


def _with_stay(brief: Brief, event: _Stay | e.Declined | e.Reminded, **changes: object) -> Brief:
    """Return `brief` with the stay changed that `event` is about, while it is open."""
    told = (event.stage, event.revision)
    stays = tuple(
        replace(stay, **changes) if stay.is_open and (stay.stage, stay.revision) == told else stay
        for stay in brief.handovers
    )
    return replace(brief, handovers=stays)


def _all_closed(brief: Brief, event: Ending) -> Brief:
    """Return `brief` with every open stay ended by `event`, undecided."""
    stays = tuple(
        replace(stay, closed_at=event.at, ended_with=event) if stay.is_open else stay for stay in brief.handovers
    )
    return replace(brief, handovers=stays)


def replay(history: Iterable[e.Event]) -> Brief:
    """Return the brief that `history`, which begins with `Opened`, tells.

    Raises:
        ValueError: when the history does not begin with `Opened`.
    """
    events = iter(history)
    first = next(events, None)
    if not isinstance(first, e.Opened):
        raise ValueError("the history of a brief begins with Opened")
    brief, count, latest = begin(first), 0, first.at
    for event in events:  # dated once, at the end: a digest replays very many logs
        brief = _told(brief, event)
        begins = isinstance(event, e.Opened)
        count, latest = (0, event.at) if begins else (count + 1, max(latest, event.at))
    return _dated(brief, count, latest)
