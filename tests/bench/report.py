"""How is what was measured written down, for people who judge whether it is enough?"""

import os
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.bench.clicks import BATON, NOTHING, ONE_COMMIT, SERVERS, Results
from tests.bench.costs import Cost

RATIO_AIM = 3.0
P99_AIM = 250.0
MANY = 50
PACKAGES = ("slack-bolt", "starlette", "uvicorn", "sqlalchemy", "psycopg", "pydantic", "python-docx")

HEAD = """# Performance

`make bench` measured this and wrote this page; run it again and it says what holds on your machine. Compare within a
table: absolute times belong to the machine they were measured on, ratios travel.
"""

CLICKS = """## A click

The time from sending a signed click on *Approve* to having read the acknowledgement, over HTTP on one machine, each
client sending its next click when the last was answered. The three servers were loaded in turn, in short phases and in
another order each round, with the same {size:,} bytes of a real stage message. A failure is anything but a 200 within
ten seconds.

- **{nothing}**: Bolt's sync app in the layout that Baton uses (uvicorn, a pool of 16 threads,
  `process_before_response=True`), signature verified, `ack()` and nothing else. The floor.
- **{one_commit}**: the same, and one row inserted with the driver alone and committed durably
  (SQLite: one connection, `synchronous=FULL`; PostgreSQL: eight idle connections, `fsync` on, one statement) into the
  database that Baton uses.
- **{baton}**: `baton web`. The brief's log is read and replayed, the rules
  decide, the approval and the handover to the next stage are appended and the jobs that follow enqueued in one durable
  transaction; then the click is acknowledged. Every click is the approval of another brief, and the approvals in the
  ledger are counted afterwards.
"""


@dataclass(frozen=True)
class Run:
    """Where and when the figures were taken."""

    day: date
    click_bytes: int
    load_before: float
    remark: str


def page(run: Run, clicks: list[Results], costs: list[Cost], much: str) -> str:
    """Return the page; `much` is the part about very many briefs. What was not measured is left out."""
    explained = CLICKS.format(size=run.click_bytes, nothing=NOTHING, one_commit=ONE_COMMIT, baton=BATON)
    tables = [explained, *(_click_table(results) for results in clicks)] if clicks else []
    parts = [HEAD, _machine(run), *tables, *filter(None, [much]), *([_cost_table(costs)] if costs else [])]
    return "\n".join(parts)


def _machine(run: Run) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Measured on {run.day.isoformat()}: {os.cpu_count()} cores ({_processor()}), {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; {packages}. "
        f"Load of the machine before the run: {run.load_before:.1f}. {run.remark}".rstrip()
        + "\n"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _click_table(results: Results) -> str:
    lines = [
        f"### On {results.database}",
        "",
        "| clients | | p50 ms | p95 ms | p99 ms | per second | failures | p50 to one raw commit |",
        "|---|---|---|---|---|---|---|---|",
        *(_click_row(results, server, clients) for clients in _clients(results) for server in SERVERS),
        "",
        *_verdicts(results),
        "",
    ]
    return "\n".join(lines)


def _clients(results: Results) -> list[int]:
    return sorted({clients for _, clients in results.samples})


def _click_row(results: Results, server: str, clients: int) -> str:
    sample = results.of(server, clients)
    ratio = sample.p50 / results.of(ONE_COMMIT, clients).p50
    figures = " | ".join(f"{value:.2f}" for value in (sample.p50, sample.at(0.95), sample.at(0.99)))
    return f"| {clients} | {server} | {figures} | {sample.per_second:.0f} | {sample.failures} | {ratio:.2f}× |"


def _verdicts(results: Results) -> Iterator[str]:
    ratio = results.of(BATON, 1).p50 / results.of(ONE_COMMIT, 1).p50
    slowest = results.of(BATON, MANY).at(0.99)
    yield f"- One client, p50 to one raw commit: {ratio:.2f}×; aim: within {RATIO_AIM:g}×; {_met(ratio <= RATIO_AIM)}."
    yield f"- {MANY} clients, p99: {slowest:.0f} ms; aim: under {P99_AIM:.0f} ms; {_met(slowest < P99_AIM)}."
    counted = "each one is" if results.is_whole else "NOT all are"
    yield f"- {results.clicked:,} clicks on Baton, {results.approved:,} approvals: {counted} in the ledger once."


def _met(is_met: bool) -> str:
    return "met" if is_met else "**missed in this run**"


def _cost_table(costs: list[Cost]) -> str:
    rows = [f"| {cost.what} | {cost.milliseconds:.2f} | {_aim(cost)} | {cost.done} |" for cost in costs]
    return "\n".join(["## The parts", "", "| | ms | aim | what was done |", "|---|---|---|---|", *rows, ""])


def _aim(cost: Cost) -> str:
    return "" if cost.aim is None else f"under {cost.aim:.0f}: {_met(cost.milliseconds < cost.aim)}"
