"""What do the checks say about a revision, and when is a decision on it due?"""

from dataclasses import dataclass
from datetime import datetime

from bot.calendars import working_calendar
from bot.services import Services
from workflow.brief import Brief, Handover
from workflow.campaign_brief import campaign_of, facts_of
from workflow.checks.rules import Finding
from workflow.checks.run import findings
from workflow.conditions import Facts
from workflow.draft import Draft
from workflow.drafting.playbook import playbook_of
from workflow.drafting.sources import library_id
from workflow.latency import paused_time
from workflow.worktime import add_working_time


def findings_of(services: Services, brief: Brief, revision: int) -> tuple[Finding, ...]:
    """Return what the checks find in a revision, as on the day it was written."""
    written = brief.written(revision)
    return look_over(services, brief, services.drafts.load(written.content_hash), written.at)


def look_over(services: Services, brief: Brief, draft: Draft, at: datetime) -> tuple[Finding, ...]:
    """Return what the checks find in a draft for `brief`, as on the day of `at`."""
    day = at.astimezone(brief.calendar.zone).date()
    calendar, playbook = working_calendar(brief.calendar), playbook_of(services.teams.current())
    cited = services.library.cited(filter(None, map(library_id, draft.sources)))
    return findings(campaign_of(brief), draft, calendar, day, playbook=playbook, evidence=cited)


@dataclass(frozen=True)
class Verdict:
    """What follows from the checks of a draft: the sentences that keep it back, and what conditions of stages ask."""

    blocking: tuple[str, ...]
    facts: Facts


def verdict(services: Services, brief: Brief, draft: Draft, at: datetime) -> Verdict:
    """Return what follows from the checks of a draft for `brief`, as on the day of `at`."""
    found = look_over(services, brief, draft, at)
    sentences = tuple(one.sentence for one in found if one.severity == "block")
    return Verdict(sentences, facts_of(campaign_of(brief), draft, tuple(one.check for one in found)))


def due_at(brief: Brief, handover: Handover, now: datetime) -> datetime | None:
    """Return when the stage's working time for a decision ends, counted from the delivery or, before it, from `now`.

    While the brief is paused nothing is due, and the time of its pauses does not count.
    """
    stage = brief.stage_named(handover.stage)
    if stage is None or brief.paused:
        return None
    since, calendar = handover.delivered_at or now, working_calendar(brief.calendar)
    return add_working_time(calendar, since, stage.sla_time(brief.calendar) + paused_time(brief, calendar, since, now))


def present_due_at(brief: Brief, now: datetime) -> datetime | None:
    """Return when the decision that the brief waits for is due, the first of several, if it waits for one."""
    dues = (due_at(brief, handover, now) for handover in brief.open_handovers)
    return min(filter(None, dues), default=None)
