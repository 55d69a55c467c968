"""How does a click hand over work at the price of one row? Jobs stand here until a worker moves them into the engine.

Enqueuing in the engine itself costs a click more than everything else it does (docs/decisions/0007).
"""

import json
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from storage import tables
from storage.job import Job

_PUT = tables.outbox.insert().returning(tables.outbox.c.id)  # as in the ledger, for one statement
_ANY = sa.text("SELECT 1 FROM outbox LIMIT 1")
_TAKE = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT :most{locked}) RETURNING id, job, run"
_TAKE_SQLITE = sa.text(_TAKE.format(locked=""))
_TAKE_SERVER = sa.text(_TAKE.format(locked=" FOR UPDATE SKIP LOCKED"))


def put(connection: Connection, jobs: Iterable[Job], run: int = 1) -> None:
    """Put `jobs` into the outbox, in the caller's transaction; `run` tells later runs of a job from the first."""
    rows = [{"job": json.dumps(vars(job)), "run": run} for job in jobs]
    if rows:
        connection.execute(_PUT, rows)


def take(connection: Connection, most: int) -> list[tuple[Job, int]]:
    """Take the oldest jobs out, at most `most`, each with its run; they are back when the transaction fails."""
    statement = _TAKE_SQLITE if connection.dialect.name == "sqlite" else _TAKE_SERVER
    rows = connection.execute(statement, {"most": most}).all()
    return [(Job(**json.loads(row.job)), row.run) for row in sorted(rows, key=lambda row: row.id)]


def is_empty(connection: Connection) -> bool:
    """Tell whether nothing waits to be moved."""
    return connection.execute(_ANY).first() is None


def size(connection: Connection) -> int:
    """Return how many jobs wait to be moved."""
    return int(connection.execute(sa.text("SELECT count(*) FROM outbox")).scalar_one())
