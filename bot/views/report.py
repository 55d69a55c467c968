"""How is what changed in a month said to leadership, in sentences with both figures and both n?"""

from datetime import timedelta

from bot.views.blocks import section
from bot.views.durations import spoken_working
from bot.views.post import Post
from workflow.report import Measure, Shift
from workflow.week import Month

DEFINITIONS = (
    "A handover is one stay of one revision at one stage; its time runs from the moment its message stood in the "
    "channel to the decision, in the team’s working hours, pauses left out. Half of the handovers took up to the "
    "median (p50), 85% up to p85. In time means within the stage’s agreed working time. First-pass yield is the share "
    "of completed briefs that never had changes requested. “Before” is the three months before. A change is told "
    "from five cases on either side. Stages are compared and persons are not. docs/figures.md defines every figure."
)


def report_post(month: Month) -> Post:
    """Return the message in whose thread a month's report lies."""
    text = f"What changed operationally in {month.first_day:%B %Y}: a report in Word, for leadership, is in the thread."
    return Post(text, [section(text)])


def spoken_shift(shift: Shift, day: timedelta) -> str:
    """Return what changed in a sentence."""
    cases = f"(n {shift.n} and {shift.n_before} before)"
    if shift.measure is Measure.MEDIAN:
        more = "more" if shift.time > shift.time_before else "less"
        moved = f"{spoken_working(abs(shift.time - shift.time_before), day)} {more} than before"
        took = spoken_working(shift.time, day)
        return f"{shift.stage or 'All stages together'}: half was decided within {took}, {moved} {cases}."
    points = round(abs(shift.share - shift.share_before) * 100)
    moved = f"{points} points {'more' if shift.share > shift.share_before else 'less'} than before {cases}"
    if shift.measure is Measure.ATTAINMENT:
        return f"{shift.stage}: {shift.share:.0%} was decided in time, {moved}."
    return f"{shift.share:.0%} of the completed briefs passed first time, {moved}."
