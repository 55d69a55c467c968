"""How does the digest's picture look: per stage the handovers' working time, its spread now and before, and the SLA?

Drawn for a phone, where a message is about 320 pixels wide: a point is 1.23 of them, so that the smallest words are 11
pixels high. It stands on a card of its own, so that it reads on light and dark.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.views.durations import spoken_working, terse_working
from bot.views.mrkdwn import shorten
from workflow.digest import Digest, StageFigures
from workflow.latency import FEWEST, Spread
from workflow.week import Week

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_STAGES = 8
LONGEST_ALT_TEXT = 1900  # Slack takes 2,000

CARD = "#FFFFFF"
EDGE = "#C9D1D5"
INK = "#1F2A30"
QUIET = "#56636B"
TRACK = "#EDF1F2"
BLUE = "#0072B2"  # blue and vermilion stay apart for every kind of colour vision
DEEP = "#00344F"
BLUE_TINT = "#A9CDE4"
GREY_TINT = "#B4BEC3"
VERMILION = "#C64600"

_DOTS_PER_INCH = 300
_WIDTH, _ROW, _TOP, _BOTTOM = 3.6, 0.62, 0.72, 0.42  # inches
_LEFT, _RIGHT = 0.045, 0.955  # of the width
_BAND, _BEFORE = 0.36, 0.07  # heights in rows, of this week and of the weeks before below it
_SMALL, _NAME = 8.9, 9.6  # points
_MOST_TICKS = 5
_FROM_DAYS = 1.8  # longer axes are told in working days
_STEPS = (1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800)  # seconds
_HEADROOM = 1.08
_NEAR = 1.6  # an outlier up to this much beyond the other marks stays on the axis
_LONGEST_TITLE, _GAP = 40, 12  # letters; dots of the picture
_MINUTES_FROM = 300  # seconds
_COLUMNS = 48  # of the axis: handovers in one are stacked
_LEAST_BAR = 0.03  # of a row: one among hundreds is still seen
_MOST_DOTS = 3  # in a column; where one holds more, all columns are bars


def digest_chart(digest: Digest) -> bytes:
    """Return the picture of `digest` as PNG; stages beyond the eighth are left out."""
    picture = BytesIO()
    drawn(digest).savefig(picture, format="png", facecolor=CARD, edgecolor=EDGE, metadata={"Software": None})
    return picture.getvalue()


def drawn(digest: Digest) -> "Figure":
    """Return the same before it is a file."""
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
    return figure


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
    def line(inches: float, text: str, *, across: float = _LEFT, **look: Any) -> None:
        figure.text(across, 1 - inches / height, text, va="baseline", parse_math=False, **look)

    named = _named(digest)
    when = named.replace("Week", "week")
    line(0.23, f"Delivery to decision, {when}", size=10.2, weight="bold", color=INK)
    before = "four weeks" if isinstance(digest.span, Week) else "three months"
    for inches, across, mark, color, text in _key(before):
        line(inches, mark, across=across, size=_SMALL, color=color)
        line(inches, text, across=across + 0.045, size=_SMALL, color=QUIET)
    day = spoken_working(digest.day_length, timedelta.max)
    line(height - 0.1, f"working time, 1 d = {day}", size=_SMALL, color=QUIET)


def _key(before: str) -> Sequence[tuple[float, float, str, str, str]]:
    """Return what the marks mean: how far down in inches, how far across in parts of the width, mark, colour, words."""
    return (
        (0.42, _LEFT, "\N{BLACK CIRCLE}", BLUE, "in time"),
        (0.42, 0.27, "\N{BLACK DIAMOND}", VERMILION, "past SLA"),
        (0.42, 0.53, "\N{BOX DRAWINGS LIGHT QUADRUPLE DASH VERTICAL}", INK, "SLA"),
        (0.6, _LEFT, "\N{BOX DRAWINGS HEAVY VERTICAL}", DEEP, "p50"),
        (0.6, 0.27, "\N{BLACK SQUARE}", BLUE_TINT, "to p85"),
        (0.6, 0.53, "\N{BLACK SQUARE}", GREY_TINT, f"{before} before"),
    )


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
    axes.tick_params(axis="x", labelsize=_SMALL, labelcolor=QUIET, length=0, pad=1)
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
    bar = row + 0.17
    axes.barh(bar, limit * 1.015, left=-limit * 0.015, height=_BAND, color=TRACK, linewidth=0, zorder=0.4)
    axes.vlines(axes.get_xticks(), bar - _BAND / 2, bar + _BAND / 2, color=CARD, linewidth=0.8, zorder=0.5)
    _names(axes, row - 0.1, stage, limit, day)
    if stage.sla is not None:
        sla = stage.sla.total_seconds()
        reach = [bar - _BAND / 2 - 0.03, bar + _BAND / 2 + _BEFORE + 0.05]
        axes.plot([sla, sla], reach, color=INK, linewidth=1.2, linestyle=(0, (2, 1.2)), zorder=4.5)
    _spread(axes, bar, stage.working, _BAND * 0.8, (BLUE_TINT, DEEP))
    _spread(axes, bar + _BAND / 2 + _BEFORE / 2 + 0.02, stage.recent_working, _BEFORE, (GREY_TINT, QUIET))
    _handovers(axes, bar + _BAND / 2, stage, limit)


def _names(axes: Any, above: float, stage: StageFigures, limit: float, day: timedelta) -> None:
    """Write a stage's name and its median on one line: a long name smaller, and cut where that is not enough."""
    told = axes.text(limit, above, _figures(stage, day), size=_SMALL, color=INK, ha="right", parse_math=False)
    room = told.get_window_extent().x0 - _GAP
    name = axes.text(
        -limit * 0.015,
        above,
        drawable(shorten(stage.title, _LONGEST_TITLE)),
        size=_NAME,
        weight="bold",
        color=INK,
        parse_math=False,
    )
    for length in range(_LONGEST_TITLE, 0, -1):
        if name.get_window_extent().x1 <= room:
            break
        name.set(size=_SMALL, text=drawable(shorten(stage.title, length)))


def _figures(stage: StageFigures, day: timedelta) -> str:
    told = stage.working
    word = "p50" if told.n >= FEWEST else "median"
    return "no decision" if told.p50 is None else f"{word} {terse_working(told.p50, day)}, n {told.n:,}"


def _spread(axes: Any, bar: float, told: Spread, height: float, colors: tuple[str, str]) -> None:
    """Draw p50 as a line and what lies between it and p85 as a bar, where there are enough decisions to say so."""
    if told.n < FEWEST or told.p50 is None or told.p85 is None:
        return
    p50, p85 = told.p50.total_seconds(), told.p85.total_seconds()
    axes.barh(bar, p85 - p50, left=p50, height=height, color=colors[0], linewidth=0, zorder=2.5)
    half = height * 0.7
    for color, width in ((CARD, 2.8), (colors[1], 1.8)):  # a rim, which parts it from bars behind it
        axes.plot([p50, p50], [bar - half, bar + half], color=color, linewidth=width, solid_capstyle="butt", zorder=4.2)


def _handovers(axes: Any, floor: float, stage: StageFigures, limit: float) -> None:
    """Stack the handovers that took about as long: as dots and, when late, diamonds; as bars where those are too many.

    What took longer than the axis is long is an arrowhead at its edge.
    """
    lasting = [(h.working.total_seconds(), h.breached) for h in stage.decided if h.working is not None]
    if any(seconds > limit for seconds, _ in lasting):
        axes.scatter(
            [limit * 0.99], [floor - _BAND / 2], s=34, marker=">", color=VERMILION, edgecolors=CARD, zorder=4.4
        )
    columns = Counter((int(seconds / limit * _COLUMNS), late) for seconds, late in lasting if seconds <= limit)
    most = max((columns[at, False] + columns[at, True] for at, _ in columns), default=0)
    if most > _MOST_DOTS:
        _bars(axes, floor, columns, limit / _COLUMNS, _BAND / most)
    else:
        _dots(axes, floor, columns, limit / _COLUMNS)


def _bars(axes: Any, floor: float, columns: Counter[tuple[int, bool]], width: float, each: float) -> None:
    for (at, late), count in columns.items():
        under = columns[at, False] * each if late else 0.0
        high = max(count * each, _LEAST_BAR)
        color = VERMILION if late else BLUE
        axes.bar((at + 0.5) * width, -high, width * 0.8, floor - under, color=color, linewidth=0, zorder=4)


def _dots(axes: Any, floor: float, columns: Counter[tuple[int, bool]], width: float) -> None:
    lane = _BAND / _MOST_DOTS
    for (at, late), count in columns.items():
        under = columns[at, False] if late else 0
        down = [floor - lane * (under + i + 0.5) for i in range(count)]
        marker, color, size = ("D", VERMILION, 13) if late else ("o", BLUE, 17)
        look = {"marker": marker, "color": color, "s": size, "edgecolors": CARD, "linewidths": 0.4}
        axes.scatter([(at + 0.5) * width] * count, down, zorder=4, **look)


def drawable(text: str) -> str:
    """Return `text` with a box for each character that the picture's font lacks."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415  # as above

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(character if ord(character) in known else "□" for character in text)
