"""How does everything that was measured leave for a spreadsheet?"""

from pathlib import Path

import typer

from bot.clock import now
from bot.console.memory import opened
from bot.console.output import write_file, write_folder
from bot.export import as_csv, as_workbook, sheets
from bot.leverage import authorships
from bot.settings import Settings
from workflow.fold import replay


def export_figures(settings: Settings, folder: Path | None, workbook: Path | None) -> None:
    """Write the tables of all briefs as CSV files into `folder`, as sheets into `workbook`, or both."""
    with opened(settings) as memory:
        histories = memory.queries.histories()
        written = authorships(map(replay, histories), memory.drafts)
        team = memory.teams.current()
        told = sheets(histories, now(), written, team.baseline_minutes if team else None)
    rows = ", ".join(f"{len(sheet.rows):,} {sheet.name}" for sheet in told)
    if folder is not None:
        write_folder(folder, {f"{sheet.name}.csv": as_csv(sheet) for sheet in told})
        typer.echo(f"Written to {folder}: {rows}.")
    if workbook is not None:
        write_file(workbook, as_workbook(told))
        typer.echo(f"Written to {workbook}: {rows}.")
