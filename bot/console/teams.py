"""Is a team file right, and may it be put in force?"""

from pathlib import Path

import typer

from bot.calendars import working_calendar
from bot.clock import now
from bot.console.memory import opened
from bot.settings import Settings
from storage.teams import COMMAND_LINE
from workflow.team import Team
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


def apply_team(settings: Settings, file: Path) -> None:
    """Put a team file in force for new briefs; briefs in flight keep the chain they were opened with."""
    text, team = read_team(file)
    with opened(settings) as memory:
        changed = memory.teams.apply(text, now(), by=COMMAND_LINE)
    typer.echo(f"{team.name}: {'in force for new briefs from now on' if changed else 'was in force already'}.")
