"""How does the picture of a baseline look: of the working time a case takes, how much is waiting for what?"""

from io import BytesIO
from textwrap import wrap
from typing import Any

from bot.charts import BLUE, BLUE_TINT, CARD, EDGE, INK, QUIET, TRACK, drawable
from bot.views.durations import terse_working
from bot.views.mrkdwn import shorten
from workflow.baseline import ActivityWaits, Baseline

MOST_ACTIVITIES = 8
_DOTS_PER_INCH = 300
_WIDTH, _ROW, _LINE, _BOTTOM = 3.6, 0.42, 0.16, 0.3  # inches
_LEFT, _RIGHT = 0.045, 0.955  # of the width
_LONGEST_BAR = 0.6  # of the track; the rest is for the figures
_LONGEST_NAME = 44
_LONGEST_LINE = 52


def baseline_chart(told: Baseline, finding: str) -> bytes:
    """Return the picture of `told` as PNG, `finding` above it; the costliest activities, at most eight, are drawn."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # 40 MB that only the drawing process should carry

    shown = told.activities[:MOST_ACTIVITIES]
    title = wrap(finding, _LONGEST_LINE)[:4]
    top = 0.22 + _LINE * len(title)
    height = top + _ROW * max(len(shown), 1) + _BOTTOM
    figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS_PER_INCH, facecolor=CARD, edgecolor=EDGE, linewidth=1.5)
    for number, line in enumerate(title):
        place = 1 - (0.22 + _LINE * number) / height
        figure.text(_LEFT, place, drawable(line), size=8, weight="bold", color=INK, va="baseline", parse_math=False)
    axes = figure.add_axes((_LEFT, _BOTTOM / height, _RIGHT - _LEFT, 1 - (_BOTTOM + top) / height))
    axes.set_axis_off()
    axes.set_xlim(0, (max((each.share for each in shown), default=0.0) or 1.0) / _LONGEST_BAR)
    axes.set_ylim(max(len(shown), 1) - 0.5, -0.5)
    for row, each in enumerate(shown):
        _bar(axes, row, each, told)
    foot = f"bar: mean working time per case, {told.measured:,} cases · right: the single waits"
    figure.text(_LEFT, 0.1 / height, foot, size=5.6, color=QUIET, va="baseline", parse_math=False)
    picture = BytesIO()
    figure.savefig(picture, format="png", facecolor=CARD, edgecolor=EDGE, metadata={"Software": None})
    return picture.getvalue()


def _bar(axes: Any, row: int, each: ActivityWaits, told: Baseline) -> None:
    whole = axes.get_xlim()[1]
    axes.barh(row + 0.16, whole, height=0.3, color=TRACK, linewidth=0)
    axes.barh(row + 0.16, each.share, height=0.3, color=BLUE if row == 0 else BLUE_TINT, linewidth=0)
    name = drawable(shorten(each.activity, _LONGEST_NAME))
    axes.text(0, row - 0.08, name, size=6.4, weight="bold", color=INK, va="bottom", parse_math=False)
    mean = f"{terse_working(each.per_case, told.day_length)} · {each.share:.0%}"
    axes.text(whole, row - 0.08, mean, size=6.4, color=INK, ha="right", va="bottom", parse_math=False)
    if each.working.p50 is not None and each.working.p85 is not None:
        half, most = (terse_working(span, told.day_length) for span in (each.working.p50, each.working.p85))
        note = f"p50 {half}, p85 {most}, n {each.working.n:,}"
        axes.text(whole * 0.99, row + 0.16, note, size=5.4, color=QUIET, ha="right", va="center", parse_math=False)
