"""What waits for somebody this morning? One message a day, drawn anew after each of their clicks on it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import structlog

from bot.deciders import asked_of, covers
from bot.delivery.digest import linker
from bot.failures import Permanent
from bot.one_look import OneLook
from bot.recipients import hours_of, recipient
from bot.review import due_at
from bot.services import Services
from bot.views.home import Waiting, oldest_first
from bot.views.reminder import is_pending
from bot.views.round_up import Item, round_up_post
from storage.ledger import number_of
from workflow.brief import Brief, Handover
from workflow.worktime import next_shift

log = structlog.get_logger()


def send_round_up(services: Services, said: dict[str, Any], *, look: bool) -> None:
    """Tell the person that the job names what waits for them, if anything still does and their day still goes on."""
    services = replace(services, slack=OneLook(services.slack))
    user, day = str(said["person"]), date.fromisoformat(said["day"])
    own = f"round_up/{day}"
    briefs = list(services.queries.numbered(said["briefs"]))
    if not briefs or services.reminders.find(own, user) or not _works(services, user, day, briefs[0]):
        return
    found = oldest_first([Waiting(brief, stay) for brief, stay in _waiting(services, user, briefs)])
    if not found:
        return
    items = list(_items(services, user, ((one.brief, one.handover) for one in found)))
    try:
        channel = services.slack.direct_channel(user)
        message = services.slack.post(channel, round_up_post(items, user, services.now()), f"{own}/{user}", look=look)
    except Permanent as error:
        log.warning("somebody cannot be told what waits for them", code=error.code, reason=str(error))
        return
    shown = [(one.brief.id, one.handover.stage, one.handover.revision) for one in found]
    services.reminders.posted(own, user, message, json.dumps(shown))
    redraw_round_up(services, {"key": own, "person": user})  # somebody may have decided while it was on its way


def redraw_round_ups(services: Services, brief: Brief, stay: Handover) -> None:
    """Show in every round-up that lists a request what became of it, wherever that was decided."""
    for posted in services.reminders.listing(json.dumps([brief.id, stay.stage, stay.revision])):
        redraw_round_up(services, {"key": posted.key, "person": posted.person})


def redraw_round_up(services: Services, said: dict[str, Any]) -> None:
    """Show in a round-up what of it has been done."""
    services = replace(services, slack=OneLook(services.slack))
    posted = services.reminders.find(said["key"], said["person"])
    if posted is None:
        return
    shown = [(str(brief), str(stage), int(revision)) for brief, stage, revision in json.loads(posted.shown)]
    briefs = {brief.id: brief for brief in services.queries.numbered({number_of(one[0]) for one in shown})}
    stays = ((briefs[brief], briefs[brief].handover(stage, revision)) for brief, stage, revision in shown)
    items = list(_items(services, posted.person, ((brief, stay) for brief, stay in stays if stay is not None)))
    try:
        services.slack.update(posted.message, round_up_post(items, posted.person, services.now()))
    except Permanent as error:
        log.warning("a round-up cannot be edited", code=error.code)


def _works(services: Services, user: str, day: date, brief: Brief) -> bool:
    """Tell whether it is still that working day of theirs, and they work now."""
    who = recipient(services, user, hours_of(services, brief))
    if who is None or not who.is_reachable:
        return False
    shift = next_shift(who.calendar, services.now())
    return shift.day == day and shift.opens <= services.now()


def _waiting(services: Services, user: str, briefs: Iterable[Brief]) -> Iterator[tuple[Brief, Handover]]:
    for brief in briefs:
        for stay in brief.open_handovers:
            if _waits(services, user, brief, stay):
                yield brief, stay


def _waits(services: Services, user: str, brief: Brief, stay: Handover) -> bool:
    return is_pending(brief, stay) and user in asked_of(services, brief, stay)


def _items(services: Services, user: str, stays: Iterable[tuple[Brief, Handover]]) -> Iterator[Item]:
    address = linker(services)
    for brief, stay in stays:
        url = address(stay.message) if stay.message else None
        places = [cover for cover in covers(services, brief, stay) if cover.by == user]
        waiting = Waiting(brief, stay, due_at(brief, stay, services.now()), url, places)
        yield Item(waiting, is_open=_waits(services, user, brief, stay))
