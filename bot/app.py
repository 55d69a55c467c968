"""How are the parts put together? Read from top to bottom."""

import logging

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot.clock import Clock, now
from bot.desk import Desk
from bot.listeners.register import register
from bot.message_reader import MessageReader
from bot.model_judge import ModelJudge
from bot.services import Services
from bot.settings import Settings
from bot.slack import Slack, answering, make_client
from bot.tokens import fresh_secret
from bot.word.pdf import office
from storage.absences import Absences
from storage.database import Database
from storage.digests import Digests
from storage.drafts import Drafts
from storage.guidance import StandingGuidance
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.library import Library
from storage.links import Links
from storage.migrate import check
from storage.queries import Queries
from storage.reminders import Reminders
from storage.setups import Setups
from storage.sheets import Sheets
from storage.teams import Teams
from storage.templates import Templates
from storage.trials import Trials
from storage.usages import Usages
from workflow.drafting.compose import EmbeddedDrafter
from workflow.drafting.port import Drafter


def make_services(settings: Settings, database: Database, clock: Clock = now) -> Services:
    """Return the wired parts; the database must have the newest schema.

    Raises:
        SettingsError: when the bot token is missing.
        StorageError: when the schema is another one.
    """
    check(database)
    jobs = Jobs(database)
    return Services(
        database=database,
        jobs=jobs,
        ledger=Ledger(database, jobs),
        drafts=Drafts(database),
        queries=Queries(database),
        teams=Teams(database),
        setups=Setups(database),
        digests=Digests(database, jobs),
        reminders=Reminders(database, jobs),
        library=Library(database),
        guidance=StandingGuidance(database),
        templates=Templates(database),
        absences=Absences(database, jobs),
        trials=Trials(database, jobs),
        sheets=Sheets(database),
        slack=make_slack(settings),
        drafter=make_drafter(settings, clock, Usages(database)),
        now=clock,
        office=office(settings.baton_libreoffice),
        reader=make_reader(settings, clock, Usages(database)),
        judge=make_judge(settings, clock, Usages(database)),
        desk=make_desk(settings, Links(database)),
    )


def make_desk(settings: Settings, links: Links) -> Desk | None:
    """Return what links for people without Slack are made with; None where no address is known that they could open."""
    if settings.baton_public_url is None:
        return None
    given = settings.baton_link_secret
    secret = given.get_secret_value() if given else links.secret(fresh_secret())
    return Desk(links, settings.baton_public_url, secret)


def make_drafter(settings: Settings, clock: Clock, purse: Usages | None = None) -> Drafter:
    """Return the drafter: the embedded one, and with a key one that has a model reword its prose.

    Without a `purse` nothing is kept of what the model cost.
    """
    if settings.openai_api_key is None:
        return EmbeddedDrafter()
    from bot.model.assembly import model_drafter  # noqa: PLC0415  # the client takes 0.3 s and 30 MB to import

    return model_drafter(settings, clock, purse)


def make_reader(settings: Settings, clock: Clock, purse: Usages) -> MessageReader | None:
    """Return who reads messages that shall become briefs: a model where there is a key, else nobody."""
    if settings.openai_api_key is None:
        return None
    from bot.model.assembly import model_reader  # noqa: PLC0415  # as above

    return model_reader(settings, clock, purse)


def make_judge(settings: Settings, clock: Clock, purse: Usages) -> ModelJudge | None:
    """Return who judges pairs beside a trial's reviewers: a model where there is a key, else nobody."""
    if settings.openai_api_key is None:
        return None
    from bot.model.assembly import model_judge  # noqa: PLC0415  # as above

    return model_judge(settings, clock, purse)


def make_slack(settings: Settings) -> Slack:
    """Return Slack's Web API as the environment names it.

    Raises:
        SettingsError: when the bot token is missing.
    """
    return Slack(make_client(settings.bot_token(), settings.slack_api_url))


class _App(App):
    """Bolt's app, in which Slack is given no longer than a person can wait."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Return the answer to a gesture."""
        with answering():
            return super().dispatch(req)


def make_app(settings: Settings, services: Services) -> App:
    """Return the Bolt app with every listener; it answers only once the work is committed."""
    token = settings.bot_token()

    def authorize() -> AuthorizeResult:
        identity = services.slack.identity()
        return AuthorizeResult(
            enterprise_id=None, team_id=identity.workspace, bot_user_id=identity.user, bot_token=token
        )

    quiet = logging.getLogger("slack_bolt.app")
    quiet.setLevel(logging.CRITICAL)  # Bolt logs whole request bodies, response URLs included
    app = _App(
        client=make_client(token, settings.slack_api_url),
        authorize=authorize,
        process_before_response=True,  # the answer leaves after the commit, and nothing polls for it
        request_verification_enabled=False,  # bot.web verifies before it parses; Socket Mode has no signatures
        logger=quiet,
    )
    register(app, services)
    return app
