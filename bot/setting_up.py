"""Which settings is an admin changing, what does their page show of them now, and what did others save meanwhile?"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.failures import DeliveryError
from bot.services import Services
from bot.views.setup import Entry, channel_key, chosen_users, people_key, setup_modal
from bot.views.setup_words import came, change_lines, version_line
from storage.teams import Version
from workflow.setup import Setup, first_setup, setup_of
from workflow.team import Team


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


def saved_meanwhile(services: Services, setup: Setup, newest: Version) -> list[str]:
    """Return what other admins saved since these settings were begun, as lines of finished mrkdwn."""
    lead = f"*{came(newest.number, newest.by)} while you were changing things.* It is in what you see below."
    rest = "Where you changed the same thing, yours stands. Look at it, then press Save."
    return [f"{lead} {rest}", *change_lines(newest.team(), team_of_version(services, setup.based_on))]
