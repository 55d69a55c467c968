"""What does a test of the memory begin with? A database of each kind, copied from one that was migrated."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from storage.database import Database
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.migrate import migrate


@pytest.fixture
def now() -> datetime:
    return datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "baton.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    name = f"template_{uuid4().hex[:12]}"
    _on(postgres_server, f"CREATE DATABASE {name} TEMPLATE template0")
    _migrate(f"{postgres_server}/{name}")
    yield name
    _on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "baton.db")
    return f"sqlite:///{tmp_path / 'baton.db'}"


@pytest.fixture
def server_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    name = f"baton_{uuid4().hex[:12]}"
    _on(postgres_server, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield f"{postgres_server}/{name}"
    _on(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """URL of a migrated, empty database: the test runs once on each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "server_url"))


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    yield from _opened(url)


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    yield from _opened(sqlite_url)


@pytest.fixture
def server(server_url: str) -> Iterator[Database]:
    yield from _opened(server_url)


@pytest.fixture
def jobs(database: Database) -> Iterator[Jobs]:
    jobs = Jobs(database)
    yield jobs
    jobs.close()


@pytest.fixture
def ledger(database: Database, jobs: Jobs) -> Ledger:
    return Ledger(database, jobs)


def _opened(url: str) -> Iterator[Database]:
    database = Database.connect(url)
    yield database
    database.close()


def _migrate(url: str) -> None:
    for database in _opened(url):
        migrate(database)


def _on(server: str, statement: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement)
