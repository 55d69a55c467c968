"""A person's Word document becomes the next revision, or its sender is told why not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.failures import DeliveryError, Permanent
from bot.groups import groups_of
from bot.review import blocking
from bot.services import Services
from bot.views.answers import refusal_post
from bot.views.buttons import EditValue
from bot.views.edited import older_post, taken_post, unchanged_post
from bot.views.mrkdwn import escape, mention
from bot.views.post import Post
from bot.word.ingest import Ingested, ingest
from bot.word.stamp import read_stamp
from workflow.brief import Brief
from workflow.commands import Edit
from workflow.difference import Difference, differences
from workflow.draft import Draft
from workflow.errors import NotAllowed, WorkflowError
from workflow.events import Message
from workflow.materiality import material_changes
from workflow.people import Person

Tell = Callable[[Post], None]


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


def take_edit(services: Services, payload: dict[str, Any]) -> None:
    """Read the document that somebody sent and make it the next revision; whatever is wrong with it is told them."""
    brief = _brief_of(services, payload)
    if brief is None:
        return
    tell = _teller(services, payload)
    try:
        tell(_taken(services, brief, payload))
    except WorkflowError as refused:
        tell(refusal_post(refused.told(mention, escape), is_mrkdwn=True))
    except Permanent as refused:
        tell(refusal_post(str(refused)))


def _brief_of(services: Services, payload: dict[str, Any]) -> Brief | None:
    if "brief" in payload:
        return services.ledger.brief(str(payload["brief"]))
    root = Message(channel=str(payload["channel"]), ts=str(payload["thread_ts"]))
    return next((brief for brief in services.queries.briefs() if root in _roots(brief)), None)


def _roots(brief: Brief) -> list[Message | None]:
    return [brief.author_message, *(handover.message for handover in brief.handovers)]


def _teller(services: Services, payload: dict[str, Any]) -> Tell:
    def tell(post: Post) -> None:
        user, channel = str(payload["user"]), payload.get("channel")
        if channel is None:
            services.slack.post(services.slack.direct_channel(user), post, f"edit/{payload['file']}", look=True)
        else:
            services.slack.whisper(str(channel), user, post, str(payload["thread_ts"]))

    return tell


def _taken(services: Services, brief: Brief, payload: dict[str, Any]) -> Post:
    file = services.slack.shared_file(str(payload["file"]))
    sent = _read(services, brief, services.slack.download(file))
    if not sent.changes:
        return unchanged_post(brief, sent.based_on, sent.remarks)
    content_hash = services.drafts.keep(sent.read.draft)
    if content_hash == brief.content_hash:  # taken already, before a crash kept us from saying so
        return taken_post(brief, brief.revision, len(sent.changes), sent.read.problems, sent.remarks)
    if sent.based_on != brief.revision:
        value = EditValue(brief=brief.id, based_on=sent.based_on, content_hash=content_hash)
        return older_post(brief, value, len(sent.changes))
    after = _submit(services, brief, _person(payload), content_hash, sent.read.draft)
    return taken_post(after, after.revision, len(sent.changes), sent.read.problems, sent.remarks)


def _read(services: Services, brief: Brief, content: bytes) -> _Sent:
    stamp = read_stamp(content)
    if stamp is not None and stamp.brief_id != brief.id:
        raise NotAllowed(f"That document belongs to {stamp.brief_id}; drop it into that brief's thread.")
    known = stamp is not None and 1 <= stamp.revision <= brief.revision
    based_on = stamp.revision if stamp is not None and known else brief.revision
    base = services.drafts.load(brief.written(based_on).content_hash)
    read = ingest(content, base)
    return _Sent(read, based_on, differences(base, read.draft))


def _person(payload: dict[str, Any]) -> Person:
    return Person(id=str(payload["user"]), workspace=str(payload["workspace"]))


def _submit(services: Services, brief: Brief, person: Person, content_hash: str, draft: Draft) -> Brief:
    newest = services.drafts.load(brief.written(brief.revision).content_hash)
    now = services.now()
    command = Edit(
        by=person.model_copy(update={"groups": groups_of(services, person, brief)}),
        based_on=brief.revision,
        content_hash=content_hash,
        changed=material_changes(newest, draft),
        blocking=blocking(services, brief, draft, now),
    )
    return services.ledger.submit(brief.id, command, now)


def use_edit(services: Services, payload: dict[str, Any]) -> None:
    """Make the document that was written from an older revision the next one, as its writer chose."""
    brief = services.ledger.brief(str(payload["brief"]))
    content_hash = str(payload["content_hash"])
    draft = services.drafts.load(content_hash)
    base = services.drafts.load(brief.written(int(payload["based_on"])).content_hash)
    try:
        after = _submit(services, brief, _person(payload), content_hash, draft)
        post = taken_post(after, after.revision, len(differences(base, draft)), (), ())
    except WorkflowError as refused:
        post = refusal_post(refused.told(mention, escape), is_mrkdwn=True)
    try:
        services.slack.answer(str(payload["response_url"]), post)
    except DeliveryError:
        return  # the revision stands; its message tells them
