"""What does the chain ask about a campaign brief: its inputs, its facts, and which of its changes are material?"""

from workflow.brief import Brief
from workflow.campaign import Campaign
from workflow.conditions import Facts
from workflow.draft import Draft
from workflow.drafting.proposition import claim_words
from workflow.inputs import CAMPAIGN
from workflow.materiality import MATERIAL, MaterialField


def campaign_of(brief: Brief) -> Campaign:
    """Return what the author of a campaign brief answered.

    Raises:
        ValueError: when the brief belongs to another workflow.
    """
    if brief.workflow != CAMPAIGN:
        raise ValueError(f"{brief.id} is no campaign brief")
    return Campaign.model_validate(brief.inputs.answers())


def facts_of(campaign: Campaign, draft: Draft, findings: tuple[str, ...]) -> Facts:
    """Return what a draft for `campaign` is like, the names of its `findings` included."""
    statement = draft.proposition.statement
    said = (campaign.name, campaign.proposition, campaign.notes, statement.text if statement else None)
    return Facts(
        budget=draft.total_budget,
        currency=draft.currency,
        channels=tuple(plan.channel for plan in draft.channels),
        market=campaign.market,
        findings=tuple(dict.fromkeys(findings)),
        claims=claim_words(*said),
    )


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
