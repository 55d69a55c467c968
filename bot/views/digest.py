"""How does the weekly digest read on one screen of a phone?

Stages are named, persons are not: the digest is about the work, not about who did it.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot.charts import chart_alt_text
from bot.views.blocks import Block, context, header, section, sections
from bot.views.durations import spoken, spoken_working
from bot.views.mrkdwn import escape, escaped
from bot.views.mrkdwn import link as linked
from bot.views.post import Post
from workflow.digest import Digest, StageFigures, Wait
from workflow.events import Message
from workflow.latency import Spread
from workflow.week import Week

MOST_STAGES = 8
_LONGEST_NAME = 60
_OFF = "outside working hours"
_SAME = timedelta(minutes=1)  # a smaller change is none

Permalink = Callable[[Message], str | None]
"""Finds the address of a message, or None where it has none."""


def digest_post(
    digest: Digest, chart_file_id: str | None = None, link: Permalink | None = None, *, late: bool = False
) -> Post:
    """Return the message of `digest`, with its picture if that was uploaded; an empty week is one line.

    Waits are linked to their messages by `link`; `late` says that the message comes after its time.
    """
    if digest.is_empty:
        line = f"{_named(digest.week)}: nothing was opened, decided or completed, and nobody is waiting.{_late(late)}"
        return Post(text=line, blocks=[section(line)])
    headline = _headline(digest)
    blocks = [
        header(f"Handovers, {_lower(_named(digest.week))}"),
        section(f"*{headline}*\n{_counts(digest)}"),
        *sections(_waits(digest, link)),
        *sections(_stages(digest)),
        *_picture(digest, chart_file_id),
        context(_small_print(digest) + _late(late)),
    ]
    return Post(text=f"{_named(digest.week)}: {_lower(headline)} {_counts(digest)}", blocks=blocks)


def _named(week: Week) -> str:
    """Return `Week 47 (16 to 22 November 2026)`."""
    monday, sunday = week.monday, week.sunday
    same_year, same_month = monday.year == sunday.year, monday.month == sunday.month
    start = f"{monday.day}" if same_month else _day(monday) if same_year else f"{_day(monday)} {monday.year}"
    return f"Week {week.number} ({start} to {_day(sunday)} {sunday.year})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _late(late: bool) -> str:  # noqa: FBT001  # private, and named at its only use
    return " This digest is late: Baton was not running at its time." if late else ""


def _headline(digest: Digest) -> str:
    told = digest.working
    if told.p50 is None:
        return "No handover was decided."
    within = f"within {spoken_working(told.p50, digest.day_length)} of working time" if told.p50 else _OFF
    if told.n == 1:
        return f"The one handover was decided {within}{_change(digest)}."
    return f"Half of {told.n} handovers were decided {within}{_change(digest)}."


def _change(digest: Digest) -> str:
    change = digest.change
    if change is None:
        return "" if digest.before.n else "; the week before had none"
    if abs(change) < _SAME:
        return ", as in the week before"
    direction = "more" if change > timedelta() else "less"
    return f", {spoken_working(abs(change), digest.day_length)} {direction} than the week before"


def _counts(digest: Digest) -> str:
    late = f"{digest.breaches} past SLA" if digest.breaches else "none past SLA"
    share = digest.first_pass_yield
    first = f" · {digest.first_pass} of {digest.completed} passed first time ({share:.0%})" if share is not None else ""
    return f"{digest.opened} opened · {digest.completed} completed{first} · {digest.in_flight} in flight · {late}"


def _waits(digest: Digest, link: Permalink | None) -> list[str]:
    if not digest.waits:
        return []
    lines = [f"• {_subject(wait, link)} · {_waited(wait, digest.day_length)}" for wait in digest.waits]
    return ["*Waiting longest*", *lines]


def _subject(wait: Wait, link: Permalink | None) -> str:
    url = link(wait.message) if link and wait.message else None
    name = escaped(wait.name, _LONGEST_NAME)
    brief = f"{linked(url, wait.brief_id)} {name}" if url else f"{wait.brief_id} {name}"
    return f"{brief} · {escape(wait.title)}"


def _waited(wait: Wait, day: timedelta) -> str:
    return spoken_working(wait.waiting, day) + (", past its SLA" if wait.breached else "")


def _stages(digest: Digest) -> list[str]:
    busy = [stage for stage in digest.stages if stage.working.n or stage.breaches]
    idle = [escape(stage.title) for stage in digest.stages if stage not in busy]
    lines = [_stage(stage, digest.day_length) for stage in busy[:MOST_STAGES]]
    if busy[MOST_STAGES:]:
        lines.append(f"… and {len(busy) - MOST_STAGES} more stages")
    return lines + _idle(idle)


def _idle(titles: Sequence[str]) -> list[str]:
    shown = ", ".join(titles[:MOST_STAGES]) + (" …" if len(titles) > MOST_STAGES else "")
    return [f"No decision: {shown}"] if titles else []


def _stage(stage: StageFigures, day: timedelta) -> str:
    working, calendar = stage.working, stage.calendar
    late = f" · {stage.breaches} past SLA" if stage.breaches else ""
    if working.p50 is None or working.p85 is None or calendar.p50 is None or calendar.p85 is None:
        return f"*{escape(stage.title)}* no decision{late}"
    people = f"p50 *{spoken_working(working.p50, day)}*, p85 {spoken_working(working.p85, day)}"
    return (
        f"*{escape(stage.title)}* {people} · n {working.n}{late}"
        f" _(calendar {spoken(calendar.p50)}, {spoken(calendar.p85)})_"
    )


def _picture(digest: Digest, file_id: str | None) -> list[Block]:
    if file_id is None:
        return []
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": chart_alt_text(digest)}]


def _small_print(digest: Digest) -> str:
    own = [*_own("deliveries", digest.delivery), *_own("drafts", digest.drafting)]
    apart = f" Baton's own time, not counted: {', '.join(own)}." if own else ""
    day = spoken_working(digest.day_length, timedelta.max)
    return (
        f"From delivery to decision in working hours of {digest.timezone}, {day} a day; "
        f"half took no longer than p50, 85 % no longer than p85.{apart}"
    )


def _own(what: str, told: Spread) -> list[str]:
    return [f"{told.n} {what} p50 {spoken(told.p50)}"] if told.p50 is not None else []
