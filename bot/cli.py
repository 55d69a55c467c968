"""What can be done from a terminal? `baton` and its commands; imports wait until a command needs them."""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Literal, Optional

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    name="baton",
    help="Drafts campaign briefs and carries them through a measured approval chain in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
brief_app = typer.Typer(help="Read briefs.", no_args_is_help=True)
team_app = typer.Typer(help="Check, store or write a team file.", no_args_is_help=True)
library_app = typer.Typer(help="Prior campaigns and audience research.", no_args_is_help=True)
app.add_typer(brief_app, name="brief")
app.add_typer(team_app, name="team")
app.add_typer(library_app, name="library")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Out = Annotated[Path, typer.Option("-o", "--output", help="The Word file to write.", dir_okay=False)]


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0 picks a free one.", min=0, max=65535)] = 8080,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Start a local Slack workspace in the browser with the real bot in it; no keys needed."""
    from bot.console.demo import run_demo

    run_demo(port, open_browser=not no_open)


@app.command()
def serve() -> None:
    """Listen to Slack, perform jobs and run the scheduler, all in one process."""
    from bot import processes

    processes.serve(_settings())


@app.command()
def web() -> None:
    """Listen over HTTP only: POST /slack/events, /healthz, /readyz, /metrics."""
    from bot import processes

    processes.web(_settings())


@app.command()
def worker() -> None:
    """Perform jobs and run the scheduler; start as many as you like."""
    from bot import processes

    processes.work(_settings())


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema; safe to repeat."""
    from bot.console.upkeep import migrate_database

    migrate_database(_settings())


@app.command()
def views(
    drop: Annotated[bool, typer.Option("--drop", help="Take the views away.")] = False,
) -> None:
    """Offer briefs, handovers and changes to tools that ask the database in SQL."""
    from bot.console.upkeep import keep_views

    keep_views(_settings(), drop=drop)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check configuration, database, Slack and the model endpoint; say how to mend what is wrong."""
    from bot.console.doctor import examine

    raise typer.Exit(examine(_settings(), as_json=as_json))


@app.command()
def manifest(
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode (the default).")] = False,
    http: Annotated[
        Optional[str], typer.Option("--http", metavar="URL", help="For HTTP at this public address.")
    ] = None,
) -> None:
    """Print the Slack app manifest."""
    from bot.console.manifest import print_manifest

    if socket and http:
        raise typer.BadParameter("choose --socket or --http URL, not both")
    print_manifest(http)


@app.command()
def draft(
    inputs: Annotated[Path, typer.Argument(help="Campaign inputs, one JSON object.", metavar="INPUTS.json")],
    output: Out,
    json_path: Annotated[
        Optional[Path], typer.Option("--json", metavar="OUT.json", help="Write the draft too.")
    ] = None,
    template: Annotated[Optional[Path], typer.Option(help="The team's Word template.", metavar="TEAM.docx")] = None,
) -> None:
    """Write a brief from campaign inputs, without Slack."""
    from bot.console.drafting import write_document

    write_document(_settings(), inputs, output, json_path, template)


@app.command()
def latency(
    week: Annotated[Optional[str], typer.Option(help="An ISO week, like 2026-W47; the running one by default.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how long each stage took to decide."""
    from bot.console.figures import show_latency

    show_latency(_settings(), week, as_json=as_json)


@app.command()
def digest(
    week: Annotated[str, typer.Option(help="An ISO week, like 2026-W47.")],
    preview: Annotated[Optional[Path], typer.Option(metavar="OUT_DIR", help="Write message and chart there.")] = None,
    post: Annotated[bool, typer.Option("--post", help="Post it, once, however often this runs.")] = False,
) -> None:
    """Render the weekly digest."""
    from bot.console.figures import render_digest

    render_digest(_settings(), week, preview, post=post)


@app.command()
def report(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="A month, like 2026-10.")],
    output: Out,
) -> None:
    """Write what changed operationally in a month, for leadership: two pages in Word."""
    from bot.console.figures import write_report

    write_report(_settings(), month, output)


@app.command()
def leverage(
    last: Annotated[int, typer.Option(help="How many completed briefs to look at.", min=1, max=1000)] = 12,
    as_json: AsJson = False,
) -> None:
    """Show what authors say that briefs took, what that saves, and whose words the completed ones have."""
    from bot.console.leverage import show_leverage

    show_leverage(_settings(), last, as_json=as_json)


@app.command()
def baseline(  # noqa: PLR0917  # typer makes each an option of its own name
    log: Annotated[Path, typer.Argument(help="An approval log.", metavar="LOG.csv")],
    team: Annotated[Optional[Path], typer.Option(help="Team file whose [team] table gives the calendar.")] = None,
    as_json: AsJson = False,
    picture: Annotated[
        Optional[Path], typer.Option(metavar="FILE.png", help="Draw the finding.", dir_okay=False)
    ] = None,
    case: Annotated[Optional[str], typer.Option(help="Heading of the column that names the case.")] = None,
    timestamp: Annotated[Optional[str], typer.Option(help="Heading of the column with the time.")] = None,
    activity: Annotated[Optional[str], typer.Option(help="Heading of the column that says what happened.")] = None,
    resource: Annotated[Optional[str], typer.Option(help="Heading of the column that says who did it.")] = None,
    dates: Annotated[
        Optional[Literal["dmy", "mdy"]], typer.Option(help="The order of numeric dates like 03/04/2026.")
    ] = None,
) -> None:
    """Measure an approval log that Baton did not record; columns that are not named are guessed and shown."""
    from bot.console.baseline import show_baseline

    flags = {"case": case, "timestamp": timestamp, "activity": activity, "resource": resource}
    named = {flag: heading for flag, heading in flags.items() if heading is not None}
    show_baseline(log, team, named, dates, picture, as_json=as_json)


@app.command()
def export(
    folder: Annotated[Optional[Path], typer.Option("--csv", metavar="DIR", help="Write CSV files there.")] = None,
    workbook: Annotated[Optional[Path], typer.Option("--xlsx", metavar="FILE", help="Write one workbook.")] = None,
) -> None:
    """Write all briefs, handovers, requested changes, minutes, surviving words and events for a spreadsheet."""
    from bot.console.export import export_figures

    if folder is None and workbook is None:
        raise typer.BadParameter("say where to: --csv DIR, --xlsx FILE, or both")
    export_figures(_settings(), folder, workbook)


@brief_app.command("list")
def brief_list(as_json: AsJson = False) -> None:
    """List the briefs, newest first."""
    from bot.console.briefs import list_briefs

    list_briefs(_settings(), as_json=as_json)


@brief_app.command("show")
def brief_show(brief_id: Annotated[str, typer.Argument(metavar="ID")], as_json: AsJson = False) -> None:
    """Show one brief: where it stands, its handovers and its log."""
    from bot.console.briefs import show_brief

    show_brief(_settings(), brief_id, as_json=as_json)


@brief_app.command("export")
def brief_export(
    brief_id: Annotated[str, typer.Argument(metavar="ID")],
    output: Out,
    revision: Annotated[Optional[int], typer.Option(help="The newest by default.", min=1)] = None,
    outside: Annotated[bool, typer.Option("--outside", help="A clean copy for people outside the team.")] = False,
) -> None:
    """Write a revision as a Word document, or as a PDF when the file's name ends in .pdf."""
    from bot.console.briefs import export_brief

    export_brief(_settings(), brief_id, revision, output, outside=outside)


@team_app.command("check")
def team_check(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Validate a team file."""
    from bot.console.teams import check_team

    check_team(file)


@team_app.command("apply")
def team_apply(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Validate a team file and put it in force for new briefs."""
    from bot.console.teams import apply_team

    apply_team(_settings(), file)


@team_app.command("export")
def team_export(
    output: Annotated[
        Optional[Path], typer.Option("-o", "--output", help="The file to write; printed without.", dir_okay=False)
    ] = None,
    version: Annotated[Optional[int], typer.Option(help="The one in force by default.", min=1)] = None,
) -> None:
    """Write the settings in force as a team file, whether they came from a file or from Slack."""
    from bot.console.teams import export_team

    export_team(_settings(), output, version)


@team_app.command("history")
def team_history(as_json: AsJson = False) -> None:
    """List the versions of the settings: when, by whom, what changed."""
    from bot.console.teams import show_history

    show_history(_settings(), as_json=as_json)


@library_app.command("add")
def library_add(files: Annotated[list[Path], typer.Argument(metavar="FILE…")]) -> None:
    """Add prior campaigns or audience research that drafts may cite."""
    from bot.console.library import add_files

    raise typer.Exit(add_files(_settings(), files))


@library_app.command("list")
def library_list(as_json: AsJson = False) -> None:
    """List what drafts may cite."""
    from bot.console.library import list_items

    list_items(_settings(), as_json=as_json)


@library_app.command("remove")
def library_remove(item_id: Annotated[str, typer.Argument(metavar="ID", help="Like LIB-1.")]) -> None:
    """Forget an item; drafts cite it no more, and its id is not used again."""
    from bot.console.library import remove_item

    remove_item(_settings(), item_id)


def _settings() -> "Settings":
    from bot.logs import set_up
    from bot.settings import load_settings

    settings = load_settings()
    set_up(settings.log_level, settings.log_format)
    return settings


def _last_resort(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    """A bug on the command line: an incident id for the person, the traceback for the log."""
    import structlog

    from bot.logs import incident

    incident_id = incident(structlog.get_logger(), "a command failed", error, kind=kind.__name__)
    typer.echo(f"Something went wrong in Baton (incident {incident_id}). The log has the details.", err=True)


def main() -> None:
    """Run the command line: 0 on success, 1 on a refusal or a finding, 2 on wrong usage."""
    try:
        app()
    except _refusals() as refused:
        typer.echo(str(refused), err=True)
        sys.exit(1)
    finally:
        sys.excepthook = _last_resort  # not before: typer sets one of its own when it starts


def _refusals() -> tuple[type[BaseException], ...]:
    """Return the classes of refusals that can have been raised: those whose module was imported at all."""
    names = {
        "bot.failures": ("DeliveryError",),
        "bot.settings": ("SettingsError",),
        "storage.errors": ("StorageError",),
        "workflow.errors": ("WorkflowError",),
        "workflow.values": ("InvalidInput",),
        "workflow.drafting.port": ("DraftError",),
    }
    return tuple(
        getattr(sys.modules[module], name)
        for module, classes in names.items()
        if module in sys.modules
        for name in classes
    )
