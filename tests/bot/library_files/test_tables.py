"""What do the rows of CSV files and workbooks become, and which rows are refused, where and why?"""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from bot.library_files import sheets
from bot.library_files.read import understand
from bot.library_files.understood import Understood
from bot.word.archive import UnsafeFile
from workflow.channels import Channel
from workflow.library import Ratio

HEAD = "Campaign,Channel,Spend (GBP),First purchases,Start,End"
ROW = "Autumn Switch,Email,6000,900,2025-09-01,2025-10-31"


def csv(*lines: str, currency: str | None = "GBP") -> Understood:
    return understand("past.csv", "\n".join(lines).encode(), currency)


def workbook(*rows: tuple[object, ...], second: tuple[tuple[object, ...], ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if second:
        book.active.title = "2024"
        other = book.create_sheet("2025")
        for row in second:
            other.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr(name, part, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def test_rows_of_one_name_are_one_campaign_with_a_part_for_each_channel() -> None:
    found = csv(
        HEAD, ROW, "autumn switch,Meta,20000,600,,", "Autumn Switch,Email,1000,100,,2025-11-02", "Other,TV,1,1,,"
    )
    autumn, other = found.campaigns
    assert [part.channel for part in autumn.parts] == [Channel.EMAIL, Channel.META]
    assert autumn.parts[0].figures.spend is not None
    assert autumn.parts[0].figures.spend.amount == 7000
    assert autumn.total.results is not None
    assert (autumn.total.results.value, autumn.total.results.of) == (Decimal(1600), "first purchases")
    assert (autumn.started, autumn.ended) == (date(2025, 9, 1), date(2025, 11, 2))
    assert (autumn.origin.file, autumn.origin.place) == ("past.csv", "rows 2-4")
    assert other.origin.place == "row 5"
    assert found.refusals == ()


def test_rows_that_lie_apart_are_counted() -> None:
    assert csv(HEAD, ROW, "Other,TV,1,1,,", ROW).campaigns[0].origin.place == "rows 2-4 (2 rows)"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Email,6000,900,,", "names no campaign"),
        ("A,Fax,6000,900,,", "no channel called “Fax”"),
        ("A,Email,lots,900,,", "spend: “lots” is not a number"),
        ("A,Email,-5,900,,", "less than nothing"),
        ("A,Email,,,,", "it holds no figure"),
        ("A,Email,5,900,soon,", "started: “soon” is not a date"),
        ("A,Email,5,900,2025-09-02,2025-09-01", "it ends before it starts"),
        ("=cmd|' /C calc'!A0,Email,5,900,,", "name: is a formula"),
    ],
)
def test_a_row_is_refused_with_its_line_and_the_reason(row: str, reason: str) -> None:
    found = csv(HEAD, ROW, row)
    (refusal,) = found.refusals
    assert refusal.place == "row 3"
    assert reason in refusal.reason
    assert len(found.campaigns) == 1


def test_a_cell_with_line_breaks_does_not_shift_the_lines() -> None:
    found = csv(HEAD + ",Notes", ROW + ',"two\nlines"', "A,Fax,1,1,,,")
    assert found.refusals[0].place == "row 4"


def test_more_clicks_than_impressions_cannot_be() -> None:
    (refusal,) = csv("Campaign,Spend (GBP),Impressions,Clicks", "A,1,5,6").refusals
    assert "more clicks (6) than impressions (5)" in refusal.reason


def test_a_currency_is_inferred_or_asked_for() -> None:
    plain = ("Campaign,Spend,Results", "A,100,5", "B,€50,5")
    found = csv(*plain)
    assert [each.total.spend and each.total.spend.currency for each in found.campaigns] == ["GBP", "EUR"]
    assert "amounts without a currency are in GBP, as in the team file" in found.inferred
    (refusal,) = csv(*plain, currency=None).refusals
    assert "in which currency?" in refusal.reason
    other = csv("Campaign,Spend,Results,Currency", "A,100,5,sek").campaigns[0].total.spend
    assert other is not None
    assert other.currency == "SEK"


def test_one_campaign_counts_in_one_currency() -> None:
    (refusal,) = csv("Campaign,Spend,Results", "A,£100,5", "A,€100,5").refusals
    assert (refusal.place, "counts in EUR, the rows before it in GBP" in refusal.reason) == ("row 3", True)


def test_stated_ratios_are_recomputed_and_those_that_do_not_follow_are_not_quoted() -> None:
    head = "Campaign,Spend (GBP),Revenue,ROI,CTR,ROAS,What happened"
    text = "Email carried it. ROI was 310%. A CPA of £3 was seen."
    (found,) = csv(head, f"A,100,210,310%,2%,2.1x,{text}", "A,100,210,1.1,,good,").campaigns
    assert [(each.place, each.ratio, each.stated, each.recomputed) for each in found.disputes] == [
        ("row 2", Ratio.RETURN_ON_INVESTMENT, "310%", Decimal("1.1")),
        ("row 2", Ratio.CLICK_THROUGH, "2%", None),
        ("row 2", Ratio.RETURN_ON_INVESTMENT, "310%", Decimal("1.1")),
        ("row 2", Ratio.COST_PER_RESULT, "£3", None),
    ]
    assert found.happened == ("Email carried it.",)


def test_rows_of_ads_are_added_up_and_what_was_inferred_is_said() -> None:
    found = understand(
        "ads.csv",
        b"reporting_date,xyz_campaign_id,fb_campaign_id,Impressions,Clicks,Spent,Total_Conversion,Approved_Conversion\n"
        b"31-08-2023,916,1,1000,10,1.43,2,1\n30-08-2023,916,2,2000,5,1.82,2,0\n",
        "GBP",
    )
    (campaign,) = found.campaigns
    assert (campaign.name, campaign.channels) == ("Campaign 916", (Channel.META,))
    assert campaign.total.results is not None
    assert (campaign.total.results.value, campaign.total.results.of) == (Decimal(1), "approved conversions")
    assert (campaign.started, campaign.ended) == (date(2023, 8, 30), date(2023, 8, 31))
    assert "the channel is Meta (Facebook, Instagram), as “fb_campaign_id” says" in found.inferred


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_any_mark_may_part_the_cells_and_a_title_may_stand_above(mark: str) -> None:
    lines = ["Our campaigns", *(line.replace(",", mark) for line in (HEAD, ROW))]
    assert csv(*lines).campaigns[0].name == "Autumn Switch"


def test_a_file_from_windows_is_read() -> None:
    content = "Campaign;Spend;Results\nCafé;€50;5\n".encode("cp1252")
    assert understand("c.csv", content, None).campaigns[0].name == "Café"
    wide = "Campaign,Spend,Results\nCafé,€50,5\n".encode("utf-16")
    assert understand("c.csv", wide, None).campaigns[0].name == "Café"


def test_a_table_about_something_else_is_refused() -> None:
    with pytest.raises(UnsafeFile, match="No columns about campaigns were found"):
        csv("Name,Height", "Jo,180")


def test_a_table_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(UnsafeFile, match="more than 3 rows"):
        csv(HEAD, ROW, ROW, ROW)


def test_a_cell_longer_than_any_text_is_refused() -> None:
    with pytest.raises(UnsafeFile, match="not a table that can be read"):
        csv(HEAD, "x" * 200_000)


ROWS: tuple[tuple[object, ...], ...] = (
    ("Campaign", "Channel", "Spend (GBP)", "First purchases", "Start"),
    ("Autumn Switch", "Email", 6000.5, 900, datetime(2025, 9, 1)),  # noqa: DTZ001  # as a workbook holds it
)


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    found = understand("past.xlsx", workbook(*ROWS, second=(*ROWS, ("B", "Fax", 1, 1, None))), None)
    (campaign,) = found.campaigns
    assert campaign.total.spend is not None
    assert (campaign.total.spend.amount, campaign.started) == (Decimal(12001), date(2025, 9, 1))
    assert found.refusals[0].place == "2025, row 3"


def test_a_formula_without_its_value_is_refused_in_its_row() -> None:
    (refusal,) = understand("past.xlsx", workbook(*ROWS, ("B", "Email", "=1+1", 5, None)), None).refusals
    assert (refusal.place, refusal.reason) == ("row 3", "spend: is a formula; put its value there.")


def test_other_values_of_a_workbook_are_read_as_text() -> None:
    found = understand("past.xlsx", workbook(ROWS[0], (True, "Email", 1, 1, None)), None)
    assert found.campaigns[0].name == "True"


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("xl/vbaProject.bin", b"macro", "carries macros"),
        ("xl/extra.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "declares entities"),
        ("xl/bomb.bin", b"\0" * (30 * 2**20), "swells"),
        ("../outside.xml", b"<x/>", "outside of itself"),
    ],
)
def test_a_workbook_built_to_harm_is_refused(name: str, part: bytes, said: str) -> None:
    with pytest.raises(UnsafeFile, match=said):
        understand("past.xlsx", with_part(workbook(*ROWS), name, part), None)


def test_a_broken_workbook_is_refused_in_a_sentence() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not-a-workbook/>")
    with pytest.raises(UnsafeFile, match="damaged"):
        understand("past.xlsx", content.getvalue(), None)
