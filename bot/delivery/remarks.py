"""Who is told what people remarked in a document's margin, and how does it become a request for changes?"""

from collections.abc import Sequence
from typing import Any

import structlog

from bot.acting import acting
from bot.delivery.returned import file_content, read_back
from bot.delivery.telling import answered, tell_clicker
from bot.failures import Permanent
from bot.services import Services
from bot.views.buttons import RemarksValue
from bot.views.post import Post
from bot.views.remarks import Fate, remarks_post, requested_post
from workflow.brief import Brief
from workflow.commands import RequestChanges
from workflow.drafting.words import count
from workflow.errors import NotAllowed, WorkflowError
from workflow.events import Remark
from workflow.people import Person
from workflow.team import Stage

log = structlog.get_logger()


def fate_of_remarks(brief: Brief, payload: dict[str, Any]) -> Fate:
    """Return who gets to see the remarks of a document that was sent for `brief`: its author alone keeps their own."""
    in_private = "channel" not in payload or _is_of_author(brief, str(payload["channel"]))
    return "kept" if in_private and payload["user"] == brief.author else "passed on"


def _is_of_author(brief: Brief, channel: str) -> bool:
    return brief.author_message is not None and channel == brief.author_message.channel


def pass_on(
    services: Services, brief: Brief, payload: dict[str, Any], remarks: Sequence[Remark], *, look: bool
) -> None:
    """Show the remarks where the document was sent, with the offer to ask for them, and to the author of the brief.

    A document that was sent privately is shown to its sender and the author alone.
    """
    if not remarks:
        return
    user, marker = str(payload["user"]), f"remarks/{payload['file']}/{payload.get('sent', '')}"
    post = remarks_post(brief, user, remarks, _offer(services, brief, payload))
    direct = services.slack.direct_channel(user)
    channel = str(payload.get("channel", direct))
    try:
        services.slack.post(channel, post, marker, look=look, thread_ts=payload.get("thread_ts"))
    except Permanent as unheard:
        log.warning("the remarks are shown to their sender alone", brief=brief.id, reason=str(unheard))
        services.slack.post(direct, post, marker, look=look)
    if user != brief.author and not _is_of_author(brief, channel):
        _tell_author(services, brief, remarks_post(brief, user, remarks, None), f"{marker}/author", look=look)


def _tell_author(services: Services, brief: Brief, post: Post, marker: str, *, look: bool) -> None:
    root = brief.author_message
    channel = root.channel if root else services.slack.direct_channel(brief.author)
    services.slack.post(channel, post, marker, look=look, thread_ts=root.ts if root else None)


def _offer(services: Services, brief: Brief, payload: dict[str, Any]) -> RemarksValue | None:
    """Return what may be asked for: in the channel of the stage that decides now, or by a sender who decides there."""
    file = str(payload["file"])
    stays = ((brief.stage_named(stay.stage), stay) for stay in brief.open_handovers)
    values = (
        (stage, RemarksValue(brief=brief.id, stage=stay.stage, revision=stay.revision, file=file))
        for stage, stay in stays
    )
    return next(
        (value for stage, value in values if stage and _is_offered(services, brief, stage, value, payload)), None
    )


def _is_offered(services: Services, brief: Brief, stage: Stage, value: RemarksValue, payload: dict[str, Any]) -> bool:
    if "channel" in payload:
        return bool(payload["channel"] == stage.channel)
    try:
        services.ledger.check(brief.id, _request(services, brief, value, payload, ()), services.now())
    except WorkflowError:
        return False
    return True


def _request(
    services: Services, brief: Brief, value: RemarksValue, payload: dict[str, Any], remarks: tuple[Remark, ...]
) -> RequestChanges:
    person = Person(id=str(payload["user"]), workspace=str(payload["workspace"]))
    sections = {remark.section for remark in remarks}
    return RequestChanges(
        by=acting(services, person, brief, brief.stage_named(value.stage)),
        stage=value.stage,
        revision=value.revision,
        section=sections.pop() if len(sections) == 1 else None,
        note=f"{count(len(remarks), 'remark')} in the document's margin.",
        remarks=remarks,
    )


def request_remarks(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Request the changes that the remarks of a document ask for, as an approver chose."""
    marker = f"request_remarks/{payload['brief']}/{payload['file']}"
    tell_clicker(services, payload, answered(lambda: _requested(services, payload)), marker, look=look)


def _requested(services: Services, payload: dict[str, Any]) -> Post:
    value = RemarksValue.model_validate({key: payload[key] for key in RemarksValue.model_fields if key in payload})
    brief = services.ledger.brief(value.brief)
    remarks = read_back(services, brief, file_content(services, value.file), payload).remarks
    if not remarks:
        raise NotAllowed("That document holds no open remark any more.")
    command = _request(services, brief, value, payload, remarks)
    asked = {(change.by, change.stage, change.revision, change.remarks) for change in brief.changes}
    if (command.by.id, command.stage, command.revision, remarks) not in asked:  # else done already, before a crash
        services.ledger.submit(brief.id, command, services.now())
    return requested_post(brief, value.revision, remarks)
