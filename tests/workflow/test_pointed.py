"""Is only that taken from what somebody points out which stands in the message and is read there?"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.channels import Channel
from workflow.pointed import FIELDS, pointed

TODAY = date(2026, 11, 25)
MESSAGE = """
Hi Tom, can you brief the spring trail thing? We want 9,200 orders (we had 7,000 this year) from women who run off-road.
Say that they keep their feet dry. Around £45k all in, 1 March to 30 April, so mostly Instagram and LinkedIn, in the UK.
Every ad carries the logo. Somebody said 12% or 3.5 million, ignore that. Starts 04/05/2027?
"""
POINTED: dict[tuple[str, str], dict[str, object]] = {
    ("name", "spring trail"): {"name": "spring trail"},
    ("goal", "We want 9,200 orders"): {"goal": "We want 9,200 orders"},
    ("metric", "orders"): {"metric": "orders"},
    ("target", "9,200"): {"target": Decimal(9200)},
    ("target", "9,200 orders"): {"target": Decimal(9200)},
    ("target", "9,200 orders (we had 7,000"): {},
    ("target", "12%"): {},
    ("target", "3.5 million"): {},
    ("target", "9200"): {},
    ("target", ""): {},
    ("baseline", "7,000"): {"baseline": Decimal(7000)},
    ("audience", "women who run off-road"): {"audience": "women who run off-road"},
    ("audience", "men who run off-road"): {},
    ("audience", "women  who\nrun off-road"): {"audience": "women who run off-road"},
    ("proposition", "they keep their feet dry"): {"proposition": "they keep their feet dry"},
    ("mandatories", "Every ad carries the logo."): {"mandatories": "Every ad carries the logo."},
    ("market", "the UK"): {"market": "the UK"},
    ("budget", "£45k"): {"budget": Decimal(45000), "currency": "GBP"},
    ("budget", "Around £45k all in, 1 March"): {},
    ("budget", "£54k"): {},
    ("budget", "so mostly"): {},
    ("start", "1 March"): {"start": date(2027, 3, 1), "end": None},
    ("start", "1 March to 30 April"): {},
    ("start", "04/05/2027"): {},
    ("start", "mostly Instagram"): {},
    ("end", "30 April"): {"start": None, "end": date(2027, 4, 30)},
    ("channels", "Instagram and LinkedIn"): {"channels": (Channel.META, Channel.LINKEDIN)},
    ("channels", "mostly"): {},
    ("goal", "Hi Tom, can you brief"): {"goal": "Hi Tom, can you brief"},
    ("notes", "Hi Tom"): {},
}


@pytest.mark.parametrize(("field", "excerpt"), POINTED)
def test_what_stands_in_the_message_is_read_from_it_and_nothing_else(field: str, excerpt: str) -> None:
    assert pointed(MESSAGE, {field: excerpt}, TODAY, "GBP") == POINTED[field, excerpt]


def test_both_ends_of_a_flight_are_read_and_the_end_follows_the_start() -> None:
    told = pointed(MESSAGE, {"start": "1 March", "end": "30 April"}, TODAY, "GBP")
    assert told == {"start": date(2027, 3, 1), "end": date(2027, 4, 30)}
    turned = pointed(MESSAGE, {"start": "30 April", "end": "1 March"}, TODAY, "GBP")
    assert turned == {"start": date(2027, 4, 30), "end": date(2028, 3, 1)}, "the next of its kind"


def test_a_excerpt_of_part_of_a_word_is_not_taken() -> None:
    assert pointed("for women", {"audience": "men"}, TODAY, "GBP") == {}
    assert pointed("for men.", {"audience": "men."}, TODAY, "GBP") == {"audience": "men."}


def test_an_answer_longer_than_its_field_is_left_out() -> None:
    message = "x" * 400
    assert pointed(message, {"name": message}, TODAY, "GBP") == {}
    assert pointed(message, {"goal": message}, TODAY, "GBP") == {"goal": message}


@given(st.text(max_size=80), st.sampled_from(FIELDS), st.text(min_size=1, max_size=20))
def test_nothing_that_the_message_does_not_say_is_ever_taken(text: str, field: str, excerpt: str) -> None:
    told = pointed(text, {field: excerpt}, TODAY, "GBP")
    assert not told or " ".join(excerpt.split()) in " ".join(text.split())
