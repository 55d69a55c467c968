"""What stands on somebody's Home tab now? It is drawn when they open it and after what they did there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import structlog

from bot.acting import absent_for, with_account
from bot.admins import is_admin
from bot.calendars import working_calendar
from bot.deciders import away_from, covers
from bot.delivery.digest import linker
from bot.failures import Permanent
from bot.groups import is_of_team
from bot.one_look import OneLook
from bot.review import due_at
from bot.services import Services
from bot.views.blocks import Block
from bot.views.home import MOST_WAITING, NOBODY, Away, Waiting, home_notice, home_view, oldest_first
from bot.views.home_settings import admins_blocks, not_set_up_post, settings_blocks
from bot.views.setup_words import version_line
from workflow.absence import away_at
from workflow.brief import Brief
from workflow.inbox import waiting_for
from workflow.people import Person
from workflow.stays import Clocks
from workflow.team import Team
from workflow.waits import waits_of

log = structlog.get_logger()


def show_home(services: Services, said: dict[str, Any]) -> None:
    """Draw the Home tab of the person that the job names."""
    services, user = replace(services, slack=OneLook(services.slack)), str(said["person"])
    try:
        services.slack.publish_home(user, _home(services, user))
    except Permanent as error:  # nobody waits for this job: the tab may be switched off in the app's settings
        log.warning("a Home tab was not drawn", code=error.code, reason=str(error))


def _home(services: Services, user: str) -> dict[str, Any]:
    team = services.teams.current()
    if team is None:
        return home_notice(not_set_up_post(may_begin=_may_begin(services, user)))
    briefs = services.queries.in_flight()
    person = _person(services, user, team, briefs)
    now, away = services.now(), _away(services, briefs, person)
    waiting = _waiting(services, briefs, person, away)
    if not is_of_team(services, person):
        return home_view(waiting, None, user, now, away=away)
    waits = waits_of(briefs, services.usual.at(now, team), Clocks.over(briefs, working_calendar, now), now)
    shown = home_view(waiting, briefs, user, now, waits, away=away)
    return {**shown, "blocks": [*shown["blocks"], *_settings(services, person, team)]}


def _away(services: Services, briefs: list[Brief], person: Person) -> Away:
    """Return who is away that concerns somebody: themselves, those whose places they take, those whom briefs ask."""
    absent = away_at(services.absences.known(), services.now())
    if not absent:
        return NOBODY
    own = [absent[person.id]] if person.id in absent else []
    asked = {brief.id: away_from(services, brief) for brief in briefs}
    return Away(own, [absent[one.id] for one in person.stands_in_for if one.id in absent], asked)


def _settings(services: Services, person: Person, team: Team) -> list[Block]:
    newest = services.teams.newest()
    if newest is None or not is_admin(services, person):
        return admins_blocks(team)
    return settings_blocks(team, version_line(newest.number, newest.at, newest.by))


def _may_begin(services: Services, user: str) -> bool:
    return is_admin(services, Person(id=user, workspace=services.slack.profile(user).workspace))


def _person(services: Services, user: str, team: Team, briefs: list[Brief]) -> Person:
    """Return somebody with those of their user groups that anything here depends on, and whom they stand in for."""
    workspace = services.slack.profile(user).workspace
    if workspace != services.slack.identity().workspace:
        return Person(id=user, workspace=workspace)
    asked = (brief.stage_named(stay.stage) for brief in briefs for stay in brief.open_handovers)
    groups = {group for stage in (*team.stages, *filter(None, asked)) for group in stage.groups}
    own = Person(id=user, workspace=workspace)
    away = tuple(_joined_up(services, one, groups) for one in absent_for(services, own))
    return _joined_up(services, own, groups).model_copy(update={"stands_in_for": away})


def _joined_up(services: Services, person: Person, groups: Iterable[str]) -> Person:
    joined = frozenset(_joined(services, person.id, sorted(groups)))
    return with_account(services, person).model_copy(update={"groups": joined})


def _joined(services: Services, user: str, groups: Iterable[str]) -> Iterable[str]:
    for group in groups:
        try:
            if user in services.slack.group_members(group):
                yield group
        except Permanent as error:
            log.warning("a user group cannot be seen", group=group, reason=str(error))


def _waiting(services: Services, briefs: list[Brief], person: Person, away: Away) -> list[Waiting]:
    now = services.now()
    found = [
        Waiting(brief, stay, due_at(brief, stay, now)) for brief in briefs for stay in waiting_for(brief, person, now)
    ]
    ordered = oldest_first(found)
    return [*(_shown(services, one, person, away) for one in ordered[:MOST_WAITING]), *ordered[MOST_WAITING:]]


def _shown(services: Services, one: Waiting, person: Person, away: Away) -> Waiting:
    """Return what waits with the address of its message, and in whose places it waits for somebody."""
    url = linker(services)(one.handover.message) if one.handover.message else None
    places = covers(services, one.brief, one.handover) if away.places else ()
    return replace(one, url=url, places=[cover for cover in places if cover.by == person.id])
