"""Is the digest's picture a picture of the week, whatever the week and its words?"""

import struct
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.image import imread
from matplotlib.text import Text

from bot.charts import BLUE, LONGEST_ALT_TEXT, MOST_STAGES, VERMILION, chart_alt_text, digest_chart, drawn
from tests.workflow.test_digest import ALL, CHANGED, WAITING, summed
from workflow.digest import Digest, StageFigures
from workflow.week import Month, Week

HOUR = timedelta(hours=1)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def with_times(*hours: float, sla: timedelta | None = 8 * HOUR) -> Digest:
    """Return a week in which one stage decided after so many working hours each."""
    digest = summed(*ALL)
    like = digest.stages[0].decided[0]
    decided = tuple(replace(like, working=h * HOUR, breached=h > 8) for h in hours)
    stage = StageFigures("designer", "Design review", sla, decided, sum(h > 8 for h in hours))
    return replace(digest, stages=(stage,))


def test_the_picture_is_as_wide_as_a_phone_and_grows_by_stage() -> None:
    digest = summed(*ALL)
    width, height = size(digest_chart(digest))
    assert width == 1080
    assert size(digest_chart(replace(digest, stages=digest.stages[:2]))) == (1080, height - 186)


PHONE = 320
"""How many pixels of a phone's width a picture in a message takes."""


@pytest.mark.parametrize("span", [Week(2026, 47), Month(2026, 11)])
def test_every_word_can_be_read_on_a_phone_and_stays_within_the_picture(span: Week | Month) -> None:
    digest = summed(*ALL)
    longer = replace(digest.stages[0], title="Agency acceptance (report)")
    figure = drawn(replace(digest, span=span, stages=(*digest.stages, longer)))
    figure.draw_without_rendering()
    words = [text for text in figure.findobj(Text) if text.get_text()]
    assert len(words) > 15
    pixel = PHONE / 72 / figure.get_figwidth()
    for text in words:
        assert float(text.get_fontsize()) * pixel >= 10.9, text.get_text()
        drawn_in = text.get_window_extent()
        assert drawn_in.x0 >= 0, text.get_text()
        assert drawn_in.x1 <= figure.bbox.x1, text.get_text()


@pytest.mark.parametrize("title", ["Marketing sign-off", "Agency acceptance (report)", "W" * 60])
def test_a_stages_name_leaves_room_for_its_figures(title: str) -> None:
    digest = with_times(3.6, 11, 12)
    figure = drawn(replace(digest, stages=(replace(digest.stages[0], title=title),)))
    figure.draw_without_rendering()
    told, name = (text.get_window_extent() for text in figure.axes[0].texts)
    assert name.x1 < told.x0


def pixels(digest: Digest, color: str) -> int:
    """Return how many pixels of a picture have exactly that colour, the heading and its key left out."""
    picture = imread(BytesIO(digest_chart(digest)))[220:, :, :3]
    return int(((picture - np.array(to_rgb(color))).__abs__().max(axis=2) < 0.002).sum())


def test_many_handovers_that_took_as_long_are_seen_and_so_is_one_that_was_late() -> None:
    few, many = with_times(1, 1.5, 2), with_times(*(1 + n / 400 for n in range(400)))
    assert pixels(many, BLUE) > pixels(few, BLUE) > 0
    assert pixels(many, VERMILION) == 0
    assert pixels(with_times(*(1 + n / 400 for n in range(400)), 9), VERMILION) > 30


def test_the_same_week_gives_the_same_picture() -> None:
    assert digest_chart(summed(*ALL)) == digest_chart(summed(*ALL))


@pytest.mark.parametrize(
    "digest",
    [
        summed(),
        summed(WAITING),
        with_times(0),
        with_times(0.01, 0.025, sla=timedelta(seconds=30)),
        with_times(1, 2, 3, 90),
        with_times(9, 12, sla=None),
        with_times(*(n / 10 for n in range(500))),
        with_times(2000, 5000),
    ],
    ids=["empty", "waiting", "at once", "seconds", "outlier", "no SLA", "many", "years"],
)
def test_every_week_can_be_drawn(digest: Digest) -> None:
    assert size(digest_chart(digest))[0] == 1080


@pytest.mark.parametrize("title", ["$x^2$ and $", "\\frac{1}{0}", "漢字 👨‍👩‍👧 \u202e", "W" * 60, "<b>&amp;"])
def test_a_stages_title_is_drawn_as_text_and_never_run(title: str) -> None:
    digest = with_times(1, 2)
    assert size(digest_chart(replace(digest, stages=(replace(digest.stages[0], title=title),))))[0] == 1080


def test_more_stages_than_fit_are_left_out() -> None:
    digest = with_times(1, 2)
    many = replace(digest, stages=digest.stages * 30)
    assert size(digest_chart(many)) == size(digest_chart(replace(digest, stages=digest.stages * MOST_STAGES)))


def test_a_late_handover_looks_different() -> None:
    late, in_time = with_times(7, 9), with_times(7, 9)
    stage = in_time.stages[0]
    decided = tuple(replace(h, breached=False) for h in stage.decided)
    assert digest_chart(late) != digest_chart(replace(in_time, stages=(replace(stage, decided=decided),)))


def test_the_words_of_a_picture_of_little() -> None:
    assert chart_alt_text(summed()).startswith("Week 47: no handover was decided. Design review: no decision, SLA 4 h.")
    one = chart_alt_text(summed(CHANGED, week=Week(2026, 46)))
    assert one.startswith("Week 46: only Design review decided handovers; 1 went past its SLA.")
    former = chart_alt_text(with_times(1, sla=None))
    assert former.startswith(
        "Week 47: only Design review decided handovers; none went past its SLA. Design review: median 1 h"
    )
    assert "SLA 8 h" not in former


def test_the_words_fit_what_slack_takes() -> None:
    digest = with_times(1, 2)
    long = replace(digest, stages=(replace(digest.stages[0], title="W" * 300),) * 20)
    assert len(chart_alt_text(long)) == LONGEST_ALT_TEXT


def test_matplotlib_is_loaded_only_for_drawing() -> None:
    program = "import sys, bot.charts, bot.views.digest; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
