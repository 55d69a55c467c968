"""Do the suite's own seals hold: no way out, no stray environment, no server left behind?"""

import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests import programs
from tests.conftest import ROOT, LeftTheMachine

HOLDS_A_CLUSTER = """
import os, sys
from pathlib import Path
from tests.postgres import cluster
with cluster(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
def test_no_test_reaches_another_machine(address: tuple[object, ...]) -> None:
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family) as outward, pytest.raises(LeftTheMachine):
        outward.connect(address)


def test_no_test_looks_up_a_name_of_the_world() -> None:
    with pytest.raises(LeftTheMachine):
        socket.getaddrinfo("slack.com", 443)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()


def test_no_test_sees_the_settings_of_whoever_runs_it() -> None:
    assert not [name for name in os.environ if name.startswith(("BATON_", "SLACK_", "OPENAI_"))]
    assert Path.cwd() != ROOT


def test_a_fresh_database_is_empty_and_its_own(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        assert not Path(database_url.removeprefix("sqlite:///")).exists()
        return
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row == (0,)


@pytest.mark.postgres
def test_the_postgres_server_ends_when_its_last_user_is_killed(tmp_path: Path) -> None:
    programs.POSTGRES.require()
    command = [sys.executable, "-c", HOLDS_A_CLUSTER, str(tmp_path / "own")]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as holder:
        assert holder.stdout is not None
        url = holder.stdout.readline().strip()
        with psycopg.connect(f"{url}/postgres") as connection:
            holder.send_signal(signal.SIGKILL)
            ended, _, _ = select.select([connection.fileno()], [], [], 30)
            assert ended, "the server outlived its users by half a minute"
