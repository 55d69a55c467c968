"""What wakes by the clock? The timer only wakes; what is owed is asked of the database."""

from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.deciders import shortage
from bot.failures import DeliveryError
from bot.logs import incident
from bot.outcomes import OUTCOME_CHECK, ask_for_outcomes
from bot.recipients import team_opening
from bot.reminding import Reminding
from bot.services import Services
from workflow.brief import Brief
from workflow.commands import RecordShortage, RetryDelivery
from workflow.team import Stage
from workflow.week import is_late, owed_week

log = structlog.get_logger()

ABSENCE_CHECK = timedelta(seconds=30)
"""How late a request may show that somebody went or is back; a click is judged by the very moment."""

DIGEST_CHECK = timedelta(minutes=1)
REMINDER_CHECK = timedelta(minutes=1)
BLOCKED_CHECK = timedelta(minutes=1)
BLOCKED_PAUSE = timedelta(minutes=5)
"""How long a blocked delivery rests before Baton tries it again by itself; an invitation resumes it at once."""

SHORTAGE_CHECK = timedelta(minutes=15)
TIDY = timedelta(hours=6)


def claim_digest(services: Services) -> bool:
    """Have the digest of the last complete week posted if nobody has yet; tell whether this call did.

    A week that ended before the team was set up is not owed.
    """
    team, since = services.teams.current(), services.teams.since()
    if team is None or team.digest is None or since is None:
        return False
    zone, now = team.calendar.zone, services.now()
    week = owed_week(team.digest, zone, now)
    if since >= week.bounds(zone)[1]:
        return False
    workspace = services.slack.identity().workspace
    return services.digests.claim(workspace, str(week), now, late=is_late(week, team.digest, zone, now))


def retry_blocked_deliveries(services: Services) -> None:
    """Try again what was blocked a while ago, where the channel looks usable now and the team is at work."""
    if team_opening(services) is not None:
        return
    for brief in services.queries.once_blocked():
        waited = services.now() - brief.changed_at >= BLOCKED_PAUSE
        blocked = [brief.stage_named(handover.stage) for handover in brief.open_handovers if handover.blocked]
        if waited and any(stage and _is_usable(services, brief, stage) for stage in blocked):
            services.ledger.submit(brief.id, RetryDelivery(), services.now())


def watch_for_shortages(services: Services) -> None:
    """Say it aloud where a stage that was asked has too few people left to decide: they left its group, or us.

    Nobody hears of that at night, nor on a day off.
    """
    if team_opening(services) is not None:
        return
    for brief in services.queries.in_flight():
        if brief.paused is not None:
            continue
        for handover in brief.open_handovers:
            stage = brief.stage_named(handover.stage)
            if stage and handover.delivered_at and not handover.blocked:
                _report_shortage(services, brief, stage, handover.revision)


def _report_shortage(services: Services, brief: Brief, stage: Stage, revision: int) -> None:
    try:
        reason = shortage(services, brief, stage)
    except DeliveryError as error:
        log.info("the approvers of a stage could not be counted", brief=brief.id, reason=str(error))
        return
    if reason is not None:
        report = RecordShortage(stage=stage.name, revision=revision, reason=reason)
        services.ledger.submit(brief.id, report, services.now())


def _is_usable(services: Services, brief: Brief, stage: Stage) -> bool:
    try:
        found = services.slack.channel(stage.channel)
        return found.is_member and not found.is_archived and shortage(services, brief, stage) is None
    except DeliveryError:
        return False


def make_scheduler(services: Services) -> BackgroundScheduler:
    """Return the scheduler of a worker process, not yet started."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for wake, every in (
        (lambda: claim_digest(services), DIGEST_CHECK),
        (lambda: services.absences.advance(services.now()), ABSENCE_CHECK),
        (Reminding(services).wake, REMINDER_CHECK),
        (lambda: retry_blocked_deliveries(services), BLOCKED_CHECK),
        (lambda: watch_for_shortages(services), SHORTAGE_CHECK),
        (lambda: ask_for_outcomes(services), OUTCOME_CHECK),
        (lambda: services.jobs.tidy(services.now()), TIDY),
    ):
        scheduler.add_job(wake, "interval", seconds=every.total_seconds(), next_run_time=services.now())
    scheduler.add_listener(_report_failure)
    return scheduler


def _report_failure(event: object) -> None:
    error = getattr(event, "exception", None)
    if error is not None:
        incident(log, "a scheduled wake-up failed; it comes again", error)
