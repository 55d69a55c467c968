"""Is every figure that Baton writes for programs defined on one page, and none that it does not write?"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.workflow.journeys import OFFICE, by_the_hours, london
from tests.workflow.test_baseline import log, measured
from tests.workflow.test_digest import ALL, STRAIGHT, summed
from workflow.baseline import baseline_json
from workflow.digest_json import authorship_json, digest_json, trend_json
from workflow.draft import Section
from workflow.latency import handover_json, latencies
from workflow.leverage import Authorship, SectionTrend
from workflow.surviving import Survival

PAGE = (Path(__file__).parents[1] / "docs" / "figures.md").read_text()
NAMED = set(re.findall(r"`([a-z][a-z0-9_]*)`", PAGE))
NOT_FIGURES = {"by", "revision", "reasons"}
"""Who decided and on what: facts of the log; and the codes under `reasons` are sections."""

WORDS = Survival(Section.RISKS, 1, 1, 1)
TOLD = {
    "latency": digest_json(summed(*ALL)),
    "handovers": [
        handover_json(stay) for stay in latencies(STRAIGHT, by_the_hours(OFFICE), london("2026-11-23T09:00"))
    ],
    "baseline": baseline_json(measured(log())),
    "leverage": {
        "briefs": [authorship_json(Authorship("BRF-1", london("2026-11-23T09:00"), (WORDS,), 0))],
        "sections": [trend_json(SectionTrend(Section.RISKS, 1, 1.0, 0, None))],
    },
}
WRITTEN_BY_THE_COMMAND = {"finding", "columns", "dates", "rows_left_out", "last"}


def names(document: object) -> Iterator[str]:
    if isinstance(document, list):
        for each in document:
            yield from names(each)
    if isinstance(document, dict):
        for name, value in document.items():
            yield name
            yield from names(value) if name != "reasons" else ()


def test_every_figure_is_defined() -> None:
    written = {name for told in TOLD.values() for name in names(told)} | WRITTEN_BY_THE_COMMAND
    assert written - NOT_FIGURES - NAMED == set()


def test_nothing_is_defined_that_is_not_written() -> None:
    written = {name for told in TOLD.values() for name in names(told)} | WRITTEN_BY_THE_COMMAND
    tables = re.findall(r"^\|[^|]*\|([^|]*)\|", PAGE, re.MULTILINE)
    defined = {name for cell in tables for name in re.findall(r"`([a-z][a-z0-9_]*)`", cell)}
    assert len(defined) > 40
    assert defined - written == set()
