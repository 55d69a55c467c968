from datetime import date
from decimal import Decimal

from workflow.drafting import words


def test_dates_counts_and_lists_read_as_people_write_them() -> None:
    assert words.day(date(2027, 3, 1)) == "1 March 2027"
    assert [words.count(n, "day") for n in (0, 1, 1200)] == ["0 days", "1 day", "1,200 days"]
    assert [words.listing(list(text)) for text in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


def test_quotations_survive_any_end_of_the_quoted_text() -> None:
    assert words.quote("Sell\n more. ") == "“Sell more”"
    assert words.quote("...") == "“...”"
    assert words.sentence("Sell more") == "Sell more."
    assert words.sentence("Sell more!") == "Sell more!"


def test_shares_are_whole_percentages_and_the_smallest_say_so() -> None:
    assert words.percent(Decimal(1), Decimal(8)) == "13%"
    assert words.percent(Decimal(1), Decimal(900)) == "under 1%"
    assert words.percent(Decimal(0), Decimal(9)) == "0%"


def test_free_text_falls_into_sentences_without_the_marks_of_its_lists() -> None:
    text = "They walk. They swim, e.g. in lakes!\n- one\n 2) two\n\n• three"
    assert words.sentences(text) == ("They walk.", "They swim, e.g. in lakes!", "one", "two", "three")


def test_acronyms_keep_their_capitals_inside_a_sentence() -> None:
    assert words.lower_first("Reach") == "reach"
    assert words.lower_first("CPA by week") == "CPA by week"
