"""How does a team work for a year whose slowest stage, rework and punctuality are known, since they were planted?

Waits are drawn in working time: within the SLA with the stage's own probability, else past it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tests.workflow.journeys import AUTHOR, HOME, OFFICE, TEAM, by_the_hours, london
from tests.workflow.story import CAMPAIGN
from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.draft import Section
from workflow.fold import evolve, replay
from workflow.lifecycle import decide, open_brief
from workflow.people import Person
from workflow.worktime import add_working_time

CALENDAR = by_the_hours(OFFICE)
MINUTE = timedelta(minutes=1)
BEGUN = london("2025-11-24T09:00")
BRIEFS = 400
EVERY = timedelta(hours=5, minutes=20)  # of working time, between two briefs


@dataclass(frozen=True)
class Habits:
    """How a stage works: the part of its handovers that it decides in time, and how fast then, as part of the SLA."""

    punctual: float
    pace: float


HABITS = {"designer": Habits(0.95, 0.3), "marketer": Habits(0.7, 0.9), "agency": Habits(0.99, 0.1)}
REWORK = 0.3
"""The part of the designer's first decisions that asks for changes, and never again."""

ANSWERS = 0.6
"""The part of the authors who tell what their brief took: `LIGHT` or `HEAVY` minutes, as often the one as the other."""

BASELINE, LIGHT, HEAVY = 180, 30, 120
ABOUT_TIMELINE = 0.8
"""The part of those that concerns the timeline."""


def year(
    seed: int = 11, *, begun: datetime = BEGUN, briefs: int = BRIEFS, every: timedelta = EVERY
) -> list[list[e.Event]]:
    """Return the logs of a year's briefs, in the order in which they were opened; or of busier or shorter times."""
    dice = Random(seed)  # noqa: S311  # a repeatable year, not a secret
    opened = begun
    logs = []
    for number in range(1, briefs + 1):
        logs.append(list(_life(number, opened, dice)))
        opened = add_working_time(CALENDAR, opened, every)
    return logs


def until(now: datetime, logs: list[list[e.Event]]) -> list[Brief]:
    """Return the briefs of `logs` as they stand at `now`."""
    happened = ([event for event in log if event.at <= now] for log in logs)
    return [replay(log) for log in happened if log]


def _life(number: int, opened: datetime, dice: Random) -> Iterator[e.Event]:
    campaign = CAMPAIGN.model_copy(update={"name": f"Campaign {number}"})
    opening = c.Open(by=AUTHOR, workspace=HOME, team="T", inputs=campaign, chain=TEAM.chain, calendar=TEAM.calendar)
    happened = open_brief(f"BRF-{number}", opening, opened)
    brief, at = replay(happened), opened
    tells = Random(number)  # noqa: S311  # as above; dice of its own, so that the year stays the one it was
    yield from happened
    while not brief.status.is_final:
        command, at = _next(brief, at, dice)
        for event in decide(brief, command, at):
            brief = evolve(brief, event)
            yield event
    if tells.random() < ANSWERS:
        told = c.TellMinutes(by=AUTHOR, minutes=tells.choice((LIGHT, HEAVY)), baseline=BASELINE)
        yield from decide(brief, told, at + MINUTE)


def _next(brief: Brief, at: datetime, dice: Random) -> tuple[c.Command, datetime]:
    stay, stage = brief.open_handover, brief.stage
    if stay is None or stage is None:
        return c.RecordDraft(revision=brief.next_revision, content_hash="hash", written_by="embedded"), at + MINUTE
    if stay.delivered_at is None:
        message = e.Message(channel=stage.channel, ts=f"{at.timestamp():.6f}")
        return c.RecordDelivery(stage=stay.stage, revision=stay.revision, message=message), at + MINUTE
    habits, sla = HABITS[stage.name], stage.sla_time(brief.calendar)
    part = dice.uniform(0, habits.pace) if dice.random() < habits.punctual else dice.uniform(1.1, 2)
    by = Person(id=stage.approvers[0], workspace=HOME)
    at = add_working_time(CALENDAR, at, sla * part)
    if stage.name == "designer" and not brief.changes and dice.random() < REWORK:
        section = Section.TIMELINE if dice.random() < ABOUT_TIMELINE else None
        note = {"section": section, "note": "Shorter."}
        return c.RequestChanges(by=by, stage=stay.stage, revision=stay.revision, **note), at
    return c.Approve(by=by, stage=stay.stage, revision=stay.revision), at
