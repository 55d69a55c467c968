"""How does a newcomer see Baton work? A local Slack workspace with the real bot in it."""

import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import typer

from bot import processes
from bot.logs import set_up
from bot.sandbox.server import Sandbox
from bot.sandbox.world import BATON
from bot.settings import load_settings
from workflow.values import InvalidInput

TEAM = Path(__file__).with_name("demo_team.toml")
START_SECONDS = 30
"""How long the bot may take to start before the page is offered without it."""


def run_demo(port: int, *, open_browser: bool) -> None:
    """Run the sandbox and the bot until Ctrl-C; everything is forgotten then.

    Raises:
        InvalidInput: when the port is taken.
    """
    set_up("WARNING", "")
    with TemporaryDirectory(prefix="baton-demo-") as folder:
        try:
            sandbox = Sandbox(port=port)
        except OSError:
            raise InvalidInput({"--port": f"port {port} is taken; choose another, or 0 for a free one"}) from None
        with sandbox:
            pages = _free_port()
            settings = load_settings(
                _env_file=None,
                database_url=f"sqlite:///{folder}/baton.db",
                slack_bot_token=BATON.bot_token,
                slack_app_token=BATON.app_token,
                slack_api_url=sandbox.api_url,
                baton_team=TEAM,
                baton_public_url=f"http://127.0.0.1:{pages}",
                port=pages,
                openai_api_key=None,
            )
            Thread(target=_welcome, args=(sandbox, open_browser), name="welcome", daemon=True).start()
            processes.serve(settings)


def _free_port() -> int:
    """Return a port for the pages of people without Slack."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _welcome(sandbox: Sandbox, open_browser: bool) -> None:  # noqa: FBT001  # a thread's arguments have no names
    """Invite once the bot listens: a `/brief` before that would fail."""
    with suppress(TimeoutError):
        sandbox.wait_for_socket(timeout=START_SECONDS)
    typer.echo(f"Baton's sandbox is open at {sandbox.url}")
    typer.echo("You are Tom: type /brief in #marketing to begin. Ctrl-C stops everything.")
    if open_browser:
        webbrowser.open(sandbox.url)
