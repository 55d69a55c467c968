"""Does a suggestion follow from a figure, and is there none where the figures say nothing?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.suggestion import section_label, spoken_suggestion
from tests.workflow.test_digest import ALL, summed
from workflow.digest import Digest
from workflow.flow import Flow, Reason
from workflow.suggestion import Backlog, Bottleneck, CommonReason, MissedSla, suggestion

HOUR = timedelta(hours=1)
TOLD = summed(*ALL)
LIKE = TOLD.stages[0].decided[0]


def with_stages(*stages: tuple[float, ...], late: int = 0, flow: Flow = TOLD.flow) -> Digest:
    """Return a week whose stages took so many working hours each, the first `late` of the first stage past SLA."""
    made = []
    for number, hours in enumerate(stages):
        decided = tuple(
            replace(LIKE, working=h * HOUR, waiting=h * HOUR, breached=number == 0 and place < late)
            for place, h in enumerate(hours)
        )
        made.append(replace(TOLD.stages[number], decided=decided, recent=()))
    return replace(TOLD, stages=tuple(made), flow=flow)


def quiet(**changes: object) -> Flow:
    return replace(TOLD.flow, loops=0, reasons=(), littles_ratio=1.0, completed=9, **changes)  # type: ignore[arg-type]  # the callers name fields of Flow


def test_a_stage_that_misses_its_sla_comes_first() -> None:
    found = suggestion(with_stages((1, 2, 3, 4, 5), (9,), late=2))
    assert isinstance(found, MissedSla)
    assert (found.stage.name, found.in_time, found.of) == ("designer", 3, 5)
    assert spoken_suggestion(found, 8 * HOUR).startswith("Design review decided 3 of 5 within its 4 h.")
    assert not isinstance(suggestion(with_stages((1, 2, 3, 4), (9,), late=4)), MissedSla)
    assert not isinstance(suggestion(with_stages((1, 2, 3, 4, 5), (9,), late=1)), MissedSla)


def test_a_reason_that_most_changes_share_comes_next() -> None:
    common = replace(TOLD.flow, loops=5, reasons=(Reason("timeline", 3), Reason("whole", 2)))
    found = suggestion(with_stages((1,), flow=common))
    assert found == CommonReason(Reason("timeline", 3), 5)
    assert spoken_suggestion(found, 8 * HOUR) == (
        "3 of 5 requests for changes were about “Timeline”. Agree on it before the brief is opened."
    )
    rare = replace(common, loops=9)
    assert suggestion(with_stages((1,), flow=replace(rare, littles_ratio=None))) is None
    assert section_label("whole") == "the whole brief"


def test_a_stage_in_which_most_of_the_waiting_passed_is_the_bottleneck() -> None:
    found = suggestion(with_stages((4, 4, 4, 4, 4), (5,), flow=quiet()))
    assert isinstance(found, Bottleneck)
    assert (found.stage.name, found.share) == ("designer", 0.8)
    assert spoken_suggestion(found, 8 * HOUR).startswith("80% of the waiting passed at Design review.")
    assert suggestion(with_stages((4, 4, 4, 4, 4), (21,), flow=quiet())) is None
    assert suggestion(with_stages((1, 1, 1, 1, 1, 1), (2, 2, 2), (1,), flow=quiet())) is None


@pytest.mark.parametrize(("ratio", "completed", "told"), [(1.6, 9, True), (1.6, 4, False), (1.2, 9, False)])
def test_more_in_flight_than_is_finished_is_a_backlog(ratio: float, completed: int, *, told: bool) -> None:
    flow = replace(quiet(), littles_ratio=ratio, completed=completed)
    found = suggestion(with_stages((1,), flow=flow))
    assert isinstance(found, Backlog) is told
    if found is not None:
        assert spoken_suggestion(found, 8 * HOUR).startswith("1 briefs are in flight, 1.6 times")
