"""What does a reading command need of the database, and nothing more?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.settings import Settings
from storage.database import Database
from storage.drafts import Drafts
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.library import Library
from storage.migrate import check
from storage.queries import Queries
from storage.teams import Teams
from storage.templates import Templates
from workflow.team import Team
from workflow.values import InvalidInput


@dataclass(frozen=True)
class Memory:
    """The read side of one database."""

    database: Database
    jobs: Jobs
    ledger: Ledger
    drafts: Drafts
    queries: Queries
    teams: Teams
    library: Library
    templates: Templates

    def team(self) -> Team:
        """Return the team in force.

        Raises:
            InvalidInput: when none has been applied.
        """
        team = self.teams.current()
        if team is None:
            raise InvalidInput(
                {"team": "no team is set up yet; type /brief setup in Slack, or run `baton team apply team.toml`"}
            )
        return team


@contextmanager
def opened(settings: Settings) -> Iterator[Memory]:
    """Open the database for a command.

    Raises:
        StorageError: when it cannot be reached or has another schema.
    """
    database = Database.connect(settings.database_url)
    try:
        check(database)
        jobs = Jobs(database)
        ledger = Ledger(database, jobs)
        yield Memory(
            database=database,
            jobs=jobs,
            ledger=ledger,
            drafts=Drafts(database),
            queries=Queries(database),
            teams=Teams(database),
            library=Library(database),
            templates=Templates(database),
        )
    finally:
        database.close()
