"""Which of the user groups that a brief's stages list is somebody in at this moment?"""

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
