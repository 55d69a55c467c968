"""What may drafts cite? Prior campaigns and research are added, listed and removed from a terminal."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.clock import now
from bot.console.memory import opened
from bot.console.output import print_json
from bot.console.teams import read_team
from bot.library_files.read import understand
from bot.library_files.telling import told, understood_lines
from bot.library_files.understood import Refusal, Understood
from bot.settings import Settings
from storage.database import Database
from storage.errors import StorageError
from storage.library import Kept, Library
from storage.migrate import check
from workflow.campaign import Campaign
from workflow.errors import NotAllowed, WorkflowError
from workflow.library import NO_EVIDENCE, Evidence

BY = "command line"


def add_files(settings: Settings, files: Sequence[Path]) -> int:
    """Add what the files say, show what was understood, and return 1 when anything was refused.

    Raises:
        StorageError: when the database does not answer.
    """
    refused = 0
    with opened(settings) as memory:
        team = memory.teams.current() or (read_team(settings.team_file)[1] if settings.team_file else None)
        for file in track(files, "Reading", console=Console(stderr=True), transient=True):
            found = _understood(file, team.currency if team else None)
            refused += len(found.refusals)
            added = memory.library.add(found.items, now(), BY) if found.items else []
            for line in understood_lines(file.name, found, added):
                typer.echo(line)
            for line in told(file.name, found.refusals):
                typer.echo(line, err=True)
    return 1 if refused else 0


def _understood(file: Path, currency: str | None) -> Understood:
    try:
        return understand(file.name, file.read_bytes(), currency)
    except OSError as error:
        return Understood(refusals=(Refusal("", f"This file cannot be read ({error.strerror})."),))
    except WorkflowError as refused:
        return Understood(refusals=(Refusal("", str(refused)),))


def list_items(settings: Settings, *, as_json: bool) -> None:
    """List what drafts may cite."""
    with opened(settings) as memory:
        items = memory.library.items()
    if as_json:
        print_json([_json(item) for item in items])
        return
    if not items:
        typer.echo("The library is empty. `baton library add FILE…` adds prior campaigns and audience research.")
        return
    table = Table("id", "kind", "title", "file", "added by")
    for item in items:
        table.add_row(item.id, item.kind, item.title, item.file, item.added_by)
    Console().print(table)


def _json(item: Kept) -> dict[str, Any]:
    added_at = item.added_at if item.added_at.tzinfo else item.added_at.replace(tzinfo=UTC)
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "file": item.file,
        "added_at": added_at.astimezone(UTC).isoformat(),
        "added_by": item.added_by,
    }


def remove_item(settings: Settings, item_id: str) -> None:
    """Forget an item.

    Raises:
        NotAllowed: when there is none of that id.
    """
    with opened(settings) as memory:
        removed = memory.library.remove(item_id.strip().upper(), now())
    if removed is None:
        raise NotAllowed(f"The library has no {item_id}; `baton library list` shows what it has.")
    typer.echo(f"{removed.id}, {removed.title}, was removed.")


def evidence_at_hand(settings: Settings, campaign: Campaign, today: date) -> Evidence:
    """Return what the library of the database offers, or nothing where there is no database that can be read."""
    path = settings.database_url.removeprefix("sqlite:///")
    if settings.database_url.startswith("sqlite:") and not Path(path).exists():
        return NO_EVIDENCE
    try:
        with closing(Database.connect(settings.database_url)) as database:
            check(database)
            return Library(database).evidence(campaign, today)
    except StorageError as error:
        typer.echo(f"Written without the library: {error}", err=True)
        return NO_EVIDENCE
