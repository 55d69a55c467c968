"""Is the finding of a baseline a sentence that a person would say?"""

from datetime import timedelta

import pytest

from bot.views.baseline import finding, spoken_mean, spoken_share
from tests.workflow.test_baseline import log, measured

HOUR = timedelta(hours=1)


def test_the_finding_names_the_costliest_wait_and_its_part() -> None:
    told = measured(log())
    assert finding(told) == "Nearly all of the 3.0 working days that a case takes on average is waiting for “approve”."


def test_a_log_without_waits_says_so() -> None:
    assert finding(measured(log("0 2026-11-16T11:00 submit", None))).startswith("No case has more than one event")
    at_night = "0 2026-11-16T01:00 submit\n0 2026-11-16T02:00 approve"
    assert finding(measured(log(at_night, None))).startswith("No working time passed")


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.01, "a small part"), (0.38, "38%"), (0.33, "a third"), (0.5, "half"), (0.66, "two thirds"), (1, "nearly all")],
)
def test_a_share_is_said_in_words_where_there_is_one(share: float, said: str) -> None:
    assert spoken_share(share) == said


def test_a_mean_is_told_in_days_once_it_is_one() -> None:
    assert spoken_mean(9.1 * 8 * HOUR, 8 * HOUR) == "9.1 working days"
    assert spoken_mean(3 * HOUR, 8 * HOUR) == "3 h of working time"
