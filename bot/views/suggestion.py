"""How is the digest's one suggestion said, with the figure it follows from?"""

from datetime import timedelta
from typing import assert_never

from bot.views.baseline import spoken_share
from bot.views.durations import spoken_working
from workflow.flow import WHOLE_BRIEF
from workflow.inputs import CAMPAIGN
from workflow.kinds.registry import noun_of, sections_of
from workflow.suggestion import Backlog, Bottleneck, CommonReason, MissedSla, Suggestion


def section_label(code: str) -> str:
    """Return what a reason code stands for, as people call the section."""
    workflow, _, section = code.rpartition("/")
    if section == WHOLE_BRIEF:
        return f"the whole {noun_of(workflow)}"
    aside = f" of a {noun_of(workflow)}" if workflow else ""
    return f"“{sections_of(workflow or CAMPAIGN).get(section, section)}”{aside}"


def spoken_suggestion(found: Suggestion, day: timedelta) -> str:
    """Return the figure and what follows from it, in two sentences."""
    match found:
        case MissedSla():
            sla = spoken_working(found.stage.sla or timedelta(), day)
            fact = f"{found.stage.title} decided {found.in_time} of {found.of} within its {sla}."
            return f"{fact} A second approver would help, or a longer SLA."
        case CommonReason():
            about = section_label(found.reason.code)
            fact = f"{found.reason.count} of {found.of} requests for changes were about {about}."
            return f"{fact} Agree on it before the brief is opened."
        case Bottleneck():
            share = spoken_share(found.share)
            fact = f"{share[0].upper()}{share[1:]} of the waiting passed at {found.stage.title}."
            return f"{fact} An hour saved there counts most."
        case Backlog():
            fact = (
                f"{found.in_flight} briefs are in flight, {found.ratio:.1f} times what the pace of finishing carries."
            )
            return f"{fact} Finish some before opening more."
        case _:
            assert_never(found)
