"""What does somebody who comes by a link find: something to decide, what became of it, or nothing any more?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.brief import Brief, Decision, Handover, Status
from workflow.course import standing
from workflow.events import Approved, ChangesRequested
from workflow.links import Link

Said = Approved | ChangesRequested


class Finds(StrEnum):
    """What somebody finds behind their link."""

    TO_DECIDE = "to_decide"
    ON_ITS_WAY = "on_its_way"
    NOT_YET = "not_yet"
    PAUSED = "paused"
    ACCEPTED = "accepted"
    ACCEPTED_BY_OTHERS = "accepted_by_others"
    BEING_CHANGED = "being_changed"
    COMPLETE = "complete"
    ENDED = "ended"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Visit:
    """One look at a brief by a link.

    Attributes:
        handover: the newest stay of the brief at the link's stage, if it was ever there.
        own: what this person said last, if they said anything.
    """

    brief: Brief
    link: Link
    finds: Finds
    handover: Handover | None
    own: Said | None

    @property
    def may_read(self) -> bool:
        """Tell whether the brief itself is shown: what was handed over to this stage, while the link leads there."""
        hidden = {Finds.NOT_YET, Finds.ON_ITS_WAY, Finds.COMPLETE, Finds.ENDED, Finds.REVOKED, Finds.EXPIRED}
        return self.handover is not None and self.finds not in hidden


def visit(brief: Brief, link: Link, now: datetime) -> Visit:
    """Return what the person of `link` finds at this moment."""
    stays = [stay for stay in brief.handovers if stay.stage == link.stage]
    everything: tuple[Said, ...] = (*brief.approvals, *brief.changes)
    said = [one for one in everything if one.by == link.person]
    own = max(said, key=lambda one: one.at, default=None)
    newest = stays[-1] if stays else None
    return Visit(brief, link, _finds(brief, link, newest, own, now), newest, own)


def _finds(brief: Brief, link: Link, stay: Handover | None, own: Said | None, now: datetime) -> Finds:
    if not link.holds(now):
        return Finds.REVOKED if link.revoked_at else Finds.EXPIRED
    if brief.status.is_final:
        return Finds.COMPLETE if brief.status is Status.COMPLETED else Finds.ENDED
    if stay is None:
        return Finds.NOT_YET
    return _waits(brief, stay, own) if stay.is_open else _was_closed(brief, stay, own)


def _waits(brief: Brief, stay: Handover, own: Said | None) -> Finds:
    if isinstance(own, Approved) and own.revision == stay.revision:
        return Finds.ACCEPTED
    if brief.paused:
        return Finds.PAUSED
    return Finds.TO_DECIDE if stay.delivered_at and not stay.blocked else Finds.ON_ITS_WAY


def _was_closed(brief: Brief, stay: Handover, own: Said | None) -> Finds:
    if stay.decision is not Decision.APPROVED or standing(brief, stay.stage) is None:
        return Finds.BEING_CHANGED
    mine = isinstance(own, Approved) and own.revision == stay.revision
    return Finds.ACCEPTED if mine else Finds.ACCEPTED_BY_OTHERS
