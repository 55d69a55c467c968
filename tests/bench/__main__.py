"""How fast is Baton here? `python -m tests.bench` measures, prints the tables and writes docs/performance.md."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from itertools import count
from pathlib import Path

import psycopg

from bot.clock import now
from bot.sandbox.server import Sandbox
from tests import postgres, programs
from tests.bench import briefs, logs, weeks
from tests.bench.clicks import ROOT, Plan, Results, measure
from tests.bench.costs import Cost, all_costs
from tests.bench.report import Run, page
from tests.bench.scale import Digests, digests, scale_page

PAGE = ROOT / "docs" / "performance.md"
PARTS = ("clicks", "digests", "costs")
WHOLE = Plan(rounds=10, clicks={1: 50, 20: 160, 50: 300})
QUICK = Plan(rounds=3, clicks={1: 20, 20: 40, 50: 100})


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write; 1 when a click failed or an approval was lost or doubled."""
    chosen = _parser().parse_args(arguments)
    wanted = {chosen.only} if chosen.only else set(PARTS)
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder, Sandbox() as sandbox:
        size = len(briefs.click_template(sandbox)[0])
        plan = QUICK if chosen.quick else WHOLE
        results = list(_on_each_database(Path(folder), sandbox, plan)) if "clicks" in wanted else []
        much = _much(Path(folder), quick=chosen.quick) if "digests" in wanted else ""
    costs = _costs() if "costs" in wanted else []
    text = page(Run(chosen.date, size, load_before, chosen.remark), results, costs, much)
    print(text)  # noqa: T201  # what the command is for
    if not chosen.dry and wanted == set(PARTS):
        PAGE.write_text(text, "utf-8")
    return int(not all(each.is_whole for each in results))


def _much(folder: Path, *, quick: bool) -> str:
    sizes, events = (weeks.SIZES[:2], logs.EVENTS // 10) if quick else (weeks.SIZES, logs.EVENTS)
    found = list(_digests(folder, sizes))
    _tell("measuring the baseline")
    return scale_page(found, logs.measured(folder, events), events)


def _costs() -> list[Cost]:
    _tell("measuring the parts")
    return all_costs()


def _on_each_database(folder: Path, sandbox: Sandbox, plan: Plan) -> Iterator[Results]:
    _tell("measuring clicks on SQLite")
    yield measure("SQLite", f"sqlite:///{folder}/baton.db", sandbox, plan)
    if programs.POSTGRES.find() is None:
        _tell("PostgreSQL is not installed here: its table is left out")
        return
    _tell("measuring clicks on PostgreSQL")
    with postgres.cluster(folder / "postgres", durable=True) as server, postgres.fresh_database(server) as url:
        with psycopg.connect(url) as connection:
            number = connection.info.server_version // 10_000
        yield measure(f"PostgreSQL {number}", url, sandbox, plan)


def _digests(folder: Path, sizes: tuple[int, ...]) -> Iterator[Digests]:
    _tell("measuring digests on SQLite")
    names = count()
    yield digests("SQLite", lambda: nullcontext(f"sqlite:///{folder}/weeks-{next(names)}.db"), sizes)
    if programs.POSTGRES.find() is not None:
        _tell("measuring digests on PostgreSQL")
        with postgres.cluster(folder / "postgres-of-weeks", durable=True) as server:
            yield digests("PostgreSQL", lambda: postgres.fresh_database(server), sizes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--date", type=date.fromisoformat, default=now().date(), help="the day to write on the page")
    parser.add_argument("--remark", default="", help="a sentence about the circumstances, for the page")
    parser.add_argument("--quick", action="store_true", help="a tenth of the clicks: does the benchmark itself work?")
    parser.add_argument("--only", choices=PARTS, help="measure one part and print it, leave the page alone")
    parser.add_argument("--dry", action="store_true", help="print only, leave docs/performance.md alone")
    return parser


def _tell(what: str) -> None:
    print(f"{what} …", file=sys.stderr, flush=True)  # noqa: T201  # a minute without a word is too long


if __name__ == "__main__":
    sys.exit(main())
