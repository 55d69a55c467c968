"""Which of the user groups that stages list is somebody in at this moment, and are they an approver at all?"""

from bot.services import Services
from workflow.brief import Brief
from workflow.people import Person
from workflow.team import Stage


def groups_of(services: Services, person: Person, brief: Brief, stage: Stage | None = None) -> frozenset[str]:
    """Return the listed groups of `stage`, or of the whole chain, that `person` is in; strangers are in none."""
    if person.workspace != brief.workspace:
        return frozenset()
    stages = brief.chain if stage is None else (stage,)
    groups = {entry for each in stages for entry in each.approvers if entry.startswith("S")}
    return frozenset(group for group in sorted(groups) if person.id in services.slack.group_members(group))


def is_approver(services: Services, person: Person) -> bool:
    """Tell whether somebody may decide at a stage of the team as it is now: by name, or by a user group."""
    team = services.teams.current()
    listed = {entry for stage in (team.chain if team else ()) for entry in stage.approvers}
    home = is_member(services, person)
    if f"{person.workspace}/{person.id}" in listed or (home and person.id in listed):
        return True
    groups = (entry for entry in sorted(listed) if entry.startswith("S"))
    return home and any(person.id in services.slack.group_members(group) for group in groups)


def is_member(services: Services, person: Person) -> bool:
    """Tell whether somebody belongs to the workspace that Baton is installed in, and not to an agency's."""
    return person.workspace == services.slack.identity().workspace
