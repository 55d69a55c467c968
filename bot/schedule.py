"""What wakes by the clock? The timer only wakes; what is owed is asked of the database."""

from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from bot.listeners.channels import retry_blocked
from bot.logs import incident
from bot.services import Services
from workflow.week import is_late, owed_week

log = structlog.get_logger()

DIGEST_CHECK = timedelta(minutes=1)
BLOCKED_RETRY = timedelta(minutes=5)
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


def make_scheduler(services: Services) -> BackgroundScheduler:
    """Return the scheduler of a worker process, not yet started."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    for wake, every in (
        (lambda: claim_digest(services), DIGEST_CHECK),
        (lambda: retry_blocked(services), BLOCKED_RETRY),
        (lambda: services.jobs.tidy(services.now()), TIDY),
    ):
        scheduler.add_job(wake, "interval", seconds=every.total_seconds(), next_run_time=services.now())
    scheduler.add_listener(_report_failure)
    return scheduler


def _report_failure(event: object) -> None:
    error = getattr(event, "exception", None)
    if error is not None:
        incident(log, "a scheduled wake-up failed; it comes again", error)
