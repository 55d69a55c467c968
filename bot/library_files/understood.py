"""What was understood of a file, and what was refused?"""

from dataclasses import dataclass

from workflow.library import Item, PriorCampaign, Research


@dataclass(frozen=True)
class Refusal:
    """A part of a file that was not taken: where it stands, and why."""

    place: str
    reason: str


@dataclass(frozen=True)
class Understood:
    """The items of a file, what was refused of it, and what was inferred where the file says nothing."""

    campaigns: tuple[PriorCampaign, ...] = ()
    research: tuple[Research, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    inferred: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that can be kept."""
        return (*self.campaigns, *self.research)
