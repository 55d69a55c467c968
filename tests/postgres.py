"""How does the suite get a PostgreSQL server of its own?

Whoever uses a cluster holds a shared lock on its folder's `users` file. A guardian process starts the server, waits for
the exclusive lock, and so stops the server when the last user is gone, be it by `kill -9`.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.programs import POSTGRES

START_WITHIN = 180.0
UNPRIVILEGED = ("postgres", "nobody")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextmanager
def cluster(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Yield the URL, without a database's name, of a server shared by all who name the same `folder`.

    A `durable` one waits for the disk as in production; the other is quick.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        with (folder / "starting").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            url = _running(folder) or _start(folder, durable=durable)
        yield url


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Yield the URL of a new, empty database on `server`, dropped afterwards."""
    name = f"baton_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _running(folder: Path) -> str | None:
    address = folder / "address"
    return address.read_text() if address.exists() else None


def _start(folder: Path, *, durable: bool) -> str:
    command = [sys.executable, "-m", "tests.postgres", str(folder), str(int(durable))]
    with (folder / "log").open("w") as log:
        guardian = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=Path(__file__).parents[1],
            start_new_session=True,
        )
    deadline = time.monotonic() + START_WITHIN
    while guardian.poll() is None and time.monotonic() < deadline:
        if url := _running(folder):
            guardian.returncode = 0  # it outlives us on purpose; Popen need not warn
            return url
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def guard(folder: Path, *, durable: bool) -> None:
    """Run a server until nobody uses `folder`'s cluster any more."""
    home = Path(tempfile.mkdtemp(prefix="baton-postgres-"))
    try:
        url = _boot(home, durable=durable)
        with (folder / "users").open("w") as users:
            _publish(folder, url)
            fcntl.flock(users, fcntl.LOCK_EX)
            (folder / "address").unlink(missing_ok=True)
            _run("pg_ctl", "-D", str(home / "data"), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _publish(folder: Path, url: str) -> None:
    draft = folder / "address.new"
    draft.write_text(url)
    draft.rename(folder / "address")


def _boot(home: Path, *, durable: bool) -> str:
    if user := _user():
        shutil.chown(home, user)
    data = str(home / "data")
    _run("initdb", "-D", data, "-U", "baton", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    port = _free_port()
    settings = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}", "max_connections=200")
    chosen = settings if durable else settings + QUICK
    options = " ".join(f"-c {setting}" for setting in chosen)
    _run("pg_ctl", "-D", data, "-l", str(home / "log"), "-w", "-o", options, "start")
    return f"postgresql://baton@127.0.0.1:{port}"


def _run(program: str, *arguments: str) -> None:
    initdb = POSTGRES.find()
    if initdb is None:
        raise FileNotFoundError(program)
    user = _user()
    command = [str(initdb.resolve().parent / program), *arguments]
    subprocess.run(command, check=True, cwd="/", user=user, group=_group(user), extra_groups=[] if user else None)


def _user() -> str | None:
    """PostgreSQL refuses to run as root; whoever is root lends it somebody else's name."""
    import pwd  # noqa: PLC0415  # absent on Windows, where nobody is root

    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _group(user: str | None) -> int | None:
    import pwd  # noqa: PLC0415  # absent on Windows, where nobody is root

    return pwd.getpwnam(user).pw_gid if user else None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


if __name__ == "__main__":
    guard(Path(sys.argv[1]), durable=sys.argv[2] == "1")
