"""How does the database get the schema that this release needs, whoever else migrates at the same time?"""

import time
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from storage.database import Database
from storage.engine import quieten
from storage.errors import Busy, SchemaAhead, SchemaBehind

LONGEST_WAIT = 120.0  # seconds that one migrating process waits for another
_TRY_LOCK = sa.select(sa.func.pg_try_advisory_xact_lock(0x6261746F6E))  # "baton" as a number


def migrate(database: Database) -> None:
    """Bring the schema to the newest version; safe to repeat and from several processes at once.

    Raises:
        SchemaAhead: when a newer release has migrated the database; nothing is changed then.
        StorageError: when the database does not answer.
    """
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            _upgrade(database)
        except Busy:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            break
    _upgrade_engine(database)


def _upgrade(database: Database) -> None:
    """Migrate our tables unless another process does, which is `Busy`.

    The lock is the transaction's (on SQLite it is the transaction), so that it ends with its holder and works through a
    connection pooler. It is tried and not waited for: the engine builds indexes concurrently, which waits for everybody
    who waits in a statement.
    """
    with database.write() as connection:
        if not database.is_sqlite and not connection.execute(_TRY_LOCK).scalar():
            raise Busy("Another process has been migrating the database for two minutes; please try again.")
        _refuse_newer(_present(connection))
        command.upgrade(_config(connection), "head")


def check(database: Database) -> None:
    """Return when the schema is the one that this release needs.

    Raises:
        SchemaBehind: when it is older or missing.
        SchemaAhead: when a newer release has migrated it.
    """
    with database.read() as connection:
        present = _present(connection)
    _refuse_newer(present)
    if present != _newest():
        raise SchemaBehind("The database has an older schema than this release needs; run `baton migrate`.")


def _upgrade_engine(database: Database) -> None:
    """Migrate the engine's tables; it keeps other processes out by itself."""
    from dbos import DBOS  # noqa: PLC0415  # 0.1 s that `--help` must not pay

    quieten()
    DBOS.migrate(database.engine.url.render_as_string(hide_password=False))


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _present(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _versions() -> list[str]:
    """Return every version this release knows, the newest first."""
    scripts = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    return [script.revision for script in scripts.walk_revisions()]


def _newest() -> str:
    return _versions()[0]


def _refuse_newer(present: str | None) -> None:
    if present is not None and present not in _versions():
        raise SchemaAhead("The database was migrated by a newer release of Baton; install that release.")
