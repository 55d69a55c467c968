"""Which days does somebody mean who types when they are away?"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.absence_words import bounds, days_meant
from workflow.errors import NotAllowed

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("until Friday", TODAY, date(2026, 11, 27)),
        ("until fri", TODAY, date(2026, 11, 27)),
        ("UNTIL  Tuesday", TODAY, date(2026, 12, 1)),
        ("until 4 Dec", TODAY, date(2026, 12, 4)),
        ("until 4th of December", TODAY, date(2026, 12, 4)),
        ("until Dec 4", TODAY, date(2026, 12, 4)),
        ("until December 4th, 2026", TODAY, date(2026, 12, 4)),
        ("until 2026-12-04", TODAY, date(2026, 12, 4)),
        ("until 4 Jan", TODAY, date(2027, 1, 4)),
        ("from Monday until Friday", date(2026, 11, 30), date(2026, 12, 4)),
        ("from Monday to Friday", date(2026, 11, 30), date(2026, 12, 4)),
        ("from 1 Dec till 4 Dec", date(2026, 12, 1), date(2026, 12, 4)),
        ("1 Dec through 4 Dec", date(2026, 12, 1), date(2026, 12, 4)),
        ("from tomorrow until Friday", date(2026, 11, 26), date(2026, 11, 27)),
        ("today", TODAY, TODAY),
        ("tomorrow", date(2026, 11, 26), date(2026, 11, 26)),
        ("until tomorrow", TODAY, date(2026, 11, 26)),
        ("until today", TODAY, TODAY),
        ("Friday", date(2026, 11, 27), date(2026, 11, 27)),
        ("until 25 Nov", TODAY, TODAY),
    ],
)
def test_days_are_understood_as_people_write_them(words: str, first: date, last: date) -> None:
    assert days_meant(words, TODAY) == (first, last)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "When?"),
        ("until", "could be read in several ways"),
        ("from Monday", "Until when?"),
        ("until Wednesday", "Is “wednesday” today or a week later?"),
        ("from Monday until Monday", "Is “monday” Monday 30 November 2026 or a week later?"),
        ("until 04/12", "“04/12” could be read in several ways"),
        ("until next Friday", "could be read in several ways"),
        ("until 4 Foo", "There is no month “foo”"),
        ("until 4 Ju", "could be read in several ways"),
        ("until 4 Mar 2028", "Saturday 4 March 2028 is more than a year ahead"),
        ("until 30 Feb", "There is no day “30 feb”"),
        ("until 2026-02-30", "There is no day “2026-02-30”"),
        ("until 2026-11-24", "Tuesday 24 November 2026 is past"),
        ("2026-11-24", "Tuesday 24 November 2026 is past"),
        ("until 24 Nov", "Tuesday 24 November 2026 is past. Write the year if you mean the next."),
        ("from 4 Dec until 1 Dec", "Tuesday 1 December 2026 comes before Friday 4 December 2026"),
        ("because I am ill", "could be read in several ways"),
    ],
)
def test_what_is_ambiguous_past_or_nothing_is_refused_in_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        days_meant(words, TODAY)
    assert sentence in refusal.value.sentence
    assert refusal.value.sentence.endswith("today.")


@given(st.text(max_size=60))
def test_whatever_is_typed_is_days_in_order_or_a_refusal(words: str) -> None:
    try:
        first, last = days_meant(words, TODAY)
    except NotAllowed:
        return
    assert TODAY <= first <= last


@given(st.dates(TODAY, date(2027, 11, 25)))
def test_every_day_of_a_year_can_be_said(day: date) -> None:
    assert days_meant(f"until {day.isoformat()}", TODAY) == (TODAY, day)
    assert days_meant(f"until {day:%d %B %Y}", TODAY) == (TODAY, day)


def test_the_persons_own_zone_decides_when_a_day_is_over() -> None:
    now = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    since, until = bounds(TODAY, date(2026, 11, 27), ZoneInfo("America/New_York"), now)
    assert (since, until) == (now, datetime(2026, 11, 28, 5, tzinfo=UTC))
    since, until = bounds(date(2026, 11, 26), date(2026, 11, 26), ZoneInfo("Asia/Tokyo"), now)
    assert (since, until) == (datetime(2026, 11, 25, 15, tzinfo=UTC), datetime(2026, 11, 26, 15, tzinfo=UTC))
