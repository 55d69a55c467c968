"""What holds for every test: a clean environment, no way out to the network, databases of its own."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from tests import postgres, programs

ROOT = Path(__file__).parents[1]
OURS = ("BATON_", "SLACK_", "OPENAI_", "AZURE_OPENAI", "DBOS_", "PG")
ALSO = {"DATABASE_URL", "PORT", "LOG_LEVEL", "LOG_FORMAT", "DYNO", "POD_NAME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}
LOOPBACK = ("127.", "localhost", "::1")

for name in list(os.environ):
    if name.startswith(OURS) or name.upper() in ALSO:
        del os.environ[name]

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder that lives in memory; pytest makes one of its own inside
ROOM = 2 * 2**30
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    # SQLite waits for the disk at every commit, which is most of the suite's time where disks are slow.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

set_hypothesis_home_dir(ROOT / ".hypothesis")
settings.register_profile("thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=200)
settings.register_profile("here", settings.get_profile("thorough"), max_examples=30)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True, database=None)
settings.load_profile("ci" if programs.IN_CI else "here")


class LeftTheMachine(AssertionError):
    """A test reached for a host that is not this machine."""


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise LeftTheMachine(f"connect to {address}")
    elif event == "socket.getaddrinfo" and isinstance(host := arguments[0], str | bytes):
        told = host if isinstance(host, str) else host.decode()
        if told and not told.startswith((*LOOPBACK, "0.0.0.0")):  # noqa: S104  # asked for, not bound
            raise LeftTheMachine(f"look up {told}")


sys.addaudithook(_stay_here)


def pytest_report_header() -> str:
    """Say first of all what the suite can use here."""
    return programs.summary()


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's `.env`, `team.toml` and `baton.db` lie in the project's folder; no test may see them."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """URL, without a database's name, of the suite's own PostgreSQL; all xdist workers share it."""
    programs.POSTGRES.require()
    own = tmp_path_factory.getbasetemp()
    with postgres.cluster((own if worker_id == "master" else own.parent) / "postgres") as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """URL of a new, empty PostgreSQL database."""
    with postgres.fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a new, empty database: the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'baton.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where the browser is."""
    return programs.CHROMIUM.require()


@pytest.fixture(scope="session")
def soffice() -> Path:
    """Where LibreOffice is."""
    return programs.LIBREOFFICE.require()
