"""Is money written as people read it, and split without losing a penny?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.money import CURRENCIES, minor_unit, money, number, split

PENNY = Decimal("0.01")


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("46000", "GBP", "£46,000"),
        ("12.5", "USD", "$12.50"),
        ("90000", "SEK", "SEK 90,000"),
        ("1234.5", "SEK", "SEK 1,234.50"),
        ("1000000", "JPY", "¥1,000,000"),
        ("0.005", "EUR", "€0.01"),
        ("1999.999", "EUR", "€2,000"),
    ],
)
def test_money_reads_as_people_write_it(amount: str, currency: str, written: str) -> None:
    assert money(Decimal(amount), currency) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("9200", "9,200"), ("3.40", "3.4"), ("3.00", "3"), ("100", "100"), ("0", "0"), ("1234.567", "1,234.567")],
)
def test_a_number_has_separators_and_no_trailing_zeros(value: str, written: str) -> None:
    assert number(Decimal(value)) == written


def test_every_currency_has_a_smallest_amount() -> None:
    assert {minor_unit(code) for code in CURRENCIES} == {Decimal(1), PENNY}
    assert minor_unit("JPY") == 1


def test_a_split_gives_the_spare_pennies_to_the_largest_remainders() -> None:
    assert split(Decimal(100), [Decimal(1)] * 3, PENNY) == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert split(Decimal(10), [Decimal(1), Decimal(2)], Decimal(1)) == [Decimal(3), Decimal(7)]


def test_what_the_unit_cannot_express_goes_to_the_first_share() -> None:
    assert split(Decimal("10.05"), [Decimal(1), Decimal(1)], Decimal(1)) == [Decimal("5.05"), Decimal(5)]


def test_nothing_is_split_among_nobody() -> None:
    assert split(Decimal(100), [], PENNY) == []


pennies = st.integers(1, 10**11).map(lambda n: n * PENNY)
weights = st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any).map(lambda ns: [Decimal(n) for n in ns])


@given(pennies, weights)
def test_shares_sum_to_the_total_and_lie_within_a_unit_of_their_weight(total: Decimal, shares: list[Decimal]) -> None:
    amounts = split(total, shares, PENNY)
    assert sum(amounts) == total
    assert all(amount % PENNY == 0 for amount in amounts)
    for amount, weight in zip(amounts, shares, strict=True):
        assert abs(amount - total * weight / sum(shares)) <= PENNY
