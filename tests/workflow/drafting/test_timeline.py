from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.drafting.material import CALENDAR, CHAIN, TODAY, assigned, assignment, campaign
from workflow.channels import Channel
from workflow.drafting.timeline import next_working_day, plan

PREPARATION = ["Brief sign-off", "Creative development", "Production"]


def test_with_time_in_hand_phases_are_planned_back_from_the_launch() -> None:
    found = plan(assignment())
    spans = {phase.name: (phase.start, phase.end) for phase in found.phases}
    assert spans["Production"] == (date(2027, 1, 26), date(2027, 2, 8))
    assert spans["Creative development"] == (date(2027, 1, 12), date(2027, 1, 25))
    assert spans["Brief sign-off"] == (date(2026, 11, 23), date(2026, 11, 26))
    assert spans["Out of home: booking and supply"] == (date(2027, 2, 15), date(2027, 2, 26))
    assert spans["Set-up and checks"] == (date(2027, 2, 25), date(2027, 2, 26))
    assert spans["Learning review"] == (date(2027, 5, 17), date(2027, 5, 28))
    assert (found.late, found.early, found.left) == ({}, (), found.needed)


def test_with_too_little_time_preparation_is_shortened_and_nothing_starts_in_the_past() -> None:
    found = plan(assignment("minimal"))
    assert (found.needed, found.left) == (24, 4)
    assert [phase.name for phase in found.phases][:3] == PREPARATION
    assert all(phase.late_by == 0 for phase in found.phases)
    assert found.holds_from == date(2026, 12, 30)


def test_a_channel_whose_day_has_passed_is_late_by_working_days() -> None:
    found = plan(assignment("late_mailing"))
    assert found.late == {Channel.DIRECT_MAIL: 10}
    assert found.early == (Channel.TV, Channel.LANDING_PAGE)
    first = found.phases[0]
    assert (first.name, first.late_by) == ("Direct mail: booking and supply", 10)
    assert first.deliverable == "Too late as dated: assets were due on 9 November 2026"


def test_without_three_days_even_sign_off_is_late() -> None:
    found = plan(assignment("hostile"))
    late = {phase.name: phase.late_by for phase in found.phases}
    assert late["Brief sign-off"] > late["Creative development"] > late["Production"] > 0


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("2027-03-10", ["Live"]),
        ("2027-03-20", ["Launch", "Sustain"]),
        ("2027-05-16", ["Launch", "Sustain", "Final push"]),
    ],
)
def test_the_flight_has_as_many_acts_as_it_is_long(end: str, names: list[str]) -> None:
    found = plan(assignment(end=end))
    assert [phase.name for phase in found.phases if phase.in_flight] == names


def test_a_campaign_of_slow_channels_alone_has_no_row_for_quick_ones() -> None:
    found = plan(assignment(channels=["tv"]))
    assert "Set-up and checks" not in [phase.name for phase in found.phases]


def test_an_endless_chain_does_not_make_an_endless_plan() -> None:
    slow = tuple(stage.model_copy(update={"sla": "9999d"}) for stage in CHAIN)
    assert plan(assigned(campaign(), chain=slow)).needed == 60


def test_the_next_working_day_is_today_unless_nobody_works_today() -> None:
    assert next_working_day(CALENDAR, date(2026, 11, 20)) == date(2026, 11, 20)
    assert next_working_day(CALENDAR, date(2026, 12, 25)) == date(2026, 12, 29)


@given(
    ahead=st.integers(0, 400),
    length=st.integers(1, 730),
    channels=st.lists(st.sampled_from(list(Channel)), min_size=1, unique=True),
)
def test_phases_are_ordered_and_the_flight_is_covered_without_a_gap(
    ahead: int, length: int, channels: list[Channel]
) -> None:
    start = TODAY + timedelta(days=ahead)
    found = plan(assignment(start=start, end=start + timedelta(days=length), channels=channels))
    assert all(phase.start <= phase.end for phase in found.phases)
    assert list(found.phases) == sorted(found.phases, key=lambda phase: (phase.start, phase.end))
    flight = [phase for phase in found.phases if phase.in_flight]
    assert (flight[0].start, flight[-1].end) == (start, start + timedelta(days=length))
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(flight))
    prepared = [phase for phase in found.phases if phase.name in PREPARATION]
    assert [phase.name for phase in prepared] == PREPARATION
    first = next_working_day(CALENDAR, TODAY)
    planned = [phase for phase in found.phases if not phase.in_flight]
    assert all(bool(phase.late_by) == (phase.start < first) for phase in planned)
