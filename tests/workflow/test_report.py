"""Is a change told where enough cases show it, and not where few or little do?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.report import spoken_shift
from tests.workflow.test_simulated_year import month
from workflow.digest import Digest, StageFigures
from workflow.latency import FEWEST
from workflow.report import Measure, Report, pictured, shifts

HOUR = timedelta(hours=1)
OCTOBER = month(10)
BEFORE = tuple(month(number) for number in (7, 8, 9))
DAY = OCTOBER.day_length


def slower(stage: StageFigures, span: timedelta, *, late: bool = False) -> StageFigures:
    decided = tuple(
        replace(
            stay,
            working=(stay.working or timedelta()) + span,
            waiting=stay.waiting + span,
            breached=late or stay.breached,
        )
        for stay in stage.decided
    )
    return replace(stage, decided=decided)


def changed(**fields: object) -> Report:
    return Report("Northfold", replace(OCTOBER, **fields), BEFORE)  # type: ignore[arg-type]  # any of its fields


def with_designer(stage: StageFigures) -> Report:
    return changed(stages=(stage, *OCTOBER.stages[1:]))


def told(report: Report) -> list[str]:
    return [spoken_shift(shift, DAY) for shift in shifts(report)]


@pytest.mark.parametrize(("stages", "shown"), [(1, 1), (4, 4), (5, 3), (6, 2), (9, 2)])
def test_a_picture_shows_the_stages_in_which_most_time_passed_and_the_fewer_the_more_there_are(
    stages: int, shown: int
) -> None:
    many = [slower(replace(OCTOBER.stages[0], name=f"s{n}"), n * HOUR) for n in range(stages)]
    found = pictured(replace(OCTOBER, stages=tuple(many)))
    assert found.stages == tuple(many[-shown:])


def test_a_month_like_those_before_it_tells_of_no_change() -> None:
    assert told(Report("Northfold", OCTOBER, BEFORE)) == []


def test_a_stage_that_slowed_down_is_told_with_both_figures_and_both_n() -> None:
    found = shifts(with_designer(slower(OCTOBER.stages[0], 3 * HOUR)))
    designer = next(shift for shift in found if shift.stage == "Design review")
    assert (designer.measure, designer.is_better) == (Measure.MEDIAN, False)
    assert designer.time - designer.time_before == pytest.approx(3 * HOUR, abs=timedelta(minutes=10))
    sentence = spoken_shift(designer, DAY)
    assert sentence.startswith("Design review: half was decided within 3 h 4")
    assert f"more than before (n {designer.n} and {designer.n_before} before)." in sentence


def test_all_stages_together_come_first() -> None:
    every = tuple(slower(stage, 2 * HOUR) for stage in OCTOBER.stages)
    first = told(changed(stages=every))[0]
    assert first.startswith("All stages together: half was decided within 3 h")


def test_who_kept_the_sla_less_often_is_told_in_points() -> None:
    sentence = told(with_designer(slower(OCTOBER.stages[0], timedelta(), late=True)))[0]
    assert sentence.startswith("Design review: 0% was decided in time, 94 points less than before (n ")


def test_a_better_first_pass_yield_is_told_as_better() -> None:
    [found] = shifts(changed(first_pass=OCTOBER.completed))
    assert (found.measure, found.is_better, found.share) == (Measure.FIRST_PASS, True, 1)
    assert spoken_shift(found, DAY).startswith("100% of the completed briefs passed first time, 3")


def few(digest: Digest) -> Digest:
    stages = tuple(replace(stage, decided=slower(stage, 9 * HOUR).decided[: FEWEST - 1]) for stage in digest.stages)
    return replace(digest, stages=stages[:1], completed=FEWEST - 1, first_pass=0)


def test_few_cases_prove_no_change() -> None:
    assert shifts(Report("Northfold", few(OCTOBER), BEFORE)) == ()
    nothing = replace(OCTOBER, stages=(), completed=0, first_pass=0)
    assert shifts(Report("Northfold", nothing, ())) == ()


def test_a_little_slower_is_no_change() -> None:
    assert told(with_designer(slower(OCTOBER.stages[0], timedelta(minutes=5)))) == []
    assert told(changed(stages=tuple(slower(stage, timedelta(minutes=8)) for stage in OCTOBER.stages))) == []
