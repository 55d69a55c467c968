"""What does a drafter receive, and what must it return?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from workflow.campaign import Campaign
from workflow.draft import Draft, Section
from workflow.drafting.playbook import STANDARD, Playbook
from workflow.guidance import Guidance
from workflow.library import NO_EVIDENCE, Evidence
from workflow.team import Stage
from workflow.usage import Usage
from workflow.worktime import WorkingCalendar


@dataclass(frozen=True)
class ChangeRequest:
    """What a person at a stage asked of an earlier revision; `section` is absent where they named none.

    `about` are the words of the document that a remark in its margin is about.
    """

    revision: int
    stage: str
    by: str
    section: Section | None
    note: str
    why: str = ""
    about: str = ""


@dataclass(frozen=True)
class HandEdit:
    """A revision that a person wrote: the draft before it and after it."""

    before: Draft
    after: Draft


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
        edits: every revision that people wrote by hand, oldest first; what they changed stands.
        asked_before: the author's answers that `previous` was written from, where they have been mended since.
        evidence: what the library offers for this campaign.
        playbook: what this team knows about channels.
        guidance: what the team wants of sections in every brief, with the names of those who accepted it.
        brief: the brief's id, empty where none is kept.
        person: the author's id, for what a person may spend; it goes into no draft.
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
    edits: tuple[HandEdit, ...] = ()
    asked_before: Campaign | None = None
    evidence: Evidence = NO_EVIDENCE
    playbook: Playbook = STANDARD
    guidance: tuple[Guidance, ...] = ()
    brief: str = ""
    person: str = ""


Progress = Callable[[Section], None]
"""Is told which section is being written."""


def unheard(_section: Section) -> None:
    """Follow the writing without a word."""


@dataclass(frozen=True)
class Written:
    """A draft, what a language model cost to write it, if one was asked, and what kept it from helping, if it did not.

    `without_model` is a sentence for the author.
    """

    draft: Draft
    usage: Usage | None = None
    without_model: str | None = None


class Drafter(Protocol):
    """Writes briefs."""

    def write(self, assignment: Assignment, progress: Progress = unheard, *, patient: bool = False) -> Written:
        """Return the complete draft and tell `progress` about each section; `patient` callers may be asked to wait.

        Raises:
            DraftError: when no draft can be written; the sentence is for the author.
            TryLater: when the caller is patient and waiting may bring a better draft.
        """
        ...


class DraftError(Exception):
    """No draft could be written; `str()` says why in one plain sentence."""


class TryLater(Exception):
    """A better draft may be had after `pause`; `str()` says why it cannot be had now."""

    def __init__(self, reason: str, pause: timedelta) -> None:
        self.pause = pause
        super().__init__(reason)
