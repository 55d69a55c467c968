"""Is working time what a person with a stopwatch and the team's calendar would count?"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.worktime import (
    WorkedTime,
    WorkingCalendar,
    add_working_days,
    add_working_time,
    first_instant,
    moment,
    next_shift,
    next_working_instant,
    working_time,
)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LONDON = ZoneInfo("Europe/London")
CLOCK_CHANGES = {
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),  # by half an hour
    "America/Sao_Paulo": (date(2018, 2, 18), date(2018, 11, 4)),  # at midnight
    "America/St_Johns": (date(2010, 3, 14), date(2010, 11, 7)),  # at a minute past it: the date steps back
    "Pacific/Apia": (date(2011, 12, 30), date(2012, 4, 1)),  # a whole day is skipped
    "Asia/Kolkata": (date(2026, 3, 29), date(2026, 10, 25)),  # none
}


def office(
    zone: ZoneInfo = LONDON, opens: float = 9, closes: float = 17.5, weekdays: str = "01234", *holidays: date
) -> WorkingCalendar:
    return WorkingCalendar(
        zone, frozenset(map(int, weekdays)), opens * HOUR, closes * HOUR, holidays=frozenset(holidays)
    )


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def counted_by_the_minute(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Watch a clock that is never turned back, minute by minute, and count those that show working hours."""
    total = timedelta()
    minute = start - timedelta(days=2)
    shown = minute.astimezone(calendar.timezone).replace(tzinfo=None)
    while minute < end:
        shown = max(shown, minute.astimezone(calendar.timezone).replace(tzinfo=None))
        clock = shown - datetime.combine(shown.date(), time())
        if minute >= start and calendar.is_working_day(shown.date()) and calendar.opens <= clock < calendar.closes:
            total += MINUTE
        minute += MINUTE
    return total


@st.composite
def stretches(draw: st.DrawFn) -> tuple[WorkingCalendar, datetime, datetime]:
    """Draw a calendar and a stretch of some days around a clock change of its zone."""
    zone = draw(st.sampled_from(sorted(CLOCK_CHANGES)))
    change = datetime.combine(draw(st.sampled_from(CLOCK_CHANGES[zone])), time(), UTC)
    opens = draw(st.sampled_from([0, 0.5, 1, 1.5, 2.25, 9])) * HOUR
    closes = draw(st.sampled_from([1.75, 2, 2.5, 3, 17.5, 24]).filter(lambda hours: hours * HOUR > opens)) * HOUR
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1))
    holidays = draw(st.frozensets(st.integers(-2, 4), max_size=2))
    calendar = WorkingCalendar(
        ZoneInfo(zone),
        weekdays | {change.weekday()},
        opens,
        closes,
        holidays={(change + timedelta(days=day)).date() for day in holidays},
    )
    start = change + draw(st.integers(-2 * 24 * 60, 24 * 60)) * MINUTE
    return calendar, start, start + draw(st.integers(0, 4 * 24 * 60)) * MINUTE


@given(stretches())
def test_working_time_is_what_counting_minutes_gives(stretch: tuple[WorkingCalendar, datetime, datetime]) -> None:
    calendar, start, end = stretch
    assert working_time(calendar, start, end) == counted_by_the_minute(calendar, start, end)


@given(stretches(), st.integers(0, 60 * 3600))
@example((office(), london("2026-11-20T17:30"), london("2026-11-20T17:30")), 0)
def test_adding_working_time_gives_the_first_instant_by_which_that_much_has_passed(
    stretch: tuple[WorkingCalendar, datetime, datetime], seconds: int
) -> None:
    calendar, start, _ = stretch
    span = timedelta(seconds=seconds)
    over = add_working_time(calendar, start, span)
    assert working_time(calendar, start, over) == span
    assert over == start or working_time(calendar, start, over - timedelta(microseconds=1)) < span


@given(stretches(), st.integers(0, 4 * 24 * 60))
def test_the_sums_for_very_many_instants_agree_to_the_microsecond(
    stretch: tuple[WorkingCalendar, datetime, datetime], minutes: int
) -> None:
    calendar, start, end = stretch
    between = min(start + minutes * MINUTE + timedelta(microseconds=7), end)
    worked = WorkedTime(calendar, start, end)
    for one, other in ((start, between), (between, end), (start, end)):
        counted = worked.until(moment(other)) - worked.until(moment(one))
        assert timedelta(microseconds=counted) == working_time(calendar, one, other)


@given(stretches(), st.integers(0, 4 * 24 * 60))
def test_working_time_adds_up_over_adjoining_stretches(
    stretch: tuple[WorkingCalendar, datetime, datetime], minutes: int
) -> None:
    calendar, start, end = stretch
    between = min(start + minutes * MINUTE, end)
    parts = working_time(calendar, start, between) + working_time(calendar, between, end)
    assert parts == working_time(calendar, start, end)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-16T10:00", "2026-11-16T12:30", 2.5),  # within one day
        ("2026-11-16T06:00", "2026-11-16T08:59", 0),  # both before opening
        ("2026-11-16T18:00", "2026-11-17T10:00", 1),  # begun after hours
        ("2026-11-20T17:00", "2026-11-23T09:30", 1),  # over a weekend
        ("2026-11-21T10:00", "2026-11-22T10:00", 0),  # within a weekend
        ("2026-12-24T16:30", "2026-12-29T10:00", 2),  # over Christmas and its substitute
        ("2026-11-16T12:00", "2026-11-16T12:00", 0),
        ("2026-11-17T12:00", "2026-11-16T12:00", 0),  # a clock stepped back
    ],
)
def test_nights_weekends_and_holidays_do_not_count(start: str, end: str, hours: float) -> None:
    calendar = office(LONDON, 9, 17.5, "01234", date(2026, 12, 25), date(2026, 12, 28))
    assert working_time(calendar, london(start), london(end)) == hours * HOUR


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)])
def test_a_whole_day_has_23_or_25_hours_when_the_clocks_change(day: str, hours: int) -> None:
    whole = office(LONDON, 0, 24, "0123456")
    start = london(f"{day}T00:00")
    end = london(f"{(date.fromisoformat(day) + timedelta(days=1)).isoformat()}T00:00")
    assert working_time(whole, start, end) == hours * HOUR
    assert add_working_time(whole, start, hours * HOUR) == end


def test_a_span_that_fills_the_day_is_over_at_closing() -> None:
    assert add_working_time(office(), london("2026-11-20T09:00"), 8.5 * HOUR) == london("2026-11-20T17:30")
    assert add_working_time(office(), london("2026-11-20T09:00"), 8.5 * HOUR + MINUTE) == london("2026-11-23T09:01")


def test_an_empty_span_is_over_at_once_even_at_night() -> None:
    assert add_working_time(office(), london("2026-11-21T03:00"), timedelta()) == london("2026-11-21T03:00")


def test_the_zone_of_the_given_instants_does_not_matter() -> None:
    start, end = london("2026-07-01T10:00"), london("2026-07-02T10:00")
    elsewhere = ZoneInfo("Asia/Tokyo")
    assert working_time(office(), start.astimezone(elsewhere), end.astimezone(UTC)) == 8.5 * HOUR


def test_years_are_counted_exactly() -> None:
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(3 * 366)]
    weekdays = sum(day.weekday() < 5 for day in days if day < date(2026, 1, 1))
    assert working_time(office(), london("2024-01-01T00:00"), london("2026-01-01T00:00")) == weekdays * 8.5 * HOUR


def test_a_calendar_without_working_days_never_uses_up_a_span() -> None:
    never = office(LONDON, 9, 17, "")
    start = datetime(9998, 1, 1, tzinfo=UTC)
    assert working_time(never, start, start + timedelta(days=300)) == timedelta()
    with pytest.raises(ValueError, match="no working day left"):
        add_working_time(never, start, HOUR)


def test_a_skipped_time_is_reached_with_the_change_and_a_repeated_one_the_first_time() -> None:
    assert first_instant(LONDON, date(2026, 3, 29), 1.5 * HOUR) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert first_instant(LONDON, date(2026, 10, 25), 1.5 * HOUR) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, date(2026, 11, 20)),
        (1, date(2026, 11, 24)),
        (5, date(2026, 11, 30)),
        (-1, date(2026, 11, 19)),
        (-5, date(2026, 11, 13)),
    ],
)
def test_working_days_are_counted_past_weekends_and_holidays(count: int, expected: date) -> None:
    calendar = office(LONDON, 9, 17.5, "01234", date(2026, 11, 23))
    assert add_working_days(calendar, date(2026, 11, 20), count) == expected


def test_a_full_day_is_as_long_as_its_hours() -> None:
    assert office().day_length == 8.5 * HOUR


def test_a_shift_goes_on_until_it_closes_and_the_closing_belongs_to_the_next() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert next_shift(office(), london("2026-11-20 03:00")).day == friday
    assert next_shift(office(), london("2026-11-20 17:29")).day == friday
    assert next_shift(office(), london("2026-11-20 17:30")).day == monday
    assert next_working_instant(office(), london("2026-11-20 17:30")) == london("2026-11-23 09:00")
    assert next_working_instant(office(), london("2026-11-20 10:00")) == london("2026-11-20 10:00")


def test_where_no_working_day_is_left_that_is_said() -> None:
    for ask in (next_shift, next_working_instant):
        with pytest.raises(ValueError, match="no working day left"):
            ask(office(weekdays=""), datetime(9999, 12, 29, tzinfo=UTC))
