"""Is a duration told in words that a person would use?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.durations import spoken, spoken_working, terse_working

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
OFFICE_DAY = 8.5 * HOUR


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(), "0 s"),
        (0.6 * SECOND, "1 s"),
        (45 * SECOND, "45 s"),
        (59.6 * SECOND, "1 min"),
        (12 * MINUTE, "12 min"),
        (HOUR - SECOND, "1 h"),
        (3 * HOUR + 20 * MINUTE, "3 h 20 min"),
        (24 * HOUR - SECOND, "1 d"),
        (52 * HOUR, "2 d 4 h"),
        (72 * HOUR - 10 * MINUTE, "3 d"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(span: timedelta, told: str) -> None:
    assert spoken(span) == told


@pytest.mark.parametrize(
    ("span", "day", "told"),
    [
        (8 * HOUR, OFFICE_DAY, "8 h"),
        (8.5 * HOUR, OFFICE_DAY, "1 working day"),
        (12.5 * HOUR, OFFICE_DAY, "1 working day 4 h"),
        (17 * HOUR, OFFICE_DAY, "2 working days"),
        (16.5 * HOUR, 8 * HOUR, "2 working days 1 h"),
        (15.9 * HOUR, 8 * HOUR, "2 working days"),
        (50 * MINUTE, 30 * MINUTE, "50 min"),
        (90 * MINUTE, 30 * MINUTE, "3 working days"),
    ],
)
def test_working_time_is_told_in_working_days(span: timedelta, day: timedelta, told: str) -> None:
    assert spoken_working(span, day) == told
    assert terse_working(span, day) == told.replace(" working days", " d").replace(" working day", " d")


@given(st.timedeltas(timedelta(), timedelta(days=4000)))
def test_what_is_told_is_the_duration_to_within_half_of_its_smaller_unit(span: timedelta) -> None:
    units = {"s": SECOND, "min": MINUTE, "h": HOUR, "d": 24 * HOUR}
    words = spoken(span).split()
    told = sum((int(n) * units[unit] for n, unit in zip(words[::2], words[1::2], strict=True)), timedelta())
    step = SECOND if span < MINUTE else MINUTE if span < 24 * HOUR else HOUR
    assert abs(told - span) <= step / 2
