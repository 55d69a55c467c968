"""An admin changes the team's settings: opens the page of all of them, and saves it."""

from collections.abc import Callable, Sequence
from typing import Any

import structlog
from slack_bolt import Ack
from sqlalchemy.engine import Connection

from bot.admins import only_admins
from bot.calendars import working_calendar
from bot.failures import DeliveryError
from bot.listeners.gesture import Body, person_of
from bot.services import Services
from bot.setting_up import begin, entries, history, page, saved_meanwhile, team_of_version
from bot.slack import OpenModal
from bot.views.mrkdwn import escaped
from bot.views.setup import history_modal, read_choices, saved_modal
from bot.views.setup_words import change_lines
from storage.jobs import Job
from storage.teams import Version
from workflow.errors import NotAllowed
from workflow.setup import Setup, setup_of
from workflow.setup_merge import merged
from workflow.team import Team
from workflow.team_file import parse_tables
from workflow.team_writing import team_toml
from workflow.values import InvalidInput

log = structlog.get_logger()

MOST_FAULTS = 10
LONGEST_FAULT = 300
_IN_FORCE = "*These settings are in force for new briefs.*"
_NEXT = "`/brief` begins a brief, `/brief setup` brings you back here."


def open_page(ack: Ack, body: Body, services: Services) -> None:
    """Open the page of all settings as whoever asks left it, with what others saved since, and have it looked at."""
    person = admin(body, services)
    setup, notes = _as_left(services, person)
    services.setups.forget_found(person)
    opened = services.slack.open_modal(body["trigger_id"], page(services, person, setup, notes))
    look(services, person, body, opened, notes, blank=True)
    ack()


def _as_left(services: Services, person: str) -> tuple[Setup, list[str]]:
    setup, newest = services.setups.of(person), services.teams.newest()
    if setup is None or (newest and setup.tables == setup_of(newest.team(), newest.number).tables):
        return begin(services, person), []
    if newest is None or setup.based_on == newest.number:
        return setup, ["You left this unsaved; it is as you left it."]
    return _caught_up(services, person, newest), saved_meanwhile(services, setup, newest)


def _caught_up(services: Services, person: str, newest: Version) -> Setup:
    """Bring what others saved meanwhile into what somebody is changing."""
    theirs = setup_of(newest.team(), newest.number)

    def catch_up(mine: Setup) -> Setup:
        base = team_of_version(services, mine.based_on)
        return merged(setup_of(base, mine.based_on).tables if base else {}, theirs, mine)

    return changed(services, person, catch_up)


def admin(body: Body, services: Services) -> str:
    """Return the id of whoever made the gesture.

    Raises:
        NotAllowed: when they may not change the settings.
    """
    person = person_of(body)
    only_admins(services, person)
    return person.id


def look(
    services: Services,
    person: str,
    body: Body,
    shown: OpenModal,
    notes: Sequence[str] = (),
    *,
    redraw: bool = False,
    blank: bool = False,
) -> None:
    """Have Slack asked whether all of it can work, and the page say what cannot, or be drawn anew in any case.

    It keeps its `notes`, and is left alone once something else is `shown` there. A `blank` page says nothing of what
    was found so far.
    """
    how = {"redraw": redraw, "blank": blank}
    said = {"user": person, "view": shown.id, "hash": shown.hash, "notes": list(notes), **how}
    enqueue(services, Job(f"setup/{shown.id}/{body['trigger_id']}", "look_at_setup", said))


def root_of(body: Body) -> str:
    """Return the id of the page, on top of which a form may stand."""
    view = body["view"]
    return str(view.get("root_view_id") or view["id"])


def enqueue(services: Services, job: Job) -> None:
    """Have a job done in a moment."""
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])


def changed(services: Services, person: str, change: Callable[[Setup], Setup]) -> Setup:
    """Return the settings that somebody is changing, changed.

    Raises:
        NotAllowed: when they were saved or given up in another window.
    """
    setup = services.setups.change(person, change, services.now())
    if setup is None:
        raise NotAllowed("These settings were saved meanwhile, in another window. Type /brief setup to see them.")
    return setup


def redraw(services: Services, person: str, body: Body, setup: Setup) -> None:
    """Show the page as it is now, on top or not, and have it looked at; what was changed is kept in any case."""
    try:
        shown = services.slack.update_modal(root_of(body), page(services, person, setup))
    except DeliveryError as error:
        log.warning("a page of settings was not drawn", reason=str(error))
    else:
        look(services, person, body, shown, redraw=True)


def with_choices(services: Services, person: str, body: Body) -> Setup:
    """Return the settings with what was chosen on the page itself."""
    values = (body["view"].get("state") or {}).get("values") or {}
    entry = entries(services, values)
    return changed(services, person, lambda setup: read_choices(setup, values, entry))


def look_again(ack: Ack, body: Body, services: Services) -> None:
    """Have everything looked at anew."""
    person = admin(body, services)
    setup = with_choices(services, person, body)
    services.setups.forget_found(person)
    redraw(services, person, body, setup)
    ack()


def show_history(ack: Ack, body: Body, services: Services) -> None:
    """Show the newest versions on top of the page, with what each of them changed."""
    person = admin(body, services)
    with_choices(services, person, body)
    services.slack.push_modal(body["trigger_id"], history_modal(history(services)))
    ack()


def start_over(ack: Ack, body: Body, services: Services) -> None:
    """Forget what was changed since the last save."""
    person = admin(body, services)
    redraw(services, person, body, begin(services, person))
    ack()


def save(ack: Ack, body: Body, _view: dict[str, Any], services: Services) -> None:
    """Put the settings in force for new briefs, or say what is wrong, or what another admin saved meanwhile."""
    person = admin(body, services)
    setup = with_choices(services, person, body)
    try:
        team = parse_tables(setup.tables)
        working_calendar(team.calendar)
    except InvalidInput as invalid:
        ack(response_action="update", view=page(services, person, setup, _faults(setup, invalid)))
        return
    said = change_lines(team, team_of_version(services, setup.based_on))
    if not said:
        ack(response_action="update", view=saved_modal("Nothing to save", ["Everything is as it was."]))
        return
    version, newest = _put_in_force(services, person, setup, team), services.teams.newest()
    if version is None and newest is not None:
        now = _caught_up(services, person, newest)
        view = page(services, person, now, saved_meanwhile(services, setup, newest))
    else:
        view = saved_modal("Saved", [_IN_FORCE, *said, _NEXT])
    ack(response_action="update", view=view)


def _put_in_force(services: Services, person: str, setup: Setup, team: Team) -> Version | None:
    """Store the version after the one that these settings were begun from, and have others told, or do nothing."""

    def alongside(connection: Connection, version: Version) -> None:
        services.setups.drop(connection, person)
        services.jobs.enqueue(connection, [Job(f"team/{version.number}", "tell_settings", {"version": version.number})])

    return services.teams.save(team_toml(team), services.now(), person, setup.based_on, alongside)


def _faults(setup: Setup, invalid: InvalidInput) -> list[str]:
    lines = [f"• {escaped(_spoken(setup, place, said), LONGEST_FAULT)}" for place, said in invalid.errors.items()]
    return [":no_entry: *Not saved yet:*", *lines[:MOST_FAULTS]]


def _spoken(setup: Setup, place: str, said: str) -> str:
    """Return a fault with the stage's title in place of its key in a file."""
    part, number, key = [*place.split("."), "", ""][:3]
    if part == "stage" and number.isdigit():
        return f"{setup.stages[int(number) - 1]['title']}, {key}: {said}"
    return f"{place.replace('.', ', ')}: {said}"
