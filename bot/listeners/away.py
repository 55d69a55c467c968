"""Somebody is away, says so of somebody else, confirms it, or is back: `/brief away` and its buttons."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_bolt import Ack

from bot.acting import colleague
from bot.admins import is_admin
from bot.failures import Permanent
from bot.listeners.gesture import Body, button_value, person_of
from bot.services import Services
from bot.views.absences import absences_post, confirmed_post, ended_post, kept_post
from bot.views.buttons import AbsenceValue
from bot.views.post import Post
from workflow.absence import Absence, check_upward, gap
from workflow.absence_words import HOW, bounds, days_meant
from workflow.errors import NotAllowed
from workflow.people import Person

_MENTION = r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>"
_SAID = re.compile(rf"\s*(?:{_MENTION})?\s*(.*?)\s*(?:{_MENTION})?\s*", re.DOTALL)


def away(services: Services, body: Body, rest: str) -> Post:
    """Show who is away, or do what the words after `/brief away` say."""
    who, words, stand_in = _parsed(rest)
    person = person_of(body)
    if not words and who is None and stand_in is None:
        return _shown(services, person)
    if words.casefold() in {"end", "back"}:
        return _ended(services, person, who or stand_in or person.id)
    kept = _proposed(services, person, who or person.id, words, stand_in)
    return kept_post(kept, gap(kept, services.absences.known()))


def _parsed(text: str) -> tuple[str | None, str, str | None]:
    """Return who is meant, the words about the days, and the stand-in."""
    match = _SAID.fullmatch(text)
    who, words, stand_in = match.groups() if match else (None, text, None)
    if "@" in words:
        raise NotAllowed(
            "Baton cannot tell who that is. Type @ and pick the person from Slack's list: first whoever is away, if "
            "that is not you, and the stand-in last. Is there no list? An admin renews the app with `baton manifest`."
        )
    if who is not None and not words and stand_in is None:
        raise NotAllowed(f"Until when? {HOW}")
    return who, words, stand_in


def _shown(services: Services, person: Person) -> Post:
    now = services.now()
    known = sorted((one for one in services.absences.known() if now < one.end), key=lambda one: one.since)
    return absences_post(known, person.id, is_admin=is_admin(services, person))


def _proposed(services: Services, person: Person, who: str, words: str, stand_in: str | None) -> Absence:
    now, zone = services.now(), _zone(services, who)
    first, last = days_meant(words, now.astimezone(zone).date())
    since, until = bounds(first, last, zone, now)
    for each in (who, stand_in):
        if each is not None:
            _check_colleague(services, each)
    counts = who == person.id or is_admin(services, person)
    wanted = Absence(
        who=who,
        since=since,
        until=until,
        zone=zone.key,
        stand_in=stand_in,
        proposed_by=person.id,
        confirmed_by=person.id if counts else None,
    )
    check_upward(wanted, services.absences.known(), services.queries.in_flight())
    return services.absences.propose(wanted, now)


def _zone(services: Services, who: str) -> ZoneInfo:
    """Return the zone in which somebody's days begin and end: their own, else the team's."""
    team = services.teams.current()
    try:
        return ZoneInfo(services.slack.profile(who).zone or "")
    except (ZoneInfoNotFoundError, ValueError, Permanent):
        return team.calendar.zone if team else ZoneInfo("UTC")


def _check_colleague(services: Services, who: str) -> None:
    found = colleague(services, who)
    if found is None or found.is_guest or not found.is_active:
        raise NotAllowed("{0} has no account of this workspace that can decide: it is deactivated, or a guest's.", who)


def _ended(services: Services, person: Person, who: str) -> Post:
    now = services.now()
    own = [one for one in services.absences.known() if one.who == who and now < one.end]
    if not own:
        raise NotAllowed("{0} is not away, as far as Baton knows.", who)
    first = min(own, key=lambda one: (one.confirmed_by is None, one.since))
    return _end(services, person, first)


def _end(services: Services, person: Person, absence: Absence) -> Post:
    is_own = absence.who == person.id or (absence.confirmed_by is None and absence.proposed_by == person.id)
    if not is_own and not is_admin(services, person):
        raise NotAllowed("Only {0} or an admin can end that.", absence.who)
    return ended_post(services.absences.end(absence.number, person.id, services.now()), person.id)


def confirm(ack: Ack, body: Body, services: Services) -> None:
    """Make an absence count that somebody proposed for whoever clicks, or that an admin looks at."""
    absence, person = _of(services, body), person_of(body)
    if absence.who != person.id and not is_admin(services, person):
        raise NotAllowed("Only {0} or an admin can confirm that.", absence.who)
    check_upward(absence, services.absences.known(), services.queries.in_flight())
    confirmed = services.absences.confirm(absence.number, person.id, services.now())
    services.slack.answer(body["response_url"], confirmed_post(confirmed))
    ack()


def end(ack: Ack, body: Body, services: Services) -> None:
    """End an absence, or take a proposal back."""
    post = _end(services, person_of(body), _of(services, body))
    services.slack.answer(body["response_url"], post)
    ack()


def _of(services: Services, body: Body) -> Absence:
    absence = services.absences.one(AbsenceValue.loads(button_value(body)).absence)
    if absence is None:
        raise NotAllowed("Baton knows nothing of that absence any more.")
    return absence
