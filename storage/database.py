"""How is the database opened, and how does one short transaction run on it?"""

import math
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

from storage.errors import Unreachable
from storage.faults import is_passing, told

LONGEST_WAIT = 2.0  # seconds; Slack gives a click three
READERS = 8
SERVER_CONNECTIONS = 8
RESTED = 1.0  # seconds
PAUSES = (0.05, 0.1, 0.3, 0.8)  # seconds between the tries; together they stay under Slack's three

T = TypeVar("T")


class Database:
    """One SQLite file or PostgreSQL database, opened for short transactions from any thread.

    On SQLite a process has exactly one writing connection and waits for it in line; connections for each thread starve
    one another. Readers have their own connections and never wait for the writer.
    """

    def __init__(self, engine: Engine, readers: Engine) -> None:
        self.engine = engine
        self._readers = readers

    @classmethod
    def connect(cls, url: str) -> "Database":
        """Open the database at `url`: `sqlite:///PATH`, `postgresql://…` or `postgres://…`.

        Raises:
            Unreachable: when the URL has another form, or the file or server cannot be reached.
        """
        database = cls._open(_parse(url))
        try:
            with database.read() as connection:
                connection.execute(sa.text("SELECT 1"))
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def _open(cls, url: sa.URL) -> "Database":
        if url.get_backend_name() == "sqlite":
            _refuse_missing_folder(url)
            return cls(_sqlite(url, 1), _sqlite(url, READERS, "PRAGMA query_only = ON"))
        engine = sa.create_engine(
            url,
            pool_size=SERVER_CONNECTIONS,
            max_overflow=0,  # those beyond the pool would be opened and closed again under load, which doubles a p99
            pool_timeout=LONGEST_WAIT,
            connect_args={"connect_timeout": 3, "application_name": "baton"},
        )
        _ping_the_rested(engine)
        return cls(engine, engine)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None on a server."""
        return Path(self.engine.url.database or "") if self.is_sqlite else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent moment and cannot write.

        Raises:
            StorageError: when the database does not answer.
        """
        with _translated(self.engine), self._readers.connect() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end, or rolled back when anything is raised.

        Raises:
            StorageError: when the database does not answer, is held by others for too long, or is full.
        """
        with _translated(self.engine), self.engine.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def transact(self, action: Callable[[Connection], T]) -> T:
        """Run `action` in a transaction of its own, up to five times when only chance stood in its way.

        Chance is a deadlock, a lost race for a position, a server that restarts; `action` begins anew each time.

        Raises:
            StorageError: when the database does not answer, is held by others for too long, or is full.
        """
        for pause in PAUSES:
            try:
                return self._once(action)
            except sa.exc.DBAPIError as error:
                if not is_passing(error):
                    raise told(error, self.engine) from error
            time.sleep(pause)
        with self.write() as connection:
            return action(connection)

    def _once(self, action: Callable[[Connection], T]) -> T:
        try:
            with self.engine.begin() as connection:
                if self.is_sqlite:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                return action(connection)
        except sa.exc.TimeoutError as error:
            raise told(error, self.engine) from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self._readers.dispose()


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (sa.exc.TimeoutError, sa.exc.DBAPIError) as error:
        raise told(error, engine) from error


def _parse(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise Unreachable(f"The database URL “{url}” cannot be read; write sqlite:///PATH or postgresql://…") from None
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    shown = parsed.render_as_string(hide_password=True)
    raise Unreachable(f"The database URL “{shown}” is of another kind; write sqlite:///PATH or postgresql://…")


def _refuse_missing_folder(url: sa.URL) -> None:
    folder = Path(url.database or "").absolute().parent
    if not folder.is_dir():
        raise Unreachable(f"The folder {folder} of the database does not exist; create it or change DATABASE_URL.")


def _ping_the_rested(engine: Engine) -> None:
    """Have a connection that nobody used for a while looked at first, since it may have been cut meanwhile.

    Asking before every use, as the pool would, costs a busy server and each click a round trip more.
    """

    @sa.event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["since"] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def look(connection: Any, record: Any, _proxy: object) -> None:
        if time.monotonic() - record.info.get("since", math.inf) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            raise sa.exc.InvalidatePoolError from None  # which has the pool open others


def _sqlite(url: sa.URL, connections: int, *pragmas: str) -> Engine:
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LONGEST_WAIT,
        connect_args={"timeout": LONGEST_WAIT, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The job engine shares the writer and begins its own transactions at its first write.
        connection.isolation_level = "IMMEDIATE"
        _use_write_ahead_log(connection)
        for pragma in ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", *pragmas):
            connection.execute(pragma)

    return engine


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to its write-ahead log; SQLite itself does not wait when another process does so just now."""
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
