"""Is a week summed up from what happened in it, whenever it is asked for?"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflow.journeys import AGENCY, LONDON, OFFICE, TEAM, by_the_hours, journey, london
from workflow.brief import Brief
from workflow.digest import Digest, StageFigures, digest
from workflow.digest_json import digest_json
from workflow.events import Paused, Resumed
from workflow.fold import evolve
from workflow.week import Month, Week

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
WEEK = Week(2026, 47)  # 16 to 22 November
MONDAY_AFTER = "2026-11-23T09:00"

STRAIGHT = journey(
    1,
    """
    2026-11-16 09:00 open
    2026-11-16 09:01 draft
    2026-11-16 09:02 deliver
    2026-11-16 10:02 yes
    2026-11-16 10:03 deliver
    2026-11-16 12:03 yes
    2026-11-16 12:04 deliver
    2026-11-17 12:04 yes
    """,
)
CHANGED = journey(
    2,
    """
    2026-11-12 09:00 open
    2026-11-12 09:01 draft
    2026-11-12 09:02 deliver
    2026-11-12 12:02 no
    2026-11-12 12:05 draft
    2026-11-12 12:06 deliver
    2026-11-16 12:06 yes
    2026-11-16 12:07 deliver
    2026-11-16 13:07 yes
    2026-11-16 13:08 deliver
    2026-11-18 09:00 yes
    """,
)
WAITING = journey(
    3,
    """
    2026-11-20 09:00 open
    2026-11-20 09:01 draft
    2026-11-20 09:02 deliver
    """,
)
ALL = (STRAIGHT, CHANGED, WAITING)


def summed(*briefs: Brief, week: Week = WEEK, now: str = MONDAY_AFTER) -> Digest:
    return digest(week, TEAM, briefs, by_the_hours, london(now))


def stage(name: str, told: Digest) -> StageFigures:
    return next(figures for figures in told.stages if figures.name == name)


def test_each_stage_of_the_chain_has_its_figures_in_order() -> None:
    told = summed(*ALL)
    assert [(figures.name, figures.title) for figures in told.stages] == [
        ("designer", "Design review"),
        ("marketer", "Marketing sign-off"),
        ("agency", "Agency acceptance"),
    ]
    designer = stage("designer", told)
    late = 5 * HOUR + 24 * MINUTE + 8.5 * HOUR + 3 * HOUR + 6 * MINUTE  # Thursday, Friday, Monday
    assert sorted(h.working or HOUR for h in designer.decided) == [HOUR, late]
    assert designer.working.p50 == (HOUR + late) / 2
    assert designer.working.p85 == HOUR + 0.85 * (late - HOUR)
    assert designer.calendar.p50 == (HOUR + 4 * 24 * HOUR) / 2
    assert (designer.working.n, designer.calendar.n, designer.sla) == (2, 2, 4 * HOUR)


def test_a_handover_counts_in_the_week_of_its_decision() -> None:
    told = summed(CHANGED, week=WEEK.before())
    assert [figures.working.n for figures in told.stages] == [1, 0, 0]
    assert stage("designer", told).working.p50 == 3 * HOUR


def test_a_week_comes_to_the_same_whenever_it_is_asked_for() -> None:
    early = summed(CHANGED, week=WEEK.before(), now="2026-11-16T00:00")
    late = summed(CHANGED, week=WEEK.before(), now="2027-06-01T00:00")
    assert early.stages == late.stages
    assert (early.in_flight, early.completed) == (late.in_flight, late.completed) == (1, 0)


def test_a_handover_delivered_only_after_the_week_is_not_yet_delivered_in_it() -> None:
    told = "2026-11-15 23:58 open\n 2026-11-15 23:59 draft\n 2026-11-16 00:01 deliver"
    before = summed(journey(1, told), week=WEEK.before())
    assert (before.delivery.n, before.waits, before.drafting.n) == (0, (), 1)
    assert summed(journey(1, told)).delivery.p50 == 2 * MINUTE


def test_breaches_are_the_handovers_that_were_past_their_sla_in_the_week() -> None:
    assert [figures.breaches for figures in summed(*ALL).stages] == [2, 0, 0]  # decided late, and still open
    assert [figures.breaches for figures in summed(*ALL, week=WEEK.before()).stages] == [1, 0, 0]
    assert [figures.breaches for figures in summed(*ALL, week=WEEK.after(), now="2026-11-27T09:00").stages] == [1, 0, 0]


def test_first_pass_yield_is_the_share_of_completed_briefs_without_requested_changes() -> None:
    told = summed(*ALL)
    assert (told.completed, told.first_pass, told.first_pass_yield) == (2, 1, 0.5)
    assert summed(WAITING).first_pass_yield is None


def test_opened_and_in_flight_are_as_of_the_weeks_end() -> None:
    assert (summed(*ALL).opened, summed(*ALL).in_flight) == (2, 1)
    before = summed(*ALL, week=WEEK.before())
    assert (before.opened, before.in_flight) == (1, 1)


def test_a_cancelled_brief_is_neither_completed_nor_in_flight() -> None:
    told = summed(journey(1, "2026-11-16 09:00 open\n 2026-11-16 09:30 cancel"))
    assert (told.opened, told.completed, told.in_flight) == (1, 0, 0)


def test_the_headline_is_compared_with_the_week_before() -> None:
    told = summed(*ALL)
    assert told.working.n == 6
    assert told.working.p50 is not None
    assert told.before.p50 == 3 * HOUR
    assert told.change == told.working.p50 - 3 * HOUR
    assert summed(STRAIGHT).change is None
    assert summed(WAITING).change is None


def test_batons_delay_and_the_agents_drafting_are_apart_from_the_peoples_time() -> None:
    told = summed(STRAIGHT, WAITING)
    assert (told.delivery.n, told.delivery.p50) == (4, MINUTE)
    assert (told.drafting.n, told.drafting.p50) == (2, MINUTE)


def test_the_three_oldest_waits_are_those_that_go_on_now() -> None:
    briefs = [
        journey(n, f"2026-11-{day} 09:00 open\n 2026-11-{day} 09:01 draft\n 2026-11-{day} 09:02 deliver")
        for n, day in enumerate((20, 18, 23, 17, 19))
    ]
    told = summed(*briefs, STRAIGHT, now="2026-11-23T10:02")
    assert [wait.brief_id for wait in told.waits] == ["BRF-3", "BRF-1", "BRF-4"]
    oldest = told.waits[0]
    assert (oldest.name, oldest.stage, oldest.title) == ("Campaign 3", "designer", "Design review")
    assert (oldest.waiting, oldest.breached) == (4 * 8.5 * HOUR + HOUR - MINUTE + MINUTE, True)
    assert oldest.message is not None
    assert oldest.message.posted_at == oldest.since == london("2026-11-17T09:02")


def _answered(day: str, minute: int) -> str:
    at = f"2026-11-{day} 10"
    return f"{at}:00 open\n{at}:00 draft\n{at}:00 deliver\n{at}:{minute} yes"


def test_a_wait_is_held_against_what_is_usual_at_its_own_stage() -> None:
    quick = [journey(n, _answered(day, 30 + n)) for n, day in enumerate(("09", "10", "11", "12", "17"))]
    old = journey(8, "2026-11-18 09:00 open\n 2026-11-18 09:00 draft\n 2026-11-18 09:00 deliver")
    new = journey(9, "2026-11-20 17:00 open\n 2026-11-20 17:00 draft\n 2026-11-20 17:00 deliver")
    told = summed(*quick[1:], old, new, now="2026-11-20T17:20")
    assert {wait.usual for wait in told.waits} == {None}  # of four decisions nothing is usual
    told = summed(*quick, old, new, now="2026-11-20T17:20")
    assert stage("designer", told).usual == 33 * MINUTE + 24 * timedelta(seconds=1)
    urgent, *others = told.waits
    assert (urgent.brief_id, urgent.is_unusual, told.waiting, told.unusual) == ("BRF-8", True, 2, 1)
    assert all(not wait.is_unusual for wait in others)


def test_a_week_is_compared_with_the_four_before_it() -> None:
    told = summed(*ALL, week=Week(2026, 50), now="2026-12-14T09:00")
    assert (told.working.n, told.trailing.n, told.change_from_trailing) == (0, 7, None)
    assert summed(*ALL, week=Week(2026, 51), now="2026-12-21T09:00").trailing.n == 6
    told = summed(*ALL)
    assert (told.trailing.n, told.trailing.p50) == (1, 3 * HOUR)
    assert told.working.p50 is not None
    assert told.change_from_trailing == told.working.p50 - 3 * HOUR
    assert [figures.recent_working.n for figures in told.stages] == [1, 0, 0]


def test_a_month_is_summed_up_like_a_week() -> None:
    told = digest(Month(2026, 11), TEAM, ALL, by_the_hours, london("2026-12-01T09:00"))
    assert (told.working.n, told.opened, told.completed, told.in_flight, told.loops) == (7, 3, 2, 1, 1)
    after = digest(Month(2026, 12), TEAM, ALL, by_the_hours, london("2027-01-01T09:00"))
    assert (after.before.n, after.trailing.n) == (7, 7)
    written = digest_json(told)
    assert (written["week"], written["month"]) == (None, "2026-11")


def test_attainment_is_the_share_decided_within_the_sla() -> None:
    assert [figures.attainment for figures in summed(*ALL).stages] == [0.5, 1.0, 1.0]
    assert summed(*ALL).attainment == pytest.approx(5 / 6)
    assert (summed().attainment, summed().stages[0].attainment) == (None, None)


def test_a_brief_that_is_paused_waits_for_nobody_and_its_clock_stands_still() -> None:
    paused_at, resumed_at = london("2026-11-20T10:02"), london("2026-11-20T16:02")
    paused = evolve(WAITING, Paused(at=paused_at, by="U0ROSA", reason="Prices.", stage="designer", revision=1))
    assert summed(paused).waits == ()
    assert summed(paused).breaches == 0
    resumed = evolve(paused, Resumed(at=resumed_at, by="U0ROSA", stage="designer", revision=1))
    assert summed(resumed).waits[0].waiting == HOUR + (HOUR + 28 * MINUTE)


def test_a_wait_that_began_after_the_week_is_not_its_business() -> None:
    later = journey(1, "2026-11-23 08:00 open\n 2026-11-23 08:01 draft\n 2026-11-23 08:02 deliver")
    assert summed(later).waits == ()


@pytest.mark.parametrize(
    ("briefs", "empty"),
    [
        ((), True),
        ((journey(1, "2026-11-23 08:00 open"),), True),
        ((journey(1, "2026-11-10 08:00 open\n 2026-11-10 09:00 cancel"),), True),
        ((WAITING,), False),
        ((journey(1, "2026-11-16 08:00 open"),), False),
        ((journey(1, "2026-11-10 09:00 open\n 2026-11-10 09:01 draft\n 2026-11-10 09:02 deliver"),), False),
    ],
)
def test_a_week_is_empty_when_nothing_happened_and_nobody_waits(briefs: tuple[Brief, ...], *, empty: bool) -> None:
    assert summed(*briefs).is_empty is empty


def test_stages_of_two_workflows_are_never_counted_together_even_under_one_name() -> None:
    report = replace(CHANGED, id="RPT-9", workflow="report")
    waits = replace(WAITING, id="RPT-10", workflow="report")
    told = summed(STRAIGHT, report, waits)
    both = [one for one in told.stages if one.name == "designer"]
    assert [(one.workflow, one.title) for one in both] == [
        ("campaign", "Design review"),
        ("report", "Design review (report)"),
    ]
    assert both[0].decided == stage("designer", summed(STRAIGHT)).decided
    assert len(both[1].decided) == len(stage("designer", summed(CHANGED)).decided) > 0
    assert [wait.title.endswith("(report)") for wait in told.waits] == [True]
    assert {reason.code.partition("/")[0] for reason in told.flow.reasons} == {"report"}
    team = TEAM.model_copy(update={"chains": {"report": TEAM.chain}})
    known = digest(WEEK, team, (STRAIGHT, report), by_the_hours, london(MONDAY_AFTER))
    assert [one.sla for one in known.stages if one.name == "designer"] == [both[0].sla] * 2


def test_a_stage_that_left_the_chain_keeps_its_figures_after_the_others() -> None:
    legal = AGENCY.model_copy(update={"name": "legal", "title": "Legal check"})
    old = TEAM.model_copy(update={"chain": (legal,)})
    told = "2026-11-16 09:00 open\n 2026-11-16 09:01 draft\n 2026-11-16 09:02 deliver\n 2026-11-16 10:02 yes"
    former = summed(journey(1, told, team=old), STRAIGHT).stages[-1]
    assert (former.name, former.title, former.sla, former.working.n) == ("legal", "Legal check", None, 1)


def test_each_brief_is_measured_by_the_calendar_that_travels_with_it() -> None:
    nights = TEAM.model_copy(update={"calendar": OFFICE.model_copy(update={"working_hours": "00:00-24:00"})})
    told = "2026-11-16 18:00 open\n 2026-11-16 18:01 draft\n 2026-11-16 18:02 deliver\n 2026-11-17 00:02 yes"
    assert stage("designer", summed(journey(1, told, team=nights))).working.p50 == 6 * HOUR
    assert stage("designer", summed(journey(1, told))).working.p50 == timedelta()


def test_a_week_is_the_teams_own() -> None:
    told = "2026-11-22 23:00 open\n 2026-11-23 00:30 draft"
    abroad = TEAM.model_copy(update={"calendar": OFFICE.model_copy(update={"timezone": "America/New_York"})})
    assert summed(journey(1, told)).drafting.n == 0
    assert digest(WEEK, abroad, [journey(1, told)], by_the_hours, london(MONDAY_AFTER)).drafting.n == 1
    assert WEEK.bounds(LONDON)[1] == london("2026-11-23T00:00")


def test_the_week_that_goes_on_is_told_as_of_now() -> None:
    told = summed(*ALL, week=WEEK, now="2026-11-20T10:02")
    assert (told.in_flight, told.breaches) == (1, 1)
    assert told.waits[0].waiting == HOUR


def test_the_json_has_the_contracts_figures() -> None:
    told = digest_json(summed(*ALL))
    assert json.loads(json.dumps(told)) == told
    contract = ("week", "timezone", "first_pass_yield", "completed", "in_flight")
    assert [told[key] for key in contract] == ["2026-W47", "Europe/London", 0.5, 2, 1]
    stages = told["stages"]
    assert isinstance(stages, list)
    assert stages[1] == {
        "name": "marketer",
        "title": "Marketing sign-off",
        "workflow": "campaign",
        "n": 2,
        "p50_working_seconds": 5400.0,
        "p85_working_seconds": 6660.0,
        "p50_calendar_seconds": 5400.0,
        "p85_calendar_seconds": 6660.0,
        "breaches": 0,
        "sla_seconds": 28800.0,
        "p95_working_seconds": 7020.0,
        "p95_calendar_seconds": 7020.0,
        "sla_attainment": 1.0,
        "first_look_p50_working_seconds": 5400.0,
        "waiting": 0,
        "recent": {"n": 0, "p50_seconds": None, "p85_seconds": None},
        "usual_working_seconds": None,
    }
    assert told["waits"] == [
        {
            "id": "BRF-3",
            "name": "Campaign 3",
            "stage": "designer",
            "working_seconds": 30480.0,
            "breached": True,
            "unusually_long": False,
        }
    ]
    assert told["baton_delivery"] == {"n": 6, "p50_seconds": 60.0, "p85_seconds": 60.0}


def test_the_json_of_an_empty_week_has_no_figures_but_all_keys() -> None:
    told, full = digest_json(summed()), digest_json(summed(*ALL))
    assert told.keys() == full.keys()
    assert (told["first_pass_yield"], told["completed"]) == (None, 0)
    stages = told["stages"]
    assert isinstance(stages, list)
    assert [(each["n"], each["p50_working_seconds"]) for each in stages] == [(0, None)] * 3
