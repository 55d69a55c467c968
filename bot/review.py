"""What do the checks say about a revision, and when is a decision on it due?"""

from datetime import datetime

from bot.calendars import working_calendar
from bot.services import Services
from workflow.brief import Brief, Handover
from workflow.checks.rules import Finding
from workflow.checks.run import findings
from workflow.draft import Draft
from workflow.drafting.playbook import playbook_of
from workflow.drafting.sources import library_id
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
    return findings(brief.campaign, draft, calendar, day, playbook=playbook, evidence=cited)


def blocking(services: Services, brief: Brief, draft: Draft, at: datetime) -> tuple[str, ...]:
    """Return what keeps a draft from being handed over, in sentences."""
    return tuple(found.sentence for found in look_over(services, brief, draft, at) if found.severity == "block")


def due_at(brief: Brief, handover: Handover, now: datetime) -> datetime | None:
    """Return when the stage's working time for a decision ends, counted from the delivery or, before it, from `now`."""
    stage = brief.stage_named(handover.stage)
    if stage is None:
        return None
    since = handover.delivered_at or now
    return add_working_time(working_calendar(brief.calendar), since, stage.sla_time(brief.calendar))


def present_due_at(brief: Brief, now: datetime) -> datetime | None:
    """Return when the decision that the brief waits for is due, if it waits for one."""
    return due_at(brief, brief.open_handover, now) if brief.open_handover else None
