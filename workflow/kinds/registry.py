"""Which workflows are there beside the campaign brief's, and who decides in each?"""

from workflow.draft import Section
from workflow.inputs import CAMPAIGN
from workflow.kinds.campaign_report import REPORT
from workflow.kinds.kind import Workflow
from workflow.team import Stage, Team

WORKFLOWS: dict[str, Workflow] = {one.name: one for one in (REPORT,)}
"""Every workflow by its name. One more is one more entry."""

USUAL_STAGES = 2


def workflow_of(name: str) -> Workflow | None:
    """Return the workflow called `name`; None for the campaign brief's, and for one that is no longer there."""
    return WORKFLOWS.get(name)


def noun_of(name: str) -> str:
    """Return what people call a piece of the workflow called `name`."""
    found = WORKFLOWS.get(name)
    return found.noun if found else "brief"


def sections_of(name: str) -> dict[str, str]:
    """Return the headings of a workflow's document by their ids, in reading order."""
    found = WORKFLOWS.get(name)
    if found is not None:
        return dict(found.sections)
    return {one.value: one.label for one in Section} if name == CAMPAIGN else {}


def chain_of(team: Team, workflow: str) -> tuple[Stage, ...]:
    """Return the stages that decide in `workflow`: those of the team file, or else the team's own first and last ones.

    Without stages of its own, a workflow goes to the first and the last stage of the briefs' chain that are the team's
    and always needed; there are none where all are outside.
    """
    if workflow == CAMPAIGN:
        return team.chain
    if workflow in team.chains:
        return team.chains[workflow]
    own = [stage.model_copy(update={"parallel": None}) for stage in team.chain if not (stage.outside or stage.when)]
    return tuple(own if len(own) <= USUAL_STAGES else (own[0], own[-1]))
