"""The copy for people outside comes as a PDF too, where LibreOffice can make one; nothing waits for it."""

from threading import Lock
from typing import Any

import structlog

from bot.contents import content_of
from bot.documents import document, pdf_name
from bot.failures import Permanent, Temporary
from bot.services import Services
from bot.word.pdf import pdf
from bot.word.render import Audience
from storage.jobs import Job
from workflow.brief import Brief, Handover
from workflow.events import Message

log = structlog.get_logger()

_one_at_a_time = Lock()  # LibreOffice takes 200 MB and a core while it works


def ask_for_pdf(services: Services, brief: Brief, handover: Handover, message: Message) -> None:
    """Have the PDF made, once, and put into the thread of `message`."""
    if services.office is None:
        log.info("no PDF is made, for LibreOffice is not here", brief=brief.id, revision=handover.revision)
        return
    payload = {"brief": brief.id, "revision": handover.revision, "channel": message.channel, "ts": message.ts}
    key = f"{brief.id}/{handover.stage}/{handover.revision}/pdf"
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [Job(key=key, name="attach_pdf", payload=payload, lane="slow")])


def attach_pdf(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Make the PDF of a revision and put it into a thread; without LibreOffice, or when it fails, there is none.

    Raises:
        Temporary: when another PDF is being made, or Slack asks for patience.
    """
    brief = services.ledger.brief(str(payload["brief"]))
    revision = brief.written(int(payload["revision"]))
    design = services.templates.in_force(revision.at)
    content = document(brief, content_of(services.drafts, brief, revision), revision, design, Audience.OUTSIDE)
    made = _made(services, content)
    if made is None:
        log.warning("LibreOffice made no PDF", brief=brief.id, revision=revision.number)
        return
    message = Message(channel=str(payload["channel"]), ts=str(payload["ts"]))
    try:
        services.slack.upload(message, pdf_name(brief, revision), made, look=look)
    except Permanent as error:
        log.warning("the PDF could not be put into the thread", brief=brief.id, code=error.code)


def _made(services: Services, content: bytes) -> bytes | None:
    if not _one_at_a_time.acquire(blocking=False):
        raise Temporary("another PDF is being made")
    try:
        return pdf(content, office=services.office)
    finally:
        _one_at_a_time.release()
