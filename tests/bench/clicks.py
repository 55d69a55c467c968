"""What does Baton add to the price of a click? Three servers, loaded in turn with the same clicks, in one run."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bot.sandbox.server import Sandbox
from storage.database import Database
from tests.bench import briefs
from tests.bench.figures import Sample
from tests.bench.load import Load

ROOT = Path(__file__).parents[2]
NOTHING, ONE_COMMIT, BATON = "Bolt, nothing done", "Bolt and one raw commit", "Baton: approved, committed, acknowledged"
SERVERS = (NOTHING, ONE_COMMIT, BATON)
START_WITHIN = 30.0
WARM_UP = 100


@dataclass(frozen=True)
class Plan:
    """How much is measured: clicks of a round by the number of clients."""

    rounds: int
    clicks: dict[int, int]

    @property
    def total(self) -> int:
        """How many briefs the clicks on Baton use up."""
        return WARM_UP + self.rounds * sum(self.clicks.values())


@dataclass
class Results:
    """Latencies by server and number of clients, on one kind of database."""

    database: str
    samples: dict[tuple[str, int], Sample] = field(default_factory=dict)
    approved: int = 0
    clicked: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether every click was answered, and every approval is in the ledger once."""
        return self.clicked == self.approved and not any(sample.failures for sample in self.samples.values())

    def of(self, server: str, clients: int) -> Sample:
        return self.samples.setdefault((server, clients), Sample())


def measure(database_name: str, url: str, sandbox: Sandbox, plan: Plan) -> Results:
    """Load the three servers in turn, in another order each round, and count what Baton approved."""
    template, message = briefs.click_template(sandbox)
    database = Database.connect(url)
    results = Results(database_name)
    try:
        briefs.prepare(database, briefs.in_review(message), plan.total)
        with _servers(url, sandbox) as ports:
            _rounds(results, ports, template, sandbox.signing_secret, plan)
        results.approved = briefs.approvals(database)
    finally:
        database.close()
    return results


def _rounds(results: Results, ports: dict[str, int], template: str, secret: str, plan: Plan) -> None:
    fresh = count(1)
    with _generator() as drive:

        def run(server: str, clicks: int, clients: int) -> dict[str, Any]:
            ids = [f"BRF-{next(fresh)}" for _ in range(clicks)] if server == BATON else ["BRF-1"] * clicks
            results.clicked += clicks * (server == BATON)
            return drive(Load(ports[server], secret, template, briefs.ID, ids, clients))

        for server in SERVERS:
            run(server, WARM_UP, 4)
        for turn in range(plan.rounds):
            for clients, clicks in plan.clicks.items():
                for server in (*SERVERS[turn % 3 :], *SERVERS[: turn % 3]):
                    results.of(server, clients).add(**run(server, clicks, clients))


@contextmanager
def _generator() -> Iterator[Callable[[Load], dict[str, Any]]]:
    """Give the door to a load generator in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.load"]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:

        def drive(load: Load) -> dict[str, Any]:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError("the load generator cannot be spoken to")
            process.stdin.write(json.dumps(asdict(load)) + "\n")
            process.stdin.flush()
            return dict(json.loads(process.stdout.readline()))

        yield drive


@contextmanager
def _servers(url: str, sandbox: Sandbox) -> Iterator[dict[str, int]]:
    floor = [sys.executable, "-m", "tests.bench.floor"]
    with ExitStack() as stack:
        ports = {name: _free_port() for name in SERVERS}
        stack.enter_context(_running([*floor, str(ports[NOTHING]), sandbox.api_url], ports[NOTHING], {}))
        stack.enter_context(_running([*floor, str(ports[ONE_COMMIT]), sandbox.api_url, url], ports[ONE_COMMIT], {}))
        stack.enter_context(
            _running(
                [str(Path(sys.executable).with_name("baton")), "web"],
                ports[BATON],
                _environment(url, sandbox, ports[BATON]),
            )
        )
        yield ports


def _environment(url: str, sandbox: Sandbox, port: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "SLACK_API_URL": sandbox.api_url,
        "PORT": str(port),
        "BATON_LIBREOFFICE": "off",
    }


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"the server on port {port} did not start")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
