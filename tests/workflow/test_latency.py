"""Is a handover's time counted from delivery to decision, in both kinds of time, and its SLA judged by it?"""

import csv
import json
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.journeys import AGENCY, MARKETER, OFFICE, TEAM, by_the_hours, journey, london
from workflow.brief import Decision, Interval
from workflow.events import Edited, Looked
from workflow.fold import evolve
from workflow.latency import (
    Clock,
    HandoverLatency,
    drafting_times,
    handover_json,
    latencies,
    paused_time,
    percentile,
    spread,
)
from workflow.worktime import WorkingCalendar, working_time

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
REAL_LOG = Path(__file__).parents[3] / "shared/data/approvals_bpic2020_1000.csv"
CHANGED_ONCE = """
    2026-11-19 16:00 open
    2026-11-19 16:02 draft
    2026-11-19 16:03 deliver
    2026-11-20 10:03 no
    2026-11-20 10:08 draft
    2026-11-20 10:10 deliver
    2026-11-20 16:40 yes
    2026-11-20 16:41 deliver
"""


def measured(told: str, now: str) -> list[HandoverLatency]:
    return latencies(journey(1, told), by_the_hours(OFFICE), london(now))


def test_time_runs_from_delivery_to_decision_and_batons_own_delay_is_apart() -> None:
    first, second, third = measured(CHANGED_ONCE, "2026-11-23T10:00")
    assert (first.calendar, first.working) == (18 * HOUR, 2 * HOUR + 30 * MINUTE)
    assert (first.decision, first.by, first.baton_delay) == (Decision.CHANGES_REQUESTED, "U0DEE", MINUTE)
    assert (second.stage, second.revision, second.baton_delay) == ("designer", 2, 2 * MINUTE)
    assert second.working == second.calendar == 6 * HOUR + 30 * MINUTE
    assert (third.stage, third.decided_at, third.calendar, third.working) == ("marketer", None, None, None)


def test_a_decision_is_late_only_after_its_sla_of_working_time() -> None:
    within, late, waiting = measured(CHANGED_ONCE, "2026-11-23T10:00")
    assert (within.breached, late.breached, waiting.breached) == (False, True, False)
    assert within.sla == late.sla == 4 * HOUR


def test_a_day_of_an_sla_is_a_working_day() -> None:
    brief = journey(
        1, "2026-11-19 16:00 open\n 2026-11-19 16:02 draft", team=TEAM.model_copy(update={"chain": (AGENCY,)})
    )
    assert latencies(brief, by_the_hours(OFFICE), london("2026-11-20T10:00"))[0].sla == 17 * HOUR


@pytest.mark.parametrize(
    ("now", "breached"),
    [("2026-11-20T11:33", False), ("2026-11-20T11:34", True), ("2026-12-20T09:00", True)],
)
def test_an_open_handover_is_late_once_its_sla_has_run_out(now: str, *, breached: bool) -> None:
    (waiting,) = measured("2026-11-19 16:00 open\n 2026-11-19 16:02 draft\n 2026-11-19 16:03 deliver", now)
    assert waiting.is_waiting
    assert waiting.breached is breached


def test_nobody_waits_before_the_delivery() -> None:
    (stay,) = measured("2026-11-19 16:00 open\n 2026-11-19 16:02 draft", "2026-12-19T16:02")
    assert not stay.is_waiting
    assert not stay.breached
    assert (stay.delivered_at, stay.baton_delay, stay.waiting) == (None, None, timedelta())


def test_a_decision_on_a_message_never_seen_delivered_has_no_latency() -> None:
    (stay, _) = measured("2026-11-19 16:00 open\n 2026-11-19 16:02 draft\n 2026-11-19 17:00 yes", "2026-11-20T09:00")
    assert (stay.decision, stay.calendar, stay.working) == (Decision.APPROVED, None, None)


def test_a_cancelled_wait_ends_without_a_decision() -> None:
    told = "2026-11-19 16:00 open\n 2026-11-19 16:02 draft\n 2026-11-19 16:03 deliver\n 2026-11-19 17:03 cancel"
    (stay,) = measured(told, "2026-12-20T09:00")
    assert (stay.decided_at, stay.ended_at, stay.working) == (None, london("2026-11-19T17:03"), None)
    assert (stay.waiting, stay.is_waiting, stay.breached) == (HOUR, False, False)


def test_drafting_counts_from_the_request_for_each_revision() -> None:
    assert [took for _, took in drafting_times(journey(1, CHANGED_ONCE))] == [2 * MINUTE, 5 * MINUTE]


def test_the_wait_for_a_retry_belongs_to_drafting() -> None:
    told = "2026-11-19 16:00 open\n 2026-11-19 16:02 fail\n 2026-11-19 17:00 retry\n 2026-11-19 17:01 draft"
    assert drafting_times(journey(1, told)) == [(london("2026-11-19T17:01"), 61 * MINUTE)]


def test_the_json_of_a_decided_and_of_an_open_handover() -> None:
    first, _, third = (handover_json(stay) for stay in measured(CHANGED_ONCE, "2026-11-23T10:00"))
    assert first == {
        "stage": "designer",
        "revision": 1,
        "handed_over_at": "2026-11-19T16:02:00+00:00",
        "delivered_at": "2026-11-19T16:03:00+00:00",
        "decided_at": "2026-11-20T10:03:00+00:00",
        "decision": "changes_requested",
        "by": "U0DEE",
        "baton_seconds": 60.0,
        "first_look_at": "2026-11-20T10:03:00+00:00",
        "first_look_working_seconds": 9000.0,
        "first_look_calendar_seconds": 64800.0,
        "calendar_seconds": 64800.0,
        "working_seconds": 9000.0,
        "waiting_seconds": 9000.0,
        "sla_seconds": 14400.0,
        "breached": False,
    }
    assert (third["decided_at"], third["decision"], third["working_seconds"]) == (None, None, None)
    assert third["waiting_seconds"] == (49 + 60) * 60
    assert json.loads(json.dumps([first, third])) == [first, third]


def test_the_first_look_is_the_first_approval_of_several_or_the_decision() -> None:
    needs_two = TEAM.model_copy(
        update={"chain": (MARKETER.model_copy(update={"approvers": ("U0MAYA", "U0DEE"), "required": 2}),)}
    )
    told = "2026-11-19 16:00 open\n 2026-11-19 16:02 draft\n 2026-11-19 16:03 deliver\n 2026-11-19 17:03 yes"
    brief = journey(1, told, team=needs_two)
    (stay,) = latencies(brief, by_the_hours(OFFICE), london("2026-11-20T10:00"))
    assert (stay.first_look, stay.first_look_calendar, stay.working) == (HOUR, HOUR, None)
    (before,) = latencies(brief, by_the_hours(OFFICE), london("2026-11-19T17:00"))
    assert (before.first_look_at, before.first_look) == (None, None)


def test_the_first_look_is_what_was_seen_before_anybody_decided() -> None:
    told = "2026-11-19 16:00 open\n 2026-11-19 16:02 draft\n 2026-11-19 16:03 deliver"
    asked, decided = journey(1, told), journey(1, f"{told}\n2026-11-20 10:03 yes")
    at = london("2026-11-19T16:33")
    glimpse = Looked(at=at, by="U0DEE", stage="designer", revision=1, how="reply")
    (seen,) = latencies(evolve(asked, glimpse), by_the_hours(OFFICE), london("2026-11-20T10:00"))
    assert (seen.first_look_at, seen.first_look, seen.decided_at) == (at, 30 * MINUTE, None)
    stays = (replace(decided.handovers[0], looked_at=at), *decided.handovers[1:])
    first, *_ = latencies(replace(decided, handovers=stays), by_the_hours(OFFICE), london("2026-11-20T11:00"))
    assert (first.first_look, first.working) == (30 * MINUTE, 2 * HOUR + 30 * MINUTE)
    (before,) = latencies(evolve(asked, glimpse), by_the_hours(OFFICE), london("2026-11-19T16:20"))
    assert before.first_look_at is None


def test_a_document_that_was_edited_and_handed_in_is_a_look() -> None:
    told = "2026-11-19 16:00 open\n 2026-11-19 16:02 draft\n 2026-11-19 16:03 deliver"
    brief = journey(1, told)
    at = london("2026-11-19T16:33")
    edited = evolve(brief, Edited(at=at, by="U0DEE", revision=2, content_hash="h", stage="designer"))
    (stay,) = latencies(edited, by_the_hours(OFFICE), london("2026-11-20T10:00"))
    assert (stay.first_look, stay.decided_at) == (30 * MINUTE, None)
    cancelled = journey(1, f"{told}\n2026-11-19 16:20 cancel")
    assert latencies(cancelled, by_the_hours(OFFICE), london("2026-11-20T10:00"))[0].first_look_at is None


def test_a_clock_stands_still_while_it_is_paused() -> None:
    def instant(text: str) -> datetime:
        return london(f"2026-11-{text}")

    pauses = (
        Interval(instant("19T16:00"), instant("20T10:00")),
        Interval(instant("20T12:00"), instant("20T13:00")),
    )
    clock = Clock(partial(working_time, by_the_hours(OFFICE)), pauses)
    assert clock.working(instant("19T15:00"), instant("20T14:00")) == HOUR + 2 * HOUR + HOUR
    assert clock.calendar(instant("19T15:00"), instant("20T14:00")) == 23 * HOUR - 18 * HOUR - HOUR
    assert clock.working(instant("20T10:30"), instant("20T11:30")) == HOUR  # between two pauses
    assert clock.working(instant("19T17:00"), instant("20T09:30")) == timedelta()  # within one
    brief = replace(journey(1, "2026-11-19 15:00 open"), pauses=pauses)
    assert paused_time(brief, by_the_hours(OFFICE), instant("19T15:00"), instant("20T14:00")) == 2.5 * HOUR + HOUR
    still = Clock(partial(working_time, by_the_hours(OFFICE)), (Interval(instant("20T10:00")),))
    assert still.working(instant("20T09:00"), instant("25T09:00")) == HOUR


@pytest.mark.parametrize(("percent", "expected"), [(0, 1.0), (50, 2.5), (85, 3.55), (100, 4.0)])
def test_percentiles_are_interpolated_between_neighbours(percent: float, expected: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], percent) == pytest.approx(expected)


def test_percentiles_of_durations_are_durations() -> None:
    assert percentile([HOUR, 2 * HOUR], 50) == 1.5 * HOUR
    assert spread([HOUR, 2 * HOUR]).p85 == 1.85 * HOUR
    assert (spread([]).n, spread([]).p50, spread([]).p85, spread([]).p95) == (0, None, None, None)


@given(st.lists(st.floats(0, 1e9), min_size=1), st.floats(0, 100), st.floats(0, 100))
def test_percentiles_lie_among_the_values_and_never_fall(values: list[float], one: float, other: float) -> None:
    low, high = (percentile(values, percent) for percent in sorted((one, other)))
    slack = 1e-6 * max(values)
    assert min(values) - slack <= low <= high + slack <= max(values) + 2 * slack


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], -1), ([1.0], 101)])
def test_a_percentile_of_nothing_or_beyond_the_whole_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="a percentile needs values"):
        percentile(values, percent)


@pytest.mark.skipif(not REAL_LOG.exists(), reason="the real approval log lies outside the project, in ../shared/data")
def test_the_waits_of_a_real_approval_chain_are_what_others_computed() -> None:
    calendar = WorkingCalendar(ZoneInfo("Europe/Amsterdam"), frozenset(range(5)), 9 * HOUR, 17 * HOUR, frozenset())
    cases: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    with REAL_LOG.open(encoding="utf-8", newline="") as log:
        for row in csv.DictReader(log):
            cases[row["case"]].append((datetime.fromisoformat(row["timestamp"]), row["activity"]))
    waits: dict[str, list[tuple[timedelta, timedelta]]] = defaultdict(list)
    for events in cases.values():
        for (before, _), (at, activity) in pairwise(sorted(events, key=lambda event: event[0])):
            waits[activity].append((working_time(calendar, before, at), at - before))
    expected = json.loads(REAL_LOG.with_suffix(".expected.json").read_text("utf-8"))["activities"]
    assert len(expected) == len(waits) > 10
    for entry in expected:
        working, elapsed = zip(*waits[entry["activity"]], strict=True)
        assert entry["n"] == len(working)
        for kind, values in (("working_hours", working), ("calendar_hours", elapsed)):
            ours = {f"p{percent}": percentile(values, percent) / HOUR for percent in (50, 85, 95)}
            assert ours == pytest.approx(entry[kind], rel=0.001)
