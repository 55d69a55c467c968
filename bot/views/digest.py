"""How does the weekly digest read on one screen of a phone?

Stages are named, persons are not: the digest is about the work, not about who did it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bot.charts import chart_alt_text
from bot.views.blocks import Block, context, header, section, sections
from bot.views.durations import spoken, spoken_working
from bot.views.leverage import rewritten_lines, saved_lines
from bot.views.mrkdwn import escape, escaped
from bot.views.mrkdwn import link as linked
from bot.views.post import Post
from bot.views.suggestion import section_label, spoken_suggestion
from workflow.digest import Digest, StageFigures
from workflow.events import Message
from workflow.guidance import Proposal
from workflow.latency import FEWEST, Spread
from workflow.suggestion import suggestion
from workflow.waits import Wait
from workflow.week import Span, Week

MOST_STAGES = 8
_LONGEST_NAME = 60
_OFF = "outside working hours"
_SAME = timedelta(minutes=1)  # a smaller change is none

Permalink = Callable[[Message], str | None]
"""Finds the address of a message, or None where it has none."""


def digest_post(
    digest: Digest,
    chart_file_id: str | None = None,
    link: Permalink | None = None,
    *,
    late: bool = False,
    rewritten: Sequence[Proposal] = (),
) -> Post:
    """Return the message of `digest`, with its picture if that was uploaded; an empty week is one line.

    Waits are linked to their messages by `link`; `late` says that the message comes after its time; `rewritten` are the
    sections that people keep rewriting, the weakest first.
    """
    if digest.is_empty:
        line = f"{_named(digest.span)}: nothing was opened, decided or completed, and nobody is waiting.{_late(late)}"
        return Post(text=line, blocks=[section(line)])
    first = headline(digest)
    blocks = [
        header(f"Handovers, {_lower(_named(digest.span))}"),
        section("\n".join([f"*{first}*", *_against_usual(digest), _counts(digest)])),
        *sections(_waits(digest, link)),
        *sections(_stages(digest)),
        *sections([*_rework(digest), *saved_lines(digest), *rewritten_lines(rewritten), *_suggested(digest)]),
        *_picture(digest, chart_file_id),
        context(_small_print(digest) + _late(late)),
    ]
    return Post(text=f"{_named(digest.span)}: {_lower(first)} {_counts(digest)}", blocks=blocks)


def _named(span: Span) -> str:
    """Return `Week 47 (16 to 22 November 2026)` or `October 2026`."""
    if not isinstance(span, Week):
        return f"{span.first_day:%B %Y}"
    monday, sunday = span.monday, span.sunday
    same_year, same_month = monday.year == sunday.year, monday.month == sunday.month
    start = f"{monday.day}" if same_month else _day(monday) if same_year else f"{_day(monday)} {monday.year}"
    return f"Week {span.number} ({start} to {_day(sunday)} {sunday.year})"


def _unit(span: Span) -> str:
    return "week" if isinstance(span, Week) else "month"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith(("Week", "Half", "No", "The")) else text


def _late(late: bool) -> str:  # noqa: FBT001  # private, and named at its only use
    return " This digest is late: Baton was not running at its time." if late else ""


def headline(digest: Digest) -> str:
    """Return the one sentence that says how long decisions took."""
    told = digest.working
    if told.p50 is None:
        return "No handover was decided."
    within = f"within {spoken_working(told.p50, digest.day_length)} of working time" if told.p50 else _OFF
    if told.n == 1:
        return f"The one handover was decided {within}{_change(digest)}."
    return f"Half of {told.n} handovers were decided {within}{_change(digest)}."


def _change(digest: Digest) -> str:
    change, unit = digest.change, _unit(digest.span)
    if change is None:
        return "" if digest.before.n else f"; the {unit} before had none"
    if abs(change) < _SAME:
        return f", as in the {unit} before"
    return f", {_difference(change, digest.day_length)} than the {unit} before"


def _difference(change: timedelta, day: timedelta) -> str:
    return f"{spoken_working(abs(change), day)} {'more' if change > timedelta() else 'less'}"


def _against_usual(digest: Digest) -> Iterator[str]:
    """Yield how the headline compares with the four weeks, or three months, before; nothing where they hold little."""
    change, usual = digest.change_from_trailing, digest.trailing.p50
    if change is None or usual is None or digest.trailing.n < FEWEST:
        return
    told = "as much" if abs(change) < _SAME else _difference(change, digest.day_length)
    spans = "four weeks" if isinstance(digest.span, Week) else "three months"
    yield f"The {spans} before: {spoken_working(usual, digest.day_length)}, so {told}."


def _counts(digest: Digest) -> str:
    late = f"{digest.breaches} past SLA" if digest.breaches else "none past SLA"
    share = digest.first_pass_yield
    first = f" · {digest.first_pass} of {digest.completed} passed first time ({share:.0%})" if share is not None else ""
    return f"{digest.opened} opened · {digest.completed} completed{first} · {digest.in_flight} in flight · {late}"


def _waits(digest: Digest, link: Permalink | None) -> list[str]:
    if not digest.waits:
        return []
    lines = [f"• {_subject(wait, link)} · {_waited(wait, digest.day_length)}" for wait in digest.waits]
    left = digest.waiting - len(digest.waits)
    more = [f"… and {left} more wait"] if left > 0 else []
    return ["*Needs action first*", *lines, *more]


def _subject(wait: Wait, link: Permalink | None) -> str:
    url = link(wait.message) if link and wait.message else None
    name = escaped(wait.name, _LONGEST_NAME)
    brief = f"{linked(url, wait.brief_id)} {name}" if url else f"{wait.brief_id} {name}"
    return f"{brief} · {escape(wait.title)}"


def _waited(wait: Wait, day: timedelta) -> str:
    late = ", past its SLA" if wait.breached else ""
    if wait.usual is None or not wait.is_unusual:
        return spoken_working(wait.waiting, day) + late
    return f"{spoken_working(wait.waiting, day)}{late}; 85% here take up to {spoken_working(wait.usual, day)}"


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
    late = f" · {stage.breaches} past SLA" if stage.breaches else ""
    if not stage.working.n:
        return f"*{escape(stage.title)}* no decision{late}"
    people, calendar = _spread(stage.working, day), _plainly(stage.calendar)
    return f"*{escape(stage.title)}* {people} · n {stage.working.n}{late} _(calendar {calendar})_"


def _spread(told: Spread, day: timedelta) -> str:
    """Return the percentiles, or the median alone where there are too few durations for more."""
    p50, p85 = (spoken_working(span or timedelta(), day) for span in (told.p50, told.p85))
    if told.n < FEWEST:
        return f"*{p50}*" if told.n == 1 else f"median *{p50}*"
    return f"p50 *{p50}*, p85 {p85}"


def _plainly(told: Spread) -> str:
    p50, p85 = (spoken(span or timedelta()) for span in (told.p50, told.p85))
    return p50 if told.n < FEWEST else f"{p50}, {p85}"


def _rework(digest: Digest) -> Iterator[str]:
    """Yield what changes were requested about most, where any were."""
    reasons = digest.flow.reasons
    if not digest.loops or not reasons:
        return
    asked = f"{digest.loops} request{'s' if digest.loops > 1 else ''} for changes"
    often = f"most often about {section_label(reasons[0].code)} ({reasons[0].count} of {digest.flow.loops} lately)"
    yield f"*Rework* {asked}; {often}"


def _suggested(digest: Digest) -> Iterator[str]:
    found = suggestion(digest)
    if found is not None:
        yield f"*To try* {escape(spoken_suggestion(found, digest.day_length))}"


def _picture(digest: Digest, file_id: str | None) -> list[Block]:
    if file_id is None:
        return []
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": chart_alt_text(digest)}]


def _small_print(digest: Digest) -> str:
    own = [*_own("deliveries", digest.delivery), *_own("drafts", digest.drafting)]
    apart = f" Baton's own time, not counted: {', '.join(own)}." if own else ""
    day = spoken_working(digest.day_length, timedelta.max)
    return (
        f"Delivery to decision, working hours of {digest.timezone}, {day} a day. "
        f"Half took up to p50, 85% up to p85; told from {FEWEST} decisions on.{apart}"
    )


def _own(what: str, told: Spread) -> list[str]:
    return [f"{told.n} {what} p50 {spoken(told.p50)}"] if told.p50 is not None else []
