"""Who is in the user groups that stages list, who can approve, and who belongs to the team?"""

from collections.abc import Iterable

from bot.failures import Permanent
from bot.services import Services
from workflow.brief import Brief
from workflow.people import Person, is_listed
from workflow.team import Stage


def groups_of(services: Services, person: Person, brief: Brief, stage: Stage | None = None) -> frozenset[str]:
    """Return the listed groups of `stage`, or of the whole chain, that `person` is in; strangers are in none."""
    if person.workspace != brief.workspace:
        return frozenset()
    stages = brief.chain if stage is None else (stage,)
    groups = {group for each in stages for group in each.groups}
    return frozenset(group for group in sorted(groups) if person.id in services.slack.group_members(group))


def is_approver(services: Services, person: Person) -> bool:
    """Tell whether somebody may decide at a stage of the team as it is now: by name, or by a user group."""
    team = services.teams.current()
    listed = {entry for stage in (team.stages if team else ()) for entry in stage.approvers}
    home = is_member(services, person)
    if f"{person.workspace}/{person.id}" in listed or (home and person.id in listed):
        return True
    return home and _is_in_any(services, person, (entry for entry in listed if entry.startswith("S")))


def is_member(services: Services, person: Person) -> bool:
    """Tell whether somebody belongs to the workspace that Baton is installed in, and not to an agency's."""
    return person.workspace == services.slack.identity().workspace


def is_of_team(services: Services, person: Person) -> bool:
    """Tell whether somebody is a member who does not decide for an agency only, as its guest in our workspace does."""
    return is_member(services, person) and not decides_outside(services, person)


def decides_outside(services: Services, person: Person) -> bool:
    """Tell whether somebody decides outside of the team, by name or by a user group, and at no stage of its own.

    Slack is asked about groups only where that depends on them.
    """
    team, home = services.teams.current(), services.slack.identity().workspace
    chain = team.stages if team else ()
    listed = {stage.outside for stage in chain if is_listed(person, stage.approvers, home)}
    if False in listed or person.workspace != home:
        return listed == {True}
    theirs, ours = (_groups(chain, outside=outside) for outside in (True, False))
    joined = True in listed or _is_in_any(services, person, theirs)
    return joined and not _is_in_any(services, person, ours)


def _groups(chain: Iterable[Stage], *, outside: bool) -> frozenset[str]:
    return frozenset[str]().union(*(stage.groups for stage in chain if stage.outside is outside))


def _is_in_any(services: Services, person: Person, groups: Iterable[str]) -> bool:
    return any(person.id in services.slack.group_members(group) for group in sorted(groups))


def voters_of(services: Services, stage: Stage) -> frozenset[str]:
    """Return the ids of those whom `stage` lists, by name or through a user group, and who can approve at this moment.

    Deactivated accounts cannot, and guests of our workspace only where the stage is outside of the team.
    """
    listed = stage.persons.union(*(services.slack.group_members(group) for group in sorted(stage.groups)))
    return frozenset(who for who in sorted(listed) if is_able(services, stage, who))


def is_able(services: Services, stage: Stage, who: str) -> bool:
    """Tell whether the account of `who` is one that can approve at `stage`."""
    try:
        profile = services.slack.profile(who)
    except Permanent as error:
        return error.code != "user_not_found"  # somebody whom Slack does not show us is trusted to be there
    is_guest = profile.is_guest and profile.workspace == services.slack.identity().workspace
    return profile.is_active and (stage.outside or not is_guest)
