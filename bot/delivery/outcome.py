"""The author is asked what came of the campaign, and what they tell becomes an earlier campaign of the library."""

import structlog

from bot.failures import Permanent
from bot.services import Services
from bot.views.outcome import not_run_post, question_post, told_post
from bot.views.post import Post
from workflow.brief import Brief
from workflow.campaign_brief import campaign_of
from workflow.events import Event, OutcomeAsked, OutcomeTold
from workflow.outcome import prior_campaign

log = structlog.get_logger()


def request_outcome(services: Services, brief: Brief, event: Event, position: int, *, look: bool) -> None:
    """Ask in the author's direct messages, unless they have told meanwhile."""
    if brief.outcome is None:
        post = question_post(brief, reminder=isinstance(event, OutcomeAsked) and event.reminder)
        channel = services.slack.direct_channel(brief.author)
        services.slack.post(channel, post, f"{brief.id}/outcome/{position}", look=look)


def keep_outcome(services: Services, brief: Brief, event: Event, position: int, *, look: bool) -> None:
    """Keep what the author told, once, and say so where they were asked."""
    if not isinstance(event, OutcomeTold):
        return
    post = _kept(services, brief, event)
    if event.message is not None:
        try:
            services.slack.update(event.message, post)
        except Permanent as error:
            log.warning("the question cannot be edited", brief=brief.id, code=error.code)
        else:
            return
    services.slack.post(services.slack.direct_channel(brief.author), post, f"{brief.id}/outcome/{position}", look=look)


def _kept(services: Services, brief: Brief, event: OutcomeTold) -> Post:
    """Keep the outcome in the library, if the campaign ran, and return what is said of it."""
    if event.outcome is None:
        return not_run_post(brief)
    prior = prior_campaign(brief.id, campaign_of(brief), event.outcome)
    [added] = services.library.add([prior], event.at, event.by)
    return told_post(brief, prior, added.id)
