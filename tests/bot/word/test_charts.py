"""Do the charts made of cells tell the truth?"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.word.charts import gantt, gantt_legend, share_bar
from bot.word.palette import ACCENT, ACCENT_SOFT, WARM
from tests.bot.word.drafts import phase
from tests.bot.word.reading import W, text_of
from workflow.draft import Phase


def widths(table: Any) -> list[int]:
    return [int(one.get(f"{W}w")) for one in table.iter(f"{W}tcW")]


def fill(cell: Any) -> str | None:
    shade = cell.find(f"{W}tcPr/{W}shd")
    return None if shade is None else shade.get(f"{W}fill")


def span(cell: Any) -> int:
    spanned = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if spanned is None else int(spanned.get(f"{W}val"))


def bar(table: Any, position: int) -> tuple[int, int, str | None]:
    """Return the first slot, the number of slots and the colour of the bar in the `position`th row of phases."""
    at, drawn = 0, []
    for cell in table.findall(f"{W}tr")[1 + position].findall(f"{W}tc")[1:]:
        if fill(cell):
            drawn.append((at, span(cell), fill(cell)))
        at += span(cell)
    assert len(drawn) == 1
    return drawn[0]


def header(table: Any) -> list[str]:
    return [text_of(cell) for cell in table.find(f"{W}tr").findall(f"{W}tc")]


def test_parts_of_the_bar_are_as_wide_as_their_share() -> None:
    (drawn,) = share_bar([("A", Decimal(75)), ("B", Decimal(25)), ("Nothing", Decimal(0))])
    wide, narrow = widths(drawn)
    assert wide / narrow == pytest.approx(3, rel=0.01)
    assert [text_of(cell) for cell in drawn.iter(f"{W}tc")] == ["75%", "25%"]


def test_a_sliver_is_drawn_without_a_label_and_told_in_the_description() -> None:
    (drawn,) = share_bar([("A", Decimal(999)), ("B", Decimal(1))])
    assert [text_of(cell) for cell in drawn.iter(f"{W}tc")] == ["100%", ""]
    assert min(widths(drawn)) >= 30
    described = drawn.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")
    assert described == "Share of budget: A 100%, B under 1%."


def test_without_money_there_is_no_bar() -> None:
    assert share_bar([("A", Decimal(0))]) == []


def test_bars_lie_in_the_weeks_of_their_phases() -> None:
    drawn = gantt(
        (
            phase("Late", date(2027, 1, 6), date(2027, 1, 8), "A", late_by=3),  # a Wednesday to a Friday
            phase("Soon", date(2027, 1, 18), date(2027, 1, 31), "B"),
            phase("Live", date(2027, 2, 1), date(2027, 2, 1), "C", in_flight=True),
        )
    )
    assert header(drawn) == ["Phase", "4 Jan", "11 Jan", "18 Jan", "25 Jan", "1 Feb"]
    assert [bar(drawn, i) for i in range(3)] == [(0, 1, WARM), (2, 2, ACCENT_SOFT), (4, 1, ACCENT)]


@pytest.mark.parametrize(
    ("end", "first"), [(date(2027, 6, 30), "Jan"), (date(2028, 12, 31), "Q1 27")], ids=["months", "quarters"]
)
def test_a_longer_plan_is_headed_by_months_or_quarters(end: date, first: str) -> None:
    assert header(gantt((phase("All", date(2027, 1, 4), end, "A"),)))[1] == first


def test_a_phase_that_ends_before_it_starts_is_drawn_at_its_start() -> None:
    phases = (
        phase("Odd", date(2027, 3, 1), date(2027, 2, 1), "A"),
        phase("All", date(2027, 2, 1), date(2027, 3, 8), "A"),
    )
    assert bar(gantt(phases), 0) == (4, 1, ACCENT_SOFT)


@pytest.mark.parametrize(
    ("phases", "legend"),
    [
        ((phase("A", date(2027, 1, 1), date(2027, 1, 2), "x", in_flight=True),), "Dark: in flight."),
        (
            (
                phase("A", date(2027, 1, 1), date(2027, 1, 2), "x", late_by=1),
                phase("B", date(2027, 1, 1), date(2027, 1, 2), "x"),
            ),
            "Light: before and after; orange: its start has passed.",
        ),
    ],
)
def test_the_legend_names_the_shades_that_occur(phases: tuple[Phase, ...], legend: str) -> None:
    assert gantt_legend(phases) == legend
