"""How does the weekly digest read on one screen of a phone?

Stages are named, persons are not: the digest is about the work, not about who did it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from bot.charts import chart_alt_text
from bot.views.blocks import Block, context, header, section, sections
from bot.views.durations import spoken, spoken_working, terse_working
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
_LONGEST_NAME, _SHORT_TITLE = 60, 30
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
    blocks = [
        header(f"Handovers, {_days(digest.span)}"),
        section(f"*{_took(digest)}*{_changes(digest)}.\n{_counts(digest)}"),
        *sections(_waits(digest, link)),
        *sections(_stages(digest)),
        *sections([*_first_pass(digest), *saved_lines(digest), *rewritten_lines(rewritten), *_suggested(digest)]),
        *_picture(digest, chart_file_id),
        context(_small_print(digest) + _late(late)),
    ]
    return Post(text=f"{_named(digest.span)}: {_lower(headline(digest))} {_counts(digest)}", blocks=blocks)


def _named(span: Span) -> str:
    """Return `Week 47 (16 to 22 November 2026)` or `October 2026`."""
    if not isinstance(span, Week):
        return f"{span.first_day:%B %Y}"
    monday, sunday = span.monday, span.sunday
    same_year, same_month = monday.year == sunday.year, monday.month == sunday.month
    start = f"{monday.day}" if same_month else _day(monday) if same_year else f"{_day(monday)} {monday.year}"
    return f"Week {span.number} ({start} to {_day(sunday)} {sunday.year})"


def _days(span: Span) -> str:
    """Return `28 Sep to 4 Oct` or `October 2026`, short enough for one line of a phone."""
    if not isinstance(span, Week):
        return _named(span)
    monday, sunday = span.monday, span.sunday
    start = f"{monday.day}" if monday.month == sunday.month else f"{monday.day} {monday:%b}"
    return f"{start} to {sunday.day} {sunday:%b}"


def _unit(span: Span) -> str:
    return "week" if isinstance(span, Week) else "month"


def _spans(span: Span) -> str:
    return "four weeks" if isinstance(span, Week) else "three months"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _late(late: bool) -> str:  # noqa: FBT001  # private, and named at its only use
    return " This digest is late: Baton was not running at its time." if late else ""


def headline(digest: Digest) -> str:
    """Return the one sentence that says how long decisions took, and how that changed."""
    return f"{_took(digest)}{_changes(digest)}."


def _took(digest: Digest) -> str:
    told = digest.working
    if told.p50 is None:
        return "No handover was decided"
    within = f"within {spoken_working(told.p50, digest.day_length)} of working time" if told.p50 else _OFF
    if told.n == 1:
        return f"The one handover was decided {within}"
    return f"Half of {told.n:,} handovers were decided {within}"


def _changes(digest: Digest) -> str:
    """Return the change from the week before and from the four before, as far as both have something to say."""
    unit, spans = _unit(digest.span), _spans(digest.span)
    if digest.working.p50 is None:
        return ""
    if not digest.trailing.n:
        return f"; the {spans} before had none"
    told = [_change(digest.change, digest, f"the {unit} before")] if digest.change is not None else []
    if digest.change_from_trailing is not None and digest.trailing.n >= FEWEST:
        told.append(_change(digest.change_from_trailing, digest, f"the {spans} before"))
    if not told:
        return f"; the {unit} before had none"
    return f", {' and '.join(told)}"


def _change(change: timedelta, digest: Digest, before: str) -> str:
    if abs(change) < _SAME:
        return f"as in {before}"
    more = "more" if change > timedelta() else "less"
    return f"{spoken_working(abs(change), digest.day_length)} {more} than {before}"


def _counts(digest: Digest) -> str:
    late = f"{digest.breaches:,} past SLA" if digest.breaches else "none past SLA"
    return f"{digest.opened:,} opened · {digest.completed:,} completed · {digest.in_flight:,} in flight · {late}"


def _waits(digest: Digest, link: Permalink | None) -> list[str]:
    if not digest.waits:
        return []
    lines = [f"• {_subject(wait, link)} · {_waited(wait, digest.day_length)}" for wait in digest.waits]
    of = f", of {digest.waiting:,} that wait" if digest.waiting > len(digest.waits) else ""
    return [f"*Needs action first*{of}", *lines]


def _subject(wait: Wait, link: Permalink | None) -> str:
    url = link(wait.message) if link and wait.message else None
    name = escaped(wait.name, _LONGEST_NAME)
    brief = f"{linked(url, wait.brief_id)} {name}" if url else f"{wait.brief_id} {name}"
    return f"{brief} · {escape(wait.title)}"


def _waited(wait: Wait, day: timedelta) -> str:
    late = ", past SLA" if wait.breached else ""
    usual = f" (p85 {terse_working(wait.usual, day)})" if wait.usual is not None else ""
    return f"*{terse_working(wait.waiting, day)}*{usual}{late}"


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
    return f"*{escape(stage.title)}* {_spread(stage.working, day)} · n {stage.working.n:,}{late}"


def _spread(told: Spread, day: timedelta) -> str:
    """Return the percentiles, or the median alone where there are too few durations for more."""
    p50, p85 = (terse_working(span or timedelta(), day) for span in (told.p50, told.p85))
    if told.n < FEWEST:
        return f"*{p50}*" if told.n == 1 else f"median *{p50}*"
    return f"p50 *{p50}*, p85 {p85}"


def _plainly(told: Spread) -> str:
    p50, p85 = (spoken(span or timedelta()) for span in (told.p50, told.p85))
    return p50 if told.n < FEWEST else f"{p50} (p85 {p85})"


def _first_pass(digest: Digest) -> Iterator[str]:
    """Yield how many passed first time, and what changes are requested about most; nothing where there is neither."""
    share = digest.first_pass_yield
    told = [f"{digest.first_pass:,} of {digest.completed:,} ({share:.0%})"] if share is not None else []
    if digest.loops:
        told.append(f"{digest.loops:,} request{'s' if digest.loops > 1 else ''} for changes{_reason(digest)}")
    if told:
        yield f"*First pass* {' · '.join(told)}"


def _reason(digest: Digest) -> str:
    """Return what most of the requests concern, in the weeks compared with too."""
    first, of = digest.flow.reasons[0], digest.flow.loops
    about = f"about {section_label(first.code)}"
    return f", {about}" if of == 1 else f"; lately {first.count:,} of {of:,} {about}"


def _suggested(digest: Digest) -> Iterator[str]:
    found = suggestion(digest)
    if found is not None:
        yield f"*To try* {escape(spoken_suggestion(found, digest.day_length))}"


def _picture(digest: Digest, file_id: str | None) -> list[Block]:
    if file_id is None:
        return []
    return [{"type": "image", "slack_file": {"id": file_id}, "alt_text": chart_alt_text(digest)}]


def _small_print(digest: Digest) -> str:
    day = spoken_working(digest.day_length, timedelta.max)
    hours = f"{digest.span}, working hours of {digest.timezone}, 1 d = {day}."
    shares = f"Half took up to p50, 85% up to p85, told from {FEWEST} decisions on."
    return " ".join([hours, shares, *_by_the_calendar(digest), *_apart(digest)])


def _by_the_calendar(digest: Digest) -> Iterator[str]:
    """Yield the stages' times as a clock on the wall shows them, where anything was decided."""
    busy = [stage for stage in digest.stages if stage.working.n][:MOST_STAGES]
    told = [f"{escaped(stage.title, _SHORT_TITLE)} {_plainly(stage.calendar)}" for stage in busy]
    if told:
        yield f"By the calendar: {'; '.join(told)}."


def _apart(digest: Digest) -> Iterator[str]:
    own = [*_own("delivery", "deliveries", digest.delivery), *_own("draft", "drafts", digest.drafting)]
    if own:
        yield f"Baton's own time, not counted: {', '.join(own)}."


def _own(one: str, more: str, told: Spread) -> list[str]:
    return [f"{told.n:,} {one if told.n == 1 else more} p50 {spoken(told.p50)}"] if told.p50 is not None else []
