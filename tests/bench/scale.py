"""Do the figures stay quick when there is very much to sum up? Digests at three sizes, and a baseline of a million."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from storage.database import Database
from tests.bench import logs, weeks

SECONDS_AIM, MEGABYTES_AIM = 2.0, 400.0
BASELINE_SECONDS_AIM, BASELINE_MEGABYTES_AIM = 15.0, 1000.0


@dataclass(frozen=True)
class Digests:
    """What a week's digest took on one kind of database, by the number of briefs, and what comparable reads took.

    `in_sql` and `in_pandas` are seconds over the most briefs; the latter is None where pandas is not installed.
    """

    database: str
    events: dict[int, int]
    taken: dict[int, weeks.Taken]
    in_sql: float
    in_pandas: float | None


def digests(name: str, fresh: Callable[[], AbstractContextManager[str]], sizes: tuple[int, ...]) -> Digests:
    """Measure at each of `sizes`, each on a database of its own, whose URL `fresh` gives."""
    events: dict[int, int] = {}
    taken: dict[int, weeks.Taken] = {}
    compared: tuple[float, float | None] = (0.0, None)
    for size in sizes:
        with fresh() as url:
            database = Database.connect(url)
            try:
                events[size] = weeks.fill(database, size)
                taken[size] = weeks.taken(url)
                compared = (weeks.in_sql(database), weeks.in_pandas(database))
            finally:
                database.close()
    return Digests(name, events, taken, *compared)


def scale_page(found: list[Digests], baseline: logs.Measured, events: int) -> str:
    """Return the part of the page about very many briefs and very long logs."""
    lines = [
        "## Very much",
        "",
        "The figures of one week, with the four before it, over two years of briefs, in a fresh process: found by",
        "index, read, folded, summed. Only briefs of those weeks and briefs in flight are read.",
        "",
        "| | briefs | events | seconds | MB | aim |",
        "|---|---|---|---|---|---|",
        *(row for each in found for row in _rows(each)),
        "",
        *(line for each in found for line in _compared(each)),
        _baseline(baseline, events),
        "",
    ]
    return "\n".join(lines)


def _rows(each: Digests) -> Iterator[str]:
    largest = max(each.taken)
    for size, took in each.taken.items():
        met = took.seconds < SECONDS_AIM and took.megabytes < MEGABYTES_AIM
        aim = f"under {SECONDS_AIM:g} s, {MEGABYTES_AIM:g} MB: {_met(met)}" if size == largest else ""
        figures = f"{took.seconds:.2f} | {took.megabytes:.0f}"
        yield f"| {each.database} | {size:,} | {each.events[size]:,} | {figures} | {aim} |"


def _compared(each: Digests) -> Iterator[str]:
    power = weeks.exponent({size: took.seconds for size, took in each.taken.items()})
    pandas = "pandas is not installed here" if each.in_pandas is None else f"pandas over the log {each.in_pandas:.2f} s"
    yield (
        f"- {each.database}: the time grows with the number of briefs to the power of {power:.2f}. "
        f"At its largest plain SQL takes {each.in_sql:.2f} s for the week's waits in calendar time alone; {pandas}."
    )


def _baseline(took: logs.Measured, events: int) -> str:
    seconds = took.reading + took.summing
    met = seconds < BASELINE_SECONDS_AIM and took.megabytes < BASELINE_MEGABYTES_AIM
    aim = f"aim: under {BASELINE_SECONDS_AIM:g} s and {BASELINE_MEGABYTES_AIM / 1000:g} GB; {_met(met)}"
    return (
        f"- `baton baseline` over {events:,} events: {took.reading:.1f} s to read the file, {took.summing:.1f} s to "
        f"sum it up, {took.megabytes:.0f} MB; {aim}."
    )


def _met(met: bool) -> str:
    return "met" if met else "**missed in this run**"
