"""Does a log that Baton did not record say where its cases waited, and for what?"""

import json
from datetime import datetime, timedelta

import pytest

from tests.workflow.journeys import OFFICE, by_the_hours, london
from workflow.baseline import ApprovalLog, Baseline, baseline, baseline_json
from workflow.worktime import moment

HOUR = timedelta(hours=1)
NAMES = ("submit", "approve", "pay")
TOLD = """
    0 2026-11-16T09:00 submit
    1 2026-11-16T09:00 submit
    0 2026-11-16T11:00 approve
    2 2026-11-16T12:00 submit
    1 2026-11-17T10:00 approve
    1 2026-11-17T10:00 pay
    0 2026-11-20T16:30 approve
"""
WHO = (1, 1, 2, 1, 2, 2, 0)


def log(told: str = TOLD, resources: tuple[int, ...] | None = WHO) -> ApprovalLog:
    rows = [line.split() for line in told.strip().splitlines()]
    return ApprovalLog(
        names=NAMES,
        cases=[int(case) for case, _, _ in rows],
        at=[moment(london(at)) for _, at, _ in rows],
        activities=[NAMES.index(activity) for _, _, activity in rows],
        resources=resources,
    )


def measured(told: ApprovalLog) -> Baseline:
    return baseline(told, by_the_hours(OFFICE))


def test_a_wait_runs_from_the_cases_previous_event_and_counts_for_what_ended_it() -> None:
    told = measured(log())
    approve, pay = told.activities
    assert (approve.activity, approve.working.n, approve.working.p50) == ("approve", 3, 9.5 * HOUR)
    assert approve.calendar.p50 == 25 * HOUR
    assert (pay.activity, pay.working.n, pay.working.p95, pay.share) == ("pay", 1, timedelta(), 0.0)
    assert approve.share == 1.0


def test_the_means_per_case_add_up_to_the_lead_time() -> None:
    told = measured(log())
    lead = [2 * HOUR + 6.5 * HOUR + 3 * 8.5 * HOUR + 7.5 * HOUR, 9.5 * HOUR]
    assert (told.cases, told.measured, told.events) == (3, 2, 7)
    assert told.per_case == sum(lead, timedelta()) / 2
    assert sum((each.per_case for each in told.activities), timedelta()) == told.per_case
    assert (told.lead_working.n, told.lead_working.p50) == (2, told.per_case)
    assert (told.first, told.last) == (london("2026-11-16T09:00"), london("2026-11-20T16:30"))


def test_a_repeated_activity_is_a_loop() -> None:
    assert measured(log()).repeated == 1


def test_time_that_passes_between_resources_is_told_where_both_are_known() -> None:
    assert measured(log()).handed_on == 1.0  # what nobody is known to have ended does not count
    same = (1, 1, 1, 1, 2, 2, 1)
    assert measured(log(resources=same)).handed_on == pytest.approx(9.5 / (9.5 + 41.5))
    assert measured(log(resources=None)).handed_on is None


def test_events_follow_their_time_and_equal_ones_their_order() -> None:
    told = "0 2026-11-16T11:00 pay\n0 2026-11-16T09:00 submit\n0 2026-11-16T11:00 approve"
    waits = {each.activity: each.working.p50 for each in measured(log(told, None)).activities}
    assert waits == {"pay": 2 * HOUR, "approve": timedelta()}


def test_a_log_without_waits_has_no_figures_and_one_without_events_is_refused() -> None:
    told = measured(log("0 2026-11-16T11:00 submit", None))
    assert (told.measured, told.activities, told.per_case) == (0, (), timedelta())
    assert (told.lead_working.n, told.lead_working.p50) == (0, None)
    with pytest.raises(ValueError, match="needs events"):
        measured(log("", None))


def test_the_json_has_the_contracts_figures_in_hours() -> None:
    told = baseline_json(measured(log()))
    assert json.loads(json.dumps(told)) == told
    activities = told["activities"]
    assert isinstance(activities, list)
    assert activities[1]["activity"] == "pay"
    assert activities[1]["n"] == 1
    assert activities[0]["working_hours"] == {"p50": 9.5, "p85": pytest.approx(30.5), "p95": pytest.approx(36.5)}
    assert activities[0]["calendar_hours"]["p50"] == 25.0
    assert datetime.fromisoformat(str(told["first"])) == london("2026-11-16T09:00")
    empty = baseline_json(measured(log("0 2026-11-16T11:00 submit", None)))
    assert empty["lead"] == {
        "n": 0,
        "working_hours": {"p50": None, "p85": None, "p95": None},
        "calendar_hours": {"p50": None, "p85": None, "p95": None},
    }
