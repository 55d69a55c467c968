"""Are plain values kept as typed, and are surprises refused?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from workflow.values import Instant, InvalidInput, Number, Value, clean, parse_number


class Point(Value):
    x: int


def test_a_value_never_changes() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Point(x=1).x = 2  # type: ignore[misc]  # this is what must fail


def test_a_value_refuses_unknown_fields() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Point.model_validate({"x": 1, "y": 2})


def test_an_instant_without_a_zone_is_refused() -> None:
    instant = TypeAdapter(Instant)
    assert instant.validate_python(datetime(2027, 1, 4, tzinfo=UTC)).tzinfo is UTC
    with pytest.raises(ValidationError, match="timezone"):
        instant.validate_python(datetime(2027, 1, 4))  # noqa: DTZ001  # this is what must fail


def test_the_time_between_two_instants_of_one_zone_is_real_across_a_clock_change() -> None:
    zone, instant = ZoneInfo("Europe/London"), TypeAdapter(Instant)
    evening, morning = (
        instant.validate_python(datetime(2026, 3, day, hour, tzinfo=zone)) for day, hour in ((28, 18), (29, 9))
    )
    assert morning - evening == timedelta(hours=14), "the clocks on the wall say fifteen"


def test_invalid_input_names_each_field() -> None:
    refusal = InvalidInput({"budget": "Too much.", "end": "Too early."})
    assert str(refusal) == "budget: Too much. end: Too early."
    assert refusal.errors == {"budget": "Too much.", "end": "Too early."}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  plain  ", "plain"),
        ("two\r\nlines\rhere", "two\nlines\nhere"),
        ("a\ttab", "a\ttab"),
        ("nul\x00bell\x07", "nulbell"),
        ("lone \ud800 half", "lone  half"),
        ("non\ufffecharacter\uffff", "noncharacter"),
        ("<!channel> & <@U1> *x*", "<!channel> & <@U1> *x*"),
        ("emoji 👩‍👩‍👧 and שלום", "emoji 👩‍👩‍👧 and שלום"),
    ],
)
def test_text_is_kept_as_typed_but_for_what_nothing_can_hold(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(st.characters()))
def test_cleaned_text_can_be_encoded_and_needs_no_second_cleaning(text: str) -> None:
    once = clean(text)
    assert once.encode().decode() == once
    assert clean(once) == once


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("45000", "45000"),
        (" 12.50 ", "12.50"),
        (45000, "45000"),
        (0.1, "0.1"),
        ("-3", "-3"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_plain_digits_are_a_number(written: object, meant: str) -> None:
    assert TypeAdapter(Number).validate_python(written) == Decimal(meant)


@pytest.mark.parametrize(
    "written",
    [
        "nan", "inf", "-Infinity", "1e5", "1,000", "£40", "", "four", "٤٥", "1_000", "0x10", "1.", ".5", "1" * 25,
        float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), True, None, [], 1e30,
    ],
)  # fmt: skip
def test_anything_but_plain_digits_is_refused_in_a_sentence(written: object) -> None:
    with pytest.raises(ValueError, match=r"^Write a number in plain digits, like 45000 or 12\.50"):
        parse_number(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=4))
def test_a_decimal_written_out_is_read_back_exactly(number: Decimal) -> None:
    assert parse_number(format(number, "f")) == number
    assert parse_number(number) == number
