"""How does the digest's picture look: per stage the handovers' working time, its spread now and before, and the SLA?

Drawn for a phone: 360 points wide at three dots a point, on a card of its own so that it reads on light and dark.
"""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

from bot.views.durations import spoken_working, terse_working
from bot.views.mrkdwn import shorten
from workflow.digest import Digest, StageFigures
from workflow.latency import FEWEST, Spread
from workflow.week import Week

MOST_STAGES = 8
LONGEST_ALT_TEXT = 1900  # Slack takes 2,000

CARD = "#FFFFFF"
EDGE = "#C9D1D5"
INK = "#1F2A30"
QUIET = "#56636B"
TRACK = "#EDF1F2"
BLUE = "#0072B2"  # blue and vermilion stay apart for every kind of colour vision
BLUE_TINT = "#A9CDE4"
GREY_TINT = "#B4BEC3"
VERMILION = "#C64600"

_DOTS_PER_INCH = 300
_WIDTH, _ROW, _TOP, _BOTTOM = 3.6, 0.62, 0.5, 0.42  # inches
_LEFT, _RIGHT = 0.045, 0.955  # of the width
_MOST_TICKS = 5
_FROM_DAYS = 1.8  # longer axes are told in working days
_STEPS = (1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800)  # seconds
_HEADROOM = 1.08
_NEAR = 1.6  # an outlier up to this much beyond the other marks stays on the axis
_LONGEST_TITLE = 26
_MINUTES_FROM = 300  # seconds
_LANES = (0.0, 0.09, -0.09)  # near handovers are told apart by height


def digest_chart(digest: Digest) -> bytes:
    """Return the picture of `digest` as PNG; stages beyond the eighth are left out."""
    from matplotlib.figure import Figure  # noqa: PLC0415  # 40 MB that only the drawing process should carry

    stages = digest.stages[:MOST_STAGES]
    height = _TOP + _ROW * len(stages) + _BOTTOM
    figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS_PER_INCH, facecolor=CARD, edgecolor=EDGE, linewidth=1.5)
    _titles(figure, digest, height)
    bottom = _BOTTOM / height
    axes = figure.add_axes((_LEFT, bottom, _RIGHT - _LEFT, 1 - bottom - _TOP / height))
    limit = _limit(stages)
    _scale(axes, limit, digest.day_length, len(stages))
    for row, stage in enumerate(stages):
        _stage(axes, row, stage, limit, digest.day_length)
    picture = BytesIO()
    figure.savefig(picture, format="png", facecolor=CARD, edgecolor=EDGE, metadata={"Software": None})
    return picture.getvalue()


def chart_alt_text(digest: Digest) -> str:
    """Return what the picture of `digest` shows, in words, the finding first."""
    stages = [_told(stage, digest.day_length) for stage in digest.stages[:MOST_STAGES]]
    text = f"{_finding(digest)} {' '.join(stages)}"
    return text if len(text) <= LONGEST_ALT_TEXT else f"{text[: LONGEST_ALT_TEXT - 1]}…"


def _finding(digest: Digest) -> str:
    decided = [(stage.working.p50, stage) for stage in digest.stages if stage.working.p50 is not None]
    if not decided:
        return f"{_named(digest)}: no handover was decided."
    slowest, stage = max(decided, key=lambda pair: pair[0])
    whose = "its" if digest.breaches == 1 else "their"
    late = f"{digest.breaches} went past {whose} SLA" if digest.breaches else "none went past its SLA"
    if len(decided) == 1:
        return f"{_named(digest)}: only {stage.title} decided handovers; {late}."
    length = spoken_working(slowest, digest.day_length)
    return f"{_named(digest)}: {stage.title} took longest, {length} of working time at the median; {late}."


def _named(digest: Digest) -> str:
    span = digest.span
    return f"Week {span.number}" if isinstance(span, Week) else f"{span.first_day:%B %Y}"


def _told(stage: StageFigures, day: timedelta) -> str:
    sla = f", SLA {spoken_working(stage.sla, day)}" if stage.sla is not None else ""
    late = f", {stage.breaches} past SLA" if stage.breaches else ""
    spread = stage.working
    if spread.p50 is None or spread.p85 is None:
        return f"{stage.title}: no decision{sla}{late}."
    middle, most = spoken_working(spread.p50, day), spoken_working(spread.p85, day)
    told = f"p50 {middle}, p85 {most}" if spread.n >= FEWEST else f"median {middle}"
    recent = stage.recent_working
    before = f", before p50 {spoken_working(recent.p50, day)}" if recent.p50 is not None and recent.n >= FEWEST else ""
    return f"{stage.title}: {told}, n {spread.n}{before}{sla}{late}."


def _titles(figure: Any, digest: Digest, height: float) -> None:
    def line(inches: float, text: str, **look: Any) -> None:
        figure.text(_LEFT, 1 - inches / height, text, va="baseline", parse_math=False, **look)

    named = _named(digest)
    when = named.replace("Week", "week")
    line(0.25, f"From delivery to decision, {when}", size=8.5, weight="bold", color=INK)
    before = "four weeks" if isinstance(digest.span, Week) else "three months"
    line(
        0.4, f"line p50, bar to p85, grey: the {before} before · \N{BLACK DIAMOND} past its SLA", size=6.2, color=QUIET
    )
    day = spoken_working(digest.day_length, timedelta.max)
    line(height - 0.1, f"working time, {digest.timezone} · 1 d = {day}", size=6, color=QUIET)


def _limit(stages: Sequence[StageFigures]) -> float:
    """Return the length of the axis in seconds: every SLA and every p85 is on it; a far outlier need not be."""
    marks = [
        mark.total_seconds()
        for stage in stages
        for mark in (stage.sla, stage.working.p85, stage.recent_working.p85)
        if mark is not None
    ]
    needed = max([*marks, 1.0])
    longest = max((h.working.total_seconds() for stage in stages for h in stage.decided if h.working), default=0.0)
    return (longest if needed < longest <= needed * _NEAR else needed) * _HEADROOM


def _scale(axes: Any, limit: float, day: timedelta, rows: int) -> None:
    step = _step(limit, day.total_seconds())
    ticks = [step * i for i in range(int(limit // step) + 1)]
    axes.set_xlim(-limit * 0.015, limit)
    axes.set_ylim(rows - 0.42, -0.5)
    axes.set_xticks(ticks, [_tick(tick, step, day) for tick in ticks], parse_math=False)
    axes.set_yticks([])
    axes.tick_params(axis="x", labelsize=6, labelcolor=QUIET, length=0, pad=2)
    axes.set_facecolor("none")
    axes.spines[:].set_visible(False)


def _step(limit: float, day: float) -> float:
    whole_days = day * (limit // (day * _MOST_TICKS) + 1)
    hours = (step for step in _STEPS if limit / step <= _MOST_TICKS)
    return whole_days if limit >= _FROM_DAYS * day else next(hours, whole_days)


def _tick(seconds: float, step: float, day: timedelta) -> str:
    if seconds == 0:
        return "0"
    if seconds % 60 and seconds < _MINUTES_FROM:
        return f"{seconds:.0f} s"
    in_days = step >= day.total_seconds()
    return (
        spoken_working(timedelta(seconds=seconds), timedelta.max)
        if not in_days
        else f"{seconds / day.total_seconds():.0f} d"
    )


def _stage(axes: Any, row: int, stage: StageFigures, limit: float, day: timedelta) -> None:
    bar = row + 0.2
    axes.barh(bar, limit * 1.015, left=-limit * 0.015, height=0.36, color=TRACK, linewidth=0, zorder=0.4)
    axes.vlines(axes.get_xticks(), bar - 0.18, bar + 0.18, color=CARD, linewidth=0.8, zorder=0.5)
    axes.text(
        -limit * 0.015,
        row - 0.14,
        drawable(shorten(stage.title, _LONGEST_TITLE)),
        size=7.2,
        weight="bold",
        color=INK,
        parse_math=False,
    )
    axes.text(limit, row - 0.14, _figures(stage, day), size=6.4, color=INK, ha="right", parse_math=False)
    if stage.sla is not None:
        _sla(axes, bar, stage.sla.total_seconds(), limit)
    _spread(axes, bar, stage.working, 0.2, (BLUE_TINT, BLUE))
    _spread(axes, bar + 0.135, stage.recent_working, 0.06, (GREY_TINT, QUIET))
    _dots(axes, bar, stage, limit)


def _figures(stage: StageFigures, day: timedelta) -> str:
    spread = stage.working
    late = f" · {stage.breaches} past SLA" if stage.breaches else ""
    if spread.p50 is None:
        return f"no decision{late}"
    word = "p50" if spread.n >= FEWEST else "median"
    return f"{word} {terse_working(spread.p50, day)} · n {spread.n}{late}"


def _sla(axes: Any, bar: float, seconds: float, limit: float) -> None:
    axes.plot([seconds, seconds], [bar - 0.21, bar + 0.21], color=INK, linewidth=1, linestyle=(0, (2, 1.2)), zorder=3.5)
    side = "right" if seconds > limit * 0.9 else "center"
    axes.text(seconds, bar + 0.235, "SLA", size=5.2, color=INK, ha=side, va="top", parse_math=False)


def _spread(axes: Any, bar: float, told: Spread, height: float, colors: tuple[str, str]) -> None:
    """Draw p50 as a line and what lies between it and p85 as a bar, where there are enough decisions to say so."""
    if told.n < FEWEST or told.p50 is None or told.p85 is None:
        return
    p50, p85 = told.p50.total_seconds(), told.p85.total_seconds()
    axes.barh(bar, p85 - p50, left=p50, height=height, color=colors[0], linewidth=0, zorder=2.5)
    half = height * 0.7
    axes.plot([p50, p50], [bar - half, bar + half], color=colors[1], linewidth=2, solid_capstyle="butt", zorder=3)


def _dots(axes: Any, bar: float, stage: StageFigures, limit: float) -> None:
    """Draw each handover: round in time, a diamond when late, an arrowhead at the edge when beyond the axis."""
    lasting = sorted((h.working.total_seconds(), h.breached) for h in stage.decided if h.working is not None)
    looks: dict[str, tuple[list[float], list[float]]] = {"o": ([], []), "D": ([], []), ">": ([], [])}
    for i, (seconds, late) in enumerate(lasting):
        across, down = looks[">" if seconds > limit else "D" if late else "o"]
        across.append(min(seconds, limit * 0.99))
        down.append(bar + _LANES[i % len(_LANES)])
    for marker, (across, down) in looks.items():
        color = BLUE if marker == "o" else VERMILION
        size = 18 if marker == ">" else 9
        axes.scatter(across, down, s=size, marker=marker, color=color, edgecolors=CARD, linewidths=0.4, zorder=4)


def drawable(text: str) -> str:
    """Return `text` with a box for each character that the picture's font lacks."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415  # as above

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(character if ord(character) in known else "□" for character in text)
