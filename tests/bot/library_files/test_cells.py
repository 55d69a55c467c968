"""Is a cell read as people mean it, and refused where it means nothing?"""

from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.library_files.cells import Cell, Unclear, amount, counted, moment, order_of, visible, words_in


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("12,000", "12000", None),
        ("£12,000.50", "12000.50", "GBP"),
        ("12.000,50 €", "12000.50", "EUR"),
        ("1.234.567", "1234567", None),
        ("0,5", "0.5", None),
        ("12.5", "12.5", None),
        ("1'200", "1200", None),
        ("12 000", "12000", None),
        ("SEK 90k", "90000", "SEK"),
        ("1.2m", "1200000", None),
        ("3.2%", "3.2", None),
        ("007", "7", None),
    ],
)
def test_amounts_are_read_in_the_forms_that_people_use(text: str, value: str, currency: str | None) -> None:
    assert amount(text) == (Decimal(value), currency)


@pytest.mark.parametrize("cell", [None, "", "  ", "–", "n/a"])
def test_an_empty_cell_is_nothing(cell: Cell) -> None:
    assert amount(cell) is None


@pytest.mark.parametrize(
    "cell", ["many", "-4", "1e9", "NaN", "12 bananas", "=1+1", "1" * 20, Decimal("NaN"), Decimal(-1), "XYZ 5"]
)
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    with pytest.raises(Unclear):
        amount(cell)


def test_a_count_says_what_it_counts() -> None:
    assert counted("2,040 First purchases.") == (Decimal(2040), "first purchases")
    assert counted("2,040") == (Decimal(2040), None)
    assert counted(Decimal(7)) == (Decimal(7), None)
    assert counted(None) is None


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-09-01", date(2025, 9, 1)),
        ("2025-09-01T10:00:00", date(2025, 9, 1)),
        ("31-08-2023", date(2023, 8, 31)),
        ("1 Sept 2025", date(2025, 9, 1)),
        ("1st September 2025", date(2025, 9, 1)),
        ("May 2025", date(2025, 5, 1)),
        (date(2025, 9, 1), date(2025, 9, 1)),
        (datetime(2025, 9, 1, 8), date(2025, 9, 1)),  # noqa: DTZ001  # as a workbook gives it
        ("", None),
    ],
)
def test_days_are_read_in_many_forms(cell: Cell, day: date | None) -> None:
    assert moment(cell) == day


@pytest.mark.parametrize("text", ["soon", "31/02/2025", "2025-13-01", "1 Floreal 1795"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="is not a date"):
        moment(text)


def test_the_order_of_day_and_month_is_taken_from_the_whole_column() -> None:
    assert order_of(["01/02/2025", "08/31/2025"]) == "month"
    assert order_of(["01/02/2025", None, Decimal(3)]) == "day"
    assert moment("08/31/2025", "month") == date(2025, 8, 31)


def test_what_people_do_not_see_is_not_kept() -> None:
    hidden = "Autumn\u200b\U000e0041\U000e0042 \u202eSwitch\x00"
    assert visible(hidden) == "Autumn Switch"
    assert words_in(" two   words ") == "two words"
    assert words_in(Decimal("916.0")) == "916"
    assert words_in(date(2025, 1, 2)) == "2025-01-02"
