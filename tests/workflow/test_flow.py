"""Is the way of work through a team told as the log shows it, and nothing counted twice?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflow.journeys import LONDON, TEAM, by_the_hours, journey, london
from tests.workflow.test_digest import ALL, CHANGED, STRAIGHT, WAITING, WEEK
from workflow.brief import Brief, Interval
from workflow.flow import Flow, Reason, brief_latency, flow
from workflow.stays import Clocks, Period
from workflow.worktime import EPOCH

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
NOW = london("2026-11-23T09:00")


def flowed(*briefs: Brief, period: Period | None = None) -> Flow:
    clocks = Clocks.over(briefs, by_the_hours, NOW)
    return flow(briefs, period or Period(*WEEK.bounds(LONDON)), clocks, NOW)


def test_lead_time_runs_from_opening_and_cycle_time_from_the_first_delivery() -> None:
    told = brief_latency(STRAIGHT, Clocks.over([STRAIGHT], by_the_hours, NOW).of(STRAIGHT))
    assert (told.lead, told.lead_working) == (27 * HOUR + 4 * MINUTE, 11 * HOUR + 34 * MINUTE)
    assert (told.cycle, told.cycle_working) == (27 * HOUR + 2 * MINUTE, 11 * HOUR + 32 * MINUTE)
    assert (told.touch, told.loops) == (MINUTE, 0)


def test_a_brief_that_is_not_completed_has_no_lead_time() -> None:
    with pytest.raises(ValueError, match="BRF-3 is not completed"):
        brief_latency(WAITING, Clocks.over([WAITING], by_the_hours, NOW).of(WAITING))


def test_touch_is_the_agents_writing_and_what_follows_a_first_look_each_moment_once() -> None:
    needs_two = TEAM.chain[1].model_copy(update={"approvers": ("U0MAYA", "U0DEE"), "required": 2})
    team = TEAM.model_copy(update={"chain": (needs_two.model_copy(update={"approvers": ("U0MAYA", "U0DEE")}),)})
    told = "2026-11-16 09:00 open\n2026-11-16 09:30 draft\n2026-11-16 09:30 deliver\n2026-11-16 11:00 yes"
    half = journey(1, told, team=team)
    whole = journey(1, f"{told}\n2026-11-16 12:00 another", team=team)
    assert half.ended_at is None
    measured = brief_latency(whole, Clocks.over([whole], by_the_hours, NOW).of(whole))
    assert (measured.lead_working, measured.touch) == (3 * HOUR, 30 * MINUTE + HOUR)
    assert flowed(whole).efficiency == 0.5
    unseen = replace(whole.handovers[0], closed_at=whole.ended_at, decision=None, revision=2)
    taken_back = replace(whole, handovers=(unseen, *whole.handovers))
    assert flowed(taken_back).efficiency == 0.5


def test_what_comes_back_is_told_by_what_it_concerned() -> None:
    assert flowed(*ALL).loops == 0
    before = flowed(*ALL, period=Period(*WEEK.before().bounds(LONDON)))
    assert (before.loops, before.reasons) == (1, (Reason("whole", 1),))


def test_work_in_progress_is_averaged_and_held_against_littles_law() -> None:
    told = flowed(STRAIGHT, CHANGED, WAITING)
    week = 7 * 24 * HOUR
    alive = (27 * HOUR + 4 * MINUTE) + (57 * HOUR) + (63 * HOUR)
    assert told.in_progress == pytest.approx(alive / week)
    lead = (27 * HOUR + 4 * MINUTE) + 6 * 24 * HOUR
    assert told.littles_ratio == pytest.approx(alive / lead)
    assert told.completed == told.lead.n == told.cycle.n == 2


def test_a_pause_shortens_no_brief_for_littles_law() -> None:
    opened = STRAIGHT.opened_at
    paused = replace(STRAIGHT, pauses=(Interval(opened + HOUR, opened + 3 * HOUR),))
    assert flowed(paused).littles_ratio == flowed(STRAIGHT).littles_ratio == 1
    assert flowed(paused).lead_calendar.p50 == 25 * HOUR + 4 * MINUTE


def test_where_nothing_was_completed_nothing_is_said() -> None:
    told = flowed(WAITING)
    assert (told.littles_ratio, told.efficiency, told.lead.n) == (None, None, 0)
    ahead = Period(NOW + HOUR, NOW + 2 * HOUR)
    assert flowed(WAITING, period=ahead).in_progress == 1.0
    assert Clocks(by_the_hours, EPOCH, EPOCH).of(WAITING).working(NOW, NOW) == timedelta()


def test_a_moment_in_which_two_are_at_work_counts_once() -> None:
    both = TEAM.chain[1].model_copy(update={"approvers": ("U0MAYA", "U0DEE"), "required": 2})
    told = "2026-11-16 09:00 open\n2026-11-16 09:30 draft\n2026-11-16 09:30 deliver\n2026-11-16 11:00 yes"
    brief = journey(1, f"{told}\n2026-11-16 12:00 another", team=TEAM.model_copy(update={"chain": (both,)}))
    beside = replace(brief, handovers=brief.handovers * 2)
    clock = Clocks.over([brief], by_the_hours, NOW).of(brief)
    assert brief_latency(beside, clock).touch == brief_latency(brief, clock).touch == 30 * MINUTE + HOUR
