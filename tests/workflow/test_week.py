"""Does a week begin and end by the team's own clock, and is exactly one digest owed for it?"""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.journeys import LONDON, london
from workflow.team import DigestSettings
from workflow.values import InvalidInput
from workflow.week import Month, Week, due_at, is_due, is_late, owed_week, parse_span, spans_before

MONDAY_MORNING = DigestSettings(channel="C0DIGEST")
HOUR = timedelta(hours=1)
ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia")


@pytest.mark.parametrize("text", ["2026-W47", "2026-W53", "2027-W01", " 2026-W47\n"])
def test_a_week_is_read_and_written_alike(text: str) -> None:
    assert str(Week.parse(text)) == text.strip()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-47", "like 2026-W47"),
        ("47", "like 2026-W47"),
        ("", "like 2026-W47"),
        ("2026-W1", "like 2026-W47"),
        ("٢٠٢٦-W47", "like 2026-W47"),
        ("0001-W01", "like 2026-W47"),
        ("2026-W00", "2026 has no week 0"),
        ("2027-W53", "2027 has no week 53"),
    ],
)
def test_another_form_or_a_week_that_does_not_exist_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Week.parse(text)
    assert sentence in refused.value.errors["week"]


def test_a_week_belongs_to_the_zone_that_asks() -> None:
    instant = datetime(2026, 11, 22, 13, tzinfo=UTC)
    assert Week.of(instant, LONDON) == Week(2026, 47)
    assert Week.of(instant, ZoneInfo("Pacific/Auckland")) == Week(2026, 48)


def test_weeks_follow_one_another_over_the_turn_of_the_year() -> None:
    assert Week(2026, 53).after() == Week(2027, 1)
    assert Week(2027, 1).before() == Week(2026, 53)
    assert (Week(2026, 47).monday, Week(2026, 47).sunday) == (date(2026, 11, 16), date(2026, 11, 22))


@pytest.mark.parametrize(("week", "hours"), [(Week(2026, 13), 167), (Week(2026, 43), 169), (Week(2026, 47), 168)])
def test_a_week_is_an_hour_shorter_or_longer_when_the_clocks_change(week: Week, hours: int) -> None:
    start, end = week.bounds(LONDON)
    assert end - start == hours * HOUR


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))  # noqa: DTZ001  # hypothesis wants naive bounds
def test_every_instant_lies_in_exactly_its_own_week(instant: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    week = Week.of(instant, zone)
    start, end = week.bounds(zone)
    assert start <= instant < end == week.after().bounds(zone)[0]
    assert week.before() < week < week.after()


@pytest.mark.parametrize(
    ("settings", "due"),
    [
        (MONDAY_MORNING, "2026-11-23T09:00"),
        (DigestSettings(channel="C0DIGEST", day="fri", time="16:30"), "2026-11-27T16:30"),
        (DigestSettings(channel="C0DIGEST", day="sun", time="00:00"), "2026-11-29T00:00"),
    ],
)
def test_a_digest_is_due_at_the_teams_day_and_time_of_the_week_after(settings: DigestSettings, due: str) -> None:
    assert due_at(Week(2026, 47), settings, LONDON) == london(due)


@pytest.mark.parametrize(
    ("now", "owed"),
    [
        ("2026-11-22T23:59", "2026-W46"),
        ("2026-11-23T08:59", "2026-W46"),
        ("2026-11-23T09:00", "2026-W47"),
        ("2026-11-29T23:59", "2026-W47"),
        ("2026-12-14T09:00", "2026-W50"),  # three weeks later: only the last complete week
        ("2027-01-04T09:00", "2026-W53"),
    ],
)
def test_only_the_newest_complete_week_is_owed(now: str, owed: str) -> None:
    assert str(owed_week(MONDAY_MORNING, LONDON, london(now))) == owed


@pytest.mark.parametrize(("day", "clock"), [("2026-03-29", "01:30"), ("2026-10-25", "01:30")])
def test_a_digest_is_owed_once_when_its_time_is_skipped_or_repeated(day: str, clock: str) -> None:
    settings = DigestSettings(channel="C0DIGEST", day="sun", time=clock)
    midnight = london(f"{day}T00:00").astimezone(UTC)
    owed = [owed_week(settings, LONDON, midnight + minute * timedelta(minutes=1)) for minute in range(6 * 60)]
    changes = [(one, other) for one, other in itertools.pairwise(owed) if one != other]
    assert changes == [(owed[0], owed[0].after())]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # hypothesis wants naive bounds
    st.sampled_from(["mon", "wed", "sun"]),
    st.sampled_from(["00:00", "01:30", "09:00", "23:59"]),
    st.sampled_from(ZONES),
)
def test_the_owed_week_is_complete_and_due_and_the_next_is_not(now: datetime, day: str, time: str, name: str) -> None:
    zone = ZoneInfo(name)
    settings = DigestSettings.model_validate({"channel": "C0DIGEST", "day": day, "time": time})
    owed = owed_week(settings, zone, now)
    assert owed.bounds(zone)[1] <= now
    assert is_due(owed, settings, zone, now)
    assert not is_due(owed.after(), settings, zone, now)


@pytest.mark.parametrize(
    ("now", "late"), [("2026-11-23T09:00", False), ("2026-11-23T10:00", False), ("2026-11-23T10:01", True)]
)
def test_a_digest_is_late_an_hour_after_its_time(now: str, *, late: bool) -> None:
    assert is_late(Week(2026, 47), MONDAY_MORNING, LONDON, london(now)) is late


def test_a_month_has_its_days_and_its_neighbours() -> None:
    october = Month.parse(" 2026-10")
    assert (str(october), october.first_day, october.last_day) == ("2026-10", date(2026, 10, 1), date(2026, 10, 31))
    assert (Month(2026, 1).before(), Month(2026, 12).after()) == (Month(2025, 12), Month(2027, 1))
    assert spans_before(Month(2026, 2), 3) == Month(2025, 11)
    assert spans_before(Week(2026, 2), 4) == Week(2025, 50)
    start, end = october.bounds(LONDON)
    assert end - start == timedelta(days=31, hours=1)  # the clocks go back


def test_a_week_or_a_month_is_read_by_its_form() -> None:
    assert parse_span("2026-W46") == Week(2026, 46)
    assert parse_span(" 2026-10 ") == Month(2026, 10)
    assert (Week(2026, 46).first_day, Week(2026, 46).last_day) == (date(2026, 11, 9), date(2026, 11, 15))
    for text, sentence in (("2026-13", "a month like 2026-10"), ("2027-W53", "2027 has no week 53")):
        with pytest.raises(InvalidInput, match=sentence):
            parse_span(text)
    with pytest.raises(InvalidInput, match="like 2026-10"):
        Month.parse("October")
