"""How long does the digest of a week take when very many briefs were carried before it?

Two years of briefs, twelve events each, are written straight into the tables; `python -m tests.bench.weeks URL`
measures one digest in a process of its own, so that its memory is its own too.
"""

import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import islice
from random import Random
from typing import Any

import sqlalchemy as sa

from bot.figures import digest_of
from storage import tables
from storage.codec import encode
from storage.database import Database
from storage.migrate import migrate
from storage.queries import Queries
from tests.bench.logs import peak_megabytes
from tests.workflow.journeys import TEAM, history
from workflow.digest_json import digest_json
from workflow.week import Week

SIZES = (1_000, 10_000, 100_000)
YEARS = timedelta(days=730)
BEGUN = datetime(2024, 11, 25, tzinfo=UTC)
WEEK = Week(2026, 47)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BATCH = 2_000
TOLD = """
    2026-11-16 09:00 open
    2026-11-16 09:01 draft
    2026-11-16 09:02 deliver
    2026-11-16 14:02 yes
    2026-11-16 14:03 deliver
    2026-11-17 12:03 yes
    2026-11-17 12:04 deliver
    2026-11-18 12:04 yes
"""


@dataclass(frozen=True)
class Taken:
    """What one digest took: seconds, the process's peak in megabytes, and the median that it found, in seconds."""

    seconds: float
    megabytes: float
    decided: int
    p50: float | None


def fill(database: Database, count: int) -> int:
    """Write `count` briefs of twelve events, spread over two years up to now; return how many events those are."""
    migrate(database)
    dice = Random(5)  # noqa: S311  # repeatable, not secret
    events = history(1, TOLD)
    stored = [(event.at - events[0].at, *encode(event), getattr(event, "by", None)) for event in events]
    written = 0
    numbers = iter(range(1, count + 1))
    while batch := list(islice(numbers, BATCH)):
        opened = {number: BEGUN + YEARS * (number / count) for number in batch}
        rows = [row for number in batch for row in _rows(number, opened[number], stored, dice)]
        with database.write() as connection:
            keys = {"workspace": "T0HOME"}
            briefs = [{"number": n, "key": f"bench/{n}", "opened_at": at, **keys} for n, at in opened.items()]
            connection.execute(tables.brief.insert(), briefs)
            connection.execute(tables.event.insert(), rows)
        written += len(rows)
    _settle(database)
    return written


def _settle(database: Database) -> None:
    """Do what a server that took two years for it has done long since: learn its tables, and mark what is committed."""
    if not database.is_sqlite:
        with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))


def _rows(number: int, opened: datetime, stored: list[Any], dice: Random) -> Iterator[dict[str, object]]:
    pace = dice.expovariate(1.0) + 0.05
    for position, (since, kind, data, by) in enumerate(stored):
        at = opened + since * pace
        if at > NOW:
            return
        told = {**json.loads(data), "at": at.isoformat()} | ({"brief_id": f"BRF-{number}"} if kind == "opened" else {})
        yield {"brief": number, "position": position, "at": at, "kind": kind, "by": by, "data": json.dumps(told)}


def taken(url: str) -> Taken:
    """Return what the digest of a week takes on the database at `url`, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, url], check=True, capture_output=True, text=True, timeout=600
    )
    return Taken(**json.loads(done.stdout))


def exponent(seconds: dict[int, float]) -> float:
    """Return the power of the number of briefs with which the time grows, from the smallest to the largest."""
    small, large = min(seconds), max(seconds)
    return math.log(seconds[large] / seconds[small]) / math.log(large / small)


def in_sql(database: Database) -> float:
    """Return the seconds that plain SQL takes for the week's median alone, in calendar time: the floor."""
    start, end = WEEK.bounds(TEAM.calendar.zone)
    query = sa.text(
        "SELECT d.at AS delivered, min(a.at) AS decided FROM event a JOIN event d ON d.brief = a.brief "
        "AND d.kind = 'delivered' AND d.position < a.position "
        "WHERE a.kind = 'approved' AND a.at >= :start AND a.at < :end GROUP BY d.brief, d.position, d.at"
    ).bindparams(sa.bindparam("start", type_=tables.event.c.at.type), sa.bindparam("end", type_=tables.event.c.at.type))
    began = time.perf_counter()
    with database.read() as connection:
        connection.execute(query, {"start": start, "end": end}).all()
    return time.perf_counter() - began


def in_pandas(database: Database) -> float | None:
    """Return the seconds that pandas takes to read the log and compute every stage's percentiles, where it is there."""
    try:
        pandas: Any = import_module("pandas")  # only `make bench` brings it along
    except ImportError:
        return None
    began = time.perf_counter()
    log = pandas.read_sql_query("SELECT brief, position, at, kind FROM event", database.engine)
    log["at"] = pandas.to_datetime(log["at"], utc=True, format="ISO8601")
    kept = log[log["kind"].isin(["delivered", "approved"])].sort_values(["brief", "position"])
    waits = kept["at"].diff()[kept["kind"] == "approved"]
    waits.quantile([0.5, 0.85, 0.95])
    return time.perf_counter() - began


def _measure(url: str) -> Taken:
    database = Database.connect(url)
    try:
        began = time.perf_counter()
        told = digest_of(Queries(database), TEAM, WEEK, NOW)
        seconds = time.perf_counter() - began
    finally:
        database.close()
    headline: Any = digest_json(told)["headline"]
    return Taken(seconds, peak_megabytes(), headline["n"], headline["p50_seconds"])


if __name__ == "__main__":
    print(json.dumps(asdict(_measure(sys.argv[1]))))  # noqa: T201  # the answer to the process that asked
