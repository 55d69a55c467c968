"""Somebody wants a link for a person without Slack, or wants to see or revoke those that there are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack

from bot.acting import decide_as
from bot.admins import is_admin
from bot.desk import Desk
from bot.groups import groups_of
from bot.listeners.gesture import Body, button_value, person_of, submit
from bot.services import Services
from bot.tokens import fresh_person
from bot.views.buttons import LinkValue, RevokeValue
from bot.views.link import Shown, given_modal, link_modal, links_post, read_link
from bot.views.post import Post
from workflow.brief import Brief
from workflow.commands import MakeLink, RetryDelivery, RevokeLink
from workflow.errors import NotAllowed, NotAnApprover
from workflow.people import Person, is_listed
from workflow.values import InvalidInput

Admission = MakeLink | RevokeLink


def ask_for_link(ack: Ack, body: Body, services: Services) -> None:
    """Open the modal behind the button, for somebody who may give a link to a stage."""
    _desk(services)
    value = LinkValue.loads(button_value(body))
    brief = services.ledger.brief(value.brief)
    stages = [value.stage] if value.stage else _outside(brief)
    if not stages:
        raise NotAllowed(f"{brief.id} waits at no stage outside of the team now.")

    until = services.now() + timedelta(days=1)
    wish = MakeLink(by=person_of(body), stage=stages[0], person="L", name="?", until=until)
    _as_concerned(services, wish, lambda command: services.ledger.check(brief.id, command, services.now()), brief.id)
    services.slack.open_modal(body["trigger_id"], link_modal(brief, stages, _shown(services, brief), services.now()))
    ack()


def _outside(brief: Brief) -> list[str]:
    return [stay.stage for stay in brief.open_handovers if brief.is_outside(stay.stage)]


def _desk(services: Services) -> Desk:
    if services.desk is None:
        raise NotAllowed(
            "Nobody could open a link yet: whoever runs Baton sets BATON_PUBLIC_URL to the address under which people "
            "reach it."
        )
    return services.desk


def _as_concerned(services: Services, wish: Admission, do: Callable[[Admission], Brief], brief_id: str) -> Brief:
    """Do what is wished for the author or an approver of the stage, or else for an admin."""

    def ask(person: Person) -> Brief:
        return do(wish.model_copy(update={"by": person}))

    try:
        return decide_as(services, wish.by, ask, _stage(services, wish, brief_id), brief_id)
    except NotAnApprover:
        if not is_admin(services, wish.by):
            raise
        return do(wish.model_copy(update={"is_admin": True}))


def _stage(services: Services, wish: Admission, brief_id: str) -> str:
    if isinstance(wish, MakeLink):
        return wish.stage
    link = services.ledger.brief(brief_id).link(wish.person)
    return link.stage if link else ""


def make(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Admit the person and show the link, once, to whoever asked for it."""
    desk, now = _desk(services), services.now()
    try:
        asked = read_link(view)
    except InvalidInput as invalid:
        ack(response_action="errors", errors=invalid.errors)
        return
    made = MakeLink(
        by=person_of(body),
        stage=asked.stage,
        person=fresh_person(),
        name=asked.name,
        until=now + timedelta(days=asked.days),
    )

    brief = _as_concerned(services, made, lambda command: submit(services, asked.brief, command), asked.brief)
    link = brief.link(made.person)
    if link is None:
        raise LookupError(made.person)
    address = desk.give_out(brief, link, asked.email)
    ack(response_action="update", view=given_modal(brief, link, address))
    if any(stay.blocked and stay.stage == link.stage for stay in brief.open_handovers):
        submit(services, brief.id, RetryDelivery())  # nobody was left to decide there, and now somebody is


def revoke(ack: Ack, body: Body, services: Services) -> None:
    """End a link, and show those that are left where the button was."""
    value = RevokeValue.loads(button_value(body))
    wish = RevokeLink(by=person_of(body), person=value.person)
    brief = _as_concerned(services, wish, lambda command: submit(services, value.brief, command), value.brief)
    link = brief.link(value.person)
    _show_again(body, services, brief, f"The link for {link.name} was revoked." if link else "")
    ack()


def _show_again(body: Body, services: Services, brief: Brief, said: str) -> None:
    shown, now = _shown(services, brief), services.now()
    view = body.get("view")
    if view is None:
        services.slack.answer(body["response_url"], links_post(brief, shown, now, said))
        return
    asked = LinkValue.loads(str(view.get("private_metadata", "")))
    stages = [asked.stage] if asked.stage else _outside(brief)
    services.slack.update_modal(str(view["id"]), link_modal(brief, stages, shown, now))


def list_links(services: Services, body: Body, brief_id: str) -> Post:
    """Return who has, or had, a link to a brief, for somebody whom that concerns.

    Raises:
        NotAllowed: when it does not.
    """
    if not brief_id:
        raise NotAllowed("Which brief? Type /brief links BRF-1; /brief list shows the ids.")
    brief = services.ledger.brief(brief_id)
    if not _may_see(services, brief, person_of(body)):
        raise NotAllowed(
            f"Only the author of {brief.id}, the approvers of its outside stages and admins see its links."
        )
    return links_post(brief, _shown(services, brief), services.now())


def _may_see(services: Services, brief: Brief, person: Person) -> bool:
    someone = person.model_copy(update={"groups": groups_of(services, person, brief)})
    outside = (stage for stage in brief.chain if stage.outside)
    listed = any(is_listed(someone, stage.approvers, brief.workspace) for stage in outside)
    return brief.is_author(person) or listed or is_admin(services, person)


def _shown(services: Services, brief: Brief) -> list[Shown]:
    kept = services.desk.links.of(brief.id) if services.desk else {}
    rows = ((link, kept.get(link.person)) for link in brief.links)
    return [Shown(link, row.email, row.opens, row.last_opened_at) if row else Shown(link) for link, row in rows]
