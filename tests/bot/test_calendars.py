"""Does a team's calendar know the public holidays that its settings name?"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import PublicHolidays, working_calendar
from workflow.team import CalendarSettings
from workflow.values import InvalidInput


def test_the_settings_become_a_calendar() -> None:
    settings = CalendarSettings(
        timezone="Europe/Berlin",
        working_days=("mon", "sun"),
        working_hours="08:15-24:00",
        holidays=(date(2026, 11, 23),),
    )
    calendar = working_calendar(settings)
    assert calendar.timezone == ZoneInfo("Europe/Berlin")
    assert (calendar.opens, calendar.closes) == (timedelta(hours=8, minutes=15), timedelta(hours=24))
    november = [day for day in range(16, 31) if calendar.is_working_day(date(2026, 11, day))]
    assert november == [16, 22, 29, 30]


@pytest.mark.parametrize(
    ("code", "day", "free"),
    [
        ("GB", date(2026, 12, 25), True),
        ("GB", date(2026, 12, 28), True),  # in place of the Saturday before
        ("GB", date(2026, 8, 31), False),  # not in all of the country
        ("GB-ENG", date(2026, 8, 31), True),
        ("DE-BY", date(2026, 1, 6), True),
        ("DE-BE", date(2026, 1, 6), False),
        ("US", date(2021, 12, 31), True),  # the next year's first day, kept early
        ("US", date(2021, 12, 30), False),
    ],
)
def test_public_holidays_of_a_country_or_its_part_are_free(code: str, day: date, *, free: bool) -> None:
    assert working_calendar(CalendarSettings(holidays=code)).is_working_day(day) is not free


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("ZZ", "two-letter country code"),
        ("GB-XX", "use one of GB-ENG, GB-NIR, GB-SCT, GB-WLS, or “GB” alone"),
        ("US-XX", "US-AL, .* …, or “US” alone"),
        ("SE-AB", "write “SE” alone"),
    ],
)
def test_an_unknown_country_or_part_is_named_with_its_mend(code: str, mend: str) -> None:
    with pytest.raises(InvalidInput, match=mend) as refused:
        working_calendar(CalendarSettings(holidays=code))
    assert list(refused.value.errors) == ["team.holidays"]


def test_threads_that_ask_at_once_all_get_the_whole_year() -> None:
    christmases = [date(year, 12, 25) for year in range(1990, 2030)]
    holidays = PublicHolidays("GB", "WLS")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(holidays.__contains__, christmases * 8))
    assert all(answers)


def test_nothing_but_a_day_is_a_holiday() -> None:
    assert "2026-12-25" not in PublicHolidays("GB")


def test_the_holiday_library_is_loaded_only_for_a_country() -> None:
    program = (
        "import sys; from bot.calendars import working_calendar; from workflow.team import CalendarSettings;"
        "working_calendar(CalendarSettings()); sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
