"""What do gestures and jobs work with? The wired parts of one process."""

from dataclasses import dataclass
from functools import cached_property

from bot.clock import Clock
from bot.desk import Desk
from bot.message_reader import MessageReader
from bot.model_judge import ModelJudge
from bot.slack import Slack
from bot.usual import UsualTimes
from storage.absences import Absences
from storage.database import Database
from storage.digests import Digests
from storage.drafts import Drafts
from storage.guidance import StandingGuidance
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.library import Library
from storage.queries import Queries
from storage.reminders import Reminders
from storage.setups import Setups
from storage.sheets import Sheets
from storage.teams import Teams
from storage.templates import Templates
from storage.trials import Trials
from workflow.drafting.port import Drafter


@dataclass(frozen=True)
class Services:
    """Everything that a gesture or a job may use; made once, in `bot.app`.

    Attributes:
        office: the path of LibreOffice, None where there is none or it is not to be used.
        reader: reads messages that shall become briefs; without one only what they certainly say is taken from them.
        judge: judges the pairs of a trial beside its reviewers, None where no model is set up.
        desk: what links for people without Slack are made with, None where nobody could reach them.
    """

    database: Database
    jobs: Jobs
    ledger: Ledger
    drafts: Drafts
    queries: Queries
    teams: Teams
    setups: Setups
    digests: Digests
    reminders: Reminders
    library: Library
    guidance: StandingGuidance
    templates: Templates
    absences: Absences
    trials: Trials
    sheets: Sheets
    slack: Slack
    drafter: Drafter
    now: Clock
    office: str | None = None
    reader: MessageReader | None = None
    judge: ModelJudge | None = None
    desk: Desk | None = None

    @cached_property
    def usual(self) -> UsualTimes:
        """How long stages usually take."""
        return UsualTimes(self.queries)
