"""The week summed up: posted once to the team's channel, or shown to one person."""

from collections.abc import Callable

from bot.calendars import working_calendar
from bot.charts import chart_alt_text, digest_chart
from bot.failures import DeliveryError
from bot.services import Services
from bot.views.digest import digest_post
from bot.views.post import Post
from workflow.digest import Digest, Week, digest
from workflow.events import Message
from workflow.team import Team


def post_digest(services: Services, workspace: str, week: str, *, look: bool) -> None:
    """Post the digest of `week` (`2026-W47`) to the channel that the team file names."""
    team = services.teams.current()
    if team is None or team.digest is None:
        return
    post = _drawn(services, digest_of(services, team, Week.parse(week)))
    message = services.slack.post(team.digest.channel, post, f"digest/{workspace}/{week}", look=look)
    services.digests.posted(workspace, week, message)


def show_digest(services: Services, response_url: str, week: str | None) -> None:
    """Show the digest of `week`, or of the week that is running, to whoever asked for it."""
    team = services.teams.current()
    if team is None:
        return
    wanted = Week.parse(week) if week else Week.of(services.now(), team.calendar.zone)
    services.slack.answer(response_url, _drawn(services, digest_of(services, team, wanted)))


def digest_of(services: Services, team: Team, week: Week) -> Digest:
    """Return the figures of `week`."""
    briefs = services.queries.briefs()
    return digest(week, briefs, team, working_calendar(team.calendar), services.now())


def _drawn(services: Services, figures: Digest) -> Post:
    if figures.is_empty:
        return digest_post(figures, None, linker(services))
    name = f"baton-{figures.week}.png"
    picture = services.slack.keep_picture(name, digest_chart(figures), chart_alt_text(figures))
    return digest_post(figures, picture, linker(services))


def linker(services: Services) -> Callable[[Message], str | None]:
    """Return a function that gives a message's address, or None where Slack does not tell."""

    def link(message: Message) -> str | None:
        try:
            return services.slack.permalink(message)
        except DeliveryError:
            return None

    return link
