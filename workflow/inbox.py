"""Which handovers of a brief wait for the decision of one person?"""

from datetime import datetime

from workflow.brief import Brief, Handover
from workflow.commands import RequestChanges
from workflow.errors import WorkflowError
from workflow.lifecycle import decide
from workflow.people import Person


def waiting_for(brief: Brief, person: Person, now: datetime) -> tuple[Handover, ...]:
    """Return the delivered handovers that `person`, with the user groups they are in, may decide on at this moment."""
    return tuple(stay for stay in brief.open_handovers if _may_decide(brief, stay, person, now))


def _may_decide(brief: Brief, handover: Handover, person: Person, now: datetime) -> bool:
    """Ask the rules themselves, so that nothing is offered here that a click would be refused."""
    if not handover.awaits_decision:
        return False
    wish = RequestChanges(by=person, stage=handover.stage, revision=handover.revision, section=None, note="?")
    try:
        decide(brief, wish, now)
    except WorkflowError:
        return False
    return True
