"""Is everything in place, and what has to be mended?"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass

import typer

from bot.app import make_slack
from bot.calendars import working_calendar
from bot.console.memory import opened
from bot.console.output import print_json
from bot.failures import DeliveryError
from bot.processes import team_text
from bot.scopes import SCOPES
from bot.settings import Settings, SettingsError
from bot.slack import Slack
from bot.stage_checks import problem_with_channel, problems_with_people
from bot.word.pdf import office
from storage.errors import StorageError
from storage.teams import Version
from workflow.team import Team
from workflow.team_file import parse_team
from workflow.values import InvalidInput


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `mend` says what to do where it is broken."""

    what: str
    mend: str | None = None

    @property
    def is_right(self) -> bool:
        """Tell whether nothing has to be done."""
        return self.mend is None


def examine(settings: Settings, *, as_json: bool) -> int:
    """Print one line for each check and return the exit code: 1 when anything is broken."""
    checks = list(_checks(settings))
    if as_json:
        print_json([asdict(check) | {"ok": check.is_right} for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'ok  ' if check.is_right else 'MEND'}  {check.what}{f': {check.mend}' if check.mend else ''}")
    return int(not all(check.is_right for check in checks))


def _checks(settings: Settings) -> Iterator[Check]:
    yield from _database(settings)
    team, problem = _team(settings)
    yield Check("team file", problem)
    yield _transport(settings)
    yield from _slack(settings, team)
    yield _model(settings)
    if team is not None and any(stage.outside for stage in team.chain):
        yield _office(settings)
        yield _links(settings)


def _database(settings: Settings) -> Iterator[Check]:
    try:
        with opened(settings) as memory:
            parked = memory.jobs.parked()
    except StorageError as error:
        yield Check("database", str(error))
        return
    yield Check("database")
    reasons = "; ".join(f"{each.job.key} ({each.reason})" for each in parked)
    yield Check("jobs", f"{len(parked)} were given up: {reasons}" if parked else None)


def _team(settings: Settings) -> tuple[Team | None, str | None]:
    """Return the team that is in force, or will be at the next start, and what is wrong with it or with its file."""
    try:
        text, saved = team_text(settings), _saved_in_slack(settings)
        written = parse_team(text) if text is not None else None
        if saved is not None:
            team = saved.team()
        elif written is not None:
            team = written
        else:
            with opened(settings) as memory:
                team = memory.team()
        working_calendar(team.calendar)
    except (InvalidInput, SettingsError, StorageError) as error:
        return None, str(error)
    return team, _differs(settings, saved) if saved and written is not None and written != team else None


def _saved_in_slack(settings: Settings) -> Version | None:
    """Return the version in force if somebody saved it in Slack: a start leaves it alone."""
    with suppress(StorageError), opened(settings) as memory:  # the database has a check of its own
        newest = memory.teams.newest()
        return newest if newest and newest.is_from_slack else None
    return None


def _differs(settings: Settings, saved: Version) -> str:
    file = settings.team_file
    return (
        f"version {saved.number}, which {saved.by} saved in Slack, is in force and differs from {file}: "
        f"`baton team export -o {file}` writes it there, `baton team apply {file}` goes back to the file"
    )


def _transport(settings: Settings) -> Check:
    if settings.uses_socket_mode:
        return Check("transport: Socket Mode")
    try:
        settings.signing_secret()
    except SettingsError as error:
        return Check("transport", str(error))
    return Check(f"transport: HTTP on port {settings.port}")


def _slack(settings: Settings, team: Team | None) -> Iterator[Check]:
    try:
        slack = make_slack(settings)
        identity = slack.identity()
    except (SettingsError, DeliveryError) as error:
        yield Check("Slack token", str(error))
        return
    yield Check(f"Slack token: workspace {identity.workspace}")
    missing = [scope for scope in SCOPES if scope not in identity.scopes]
    wanted = f"add {', '.join(missing)} on the Slack app's page and reinstall it"
    yield Check("Slack scopes", wanted if missing else None)
    if team is not None:
        yield from _places(slack, team)


def _model(settings: Settings) -> Check:
    if settings.openai_api_key is None:
        return Check("model: without OPENAI_API_KEY the embedded drafter writes")
    from bot.model.assembly import problem_with_model  # noqa: PLC0415  # only who has a model pays for its client

    return Check(f"model: {settings.baton_model}", problem_with_model(settings))


def _office(settings: Settings) -> Check:
    """Nothing is broken without LibreOffice, but nobody should have to wonder where the PDF is."""
    found = office(settings.baton_libreoffice)
    return Check(f"LibreOffice: {found}" if found else "LibreOffice: none here, so agencies get no PDF")


def _links(settings: Settings) -> Check:
    """Nothing is broken without an address, but nobody should have to wonder where the button is."""
    address = settings.baton_public_url
    none = "links for people without Slack: none, without BATON_PUBLIC_URL"
    return Check(f"links for people without Slack: {address}/link/…" if address else none)


def _places(slack: Slack, team: Team) -> Iterator[Check]:
    places = [(f"stage {stage.name}", stage.channel) for stage in team.stages]
    if team.digest:
        places.append(("digest", team.digest.channel))
    for what, channel in places:
        yield Check(f"channel of {what}", problem_with_channel(slack, channel))
    for stage in team.stages:
        yield Check(f"approvers of stage {stage.name}", "; ".join(problems_with_people(slack, stage)) or None)
