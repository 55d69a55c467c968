"""Who decides at this moment in the places of those who are asked, and who of them is away?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.absence import Absence, away_at, stand_in_of
from workflow.brief import Brief, Handover
from workflow.seats import holders, lies_below
from workflow.team import Stage
from workflow.values import Value


@dataclass(frozen=True)
class Asked:
    """Those who are asked to decide on a handover.

    Attributes:
        seats: the ids of those whose approval counts there, whether they gave it or not.
        is_able: tells of somebody's id whether their account is one that can approve at the stage.
    """

    brief: Brief
    stage: Stage
    handover: Handover
    seats: frozenset[str]
    is_able: Callable[[str], bool]


class Cover(Value):
    """Somebody who is asked and away: their absence, and who decides in their place, None where nobody can."""

    absence: Absence
    by: str | None


def present(asked: Asked, known: Sequence[Absence], at: datetime) -> Iterator[tuple[str, str | None]]:
    """Yield whoever holds a seat that has no voice yet, and who decides there at a moment.

    None where nobody does: the chain of stand-ins ends with somebody who is away or who answers to this stage in this
    brief, or the account of whoever has the place now, as a stand-in or by hand, cannot approve.
    """
    handover, moved = asked.handover, holders(asked.handover)
    for seat in sorted(asked.seats - asked.brief.voices_of(handover.stage, handover.revision)):
        holder = moved.get(seat, seat)
        by = stand_in_of(known, holder, at)
        is_own = by == seat and seat not in moved
        is_kept_out = by is not None and not is_own and not asked.is_able(by)
        is_judge_of_own = by is not None and by != holder and lies_below(asked.brief, asked.stage, by)
        yield holder, None if is_kept_out or is_judge_of_own else by


def covers(asked: Asked, known: Sequence[Absence], at: datetime) -> tuple[Cover, ...]:
    """Return which of those who are asked are away at a moment, in the order in which they went."""
    found = dict(present(asked, known, at))
    return tuple(Cover(absence=one, by=found[who]) for who, one in away_at(known, at).items() if who in found)
