"""Do transactions hold what they promise, and is every fault one plain sentence?"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

import storage.database
from storage.database import Database
from storage.errors import Busy, Damaged, Full, SchemaBehind, Unreachable

PUT = sa.text("INSERT INTO draft (content_hash, content) VALUES (:hash, 'x')")
COUNT = sa.text("SELECT count(*) FROM draft")


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(COUNT).scalar_one())


def test_what_was_written_is_there_and_what_failed_is_not(database: Database) -> None:
    with database.write() as connection:
        connection.execute(PUT, {"hash": "kept"})
    with pytest.raises(sa.exc.IntegrityError), database.write() as connection:
        connection.execute(PUT, [{"hash": "lost"}, {"hash": "kept"}])
    assert count(database) == 1


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises((Unreachable, sa.exc.DBAPIError)), database.read() as connection:
        connection.execute(PUT, {"hash": "smuggled"})
    assert count(database) == 0


def test_a_reader_sees_one_moment_and_does_not_wait_for_the_writer(database: Database) -> None:
    with database.read() as reader:
        assert reader.execute(COUNT).scalar_one() == 0
        with database.write() as writer:
            writer.execute(PUT, {"hash": "later"})
            assert count(database) == 0
        assert reader.execute(COUNT).scalar_one() == 0
    assert count(database) == 1


def test_sqlite_keeps_acknowledged_writes_through_a_power_cut(sqlite: Database) -> None:
    assert sqlite.is_sqlite
    with sqlite.write() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("url", ["mysql://host/x", "sqlite://", "sqlite:///:memory:", "nonsense", "", "postgres//x"])
def test_another_kind_of_url_is_refused(url: str) -> None:
    with pytest.raises(Unreachable, match=r"sqlite:///PATH or postgresql://"):
        Database.connect(url)


def test_a_refused_url_does_not_show_its_password() -> None:
    with pytest.raises(Unreachable) as refused:
        Database.connect("mysql://me:secret@host/x")
    assert "secret" not in str(refused.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=f"The folder {tmp_path / 'nowhere'} of the database does not exist"):
        Database.connect(f"sqlite:///{tmp_path / 'nowhere' / 'baton.db'}")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="cannot be opened"):
        Database.connect(f"sqlite:///{tmp_path}")


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may write everywhere")
def test_a_folder_without_write_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Unreachable):
        Database.connect(f"sqlite:///{tmp_path / 'baton.db'}")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "baton.db").write_text("Dear diary, " * 500)
    with pytest.raises(Damaged, match="is not a database"):
        Database.connect(f"sqlite:///{tmp_path / 'baton.db'}")


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(Unreachable, match="server cannot be reached"):
        Database.connect("postgres://baton@127.0.0.1:9/baton")


def test_a_database_that_was_never_migrated_says_how_to(database_url: str) -> None:
    database = Database.connect(database_url)
    try:
        with pytest.raises(SchemaBehind, match="run `baton migrate`"):
            count(database)
    finally:
        database.close()


def test_a_full_disk_refuses_the_write_and_nothing_else(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    big = sa.text("INSERT INTO draft (content_hash, content) VALUES ('big', :content)")
    with pytest.raises(Full, match="disk that holds the database is full"), sqlite.write() as connection:
        connection.execute(big, {"content": "x" * 200_000})
    assert count(sqlite) == 0
    with sqlite.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    with sqlite.write() as connection:
        connection.execute(big, {"content": "x" * 200_000})
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert count(sqlite) == 1


def test_a_click_waits_two_seconds_for_another_process_and_no_longer(sqlite: Database) -> None:
    other = sqlite3.connect(sqlite.path or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(Busy, match="held by another process"), sqlite.write():
        raise AssertionError("the lock was not respected")
    assert 1.5 < time.monotonic() - began < 2.8
    assert count(sqlite) == 0
    other.execute("ROLLBACK")
    other.close()
    with sqlite.write() as connection:
        connection.execute(PUT, {"hash": "after"})
    assert count(sqlite) == 1


def test_a_click_waits_two_seconds_for_the_writer_of_its_own_process(sqlite: Database) -> None:
    refused: list[Exception] = []

    def click() -> None:
        try:
            with sqlite.write():
                raise AssertionError("two writers at once")
        except Busy as error:
            refused.append(error)

    with sqlite.write():
        thread = threading.Thread(target=click)
        thread.start()
        thread.join(timeout=60)
    assert len(refused) == 1


def test_a_deadlock_is_resolved_by_another_try(server: Database) -> None:
    with server.write() as connection:
        connection.execute(PUT, [{"hash": "a"}, {"hash": "b"}])
    lock = sa.text("SELECT 1 FROM draft WHERE content_hash = :hash FOR UPDATE")
    meeting = threading.Barrier(2)
    tries: list[str] = []

    def cross(first: str, second: str) -> None:
        def action(connection: Connection) -> None:
            tries.append(first)
            connection.execute(lock, {"hash": first})
            if len(tries) <= 2:
                meeting.wait(timeout=60)
            connection.execute(lock, {"hash": second})

        server.transact(action)

    threads = [threading.Thread(target=cross, args=order) for order in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(tries) == 3


def test_a_cut_connection_is_replaced_and_the_transaction_done_again(server: Database) -> None:
    cut = sa.text("SELECT pg_terminate_backend(pg_backend_pid())")
    tries: list[int] = []

    def action(connection: Connection) -> None:
        tries.append(1)
        connection.execute(PUT, {"hash": "once"})
        if len(tries) == 1:
            connection.execute(cut)

    server.transact(action)
    assert len(tries) == 2
    assert count(server) == 1


def _noting(looks: list[object], ping: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def look(connection: Any) -> bool:
        looks.append(connection)
        return ping(connection)

    return look


def test_a_connection_that_rested_is_looked_at_first_and_replaced_where_it_was_cut(
    server: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []
    ping = server.engine.dialect.do_ping
    monkeypatch.setattr(server.engine.dialect, "do_ping", _noting(looks, ping))
    monkeypatch.setattr(storage.database, "RESTED", 60.0)
    assert [count(server), count(server)] == [0, 0]
    assert looks == [], "a busy connection costs no click another round trip"
    monkeypatch.setattr(storage.database, "RESTED", 0.0)
    with server.read() as connection:
        pid = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(server.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
    assert count(server) == 0
    assert looks


def test_five_tries_are_enough_before_the_sentence(server: Database) -> None:
    cut = sa.text("SELECT pg_terminate_backend(pg_backend_pid())")
    tries: list[int] = []

    def action(connection: Connection) -> None:
        tries.append(1)
        connection.execute(cut)

    with pytest.raises(Unreachable):
        server.transact(action)
    assert len(tries) == 5


def test_a_mistake_of_ours_is_not_disguised(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError), database.write() as connection:
        connection.exec_driver_sql("SELEKT 1")
    with pytest.raises(sa.exc.DBAPIError):
        database.transact(lambda connection: connection.exec_driver_sql("SELEKT 1"))
