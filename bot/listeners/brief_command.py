"""Somebody typed /brief: open the campaign modal, or answer privately."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack

from bot.deciders import away_from
from bot.failures import DeliveryError
from bot.groups import decides_outside
from bot.listeners.author import open_form, team_of
from bot.listeners.away import away
from bot.listeners.editing import ask_for_file
from bot.listeners.gesture import Body, person_of
from bot.listeners.guidance import guidance_command
from bot.listeners.kinds import begin
from bot.listeners.library import show_library
from bot.listeners.links import list_links
from bot.listeners.setup import open_page
from bot.listeners.shadow import shadow_command
from bot.listeners.template import template_command
from bot.one_look import OneLook
from bot.review import present_due_at
from bot.services import Services
from bot.views.answers import (
    MOST_LISTED,
    drawing_post,
    help_post,
    list_post,
    refusal_post,
    status_post,
    unknown_brief_post,
)
from bot.views.post import Post
from storage.jobs import Job
from workflow.brief import Brief
from workflow.cover import Cover
from workflow.errors import NotAllowed
from workflow.kinds.registry import workflow_of
from workflow.week import Month, parse_span

_FOR_OUTSIDERS = {"revise", "links"}

Answer = Callable[[Services, Body, str], Post]


def brief_command(ack: Ack, body: Body, services: Services) -> None:
    """Answer `/brief` and its words."""
    word, _, rest = str(body.get("text", "")).strip().partition(" ")
    if word.casefold() not in _FOR_OUTSIDERS:
        only_team(services, body)
    if not word:
        _open_modal(ack, body, services)
        return
    if word.casefold() == "revise":
        ask_for_file(body, services, rest.strip())
        ack()
        return
    if word.casefold() == "template":
        template_command(ack, body, services)
        return
    if word.casefold() == "setup":
        open_page(ack, body, services)
        return
    if word.casefold() == "shadow":
        shadow_command(ack, body, services, rest.strip())
        return
    workflow = workflow_of(word.casefold())
    if workflow is not None:
        begin(ack, body, services, workflow, rest.strip())
        return
    answer = _ANSWERS.get(word.casefold(), _unknown_word)
    post = answer(services, body, rest.strip())
    ack(text=post.text, blocks=post.blocks, response_type="ephemeral")


def only_team(services: Services, body: Body) -> None:
    """Refuse what only the team may see or do.

    Raises:
        NotAllowed: when the gesture is made by somebody outside of it.
    """
    # An agency's guest in our workspace has the command too, and would read there what its copies leave out.
    if decides_outside(services, person_of(body)):
        raise NotAllowed(
            "`/brief` is for the team. You decide with the buttons on the message in your channel, and "
            "`/brief revise BRF-1` takes a document that you edited."
        )


def _open_modal(ack: Ack, body: Body, services: Services) -> None:
    open_form(services, body, channel=body.get("channel_id"))
    ack()


def _help(_services: Services, _body: Body, _rest: str) -> Post:
    return help_post()


def _unknown_word(_services: Services, body: Body, _rest: str) -> Post:
    word = str(body["text"]).split()[0]
    return refusal_post(f"/brief does not know “{word}”. Try /brief help.")


def _status(services: Services, body: Body, rest: str) -> Post:
    if rest:
        return _status_of(services, services.ledger.brief(rest))
    mine, _ = services.queries.newest(MOST_LISTED, str(body["user_id"]))
    if not mine:
        return unknown_brief_post("")
    in_flight = [brief for brief in mine if not brief.status.is_final]
    return _status_of(services, (in_flight or mine)[0]) if len(in_flight) <= 1 else _listed(services, in_flight)


def _status_of(services: Services, brief: Brief) -> Post:
    return status_post(brief, present_due_at(brief, services.now()), _link(services, brief), _away(services, brief))


def _away(services: Services, brief: Brief) -> tuple[Cover, ...]:
    try:
        return away_from(services, brief)
    except DeliveryError:
        return ()  # nor is one that says of nobody that they are away


def _link(services: Services, brief: Brief) -> str | None:
    message = brief.open_handover.message if brief.open_handover else None
    try:
        return services.slack.permalink(message) if message else None
    except DeliveryError:
        return None  # a status without a link is better than none


def _list(services: Services, _body: Body, _rest: str) -> Post:
    briefs, total = services.queries.newest(MOST_LISTED)
    return _listed(services, briefs, total)


def _listed(services: Services, briefs: Sequence[Brief], total: int | None = None) -> Post:
    looking = replace(services, slack=OneLook(services.slack))
    away = {brief.id: _away(looking, brief) for brief in briefs}
    return list_post(briefs, services.now(), total, away)


def _digest(services: Services, body: Body, rest: str) -> Post:
    """Have the digest drawn and a month's report sent: both follow, since they take longer than a command may."""
    team_of(services)
    wanted, trigger = parse_span(rest) if rest else None, str(body["trigger_id"])
    shown: dict[str, Any] = {"response_url": body["response_url"], "week": str(wanted) if wanted else None}
    jobs = [Job(key=f"show_digest/{trigger}", name="show_digest", payload=shown)]
    if isinstance(wanted, Month):
        sent = {"user": str(body["user_id"]), "month": str(wanted), "key": trigger}
        jobs.append(Job(key=f"send_report/{trigger}", name="send_report", payload=sent, lane="slow"))
    with services.database.write() as connection:
        services.jobs.enqueue(connection, jobs)
    return drawing_post()


_ANSWERS: dict[str, Answer] = {
    "help": _help,
    "away": away,
    "status": _status,
    "list": _list,
    "digest": _digest,
    "library": show_library,
    "guidance": guidance_command,
    "links": list_links,
}
