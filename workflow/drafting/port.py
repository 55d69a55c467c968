"""What does a drafter receive, and what must it return?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from workflow.campaign import Campaign
from workflow.draft import Draft, Section
from workflow.team import Stage
from workflow.worktime import WorkingCalendar


@dataclass(frozen=True)
class ChangeRequest:
    """What a person at a stage asked of an earlier revision; `section` is absent where they named none."""

    revision: int
    stage: str
    by: str
    section: Section | None
    note: str


@dataclass(frozen=True)
class Assignment:
    """Everything a drafter may know.

    Attributes:
        campaign: the author's answers.
        revision: the number of the revision to write, from 1.
        chain: the stages that will decide on it.
        calendar: the team's working calendar.
        today: the day of writing in the team's zone.
        author: the author's name as people read it.
        names: names of approvers and user groups by Slack id.
        changes: every change that was requested so far, oldest first.
        previous: the draft that the newest request was about.
    """

    campaign: Campaign
    revision: int
    chain: tuple[Stage, ...]
    calendar: WorkingCalendar
    today: date
    author: str
    names: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[ChangeRequest, ...] = ()
    previous: Draft | None = None


class Drafter(Protocol):
    """Writes briefs."""

    def draft(self, assignment: Assignment) -> Draft:
        """Return the complete draft.

        Raises:
            DraftError: when no draft can be written; the sentence is for the author.
        """
        ...


class DraftError(Exception):
    """No draft could be written; `str()` says why in one plain sentence."""
