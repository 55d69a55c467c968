"""Does every database get this release's schema, once, and is another release's refused?"""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage import tables
from storage.codec import encode
from storage.database import Database
from storage.drafts import Drafts
from storage.errors import SchemaAhead, SchemaBehind
from storage.jobs import Jobs
from storage.ledger import Ledger
from storage.migrate import _config, _versions, check, migrate
from tests.storage.stage import cue
from tests.storage.test_drafts import DRAFT
from tests.workflow import story
from workflow.draft import content_hash
from workflow.lifecycle import open_brief

VERSIONS = _versions()
AT = "2027-01-04 09:00:00+00:00"
OPENED = encode(open_brief("BRF-1", story.opening(), story.START)[0])[1]
ROWS = (
    ("INSERT INTO brief (number, workspace, key, opened_at) VALUES (1, 'T0HOME', 'view-1', :at)", {"at": AT}),
    (
        "INSERT INTO event (brief, position, at, kind, data) VALUES (1, 0, :at, 'opened', :data)",
        {"at": AT, "data": OPENED},
    ),
    (
        "INSERT INTO draft (content_hash, content) VALUES (:hash, :content)",
        {"hash": content_hash(DRAFT), "content": DRAFT.model_dump_json()},
    ),
)
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


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_any_earlier_version_keeps_its_rows(database_url: str, version: str) -> None:
    database = Database.connect(database_url)
    try:
        with database.write() as connection:
            command.upgrade(_config(connection), version)
            for statement, row in ROWS:
                connection.execute(sa.text(statement), row)
        migrate(database)
        check(database)
        brief = Ledger(database, Jobs(database)).submit("BRF-1", story.cancel(), story.START)
        assert brief.position == 2
        assert Drafts(database).load(content_hash(DRAFT)) == DRAFT
    finally:
        database.close()


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
