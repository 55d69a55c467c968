"""The week summed up: posted once to the team's channel, or shown to one person."""

from bot.charts import chart_alt_text, digest_chart
from bot.delivery.guidance import latest, proposed
from bot.failures import DeliveryError
from bot.figures import digest_of
from bot.report import report_document, report_name
from bot.services import Services
from bot.slack import Linker
from bot.views.digest import digest_post
from bot.views.post import Post
from bot.views.report import report_post
from workflow.digest import Digest
from workflow.events import Message
from workflow.week import Month, Week, is_late, parse_span


def post_digest(services: Services, workspace: str, week: str, *, look: bool) -> None:
    """Post the digest of `week` (`2026-W47`) to the channel that the team file names."""
    team = services.teams.current()
    if team is None or team.digest is None:
        return
    wanted, now = Week.parse(week), services.now()
    late = is_late(wanted, team.digest, team.calendar.zone, now)
    post = _drawn(services, digest_of(services.queries, team, wanted, now), late=late)
    message = services.slack.post(team.digest.channel, post, f"digest/{workspace}/{week}", look=look)
    services.digests.posted(workspace, week, message)


def show_digest(services: Services, response_url: str, week: str | None) -> None:
    """Show the digest of a week or month, or of the week that is running, to whoever asked for it."""
    team = services.teams.current()
    if team is None:
        return
    now = services.now()
    wanted = parse_span(week) if week else Week.of(now, team.calendar.zone)
    services.slack.answer(response_url, _drawn(services, digest_of(services.queries, team, wanted, now)))


def send_report(services: Services, user: str, month: str, key: str, *, look: bool) -> None:
    """Send the month's report for leadership to whoever asked for its digest, in their direct messages."""
    team = services.teams.current()
    if team is None:
        return
    wanted = Month.parse(month)
    content = report_document(services.queries, services.drafts, team, wanted, services.now())
    channel = services.slack.direct_channel(user)
    message = services.slack.post(channel, report_post(wanted), f"report/{key}", look=look)
    services.slack.upload(message, report_name(wanted), content, look=look)


def _drawn(services: Services, figures: Digest, *, late: bool = False) -> Post:
    if figures.is_empty:
        return digest_post(figures, None, linker(services), late=late)
    name = f"baton-{figures.span}.png"
    picture = services.slack.keep_picture(name, digest_chart(figures), chart_alt_text(figures))
    rewritten = proposed(services, latest(services))
    return digest_post(figures, picture, linker(services), late=late, rewritten=rewritten)


def linker(services: Services) -> Linker:
    """Return a function that gives a message's address, or None where Slack does not tell."""

    def link(message: Message) -> str | None:
        try:
            return services.slack.permalink(message)
        except DeliveryError:
            return None

    return link
