"""Do the figures of a year find what was planted in it: the bottleneck, the rework, the punctuality?"""

from datetime import datetime
from functools import cache

import pytest

from bot.views.suggestion import spoken_suggestion
from tests.workflow import simulated
from tests.workflow.journeys import TEAM, by_the_hours, london
from workflow.brief import Brief
from workflow.digest import Digest, digest
from workflow.flow import Reason
from workflow.fold import replay
from workflow.suggestion import MissedSla, suggestion
from workflow.week import Month

NOW = london("2026-11-22T09:00")


@cache
def briefs() -> tuple[Brief, ...]:
    return tuple(replay(log) for log in simulated.year())


def month(number: int, year: int = 2026, now: datetime = NOW) -> Digest:
    return digest(Month(year, number), TEAM, briefs(), by_the_hours, now)


@cache
def months() -> tuple[Digest, ...]:
    return tuple(month(number) for number in range(1, 11))


@pytest.mark.parametrize("name", ["designer", "marketer", "agency"])
def test_each_stages_attainment_of_its_sla_is_the_planted_one(name: str) -> None:
    stages = [stage for told in months() for stage in told.stages if stage.name == name]
    attained = sum(stage.in_time for stage in stages) / sum(stage.working.n for stage in stages)
    assert attained == pytest.approx(simulated.HABITS[name].punctual, abs=0.05)


def test_the_rework_rate_is_the_planted_one() -> None:
    first = sum(told.first_pass for told in months()) / sum(told.completed for told in months())
    assert first == pytest.approx(1 - simulated.REWORK, abs=0.05)
    about_timeline = sum(reason.count for told in months() for reason in told.flow.reasons if reason.code == "timeline")
    every = sum(told.flow.loops for told in months())
    assert about_timeline / every == pytest.approx(simulated.ABOUT_TIMELINE, abs=0.07)
    assert all(told.flow.reasons[0] == Reason("timeline", told.flow.reasons[0].count) for told in months())


def test_the_minutes_saved_are_the_planted_ones() -> None:
    told = [each.leverage for each in months()]
    answers = sum(each.told for each in told)
    assert answers / sum(each.completed for each in months()) == pytest.approx(simulated.ANSWERS, abs=0.06)
    saved = sum(each.saved_minutes or 0 for each in told) / answers
    planted = simulated.BASELINE - (simulated.LIGHT + simulated.HEAVY) / 2
    assert saved == pytest.approx(planted, rel=0.06)
    assert {each.baselines for each in told} == {(simulated.BASELINE,)}
    assert all(each.first_draft.p50 == simulated.MINUTE for each in told)


def test_the_bottleneck_is_named_in_every_month() -> None:
    for told in months():
        found = suggestion(told)
        assert isinstance(found, MissedSla)
        assert found.stage.name == "marketer"
        assert spoken_suggestion(found, told.day_length).startswith(f"Marketing sign-off decided {found.in_time} of ")


def test_as_much_comes_in_as_goes_out_and_littles_law_holds() -> None:
    ratios = [told.flow.littles_ratio for told in months()[3:]]
    assert ratios == pytest.approx([1.0] * len(ratios), abs=0.15)
    assert all(told.flow.in_progress == pytest.approx(told.in_flight, abs=6) for told in months()[3:])
