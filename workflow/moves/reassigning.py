"""Who may have somebody else decide on a request, and who can that be?"""

from datetime import datetime

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief, Handover
from workflow.course import voters
from workflow.errors import NotAllowed, NotAnApprover, Stale
from workflow.moves.approvers import still_open
from workflow.moves.refusals import known_stage
from workflow.people import may_take_a_place
from workflow.seats import holders, lies_below, seats
from workflow.team import Stage


def reassign(brief: Brief, command: c.Reassign, now: datetime) -> list[e.Event]:
    """Record who decides from now on; what was blocked is tried again, since somebody is left now."""
    stage, handover = known_stage(brief, command.stage), still_open(brief, command.stage, command.revision)
    _may_reassign(brief, stage, handover, command)
    _is_free(brief, stage, handover, command)
    _may_take(brief, stage, handover, command)
    moved = e.Reassigned(
        at=now,
        by=command.by.id,
        stage=command.stage,
        revision=command.revision,
        asked=command.asked,
        to=command.to.id,
    )
    if handover.blocked is None:
        return [moved]
    again = e.DeliveryRetried(at=now, by=command.by.id, stage=command.stage, revision=command.revision)
    return [moved, again]


def _may_reassign(brief: Brief, stage: Stage, handover: Handover, command: c.Reassign) -> None:
    if brief.is_author(command.by) or command.is_admin:
        return
    if command.asked not in seats(brief, stage, handover, command.by):
        raise NotAnApprover(
            f"Only whoever is asked, the author of {brief.id}, {{0}}, and an admin can reassign that.", brief.author
        )


def _is_free(brief: Brief, stage: Stage, handover: Handover, command: c.Reassign) -> None:
    """The seat must be one of this stage, and nobody may have spoken for it."""
    if command.asked in brief.voices_of(handover.stage, handover.revision):
        raise Stale(f"{{0}} has approved revision {handover.revision} of {brief.id} already.", command.asked)
    if command.asked not in (voters(brief, stage, stage.persons | command.voters) or ()):
        raise NotAllowed(f"{{0}} is not asked to decide at {stage.title} of {brief.id}.", command.asked)


def _may_take(brief: Brief, stage: Stage, handover: Handover, command: c.Reassign) -> None:
    to, moved = command.to, holders(handover)
    if not may_take_a_place(to, stage, brief.workspace):
        raise NotAllowed(
            "{0} cannot decide here: that takes an active account of this workspace, not a guest’s.", to.id
        )
    if lies_below(brief, stage, to.id):
        raise NotAllowed(f"{{0}} wrote {brief.id}, or approved it at another stage, and cannot decide here too.", to.id)
    seats_here = voters(brief, stage, stage.persons | command.voters) or ()
    asked = {moved.get(seat, seat) for seat in seats_here}
    if to.id in asked or any(one.by == to.id for one in brief.approvals_of(handover.stage, handover.revision)):
        raise NotAllowed(f"{{0}} is asked to decide at {stage.title} already.", to.id)
