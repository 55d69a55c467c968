"""Who is to be reminded of which decision, and at which instant?

The brief's clock decides what is due: a share of the SLA, the SLA, and half of it again. Each person's own working day
decides when they hear of it, and on one day nobody hears of more than one thing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflow.brief import Brief, Handover
from workflow.commands import RecordReminder
from workflow.events import ReminderKind
from workflow.latency import paused_time
from workflow.worktime import Shift, WorkingCalendar, add_working_time, next_shift, next_working_instant

ESCALATES_AT = 1.5
"""After which share of the SLA the stage's escalation person is told."""

SEVERAL = 2
"""From how many waiting decisions on the morning's round-up takes the place of single reminders."""

Claims = Mapping[tuple[str, date], str]
"""Which reminder somebody's working day is taken by, told by its key."""


@dataclass(frozen=True)
class Recipient:
    """Somebody whom Baton may remind: by whose calendar they work, and whether a direct message reaches them."""

    id: str
    calendar: WorkingCalendar
    is_reachable: bool = True


@dataclass(frozen=True)
class Marks:
    """The instants from which a request is worth a nudge, is overdue, and is told to the stage's escalation person."""

    nudge: datetime
    breach: datetime
    escalation: datetime


@dataclass(frozen=True)
class Outlook:
    """What is due for a request now, and when something will be next, as far as it is known now."""

    due: tuple[RecordReminder, ...]
    next_at: datetime | None


def marks(brief: Brief, stay: Handover, calendar: WorkingCalendar, nudge: float, now: datetime) -> Marks:
    """Return the marks of a delivered `stay`, by the brief's own `calendar`; pauses up to `now` do not count.

    `nudge` is a share of the SLA. A breach falls into the hours of the team, whose figures it is counted in: an SLA
    that is over at the end of a day is broken the next morning.
    """
    stage = brief.stage_named(stay.stage)
    if stage is None or stay.delivered_at is None:
        raise ValueError("only what was delivered can be late")
    since, sla = stay.delivered_at, stage.sla_time(brief.calendar)
    paused = paused_time(brief, calendar, since, now) if brief.pauses else timedelta()

    def passed(share: float) -> datetime:
        return add_working_time(calendar, since, sla * share + paused)

    breach, escalation = (next_working_instant(calendar, passed(share)) for share in (1, ESCALATES_AT))
    return Marks(passed(nudge), breach, escalation)


def key(brief: Brief, stay: Handover, about: ReminderKind) -> str:
    """Return the name under which a reminder takes the days of those whom it reaches."""
    return f"{brief.id}/{stay.stage}/{stay.revision}/{about}"


@dataclass(frozen=True)
class Request:
    """A request that waits: its marks, by whose clock they are, who may still decide, and who is told at last."""

    brief: Brief
    stay: Handover
    marks: Marks
    calendar: WorkingCalendar
    asked: tuple[Recipient, ...]
    escalation: Recipient | None = None


def outlook(request: Request, claims: Claims, now: datetime) -> Outlook:
    """Return which reminders are due for `request` at `now`, and the instant at which the next will be."""
    planned = [
        *_asked(request, "nudge", request.marks.nudge, claims, now),
        *_asked(request, "breach", request.marks.breach, claims, now),
        *_escalated(request, claims, now),
    ]
    planned = [one for one in planned if one.about != "nudge" or one.at < request.marks.breach]
    if not request.stay.is_breach_recorded:
        planned.append(_Planned(next_working_instant(request.calendar, max(request.marks.breach, now)), "breach"))
    due, later = [one for one in planned if one.at <= now], [one.at for one in planned if one.at > now]
    reasons = sorted({one.about for one in due})
    return Outlook(tuple(_command(request, about, due) for about in reasons), min(later, default=None))


@dataclass(frozen=True)
class _Planned:
    at: datetime
    about: ReminderKind
    who: Recipient | None = None


def _asked(request: Request, about: ReminderKind, since: datetime, claims: Claims, now: datetime) -> Iterator[_Planned]:
    """Plan a reminder for each of those asked; those whom no direct message reaches are called in the thread or not."""
    known = request.stay.reminded_of(about)
    for who in request.asked:
        if who.id not in known and (who.is_reachable or not request.stay.is_in_thread):
            yield _Planned(_chance(who, key(request.brief, request.stay, about), max(since, now), claims), about, who)


def _escalated(request: Request, claims: Claims, now: datetime) -> Iterator[_Planned]:
    who, since = request.escalation, max(request.marks.escalation, now)
    if who is not None and who.is_reachable and not request.stay.reminded_of("escalation"):
        taken_by = key(request.brief, request.stay, "escalation")
        yield _Planned(_chance(who, taken_by, since, claims), "escalation", who)


def _chance(who: Recipient, own: str, since: datetime, claims: Claims) -> datetime:
    """Return the first instant from `since` on at which somebody works whose day nothing else has taken."""
    shift = next_shift(who.calendar, since)
    while claims.get((who.id, shift.day), own) != own:
        shift = next_shift(who.calendar, shift.closes)
    return max(shift.opens, since)


def _command(request: Request, about: ReminderKind, due: Iterable[_Planned]) -> RecordReminder:
    """A nudge calls people in the thread, as long as it has called nobody; all else is told in direct messages."""
    people = [one.who for one in due if one.about == about and one.who is not None]
    thread = [who for who in people if not request.stay.is_in_thread and (about == "nudge" or not who.is_reachable)]
    return RecordReminder(
        stage=request.stay.stage,
        revision=request.stay.revision,
        about=about,
        mentioned=tuple(who.id for who in thread),
        told=tuple(who.id for who in people if who not in thread),
    )


def round_up(who: Recipient, delivered: Iterable[datetime], claims: Claims, now: datetime) -> Shift | None:
    """Return the working day for which somebody is owed a round-up at `now`, if they are.

    It is owed from the start of the day on to whom two or more decisions were waiting by then, `delivered` as told.
    """
    shift = next_shift(who.calendar, now)
    if not who.is_reachable or now < shift.opens or (who.id, shift.day) in claims:
        return None
    waiting = sum(at <= shift.opens for at in delivered)
    return shift if waiting >= SEVERAL else None
