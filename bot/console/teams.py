"""Is a team file right, may it be put in force, and which settings are and were?"""

from datetime import UTC
from itertools import pairwise
from pathlib import Path

import typer

from bot.app import make_slack
from bot.calendars import working_calendar
from bot.clock import now
from bot.console.briefs import utc
from bot.console.memory import opened
from bot.console.output import print_json, write_file
from bot.failures import Permanent, Temporary
from bot.settings import Settings
from storage.teams import COMMAND_LINE, Version
from workflow.team import Team
from workflow.team_difference import Tell, Telling, differences
from workflow.team_file import parse_team
from workflow.values import InvalidInput


def read_team(file: Path) -> tuple[str, Team]:
    """Return the text of a team file and the team that it describes, its holidays looked up too.

    Raises:
        InvalidInput: naming each key at fault, or the file when it cannot be read.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidInput({str(file): "this file cannot be read"}) from None
    team = parse_team(text)
    working_calendar(team.calendar)
    return text, team


def check_team(file: Path) -> None:
    """Say whether a team file is right, and which chain it makes."""
    _, team = read_team(file)
    typer.echo(f"{file} is right: {team.name}, {' → '.join(stage.title for stage in team.chain)}.")
    for stage in team.chain:
        if not stage.approvers:
            typer.echo(f"Stage {stage.name} lists no approvers: nobody may approve there.")
        if stage.when and "claims-cleared" in stage.when.findings:
            told = "is asked only where nobody flagged a claim, and the agent does: write claims = true instead"
            typer.echo(f"Stage {stage.name} {told}.")


def apply_team(settings: Settings, file: Path) -> None:
    """Put a team file in force for new briefs; briefs in flight keep the chain they were opened with."""
    text, team = read_team(file)
    with opened(settings) as memory:
        changed = memory.teams.apply(text, now(), by=COMMAND_LINE)
    typer.echo(f"{team.name}: {'in force for new briefs from now on' if changed else 'was in force already'}.")


def export_team(settings: Settings, output: Path | None, number: int | None) -> None:
    """Write a version of the settings as a team file, the one in force when none is named.

    Raises:
        InvalidInput: when there is no such version, or the file cannot be written.
    """
    with opened(settings) as memory:
        version = memory.teams.version(number) if number else memory.teams.newest()
    if version is None:
        raise InvalidInput({"team": f"there is no version {number}" if number else "no settings are in force yet"})
    if output is None:
        typer.echo(version.text, nl=False)
        return
    write_file(output, version.text.encode())


def show_history(settings: Settings, *, as_json: bool) -> None:
    """List the versions of the settings, the oldest first, with what each changed.

    People are told by the names that Slack knows, where a token is there to ask it with, and by their ids otherwise.
    """
    with opened(settings) as memory:
        versions = memory.teams.versions()
    teams = [_readable(version) for version in versions]
    name = str if as_json else _namer(settings)
    changes = [_changes(before, after, Telling(person=name)) for before, after in pairwise([None, *teams])]
    if as_json:
        listed = zip(versions, changes, strict=True)
        print_json([{"version": one.number, "at": utc(one.at), "by": one.by, "changes": said} for one, said in listed])
        return
    for one, said in zip(versions, changes, strict=True):
        by = name(one.by) if one.is_from_slack else one.by
        typer.echo(f"{one.number}  {one.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC  {by}")
        for line in said:
            typer.echo(f"   {line}")
    if settings.slack_bot_token is None and any(one.is_from_slack for one in versions):
        typer.echo("With SLACK_BOT_TOKEN set, people are told by their names.", err=True)


def _namer(settings: Settings) -> Tell:
    """Return what gives a person's name beside their id, if Slack can be asked and tells it."""
    if settings.slack_bot_token is None:
        return str
    slack, answers = make_slack(settings), True

    def name(listed: str) -> str:
        nonlocal answers
        if not answers or listed.startswith("S"):
            return listed
        try:
            return f"{slack.profile(listed.rpartition('/')[2]).name} ({listed})"
        except Permanent:
            return listed
        except Temporary:
            answers = False  # nobody waits for each of very many names
            return listed

    return name


def _readable(version: Version) -> Team | None:
    try:
        return version.team()
    except InvalidInput:
        return None


def _changes(before: Team | None, after: Team | None, told: Telling) -> list[str]:
    if after is None:
        return ["this release cannot read it"]
    return differences(before, after, told) or ["nothing but how it is written"]
