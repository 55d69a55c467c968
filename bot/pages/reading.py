"""What does somebody who comes by a link read: which figures first, and the words of the clean document?"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pages.html import Node
from bot.word.web import for_reading
from workflow.brief import Brief
from workflow.campaign_brief import campaign_of
from workflow.draft import Draft
from workflow.drafting.words import day, one_line
from workflow.kinds.paper import Paper
from workflow.money import money, number


@dataclass(frozen=True)
class Reading:
    """The few figures that a decision needs at hand, by their names, and the whole, as HTML."""

    facts: Sequence[tuple[str, str]] = ()
    parts: Sequence[Node] = ()


NOTHING = Reading()


def reading_of(brief: Brief, content: Draft | Paper) -> Reading:
    """Return what is read of a revision of `brief` that says `content`, whatever its workflow."""
    facts = _of_paper(content) if isinstance(content, Paper) else _of_campaign(brief)
    return Reading(facts, for_reading(content, brief.team))


def _of_paper(paper: Paper) -> list[tuple[str, str]]:
    return [("In short", one_line(paper.lead)), *((fact.label, one_line(fact.text)) for fact in paper.facts)]


def _of_campaign(brief: Brief) -> list[tuple[str, str]]:
    campaign = campaign_of(brief)
    told = [
        ("Goal", one_line(campaign.goal)),
        ("Budget", money(campaign.budget, campaign.currency)),
        ("Flight", f"{day(campaign.start)} to {day(campaign.end)}"),
        ("Target", f"{number(campaign.target)} {campaign.metric}"),
        ("Channels", ", ".join(channel.label for channel in campaign.channels)),
    ]
    return [*told, *([("Market", campaign.market)] if campaign.market else [])]
