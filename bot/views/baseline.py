"""What is the finding of a baseline, in one sentence that a person would say?"""

from datetime import timedelta

from bot.views.durations import spoken_working
from workflow.baseline import Baseline

_SPOKEN_SHARES = (
    (0.05, "a small part"),
    (0.22, None),
    (0.28, "a quarter"),
    (0.30, None),
    (0.37, "a third"),
    (0.45, None),
    (0.55, "half"),
    (0.63, None),
    (0.70, "two thirds"),
    (0.72, None),
    (0.78, "three quarters"),
    (0.93, None),
    (1.01, "nearly all"),
)


def finding(told: Baseline) -> str:
    """Return where the time goes: the costliest wait, and its part of what a case takes on average."""
    if not told.measured:
        return "No case has more than one event, so nothing was waited for."
    if not told.per_case:
        return f"No working time passed between the events of the {told.measured:,} cases."
    worst = told.activities[0]
    share = spoken_share(worst.share)
    whole = spoken_mean(told.per_case, told.day_length)
    return (
        f"{share[0].upper()}{share[1:]} of the {whole} that a case takes on average is waiting for “{worst.activity}”."
    )


def spoken_share(share: float) -> str:
    """Return a share (0 to 1) as people say it: `half`, `a third`, or in per cent."""
    spoken = next((word for limit, word in _SPOKEN_SHARES if share < limit), None)
    return spoken or f"{share:.0%}"


def spoken_mean(span: timedelta, day: timedelta) -> str:
    """Return a mean of working time with one decimal, in working days where it is at least one."""
    if span < day:
        return f"{spoken_working(span, day)} of working time"
    return f"{span / day:.1f} working days"
