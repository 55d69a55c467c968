"""A person's Word document becomes the next revision, or its sender is told why not."""

from typing import Any

import structlog

from bot.acting import acting
from bot.contents import only_campaigns
from bot.delivery.recognising import Found, brief_claimed, brief_of_thread
from bot.delivery.remarks import fate_of_remarks, pass_on
from bot.delivery.returned import Returned, file_content, read_back
from bot.delivery.telling import answered, tell_clicker, tell_sender
from bot.failures import Permanent
from bot.review import verdict
from bot.services import Services
from bot.views.buttons import EditValue
from bot.views.edited import found_post, older_post, taken_post, unchanged_post
from bot.views.post import Post
from bot.views.remarks import with_fate
from bot.views.revise_modal import looks_like_word
from bot.word.stamp import StampedRevision, claimed
from workflow.brief import Brief
from workflow.campaign_brief import material_changes
from workflow.commands import Edit
from workflow.difference import differences
from workflow.draft import Draft
from workflow.events import Message
from workflow.moves.refusals import known_revision
from workflow.people import Person

log = structlog.get_logger()


def take_edit(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Read the document that somebody sent and make it the next revision; whatever is wrong with it is told them.

    In a thread that is no brief's, only a document that says it is a brief's is answered, with a choice.
    """
    if "unnamed" in payload and not _is_document(services, str(payload["file"])):
        return
    found = _brief_of(services, payload)
    if found is None:
        post = _elsewhere(services, payload)
    else:
        post = answered(lambda: _sent_in(services, found, payload, look=look))
    if post is not None:
        tell_sender(services, payload, post, look=look)


def _is_document(services: Services, file_id: str) -> bool:
    """Tell whether a file of which only the id is known looks like a document; what Slack withholds might be one."""
    try:
        return looks_like_word(services.slack.shared_file(file_id).name)
    except Permanent:
        return True


def _brief_of(services: Services, payload: dict[str, Any]) -> Found | None:
    if "brief" in payload:
        return Found(services.ledger.brief(str(payload["brief"])))
    return brief_of_thread(services, Message(channel=str(payload["channel"]), ts=str(payload["thread_ts"])))


def _elsewhere(services: Services, payload: dict[str, Any]) -> Post | None:
    """Return the choice for a document of ours in a thread that is not its brief's; other people's files are theirs."""
    try:
        content = file_content(services, str(payload["file"]))
    except Permanent as unread:
        log.info("a file in a thread that is no brief's was not read", reason=str(unread))
        return None
    claim = claimed(content)
    return offered(services, payload, content, claim) if claim else None


def offered(services: Services, payload: dict[str, Any], content: bytes, claim: StampedRevision) -> Post:
    """Return the choice for somebody who sent a document of ours to where nobody said that it is the next revision.

    `payload` says who they are; a refusal is an answer as well.
    """
    return answered(lambda: _offered(services, payload, content, claim))


def _sent_in(services: Services, found: Found, payload: dict[str, Any], *, look: bool) -> Post:
    only_campaigns(found.brief)
    content = file_content(services, str(payload["file"]))
    claim = claimed(content)
    if claim is not None and claim.brief_id != found.brief.id:
        return _offered(services, payload, content, claim)
    sent = read_back(services, found.brief, content, payload)
    post = answered(lambda: _taken(services, found, payload, sent))
    after = services.ledger.brief(found.brief.id)
    pass_on(services, after, payload, sent.remarks, look=look)
    return with_fate(post, sent.remarks, fate_of_remarks(after, payload))


def _offered(services: Services, payload: dict[str, Any], content: bytes, claim: StampedRevision) -> Post:
    """Copies are also dropped somewhere just to talk about them: only their sender knows what is meant."""
    brief = brief_claimed(services, claim)
    only_campaigns(brief)
    sent = read_back(services, brief, content, payload)
    if not sent.changes:
        return with_fate(unchanged_post(brief, sent.based_on), sent.remarks, "left")
    content_hash = services.drafts.keep(sent.read.draft)
    command = _edit(services, brief, _person(payload), content_hash, sent.read.draft)
    services.ledger.check(brief.id, command, services.now())
    return with_fate(_choice(brief, sent, content_hash), sent.remarks, "left")


def _choice(brief: Brief, sent: Returned, content_hash: str) -> Post:
    value = EditValue(brief=brief.id, based_on=sent.based_on, content_hash=content_hash, newest=brief.revision)
    offer = found_post if sent.based_on == brief.revision else older_post
    return offer(brief, value, len(sent.changes))


def _taken(services: Services, found: Found, payload: dict[str, Any], sent: Returned) -> Post:
    brief = found.brief
    if not sent.changes:
        return unchanged_post(brief, sent.based_on)
    content_hash = services.drafts.keep(sent.read.draft)
    if content_hash == brief.content_hash:  # taken already, before a crash kept us from saying so
        return taken_post(brief, brief.revision, len(sent.changes), sent.read.problems)
    if sent.based_on != brief.revision:
        return _choice(brief, sent, content_hash)
    command = _edit(services, brief, _person(payload), content_hash, sent.read.draft)
    after = services.ledger.submit(brief.id, command.model_copy(update={"message": found.proof}), services.now())
    return taken_post(after, after.revision, len(sent.changes), sent.read.problems)


def _person(payload: dict[str, Any]) -> Person:
    return Person(id=str(payload["user"]), workspace=str(payload["workspace"]))


def _edit(services: Services, brief: Brief, person: Person, content_hash: str, draft: Draft) -> Edit:
    newest = services.drafts.load(brief.written(brief.revision).content_hash)
    looked = verdict(services, brief, draft, services.now())
    return Edit(
        by=acting(services, person, brief),
        based_on=brief.revision,
        content_hash=content_hash,
        changed=material_changes(newest, draft),
        blocking=looked.blocking,
        facts=looked.facts,
    )


def use_edit(services: Services, payload: dict[str, Any], *, look: bool) -> None:
    """Make the document of which its writer was offered to use it the next revision."""
    marker = f"use_edit/{payload['brief']}/{payload['content_hash']}"
    tell_clicker(services, payload, answered(lambda: _used(services, payload)), marker, look=look)


def _used(services: Services, payload: dict[str, Any]) -> Post:
    brief = services.ledger.brief(str(payload["brief"]))
    value = EditValue.model_validate({key: payload.get(key) for key in EditValue.model_fields if key in payload})
    draft = services.drafts.load(value.content_hash)
    base = services.drafts.load(known_revision(brief, value.based_on).content_hash)
    changes = len(differences(base, draft))
    if brief.content_hash == value.content_hash:  # used already, before a crash or by a second click
        return taken_post(brief, brief.revision, changes)
    if value.newest not in {None, brief.revision}:
        return older_post(brief, value.model_copy(update={"newest": brief.revision}), changes)
    command = _edit(services, brief, _person(payload), value.content_hash, draft)
    after = services.ledger.submit(brief.id, command, services.now())
    return taken_post(after, after.revision, changes)
