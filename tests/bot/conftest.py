"""What do the tests of the edge share? An office: the parts of a process whose jobs the test performs itself."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import migrate
from tests.bot.office import Office
from tests.bot.office import office as opened_office


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "baton.db"
    database = Database.connect(f"sqlite:///{path}")
    try:
        migrate(database)
    finally:
        database.close()
    return path


@pytest.fixture
def office(migrated_file: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copy(migrated_file, tmp_path / "office.db")
    with opened_office(tmp_path / "office.db") as opened:
        yield opened
