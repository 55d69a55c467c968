"""How are people reminded of a decision, in the thread and in direct messages, and how does that stay true?"""

from collections.abc import Collection, Iterable
from datetime import datetime

import structlog

from bot.deciders import asked_of, escalation_of
from bot.delivery.digest import linker
from bot.failures import Permanent, Temporary
from bot.recipients import hours_of, recipient
from bot.review import due_at
from bot.services import Services
from bot.views.post import Post
from bot.views.reminder import is_pending, thread_post, told_post, told_settled_post
from storage.reminders import Posted
from workflow.brief import Brief, Handover
from workflow.effects import Remind
from workflow.events import ReminderKind
from workflow.reminders import Recipient, key
from workflow.worktime import next_shift

log = structlog.get_logger()

KINDS: tuple[ReminderKind, ...] = ("nudge", "breach", "escalation")


def remind(services: Services, brief: Brief, effect: Remind, *, look: bool) -> None:
    """Send a reminder to those of whom the decision is still waited for, in their working hours."""
    stay = brief.handover(effect.stage, effect.revision)
    if stay is None or not is_pending(brief, stay):
        return
    awake, opening = _awake(services, brief, stay, effect)
    sent: set[tuple[str, str]] = set()
    if called := [user for user in effect.mentioned if user in awake]:
        _call(services, brief, stay, called, look=look)
        sent.add(_in_thread(brief, stay))
    for user in effect.told:
        if user in awake and _tell(services, brief, stay, effect.about, user, look=look):
            sent.add((key(brief, stay, effect.about), user))
    refresh_reminders(services, brief, stay, sent)
    if opening is not None:
        raise Temporary("people are reminded when they work", opening - services.now())


def _awake(services: Services, brief: Brief, stay: Handover, effect: Remind) -> tuple[frozenset[str], datetime | None]:
    """Return whom to remind at this moment, and when the first of those begins to work who do not work now.

    Mostly this runs within a second of the decision to remind them; it may also have waited for Slack into the night.
    """
    now, own = services.now(), key(brief, stay, effect.about)
    shifts = [(who.id, next_shift(who.calendar, now)) for who in _left(services, brief, stay, effect)]
    awake = (
        user for user, shift in shifts if shift.opens <= now and services.reminders.claim(user, shift.day, own, now)
    )
    return frozenset(awake), min((shift.opens for _, shift in shifts if shift.opens > now), default=None)


def _left(services: Services, brief: Brief, stay: Handover, effect: Remind) -> Iterable[Recipient]:
    """Yield those who are to be reminded still: they were not yet, and it is still about them."""
    called = () if services.reminders.find(*_in_thread(brief, stay)) else effect.mentioned
    told = (user for user in effect.told if services.reminders.find(key(brief, stay, effect.about), user) is None)
    stage = brief.stage_named(stay.stage)
    concerned: Collection[str] = asked_of(services, brief, stay)
    if effect.about == "escalation":
        at_last = escalation_of(services, stage) if stage else None
        concerned = {at_last} if at_last else ()
    people = (recipient(services, user, hours_of(services, brief)) for user in (*called, *told) if user in concerned)
    return filter(None, people)


def _in_thread(brief: Brief, stay: Handover) -> tuple[str, str]:
    """Return the key of the one reminder in the thread of a request, which is to nobody in particular."""
    return f"{brief.id}/{stay.stage}/{stay.revision}/thread", ""


def _call(services: Services, brief: Brief, stay: Handover, called: list[str], *, look: bool) -> None:
    if stay.message is None:
        return
    own, nobody = _in_thread(brief, stay)
    post = thread_post(brief, stay, called, due_at(brief, stay, services.now()))
    message = services.slack.post(stay.message.channel, post, own, look=look, thread_ts=stay.message.ts)
    services.reminders.posted(own, nobody, message)


def _tell(services: Services, brief: Brief, stay: Handover, kind: ReminderKind, user: str, *, look: bool) -> bool:
    """Send somebody a direct message, and tell whether Slack let it through."""
    own = key(brief, stay, kind)
    try:
        channel = services.slack.direct_channel(user)
        message = services.slack.post(channel, _told(services, brief, stay, own, user), f"{own}/{user}", look=look)
    except Permanent as error:
        log.warning("somebody cannot be reminded", brief=brief.id, code=error.code, reason=str(error))
        return False
    services.reminders.posted(own, user, message)
    return True


def refresh_reminders(
    services: Services, brief: Brief, stay: Handover, fresh: Collection[tuple[str, str]] = ()
) -> None:
    """Bring what was sent about a request to the face of this moment, but not what has just been sent, `fresh`."""
    posted = services.reminders.of(_in_thread(brief, stay)[0], *(key(brief, stay, kind) for kind in KINDS))
    if not posted:
        return
    now = services.ledger.brief(brief.id)
    current = now.handover(stay.stage, stay.revision) or stay
    for one in posted:
        if (one.key, one.person) in fresh and now.position == brief.position:
            continue
        try:
            services.slack.update(one.message, _face(services, now, current, one))
        except Permanent as error:
            log.warning("a reminder cannot be edited", brief=brief.id, code=error.code)


def _face(services: Services, brief: Brief, stay: Handover, posted: Posted) -> Post:
    if posted.person:
        return _told(services, brief, stay, posted.key, posted.person)
    called = {user for one in stay.reminded for user in one.mentioned}
    left = called & asked_of(services, brief, stay) if is_pending(brief, stay) else called
    return thread_post(brief, stay, sorted(left), due_at(brief, stay, services.now()))


def _told(services: Services, brief: Brief, stay: Handover, own: str, user: str) -> Post:
    kind = next(kind for kind in KINDS if key(brief, stay, kind) == own)
    waits = is_pending(brief, stay) and (kind == "escalation" or user in asked_of(services, brief, stay))
    if not waits:
        return told_settled_post(brief, stay, user)
    url = linker(services)(stay.message) if stay.message else None
    return told_post(brief, stay, kind, due_at(brief, stay, services.now()), url, user=user)
