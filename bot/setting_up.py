"""Which settings is an admin changing, what does their page show of them now, and what did others save meanwhile?"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.failures import DeliveryError
from bot.services import Services
from bot.views.mrkdwn import date
from bot.views.setup import Entry, channel_key, chosen_users, people_key, setup_modal
from bot.views.setup_words import came, change_lines, version_line
from storage.teams import Version
from workflow.setup import Setup, first_setup, setup_of
from workflow.team import Team
from workflow.values import InvalidInput

MOST_VERSIONS = 10
MOST_CHANGES = 20


def begin(services: Services, person: str) -> Setup:
    """Begin anew, from what is in force, or from what a workspace begins with."""
    newest = services.teams.newest()
    if newest:
        setup = setup_of(newest.team(), newest.number)
    else:
        setup = first_setup(services.slack.identity().name, services.slack.profile(person).zone)
    services.setups.begin(person, setup, services.now())
    return setup


def page(services: Services, person: str, setup: Setup, notes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the page of all settings as it is now; `notes` are lines of finished mrkdwn."""
    newest = services.teams.newest()
    in_force = version_line(newest.number, newest.at, newest.by) if newest else ""
    return setup_modal(setup, services.setups.found(person), notes, in_force)


def entries(services: Services, values: Mapping[str, Any]) -> Entry:
    """Return what everybody who was chosen in a form is listed as; Slack is asked here, not when it is called."""
    known = {user: _entry(services, user) for user in chosen_users(values)}
    return lambda user: known.get(user, user)


def _entry(services: Services, user: str) -> str:
    try:
        workspace = services.slack.profile(user).workspace
    except DeliveryError:
        return user
    return user if workspace in {services.slack.identity().workspace, ""} else f"{workspace}/{user}"


def group_names(services: Services) -> dict[str, str]:
    """Return the workspace's user groups; none where Slack does not tell, as on a plan without them."""
    try:
        return services.slack.group_names()
    except DeliveryError:
        return {}


def keys_of(setup: Setup) -> set[str]:
    """Return under which keys it stands what is wrong with these settings."""
    channels = [stage["channel"] for stage in setup.stages if stage.get("channel")]
    channels += [setup.tables["digest"]["channel"]] if "digest" in setup.tables else []
    people = {people_key(stage) for stage in setup.stages if stage.get("approvers")}
    return people.union(map(channel_key, channels))


def team_of_version(services: Services, number: int) -> Team | None:
    """Return the team as a version describes it, None where there is none of that number."""
    version = services.teams.version(number)
    return version.team() if version else None


def history(services: Services) -> list[list[str]]:
    """Return the newest versions, the newest first: of each who saved it when, and what it changed, as lines."""
    versions = services.teams.versions()
    pairs = list(pairwise([None, *versions]))[-MOST_VERSIONS:]
    told = [_told(version, before) for before, version in reversed(pairs) if version]
    left = len(versions) - len(pairs)
    return [*told, [f"… and {left} before them. `baton team history` lists all."]] if left > 0 else told


def _told(version: Version, before: Version | None) -> list[str]:
    head = f"*{came(version.number, version.by)}* · {date(version.at)}"
    try:
        changes = change_lines(version.team(), before.team() if before else None)
    except InvalidInput:
        return [head, "This release cannot read it, or the one before."]
    left = len(changes) - MOST_CHANGES
    more = [f"• … and {left} more"] if left > 0 else []
    return [head, *changes[:MOST_CHANGES], *more] if changes else [head, "Nothing but how it is written."]


def saved_meanwhile(services: Services, setup: Setup, newest: Version) -> list[str]:
    """Return what other admins saved since these settings were begun, as lines of finished mrkdwn."""
    lead = f"*{came(newest.number, newest.by)} while you were changing things.* It is in what you see below."
    rest = "Where you changed the same thing, yours stands. Look at it, then press Save."
    return [f"{lead} {rest}", *change_lines(newest.team(), team_of_version(services, setup.based_on))]
