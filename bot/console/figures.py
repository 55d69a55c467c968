"""What did a week come to? The figures of the digest, shown, previewed or posted."""

import json
from datetime import timedelta
from pathlib import Path
from threading import Event

import typer
from rich.console import Console
from rich.table import Table

from bot.charts import chart_alt_text, digest_chart
from bot.clock import now
from bot.console.memory import opened
from bot.console.output import print_json, write_file, write_folder
from bot.figures import digest_of
from bot.processes import performing, start
from bot.report import report_document
from bot.services import Services
from bot.settings import Settings
from bot.views.digest import digest_post
from bot.views.durations import spoken, spoken_working
from workflow.digest import Digest
from workflow.digest_json import digest_json
from workflow.errors import NotAllowed
from workflow.week import Month, Week, is_late, parse_span

POST_PATIENCE = timedelta(minutes=2)
POLL_SECONDS = 0.2


def show_latency(settings: Settings, week: str | None, *, as_json: bool) -> None:
    """Print the figures of a week or month, or of the week that is running."""
    with opened(settings) as memory:
        team = memory.team()
        wanted = parse_span(week) if week else Week.of(now(), team.calendar.zone)
        figures = digest_of(memory.queries, team, wanted, now())
    if as_json:
        print_json(digest_json(figures))
        return
    _print(figures)


def _print(figures: Digest) -> None:
    table = Table("Stage", "n", "p50 working", "p85 working", "p50 calendar", "p85 calendar", "Breaches")
    for stage in figures.stages:
        working = (_working(figures, span) for span in (stage.working.p50, stage.working.p85))
        calendar = (_span(span) for span in (stage.calendar.p50, stage.calendar.p85))
        table.add_row(stage.title, str(len(stage.decided)), *working, *calendar, str(stage.breaches))
    console = Console()
    console.print(f"{figures.span} ({figures.timezone})", highlight=False)
    console.print(table)
    share = figures.first_pass_yield
    console.print(
        f"Completed {figures.completed}, in flight {figures.in_flight}, "
        f"first-pass yield {'–' if share is None else f'{share:.0%}'}.",
        highlight=False,
    )


def _working(figures: Digest, span: timedelta | None) -> str:
    return "–" if span is None else spoken_working(span, figures.day_length)


def _span(span: timedelta | None) -> str:
    return "–" if span is None else spoken(span)


def render_digest(settings: Settings, week: str, preview: Path | None, *, post: bool) -> None:
    """Write the digest of a week into a folder, post it, or print its text."""
    if post:
        _post(settings, Week.parse(week))
        return
    wanted = parse_span(week)
    with opened(settings) as memory:
        figures = digest_of(memory.queries, memory.team(), wanted, now())
    message = digest_post(figures, None, None)
    if preview is None:
        typer.echo(message.text)
        return
    files = {
        "digest.json": json.dumps(digest_json(figures), indent=2).encode(),
        "message.json": json.dumps(
            {"text": message.text, "blocks": message.blocks}, ensure_ascii=False, indent=2
        ).encode(),
        "digest.png": digest_chart(figures),
        "alt.txt": chart_alt_text(figures).encode(),
    }
    write_folder(preview, files)
    typer.echo(f"Written to {preview}: {', '.join(files)}.")


def write_report(settings: Settings, month: str, output: Path) -> None:
    """Write the Word report of a month into a file."""
    wanted = Month.parse(month)
    with opened(settings) as memory:
        content = report_document(memory.queries, memory.drafts, memory.team(), wanted, now())
    write_file(output, content)
    typer.echo(f"Written to {output}.")


def _post(settings: Settings, week: Week) -> None:
    """Post the digest once: the claim is unique, and a worker of this process performs the job.

    It is claimed before the worker's own schedule wakes, which may owe the same week.
    """
    with start(settings) as process:
        services = process.services
        team = services.teams.current()
        if team is None or team.digest is None:
            raise NotAllowed("The team file names no [digest] channel.")
        workspace = services.slack.identity().workspace
        fresh = services.digests.claim(
            workspace, str(week), now(), late=is_late(week, team.digest, team.calendar.zone, now())
        )
        with performing(process):
            standing = _wait_until_posted(services, workspace, str(week))
    if not standing:
        raise NotAllowed(f"The digest of {week} is not posted yet; it follows as soon as Slack takes it.")
    typer.echo(f"The digest of {week} {'is posted' if fresh else 'was posted before'}.")


def _wait_until_posted(services: Services, workspace: str, week: str) -> bool:
    pause, left = Event(), int(POST_PATIENCE.total_seconds() / POLL_SECONDS)
    for _ in range(left):
        found = services.digests.find(workspace, week)
        if found and found.message:
            return True
        pause.wait(POLL_SECONDS)
    return False
