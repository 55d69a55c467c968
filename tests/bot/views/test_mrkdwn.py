"""Does hostile text stay text?"""

import re
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import mrkdwn

ENTITY = re.compile(r"&(amp|lt|gt);")


@pytest.mark.parametrize(
    "text",
    ["<!channel>", "<!here>", "<@U1>", "<#C1>", "<!subteam^S1>", "<http://evil|Approve>", "a & b", "&lt;"],
)
def test_escaping_leaves_nothing_that_slack_would_obey(text: str) -> None:
    shown = mrkdwn.escape(text)
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", shown)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text


@given(st.text(alphabet="a&<>😀\u200d\n é"), st.integers(1, 60))
def test_cut_text_fits_and_breaks_no_entity(text: str, limit: int) -> None:
    shown = mrkdwn.escaped(text, limit)
    assert mrkdwn.width(shown) <= limit
    assert "&" not in ENTITY.sub("", shown)


@given(st.text(), st.integers(1, 60))
def test_text_that_fits_is_not_touched_and_other_text_says_that_it_goes_on(text: str, limit: int) -> None:
    shown = mrkdwn.shorten(text, limit)
    assert mrkdwn.width(shown) <= limit
    assert shown == text if mrkdwn.width(text) <= limit else shown.endswith("…")


def test_lengths_count_as_slack_counts_them() -> None:
    assert mrkdwn.width("é😀") == 3
    assert mrkdwn.shorten("😀😀😀", 5) == "😀😀…"


def test_a_quotation_is_marked_on_every_line_and_fits() -> None:
    assert mrkdwn.quoted("Bolder.\n<!channel>", 100) == "> Bolder.\n> &lt;!channel&gt;"
    assert mrkdwn.quoted("", 100) == "> "


@given(st.text(alphabet="a&<>\n\r😀", max_size=400), st.integers(60, 300))
def test_a_quotation_never_leaves_its_marks_or_its_limit(text: str, limit: int) -> None:
    shown = mrkdwn.quoted(text, limit)
    assert mrkdwn.width(shown) <= limit
    assert all(line.startswith("> ") for line in shown.split("\n"))


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("U0DEE", "<@U0DEE>"),
        ("W0DEE", "<@W0DEE>"),
        ("S0DESIGNERS", "<!subteam^S0DESIGNERS>"),
        ("T0AGENCY/U0AXEL", "<@U0AXEL>"),
    ],
)
def test_an_approver_of_a_team_file_is_mentioned_by_kind(entry: str, shown: str) -> None:
    assert mrkdwn.approver(entry) == shown


def test_a_moment_is_told_in_the_readers_zone_with_utc_to_fall_back_on() -> None:
    at = datetime(2026, 11, 24, 15, 30, tzinfo=timezone(timedelta(hours=1)))
    assert mrkdwn.date(at) == "<!date^1795530600^{date_short_pretty} at {time}|24 Nov 2026 14:30 UTC>"
    inside = "<!date^1795530600^since {date_short_pretty} at {time}|since 24 Nov 2026 14:30 UTC>"
    assert mrkdwn.date(at, "since ") == inside


def test_a_link_reads_as_its_text_whatever_the_text_is() -> None:
    assert mrkdwn.link("https://x.test/a?b=1&c=2", "Q4 > Q3 | <draft>") == (
        "<https://x.test/a?b=1&amp;c=2|Q4 &gt; Q3 ¦ &lt;draft&gt;>"
    )


def test_a_channel_is_shown_by_name() -> None:
    assert mrkdwn.channel("C0DESIGN") == "<#C0DESIGN>"
