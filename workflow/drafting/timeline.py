"""When must each phase start and end for the campaign to launch on its day, and what is already too late?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from workflow.channels import Channel
from workflow.draft import Phase
from workflow.drafting.playbook import CREATIVE_DAYS, PRODUCTION_DAYS, REVIEW_DAYS, SET_UP_DAYS
from workflow.drafting.port import Assignment
from workflow.drafting.words import day, listing
from workflow.money import split
from workflow.team import parse_sla
from workflow.worktime import WorkingCalendar, add_working_days

LONG_LEAD = 5
LONGEST_SIGN_OFF = 40
"""Working days: a chain that takes longer needs a talk, not a plan."""
_LAUNCH_AND_REST = 14
_THREE_ACTS = 42
_DAY = timedelta(days=1)
_FAR = timedelta(days=400)


@dataclass(frozen=True)
class Plan:
    """The timeline and what it costs to keep it.

    Attributes:
        phases: in the order of their start.
        due: the day on which each channel's assets must be ready.
        late: channels whose day has passed already, with the working days by which it has.
        early: channels whose assets are due before the main production ends.
        needed: working days that sign-off, creative development and production take when nothing presses.
        left: working days that there are for them, `needed` at most.
        holds_from: the first start for which nothing needs to be shortened or dropped.
    """

    phases: tuple[Phase, ...]
    due: Mapping[Channel, date]
    late: Mapping[Channel, int]
    early: tuple[Channel, ...]
    needed: int
    left: int
    holds_from: date


def plan(assignment: Assignment) -> Plan:
    """Plan backwards from the launch, in the team's working days."""
    due = {channel: _due(assignment, channel) for channel in assignment.campaign.channels}
    first = next_working_day(assignment.calendar, assignment.today)
    durations = (_sign_off_days(assignment), CREATIVE_DAYS, PRODUCTION_DAYS)
    anchor = _anchor(assignment, due, sum(durations))
    left = min(sum(durations), _working_days(assignment.calendar, first, anchor))
    late = {channel: _late(assignment, day) for channel, day in due.items() if day < first}
    phases = (
        *_preparation(assignment, anchor, _fit(durations, left)),
        *_supply(assignment, due),
        *_flight(assignment.campaign.start, assignment.campaign.end),
        _review(assignment),
    )
    early = tuple(channel for channel, day in due.items() if first <= day < anchor)
    ordered = tuple(sorted(phases, key=lambda phase: (phase.start, phase.end)))
    return Plan(ordered, due, late, early, sum(durations), left, _holds_from(assignment, sum(durations)))


def _holds_from(assignment: Assignment, needed: int) -> date:
    leads = (assignment.playbook.entry(channel).lead_days for channel in assignment.campaign.channels)
    first = next_working_day(assignment.calendar, assignment.today)
    return add_working_days(assignment.calendar, first, needed - 1 + max(SET_UP_DAYS, *leads))


def next_working_day(calendar: WorkingCalendar, today: date) -> date:
    """Return `today`, or the first working day after it when nobody works today."""
    return add_working_days(calendar, today - _DAY, 1)


def _due(assignment: Assignment, channel: Channel) -> date:
    return add_working_days(
        assignment.calendar, assignment.campaign.start, -assignment.playbook.entry(channel).lead_days
    )


def _working_days(calendar: WorkingCalendar, first: date, last: date) -> int:
    last = min(last, first + _FAR)  # nobody asks for the exact count of a year or more
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(calendar.is_working_day(day) for day in days)


def _late(assignment: Assignment, start: date) -> int:
    first = next_working_day(assignment.calendar, assignment.today)
    return _working_days(assignment.calendar, start + _DAY, first)


def _sign_off_days(assignment: Assignment) -> int:
    length = assignment.calendar.day_length
    total = sum((parse_sla(stage.sla, length) for stage in assignment.chain), timedelta())
    return min(LONGEST_SIGN_OFF, max(1, -(-total // length)))


def _anchor(assignment: Assignment, due: Mapping[Channel, date], needed: int) -> date:
    first = next_working_day(assignment.calendar, assignment.today)
    checked = add_working_days(assignment.calendar, assignment.campaign.start, -SET_UP_DAYS)
    days = [min(each, checked) for each in due.values()]
    roomy = [each for each in days if _working_days(assignment.calendar, first, each) >= needed]
    return min(roomy) if roomy else max(days)


def _fit(durations: tuple[int, ...], left: int) -> tuple[int, ...]:
    if left >= sum(durations):
        return durations
    spare = max(0, left - len(durations))
    weights = [Decimal(days) for days in durations]
    return tuple(1 + int(share) for share in split(Decimal(spare), weights, Decimal(1)))


def _preparation(assignment: Assignment, anchor: date, days: tuple[int, ...]) -> tuple[Phase, ...]:
    calendar = assignment.calendar
    made = add_working_days(calendar, anchor, 1 - days[2])
    drawn = add_working_days(calendar, made, -days[1])
    latest = add_working_days(calendar, drawn, -1)
    begun = min(latest, next_working_day(calendar, assignment.today))
    approved = min(latest, add_working_days(calendar, begun, days[0] - 1))
    return (
        _phase(
            assignment,
            "Brief sign-off",
            (begun, approved),
            assignment.author,
            f"Approved brief; {day(latest)} is the last day that holds this plan",
        ),
        _phase(
            assignment,
            "Creative development",
            (drawn, add_working_days(calendar, made, -1)),
            "Creative team",
            "One direction chosen, worked up and approved",
        ),
        _phase(assignment, "Production", (made, anchor), "Production", "Finished assets, to the channel plan’s limits"),
    )


def _phase(assignment: Assignment, name: str, span: tuple[date, date], owner: str, deliverable: str) -> Phase:
    return Phase(
        name=name,
        start=span[0],
        end=span[1],
        owner=owner,
        deliverable=deliverable,
        late_by=_late(assignment, span[0]),
    )


def _supply(assignment: Assignment, due: Mapping[Channel, date]) -> tuple[Phase, ...]:
    calendar, start = assignment.calendar, assignment.campaign.start
    eve = add_working_days(calendar, start, -1)
    slow = [channel for channel in due if assignment.playbook.entry(channel).lead_days >= LONG_LEAD]
    quick = [channel for channel in due if channel not in slow]
    rows = [
        _phase(
            assignment,
            f"{channel.label}: booking and supply",
            (due[channel], eve),
            "Media team",
            _handover(assignment, due[channel]),
        )
        for channel in slow
    ]
    if quick:
        ready = min(add_working_days(calendar, start, -SET_UP_DAYS), *(due[channel] for channel in quick))
        labels = listing([channel.label for channel in quick])
        deliverable = f"{labels} loaded, tracked and tested"
        rows.append(_phase(assignment, "Set-up and checks", (ready, eve), "Media team", deliverable))
    return tuple(rows)


def _handover(assignment: Assignment, due: date) -> str:
    late = due < next_working_day(assignment.calendar, assignment.today)
    return f"Too late as dated: assets were due on {day(due)}" if late else f"Assets handed over on {day(due)}"


def _flight(start: date, end: date) -> tuple[Phase, ...]:
    length = (end - start).days + 1
    if length < _LAUNCH_AND_REST:
        return (_live("Live", start, end, "Everything live; read daily"),)
    settled = start + timedelta(days=min(20, length // 3 - 1))
    read = "one week" if settled - start >= timedelta(days=7) else "three days"
    launch = _live("Launch", start, settled, f"Everything live; first reading after {read}")
    if length < _THREE_ACTS:
        return (launch, _live("Sustain", settled + _DAY, end, "Weekly reading; money moves on evidence"))
    push = end - timedelta(days=13)
    return (
        launch,
        _live("Sustain", settled + _DAY, push - _DAY, "Weekly reading; tired executions replaced"),
        _live("Final push", push, end, "Contingency spent or returned; last reminders"),
    )


def _live(name: str, start: date, end: date, deliverable: str) -> Phase:
    return Phase(name=name, start=start, end=end, owner="Media team", deliverable=deliverable, in_flight=True)


def _review(assignment: Assignment) -> Phase:
    first = add_working_days(assignment.calendar, assignment.campaign.end, 1)
    last = add_working_days(assignment.calendar, first, REVIEW_DAYS - 1)
    deliverable = "Results against target, what to repeat and what to stop, filed for the next brief"
    return Phase(name="Learning review", start=first, end=last, owner=assignment.author, deliverable=deliverable)
