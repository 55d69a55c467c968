"""Who is away at a moment, who decides in their place, and which absences cannot be?"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow import story as s
from workflow.absence import (
    Absence,
    away_at,
    check,
    check_there,
    check_upward,
    days,
    gap,
    stand_in_of,
    stands_in_for,
)
from workflow.errors import NotAllowed

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def away(who: str, stand_in: str | None = None, first: int = 0, last: int = 4, **more: Any) -> Absence:
    """Return somebody's absence from the first to the last day counted from a Monday."""
    said = {"number": 0, "zone": "UTC", "proposed_by": who, "confirmed_by": who, **more}
    return Absence(who=who, stand_in=stand_in, since=MONDAY + first * DAY, until=MONDAY + (last + 1) * DAY, **said)


def test_an_absence_holds_from_its_first_moment_to_the_end_of_its_last_day() -> None:
    absence = away("MAYA", "NOOR")
    assert not absence.holds(MONDAY - timedelta(seconds=1))
    assert absence.holds(MONDAY)
    assert absence.holds(MONDAY + 5 * DAY - timedelta(seconds=1))
    assert not absence.holds(MONDAY + 5 * DAY)
    assert days(absence) == "Mon 30 Nov to Fri 4 Dec"


def test_one_day_and_another_year_are_said_shortly() -> None:
    assert days(away("MAYA", last=0)) == "Mon 30 Nov"
    assert days(away("MAYA", last=40)) == "Mon 30 Nov 2026 to Sat 9 Jan 2027"


def test_a_proposal_counts_for_nothing_and_an_end_before_its_time_ends_it() -> None:
    assert not away("MAYA", confirmed_by=None).holds(MONDAY)
    ended = away("MAYA", ended_at=MONDAY + DAY)
    assert (ended.holds(MONDAY), ended.holds(MONDAY + DAY)) == (True, False)


def test_whoever_is_there_decides_for_themselves() -> None:
    assert stand_in_of([away("DEE", "NOOR")], "MAYA", MONDAY) == "MAYA"
    assert stands_in_for([away("DEE", "NOOR")], "MAYA", MONDAY) == []


def test_chains_of_stand_ins_are_followed_as_they_are_at_the_moment() -> None:
    known = [away("MAYA", "NOOR"), away("NOOR", "DEE", first=2)]
    assert stand_in_of(known, "MAYA", MONDAY) == "NOOR"
    assert stand_in_of(known, "MAYA", MONDAY + 2 * DAY) == "DEE"
    assert stands_in_for(known, "DEE", MONDAY + 2 * DAY) == ["MAYA", "NOOR"]
    assert stands_in_for(known, "NOOR", MONDAY + 2 * DAY) == []
    assert list(away_at(known, MONDAY + 2 * DAY)) == ["MAYA", "NOOR"]


def test_a_chain_that_ends_with_somebody_away_leaves_nobody() -> None:
    assert stand_in_of([away("MAYA")], "MAYA", MONDAY) is None
    assert stand_in_of([away("MAYA", "NOOR"), away("NOOR")], "MAYA", MONDAY) is None


def test_a_ring_that_should_not_be_leaves_nobody() -> None:
    assert stand_in_of([away("MAYA", "NOOR"), away("NOOR", "MAYA")], "MAYA", MONDAY) is None


@pytest.mark.parametrize(
    ("wanted", "known", "sentence"),
    [
        (away("MAYA", "MAYA"), [], "Nobody stands in for themselves"),
        (
            away("MAYA", first=4, last=6),
            [away("MAYA", number=1)],
            "MAYA is away already, Mon 30 Nov to Fri 4 Dec, and that overlaps Fri 4 Dec to Sun 6 Dec.",
        ),
        (away("NOOR", "MAYA"), [away("MAYA", "NOOR", number=1)], "NOOR → MAYA → NOOR"),
        (
            away("NOOR", "DEE"),
            [away("DEE", "MAYA", number=1), away("MAYA", "NOOR", number=2)],
            "NOOR → DEE → MAYA → NOOR",
        ),
        (away("NOOR", "MAYA"), [away("MAYA", "NOOR", first=3, number=1)], "NOOR → MAYA → NOOR"),
    ],
)
def test_what_cannot_be_is_refused_with_both_dates_or_the_ring(
    wanted: Absence, known: list[Absence], sentence: str
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check(wanted, known)
    assert sentence in refusal.value.told(str)


@pytest.mark.parametrize(
    ("wanted", "known"),
    [
        (away("MAYA", first=5, last=6), [away("MAYA", number=1)]),
        (away("MAYA"), [away("MAYA", number=1, confirmed_by=None)]),
        (away("MAYA"), [away("MAYA", number=1, ended_at=MONDAY)]),
        (away("MAYA", number=1), [away("MAYA", number=1)]),
        (away("NOOR", "MAYA", last=1), [away("MAYA", "NOOR", first=2, number=1)]),
        (away("NOOR", "DEE"), [away("DEE", number=1)]),
    ],
)
def test_what_fits_passes(wanted: Absence, known: list[Absence]) -> None:
    check(wanted, known)


PEOPLE = ("ANN", "BO", "CY", "DI", "EL")
_STRETCH = st.tuples(st.sampled_from(PEOPLE), st.sampled_from((*PEOPLE, None)), st.integers(0, 12), st.integers(0, 6))


@given(st.lists(_STRETCH, max_size=12))
def test_whatever_was_let_pass_nobody_is_away_twice_and_every_chain_ends(drawn: list[Any]) -> None:
    known: list[Absence] = []
    for number, (who, stand_in, first, length) in enumerate(drawn, 1):
        wanted = away(who, stand_in, first, first + length, number=number)
        try:
            check(wanted, known)
        except NotAllowed:
            continue
        known.append(wanted)
    for day in range(20):
        at = MONDAY + day * DAY
        away_now = away_at(known, at)
        assert len(away_now) == sum(one.holds(at) for one in known)
        for who in PEOPLE:
            meant, steps = who, 0
            while meant in away_now and away_now[meant].stand_in:
                meant, steps = str(away_now[meant].stand_in), steps + 1
                assert steps <= len(PEOPLE)
            assert stand_in_of(known, who, at) == (None if meant in away_now else meant)


@pytest.mark.parametrize(
    ("known", "alone"),
    [
        ([], None),
        ([away("NOOR", first=5, last=9)], None),
        ([away("NOOR", "DEE", first=2)], None),
        ([away("NOOR", confirmed_by=None)], None),
        ([away("NOOR")], "NOOR"),
        ([away("NOOR", first=3, last=6)], "NOOR"),
        ([away("NOOR", "DEE"), away("DEE", first=2, number=2)], "DEE"),
    ],
)
def test_a_stand_in_who_is_away_too_is_told_where_nobody_is_left(known: list[Absence], alone: str | None) -> None:
    found = gap(away("MAYA", "NOOR", number=1), known)
    assert (found.who if found else None) == alone
    assert gap(away("MAYA", number=1), known) is None, "who names nobody knows it"


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ([away("NOOR")], "NOOR is away until Fri 4 Dec. Choose somebody else."),
        (
            [away("NOOR", "DEE")],
            "NOOR is away until Fri 4 Dec, and DEE decides in their place. Choose DEE, or somebody else.",
        ),
    ],
)
def test_a_request_is_given_by_hand_to_nobody_who_is_away(known: list[Absence], sentence: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        check_there("NOOR", known, MONDAY)
    assert refused.value.told(str) == sentence
    check_there("MAYA", known, MONDAY)
    check_there("NOOR", known, MONDAY + 5 * DAY)


def maya(stand_in: str) -> Absence:
    return away("U0MAYA", stand_in)


def test_a_stand_in_answers_to_nobody_in_whose_place_they_would_decide() -> None:
    story = s.in_review()
    story.tell(s.yes())
    check_upward(maya("U0NOOR"), [], [story.brief])
    with pytest.raises(NotAllowed) as author:
        check_upward(maya("U0ROSA"), [], [story.brief])
    assert author.value.told(str) == (
        "U0ROSA wrote BRF-1 or approved it at another stage, and U0MAYA decides on it at Marketing sign-off: "
        "one person cannot do both. Name somebody else."
    )
    with pytest.raises(NotAllowed, match="U0DEE wrote BRF-1 or approved it"):
        check_upward(maya("U0DEE"), [], [story.brief])
    with pytest.raises(NotAllowed, match="U0DEE wrote BRF-1 or approved it"):
        check_upward(maya("U0LIV"), [away("U0LIV", "U0DEE")], [story.brief])


def test_what_the_absent_person_has_decided_already_is_no_obstacle() -> None:
    story = s.in_review()
    story.tell(s.yes(), s.yes(s.MAYA, "marketer"))
    check_upward(maya("U0DEE"), [], [story.brief])
    check_upward(away("U0ZED", "U0ROSA"), [], [story.brief])
    check_upward(away("U0MAYA"), [], [s.in_review().brief])
    check_upward(maya("U0ROSA"), [], [s.in_review(self_approval=True).brief])
