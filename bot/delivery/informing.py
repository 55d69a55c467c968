"""The author is kept informed: one message that is edited in place, and replies in its thread for what matters."""

from datetime import timedelta

import structlog

from bot.deciders import away_from
from bot.delivery.requests import attach
from bot.failures import Permanent, Temporary
from bot.review import present_due_at
from bot.services import Services
from bot.views.answers import opened_post
from bot.views.author import author_note, author_post
from bot.views.post import Post
from workflow.brief import Brief
from workflow.commands import RecordAuthorMessage, RecordAuthorRefusal
from workflow.events import Drafted, Event, Message, Opened

log = structlog.get_logger()

POLL = timedelta(milliseconds=300)
PATIENCE = timedelta(hours=1)
"""How long news waits for the author's message; without one by then, Slack keeps Baton from writing to them."""


def say_opened(services: Services, brief_id: str, channel: str) -> None:
    """Tell the author where they typed `/brief` that it was begun, if Baton may speak there."""
    brief = services.ledger.brief(brief_id)
    try:
        services.slack.whisper(channel, brief.author, opened_post(brief))
    except Permanent as error:
        log.info("the author was not told where they began", brief=brief_id, code=error.code)


def inform_author(services: Services, brief: Brief, event: Event, position: int, *, look: bool) -> None:
    """Tell the author what `event`, at `position` of the log, means for their brief."""
    if isinstance(event, Opened) or (brief.author_message is None and brief.author_unreachable is not None):
        _reach(services, brief, look=look or not isinstance(event, Opened))  # somebody may have mended it since
        return
    if brief.author_message is None:
        waited = services.now() - event.at
        if waited > PATIENCE:
            log.warning("the author has no message to inform them in", brief=brief.id)
            return
        raise Temporary("the author's message is still on its way", max(POLL, waited / 4))  # ever less often
    refresh(services, brief, brief.author_message)
    _reply(services, brief, brief.author_message, event, position, look=look)


def _reach(services: Services, brief: Brief, *, look: bool) -> None:
    """Begin to inform the author, or have the log say why Slack does not let us, so that no news waits for it."""
    try:
        _begin(services, brief, look=look)
    except Permanent as refused:
        log.warning("the author cannot be informed", brief=brief.id, code=refused.code)
        services.ledger.submit(brief.id, RecordAuthorRefusal(reason=str(refused)), services.now())


def _begin(services: Services, brief: Brief, *, look: bool) -> None:
    """Post the message that all later news is edited into."""
    if brief.author_message is not None:
        return
    channel = services.slack.direct_channel(brief.author)
    post = _face(services, brief)
    message = services.slack.post(channel, post, f"{brief.id}/author", look=look)
    after = services.ledger.submit(brief.id, RecordAuthorMessage(message=message), services.now())
    if after.position > brief.position + 1:  # something happened while the message was on its way
        refresh(services, after, message)


def _face(services: Services, brief: Brief) -> Post:
    due, away = present_due_at(brief, services.now()), away_from(services, brief)
    return author_post(brief, due, away=away, links=services.desk is not None)


def refresh(services: Services, brief: Brief, message: Message) -> None:
    """Edit the message to the face of this moment, and again if the moment passed meanwhile."""
    while True:
        try:
            services.slack.update(message, _face(services, brief))
        except Permanent as error:
            log.warning("the author's message cannot be edited", brief=brief.id, code=error.code)
            return
        now = services.ledger.brief(brief.id)
        if now.position == brief.position:
            return
        brief = now


def _reply(services: Services, brief: Brief, message: Message, event: Event, position: int, *, look: bool) -> None:
    note = author_note(brief, event)
    if note is None:
        return
    marker = f"{brief.id}/author/{position}"
    services.slack.post(message.channel, note, marker, look=look, thread_ts=message.ts)
    if isinstance(event, Drafted):
        attach(services, brief, event.revision, message, look=look)
