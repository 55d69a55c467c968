"""The author follows the writing: their message says which section is being written, at most every two seconds."""

from datetime import datetime, timedelta

import structlog

from bot.delivery.informing import refresh
from bot.failures import DeliveryError
from bot.services import Services
from bot.views.author import author_post
from workflow.brief import Brief, Status
from workflow.draft import Section

log = structlog.get_logger()

INTERVAL = timedelta(seconds=2)


class Following:
    """Edits the author's message while a revision is written; when Slack fails, nothing but that stops."""

    def __init__(self, services: Services, brief: Brief) -> None:
        self._services = services
        self._id = brief.id
        self._revision = brief.next_revision
        self._last: datetime | None = None

    def __call__(self, section: Section) -> None:
        """Say that `section` is being written, unless something was said just now."""
        now = self._services.now()
        if self._last is not None and now - self._last < INTERVAL:
            return
        try:
            if self._said(section):
                self._last = now
        except DeliveryError as error:
            log.info("the author cannot follow the writing", brief=self._id, reason=str(error))

    def _said(self, section: Section) -> bool:
        brief = self._services.ledger.brief(self._id)
        writing = brief.status is Status.DRAFTING and brief.next_revision == self._revision
        if not writing or brief.author_message is None:
            return False
        self._services.slack.update(brief.author_message, author_post(brief, None, section))
        after = self._services.ledger.brief(self._id)
        if after.position != brief.position:  # cancelled, say, while our words were on their way
            refresh(self._services, after, brief.author_message)
        return True
