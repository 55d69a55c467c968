"""Who may change how the team works with Baton?"""

from bot.groups import is_member
from bot.services import Services
from workflow.errors import NotAllowed
from workflow.people import Person, is_listed


def is_admin(services: Services, person: Person) -> bool:
    """Tell whether somebody may change the team's settings.

    Those are the admins whom the team lists, by name or through a user group; where it lists none, and before there is
    a team, the admins and owners of the Slack workspace.
    """
    profile = services.slack.profile(person.id)
    if not is_member(services, person) or not profile.is_active or profile.is_guest:
        return False
    team = services.teams.current()
    if team is None or not team.admins:
        return profile.is_admin
    groups = frozenset(
        entry for entry in team.admins if entry.startswith("S") and person.id in services.slack.group_members(entry)
    )
    return is_listed(person.model_copy(update={"groups": groups}), team.admins, person.workspace)


def only_admins(services: Services, person: Person) -> None:
    """Let nobody but an admin pass.

    Raises:
        NotAllowed: for everybody else.
    """
    if not is_admin(services, person):
        raise NotAllowed(
            "Only an admin may do that: somebody whom the team lists, or an admin of this Slack workspace."
        )
