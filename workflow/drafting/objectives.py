"""What must the campaign achieve, measured from where to where and by when?"""

from workflow.campaign import Campaign
from workflow.draft import Objective, Section, SectionNote
from workflow.drafting.sources import Shelf
from workflow.drafting.words import day, one_line, quote, sentences
from workflow.money import number

LONGEST_STATEMENT = 240


def objective(campaign: Campaign) -> Objective:
    """Return the campaign's one objective, its goal in the author's words."""
    statement, _ = _goal(campaign)
    return Objective(
        statement=statement,
        metric=campaign.metric,
        baseline=baseline(campaign),
        target=number(campaign.target),
        by=campaign.end,
    )


def baseline(campaign: Campaign) -> str:
    """Return the baseline in words, or that it has to be measured."""
    if campaign.baseline is None:
        return f"Insufficient data: measure before {day(campaign.start)}"
    return number(campaign.baseline)


def background(campaign: Campaign, shelf: Shelf) -> tuple[SectionNote, ...]:
    """Return what the goal says beyond its first sentence."""
    _, rest = _goal(campaign)
    if not rest:
        return ()
    return (
        SectionNote(section=Section.OBJECTIVES, claim=shelf.asked(f"On the goal, the author adds: {quote(rest)}.")),
    )


def _goal(campaign: Campaign) -> tuple[str, str]:
    if len(campaign.goal) <= LONGEST_STATEMENT:
        return one_line(campaign.goal), ""
    first, *others = sentences(campaign.goal) or (one_line(campaign.goal),)
    return first, " ".join(others)
