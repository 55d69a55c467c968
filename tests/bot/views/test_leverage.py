"""Is it said plainly who writes, who edits, and what survives?"""

import pytest

from bot.views.leverage import role, trend_line
from tests.workflow import story as s
from workflow.draft import Section
from workflow.leverage import Authorship, SectionTrend
from workflow.surviving import Survival


def whose(typed: int) -> Authorship:
    return Authorship("BRF-1", s.START, (Survival(Section.SUMMARY, 100, 50, 100),), typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ([], "No completed brief says yet"),
        ([0, 49], "The marketer is the editor: of 2 briefs people typed less than half of any."),
        ([50, 120], "The marketer is still the writer: people typed half or more of each of 2 briefs."),
        ([0, 10, 90], "The marketer was the editor of 2 briefs and still the writer of 1, of 3."),
    ],
)
def test_who_writes_is_said_in_a_sentence(typed: list[int], told: str) -> None:
    assert role([whose(words) for words in typed]).startswith(told)


def test_what_survives_is_told_with_what_did_before() -> None:
    now = SectionTrend(Section.TIMELINE, 6, 0.31, 5, 0.54)
    assert trend_line(now) == "Timeline: 31% of the agent's words, n 6 (before 54%, n 5)"
    assert (
        trend_line(SectionTrend(Section.RISKS, 6, 1, 0, None))
        == "Risks and open questions: 100% of the agent's words, n 6"
    )
