"""A person's Word document becomes the next revision, or its sender is told why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog

from bot.delivery.recognising import Found, brief_claimed, brief_of_thread, revision_edited
from bot.failures import Permanent
from bot.groups import groups_of
from bot.review import blocking
from bot.services import Services
from bot.views.answers import refusal_post
from bot.views.buttons import EditValue
from bot.views.edited import found_post, older_post, taken_post, unchanged_post
from bot.views.mrkdwn import escape, mention
from bot.views.post import Post
from bot.word.ingest import Ingested, ingest
from bot.word.returned import ingest_outside
from bot.word.stamp import claimed, read_stamp
from workflow.brief import Brief
from workflow.commands import Edit
from workflow.difference import Difference, differences
from workflow.draft import Draft
from workflow.errors import NotAllowed, WorkflowError
from workflow.events import Message
from workflow.materiality import material_changes
from workflow.people import Person, is_listed

log = structlog.get_logger()


@dataclass(frozen=True)
class _Sent:
    """A document as it came back: read, against the revision that it was rendered from."""

    read: Ingested
    based_on: int
    changes: tuple[Difference, ...]

    @property
    def remarks(self) -> list[str]:
        """What people wrote in the margin and have not resolved."""
        return [f"{c.author}, on “{c.anchor}”: {c.text}" for c in self.read.comments if not c.resolved]


def take_edit(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Read the document that somebody sent and make it the next revision; whatever is wrong with it is told them.

    In a thread that is no brief's, only a document that says it is a brief's is answered, with a choice.
    """
    found = _brief_of(services, payload)
    post = _elsewhere(services, payload) if found is None else _answered(lambda: _sent_in(services, found, payload))
    if post is not None:
        _tell(services, payload, post, look=look)


def _brief_of(services: Services, payload: dict[str, Any]) -> Found | None:
    if "brief" in payload:
        return Found(services.ledger.brief(str(payload["brief"])))
    return brief_of_thread(services, Message(channel=str(payload["channel"]), ts=str(payload["thread_ts"])))


def _answered(deed: Callable[[], Post]) -> Post:
    """Return what to tell the person: what became of their wish, or why it was refused."""
    try:
        return deed()
    except WorkflowError as refused:
        return refusal_post(refused.told(mention, escape), is_mrkdwn=True)
    except Permanent as refused:
        return refusal_post(str(refused))


def _elsewhere(services: Services, payload: dict[str, Any]) -> Post | None:
    """Return the choice for a document of ours in a thread that is not its brief's; other people's files are theirs."""
    try:
        content = _content(services, payload)
    except Permanent as unread:
        log.info("a file in a thread that is no brief's was not read", reason=str(unread))
        return None
    return _answered(lambda: _offered(services, payload, content)) if claimed(content) else None


def _sent_in(services: Services, found: Found, payload: dict[str, Any]) -> Post:
    content = _content(services, payload)
    claim = claimed(content)
    if claim is not None and claim.brief_id != found.brief.id:
        return _offered(services, payload, content)
    return _taken(services, found, payload, content)


def _content(services: Services, payload: dict[str, Any]) -> bytes:
    return services.slack.download(services.slack.shared_file(str(payload["file"])))


def _offered(services: Services, payload: dict[str, Any], content: bytes) -> Post:
    """Copies are also dropped somewhere just to talk about them: only their sender knows what is meant."""
    claim = claimed(content)
    if claim is None:
        raise NotAllowed("That document is no brief's.")
    brief = brief_claimed(services, claim)
    sent = _read(services, brief, payload, content)
    if not sent.changes:
        return unchanged_post(brief, sent.based_on, sent.remarks)
    content_hash = services.drafts.keep(sent.read.draft)
    command = _edit(services, brief, _person(payload), content_hash, sent.read.draft)
    services.ledger.check(brief.id, command, services.now())
    return _choice(brief, sent, content_hash)


def _choice(brief: Brief, sent: _Sent, content_hash: str) -> Post:
    value = EditValue(brief=brief.id, based_on=sent.based_on, content_hash=content_hash, newest=brief.revision)
    offer = found_post if sent.based_on == brief.revision else older_post
    return offer(brief, value, len(sent.changes))


def _taken(services: Services, found: Found, payload: dict[str, Any], content: bytes) -> Post:
    brief = found.brief
    sent = _read(services, brief, payload, content)
    if not sent.changes:
        return unchanged_post(brief, sent.based_on, sent.remarks)
    content_hash = services.drafts.keep(sent.read.draft)
    if content_hash == brief.content_hash:  # taken already, before a crash kept us from saying so
        return taken_post(brief, brief.revision, len(sent.changes), sent.read.problems, sent.remarks)
    if sent.based_on != brief.revision:
        return _choice(brief, sent, content_hash)
    command = _edit(services, brief, _person(payload), content_hash, sent.read.draft)
    after = services.ledger.submit(brief.id, command.model_copy(update={"message": found.proof}), services.now())
    return taken_post(after, after.revision, len(sent.changes), sent.read.problems, sent.remarks)


def _read(services: Services, brief: Brief, payload: dict[str, Any], content: bytes) -> _Sent:
    if not brief.revision:
        raise NotAllowed(f"Revision 1 of {brief.id} is still being written.")
    based_on = revision_edited(services, brief, content)
    revision = brief.written(based_on)
    if services.templates.in_force(revision.at) is not None:
        raise NotAllowed("Baton does not read documents in your own template yet. Ask for the change in Slack instead.")
    base = services.drafts.load(revision.content_hash)
    stamp = read_stamp(content)
    from_outside = stamp.outside if stamp is not None else _is_outside(brief, payload)
    read = ingest_outside(content, base, brief.team) if from_outside else ingest(content, base)
    return _Sent(read, based_on, differences(base, read.draft))


def _is_outside(brief: Brief, payload: dict[str, Any]) -> bool:
    """Tell whether a document that lost its stamp comes from people outside: by the thread, or else by the sender."""
    thread = {"channel": payload.get("channel"), "ts": payload.get("thread_ts")}
    stays = [stay for stay in brief.handovers if stay.message and stay.message.model_dump() == thread]
    if stays:
        return brief.is_outside(stays[0].stage)
    person = _person(payload)
    listed = [stage.outside for stage in brief.chain if is_listed(person, stage.approvers, brief.workspace)]
    return person.id != brief.author and bool(listed) and all(listed)


def _person(payload: dict[str, Any]) -> Person:
    return Person(id=str(payload["user"]), workspace=str(payload["workspace"]))


def _edit(services: Services, brief: Brief, person: Person, content_hash: str, draft: Draft) -> Edit:
    newest = services.drafts.load(brief.written(brief.revision).content_hash)
    return Edit(
        by=person.model_copy(update={"groups": groups_of(services, person, brief)}),
        based_on=brief.revision,
        content_hash=content_hash,
        changed=material_changes(newest, draft),
        blocking=blocking(services, brief, draft, services.now()),
    )


def _tell(services: Services, payload: dict[str, Any], post: Post, *, look: bool) -> None:
    """Tell the sender alone: where they sent it, else in their direct messages."""
    user = str(payload["user"])
    if "channel" in payload:
        try:
            services.slack.whisper(str(payload["channel"]), user, post, str(payload["thread_ts"]))
        except Permanent as unheard:
            log.info("the sender is told in their direct messages", reason=str(unheard))
        else:
            return
    marker = f"edit/{payload['file']}/{payload.get('sent', '')}"
    services.slack.post(services.slack.direct_channel(user), post, marker, look=look)


def use_edit(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Make the document of which its writer was offered to use it the next revision."""
    post = _answered(lambda: _used(services, payload))
    try:
        services.slack.answer(str(payload["response_url"]), post)
    except Permanent as unheard:  # it dies after half an hour
        log.info("the sender is told in their direct messages", reason=str(unheard))
        user = str(payload["user"])
        marker = f"use_edit/{payload['brief']}/{payload['content_hash']}"
        services.slack.post(services.slack.direct_channel(user), post, marker, look=look)


def _used(services: Services, payload: dict[str, Any]) -> Post:
    brief = services.ledger.brief(str(payload["brief"]))
    value = EditValue.model_validate({key: payload.get(key) for key in EditValue.model_fields if key in payload})
    draft = services.drafts.load(value.content_hash)
    base = services.drafts.load(brief.written(value.based_on).content_hash)
    changes = len(differences(base, draft))
    if brief.content_hash == value.content_hash:  # used already, before a crash or by a second click
        return taken_post(brief, brief.revision, changes, (), ())
    if value.newest not in {None, brief.revision}:
        return older_post(brief, value.model_copy(update={"newest": brief.revision}), changes)
    command = _edit(services, brief, _person(payload), value.content_hash, draft)
    after = services.ledger.submit(brief.id, command, services.now())
    return taken_post(after, after.revision, changes, (), ())
