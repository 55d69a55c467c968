"""Which changes of a brief undo the approvals that it has?"""

from typing import Literal

from workflow.draft import Draft

MaterialField = Literal["budget", "dates", "goal", "proposition", "mandatories"]

MATERIAL: tuple[MaterialField, ...] = ("budget", "dates", "goal", "proposition", "mandatories")
"""What a team holds for material unless its file says otherwise."""


def material_changes(before: Draft, after: Draft) -> tuple[MaterialField, ...]:
    """Return the fields in which two revisions differ in what an approver relies on, not in the words around it."""
    old, new = _relied_on(before), _relied_on(after)
    return tuple(field for field in MATERIAL if old[field] != new[field])


def _relied_on(draft: Draft) -> dict[MaterialField, object]:
    statement = draft.proposition.statement
    return {
        "budget": (
            draft.total_budget,
            draft.currency,
            {plan.channel: plan.budget for plan in draft.channels},
            {line.name: line.budget for line in draft.other_budget},
        ),
        "dates": (draft.start, draft.end),
        "goal": [(objective.statement, objective.metric, objective.target) for objective in draft.objectives],
        "proposition": statement.text if statement else None,
        "mandatories": [claim.text for claim in draft.proposition.mandatories],
    }
