"""How does a platform run the bot: as processes that it starts, and starts again when they die?

`python -m tests.journeys.platform` reads what to run from its standard input, one JSON document a line, and forks: the
bot's modules are loaded once. A process can be told to die at a point of its work, which it counts: before and after
every commit that wrote something, and before and after every call that changes something in Slack.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Literal

import sqlalchemy as sa
from slack_sdk import WebClient
from sqlalchemy.engine import Connection
from sqlalchemy.engine.default import DefaultDialect

from bot import processes
from bot.settings import Settings, load_settings

Role = Literal["serve", "web", "work"]
ROOT = Path(__file__).parents[2]
CHANGING = frozenset(
    {
        "chat.postMessage",
        "chat.postEphemeral",
        "chat.update",
        "conversations.open",
        "files.getUploadURLExternal",
        "files.completeUploadExternal",
        "views.open",
    }
)
WRITES = ("INSERT", "UPDATE", "DELETE")
ASK_SECONDS = 0.01


class Points:
    """Counts the points that a process passes, writes each down, and dies at the chosen one."""

    def __init__(self, fatal: int | None, log: Path) -> None:
        self._fatal = fatal
        self._log = log.open("a")
        self._lock = threading.Lock()
        self._passed = 0

    def passed(self, name: str) -> None:
        """Count one point."""
        with self._lock:
            self._passed += 1
            self._log.write(f"{name}\n")
            self._log.flush()
            if self._passed == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)


def watch_commits(points: Points) -> None:
    """Count the commits of transactions that wrote something, the beats of a worker left out."""
    wrote = threading.local()

    def noticed(connection: Connection, cursor: Any, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith(WRITES) and cursor.rowcount and "executor " not in statement:
            connection.info["wrote"] = statement.split()[2 if statement.startswith(("INSERT", "DELETE")) else 1]

    def forgotten(connection: Connection) -> None:
        connection.info.pop("wrote", None)

    def committing(connection: Connection) -> None:
        wrote.what = connection.info.pop("wrote", None)
        if wrote.what:
            points.passed(f"before the commit of {wrote.what}")

    commit = DefaultDialect.do_commit

    def do_commit(self: DefaultDialect, dbapi_connection: Any) -> None:
        commit(self, dbapi_connection)  # type: ignore[no-untyped-call]  # SQLAlchemy's
        what, wrote.what = getattr(wrote, "what", None), None
        if what:
            points.passed(f"after the commit of {what}")

    sa.event.listen(sa.engine.Engine, "after_cursor_execute", noticed)
    sa.event.listen(sa.engine.Engine, "rollback", forgotten)
    sa.event.listen(sa.engine.Engine, "commit", committing)
    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]  # SQLAlchemy has no event after a commit


def watch_calls(points: Points) -> None:
    """Count the calls that change something in Slack."""
    call = WebClient.api_call

    def api_call(self: WebClient, api_method: str, **arguments: Any) -> Any:
        if api_method not in CHANGING:
            return call(self, api_method, **arguments)
        points.passed(f"before {api_method}")
        answer = call(self, api_method, **arguments)
        points.passed(f"after {api_method}")
        return answer

    WebClient.api_call = api_call  # type: ignore[method-assign, assignment]  # the SDK has no hook around a call


def _live(role: Role, settings: Settings, fatal: int | None, folder: Path) -> None:
    """Be the process of that role, until SIGTERM or the fatal point."""
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for standard, own in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(own, standard)
    points = Points(fatal, folder / "points")
    watch_commits(points)
    watch_calls(points)
    {"serve": processes.serve, "web": processes.web, "work": processes.work}[role](settings)


def _fork(role: Role, settings: Settings, fatal: int | None, folder: Path) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        _live(role, settings, fatal, folder)
        status = 0
    finally:
        os._exit(status)


def _supervise(order: dict[str, Any], commands: IO[str]) -> dict[str, int]:
    """Keep the processes of an order alive until the next line comes; return how often one was killed."""
    settings = load_settings(_env_file=None, **order["settings"])
    folder = Path(order["folder"])
    fatal: list[int] = list(order["fatal"])
    living = {_fork(role, settings, fatal.pop(0) if fatal else None, folder): role for role in order["roles"]}
    deaths = 0
    while not select.select([commands], [], [], ASK_SECONDS)[0]:
        died, status = os.waitpid(-1, os.WNOHANG)
        if died:
            deaths += os.WIFSIGNALED(status)
            role = living.pop(died)
            living[_fork(role, settings, fatal.pop(0) if fatal else None, folder)] = role
    commands.readline()
    for process in living:
        os.kill(process, signal.SIGTERM)
    for process in living:
        os.waitpid(process, 0)
    return {"deaths": deaths}


def main() -> None:
    """Do what the standard input says until it ends."""
    while line := sys.stdin.readline():
        sys.stdout.write(json.dumps(_supervise(json.loads(line), sys.stdin)) + "\n")
        sys.stdout.flush()


class Platform:
    """A running platform, as a test sees it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    @contextlib.contextmanager
    def running(
        self, roles: tuple[Role, ...], settings: dict[str, Any], folder: Path, fatal: tuple[int, ...] = ()
    ) -> Iterator[dict[str, int]]:
        """Run the bot until the end of the block; the n-th process to start dies at the n-th fatal point.

        What is yielded holds, after the end, how many `deaths` there were.
        """
        told: dict[str, int] = {}
        self._say(json.dumps({"roles": roles, "settings": settings, "folder": str(folder), "fatal": fatal}))
        try:
            yield told
        finally:
            self._say("stop")
            assert self._process.stdout is not None
            told |= json.loads(self._process.stdout.readline())


@contextlib.contextmanager
def platform() -> Iterator[Platform]:
    """Run a platform until the end of the block."""
    command = [sys.executable, "-m", "tests.journeys.platform"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT
    ) as process:
        yield Platform(process)


if __name__ == "__main__":
    main()
