"""Who is seen to look at what they are asked to decide, and when is that noted?"""

from contextlib import suppress
from dataclasses import dataclass

from bot.acting import decide_as
from bot.services import Services
from bot.views.buttons import DecisionValue
from workflow.brief import Brief
from workflow.commands import Look
from workflow.errors import WorkflowError
from workflow.events import Message, Sign
from workflow.people import Person


@dataclass(frozen=True)
class Glance:
    """Somebody who may decide looks at a brief as it is: what is to be noted about it, if anything is."""

    brief: Brief
    look: Look | None


def may_look(services: Services, person: Person, at: DecisionValue, how: Sign, message: Message | None) -> Glance:
    """Return the brief for somebody who may decide `at` this moment; nothing is written.

    Raises:
        WorkflowError: when they may not, or there is nothing left to decide.
    """
    asked: list[Look] = []

    def ask(one: Person) -> Brief:
        look = Look(by=one, stage=at.stage, revision=at.revision, how=how, message=message)
        brief = services.ledger.check(at.brief, look, services.now())
        asked.append(look)
        return brief

    brief = decide_as(services, person, ask, at.stage, at.brief)
    return Glance(brief, None if brief.is_looked_at(at.stage, at.revision) else asked[-1])


def note_look(services: Services, glance: Glance) -> None:
    """Have the log tell of a first look; later ones are told by nothing."""
    if glance.look is not None:
        with suppress(WorkflowError):  # decided meanwhile
            services.ledger.submit(glance.brief.id, glance.look, services.now())
