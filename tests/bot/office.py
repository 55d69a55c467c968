"""How does a test perform Baton's jobs one by one, without the engine, against a real database and a sandbox?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_bolt import BoltRequest

from bot.app import make_app, make_services
from bot.console.demo import TEAM
from bot.delivery.perform import Performer
from bot.sandbox.server import Sandbox
from bot.sandbox.world import BATON
from bot.services import Services
from bot.settings import Settings, load_settings
from bot.views.buttons import BriefValue
from storage import outbox
from storage.database import Database
from storage.jobs import Job, RetryLater
from tests.workflow.drafting import material
from workflow import commands as c
from workflow.brief import Brief
from workflow.drafting.port import Assignment, DraftError, Progress, Written, unheard
from workflow.people import Person
from workflow.team import CalendarSettings, Stage
from workflow.team_file import parse_team

HOME = "T0NORTHFOLD"
AUTHOR = Person(id="U0TOM", workspace=HOME)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Office:
    """The parts of a process whose engine is the test itself."""

    sandbox: Sandbox
    settings: Settings
    services: Services
    now: datetime = MONDAY

    def apply_team(self, text: str = TEAM.read_text("utf-8")) -> None:
        self.services.teams.apply(text, self.now, by="test")

    def open(self, key: str = "first") -> Brief:
        """Open a brief as the campaign modal does."""
        team = parse_team(TEAM.read_text("utf-8"))
        opening = c.Open(
            by=AUTHOR,
            workspace=HOME,
            team=team.name,
            inputs=material.campaign(),
            chain=team.chain,
            calendar=team.calendar,
        )
        return self.services.ledger.open(opening, key, self.now)

    def open_chain(self, *chain: Stage) -> Brief:
        """Open a brief that goes through `chain`."""
        opening = c.Open(
            by=AUTHOR,
            workspace=HOME,
            team="T",
            inputs=material.campaign(),
            chain=chain,
            calendar=CalendarSettings(),
        )
        return self.services.ledger.open(opening, "chain", self.now)

    def brief(self, brief_id: str = "BRF-1") -> Brief:
        return self.services.ledger.brief(brief_id)

    def perform(self, job: Job, attempt: int = 1) -> None:
        Performer(self.services)(job, attempt)

    def due(self) -> list[Job]:
        """Take what waits to be performed."""
        with self.services.database.write() as connection:
            return [job for job, _run in outbox.take(connection, 100)]

    def work(self, rounds: int = 50) -> list[str]:
        """Perform what is due and what follows from it; return the keys of jobs that still have to wait."""
        waiting: list[Job] = []
        for _ in range(rounds):
            due = [*waiting, *self.due()]
            waiting = [job for job in due if not self._done(job)]
            if len(waiting) == len(due):
                return [job.key for job in waiting]
        raise AssertionError("the jobs do not come to an end")

    def _done(self, job: Job) -> bool:
        try:
            self.perform(job)
        except RetryLater:
            return False
        return True

    def press(self, action_id: str, brief_id: str = "BRF-1", by: Person = AUTHOR) -> int:
        """Press a button of the author's message and return the status of the acknowledgement."""
        click: Mapping[str, Any] = {
            "type": "block_actions",
            "team": {"id": HOME},
            "user": {"id": by.id, "team_id": by.workspace},
            "actions": [{"action_id": action_id, "block_id": "b", "value": BriefValue(brief=brief_id).dumps()}],
        }
        app = make_app(self.settings, self.services)
        return int(app.dispatch(BoltRequest(body=dict(click), mode="socket_mode")).status)

    def news(self) -> list[dict[str, Any]]:
        """Return the author's direct messages from Baton."""
        author = self.sandbox.person(AUTHOR.id)
        return author.messages(author.dm())

    def with_drafter(self, drafter: "Broken") -> None:
        self.services = replace(self.services, drafter=drafter)


@dataclass
class Broken:
    """A drafter that raises until it is mended; `mended` is who then writes."""

    error: Exception
    mended: Any
    times: int = 1
    asked: int = 0

    def write(self, assignment: Assignment, progress: Progress = unheard, *, patient: bool = False) -> Written:
        self.asked += 1
        if self.asked <= self.times:
            raise self.error
        written: Written = self.mended.write(assignment, progress, patient=patient)
        return written


NO_MODEL = DraftError("The model did not answer in time.")


@contextmanager
def office(database_path: Path) -> Iterator[Office]:
    """Open the office on a migrated SQLite file."""
    with Sandbox(rate_limit=False) as sandbox:
        settings = load_settings(
            _env_file=None,
            database_url=f"sqlite:///{database_path}",
            slack_bot_token=BATON.bot_token,
            slack_signing_secret=BATON.signing_secret,
            slack_api_url=sandbox.api_url,
            baton_libreoffice="off",
        )
        database = Database.connect(settings.database_url)
        try:
            opened = Office(sandbox, settings, make_services(settings, database))
            opened.services = replace(opened.services, now=lambda: opened.now)
            yield opened
        finally:
            database.close()


MINUTE = timedelta(minutes=1)
