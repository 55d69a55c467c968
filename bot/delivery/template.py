"""A team's template is read: what it asks for is told on a card, and how a brief looks in it is shown below."""

from collections.abc import Mapping
from typing import Any

from bot.documents import stamp_of, topics_chosen
from bot.failures import Permanent
from bot.sample import sample
from bot.services import Services
from bot.views.answers import refusal_post
from bot.views.mrkdwn import escape, mention
from bot.views.template import Offer, offer_post
from bot.word.pdf import pdf
from bot.word.stamp import Stamp
from bot.word.template import Filled, TemplateMapping, fill
from bot.word.topics import Left, Topic
from workflow.draft import Draft
from workflow.errors import NotAllowed, WorkflowError
from workflow.events import Message
from workflow.inputs import CAMPAIGN

_LOOKED_THROUGH = 20
_NO_CHOICE = frozenset({Topic.CHANGES, Topic.LIMITS, Topic.REVISION, Topic.ID})
_LEFT = {Left.AS_IT_IS: "Leave as it is", Left.OUT: "Leave it out"}
_NOTHING = (
    "Baton finds no place for anything in this document. Give it headings such as Audience or Budget, "
    "or write names such as {{audience}} where content belongs, and send it again."
)


def read_template(services: Services, payload: Mapping[str, Any], *, look: bool) -> None:
    """Read the template that somebody sent and tell them what it asks for; whatever is wrong with it is told too."""
    user, file = str(payload["user"]), str(payload["file"])
    marker, channel = f"template/{file}", services.slack.direct_channel(user)
    try:
        shared = services.slack.shared_file(file)
        content = services.slack.download(shared)
        filled = _filled(services, content, {})
    except WorkflowError as refused:
        services.slack.post(channel, refusal_post(refused.told(mention, escape), is_mrkdwn=True), marker, look=look)
    except Permanent as refused:
        services.slack.post(channel, refusal_post(str(refused)), marker, look=look)
    else:
        number = services.templates.propose(file, shared.name, content, services.now(), user)
        card = services.slack.post(channel, offer_post(_offer(number, shared.name, filled.mapping)), marker, look=look)
        _show(services, card, filled, f"preview-{number}", look=look)


def preview_template(services: Services, payload: Mapping[str, Any], *, look: bool) -> None:
    """Show below its card how a brief looks in a template with what is chosen there."""
    template = services.templates.proposed(int(payload["number"]))
    if template is not None:
        filled = _filled(services, template.content, payload["choices"])
        card = Message(channel=payload["channel"], ts=payload["ts"])
        _show(services, card, filled, f"preview-{template.number}-again", look=look)


def _filled(services: Services, content: bytes, choices: Mapping[str, str]) -> Filled:
    filled = fill(content, *_brief(services), topics_chosen(choices))
    if not filled.mapping.recognised and not filled.mapping.unrecognised:
        raise NotAllowed(_NOTHING)
    return filled


def _brief(services: Services) -> tuple[Draft, Stamp]:
    """Return the newest brief that is written, or a made-up one."""
    briefs, _ = services.queries.newest(_LOOKED_THROUGH)
    brief = next((brief for brief in briefs if brief.revisions and brief.workflow == CAMPAIGN), None)
    if brief is None:
        return sample(services.teams.current(), services.now().date())
    revision = brief.revisions[-1]
    draft = services.drafts.load(revision.content_hash)
    return draft, stamp_of(brief, draft, revision)


def _offer(number: int, file: str, mapping: TemplateMapping) -> Offer:
    topics = {topic.value: topic.label for topic in Topic if topic not in _NO_CHOICE}
    return Offer(
        number=number,
        file=file,
        recognised=[(words, topic.label) for words, topic in mapping.recognised],
        unrecognised=mapping.unrecognised,
        added=mapping.added,
        choices={**{left.value: name for left, name in _LEFT.items()}, **topics},
    )


def _show(services: Services, card: Message, filled: Filled, name: str, *, look: bool) -> None:
    pages = pdf(filled.document, office=services.office)
    shown = (f"{name}.docx", filled.document) if pages is None else (f"{name}.pdf", pages)
    services.slack.upload(card, *shown, look=look)
