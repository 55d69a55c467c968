"""Does every database get this release's schema, once, and is another release's refused?"""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage import tables
from storage.database import Database
from storage.errors import SchemaAhead, SchemaBehind
from storage.migrate import check, migrate
from tests.storage.stage import cue

VERSION = sa.text("UPDATE alembic_version SET version_num = :version")


def pretend(database: Database, version: str) -> None:
    with database.write() as connection:
        connection.execute(VERSION, {"version": version})


def ours(_name: str | None, kind: str, *_: object) -> bool:
    return kind != "table" or _name in tables.metadata.tables


def test_an_empty_database_is_behind_until_it_is_migrated(database_url: str) -> None:
    database = Database.connect(database_url)
    try:
        with pytest.raises(SchemaBehind, match="run `baton migrate`"):
            check(database)
        migrate(database)
        check(database)
        migrate(database)
        check(database)
    finally:
        database.close()


def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    with database.read() as connection:
        options = {"include_name": ours, "compare_type": False}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, tables.metadata) == []


def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    pretend(database, "9999")
    with pytest.raises(SchemaAhead, match="newer release"):
        check(database)
    with pytest.raises(SchemaAhead):
        migrate(database)
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_two_processes_migrate_at_once(database_url: str) -> None:
    cue(["migrates", database_url], ["migrates", database_url])
    database = Database.connect(database_url)
    check(database)
    database.close()


@pytest.mark.slow
@pytest.mark.parametrize("_time", range(20))
def test_three_processes_migrate_at_once_twenty_times(database_url: str, _time: int) -> None:
    cue(*[["migrates", database_url]] * 3)
    database = Database.connect(database_url)
    check(database)
    database.close()
