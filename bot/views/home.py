"""What does somebody see on Baton's Home tab: what waits for them, their briefs, and the team's?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.views.answers import brief_line, standing_since
from bot.views.blocks import Block, actions, button, context, header, section, sections
from bot.views.buttons import NEW_BRIEF
from bot.views.durations import spoken, spoken_working
from bot.views.in_place import own_lines, place_line
from bot.views.mrkdwn import date, link, mention, shorten
from bot.views.post import Post
from bot.views.stage_message import decision_buttons
from bot.views.wording import called, footer, name, title
from workflow.absence import Absence
from workflow.brief import Brief, Handover
from workflow.cover import Cover
from workflow.waits import Wait

MOST_WAITING = 10
MOST_LISTED = 10
LONGEST_NAME = 120


@dataclass(frozen=True)
class Waiting:
    """A handover that waits for somebody: by when it is due, where its message stands, in whose `places`."""

    brief: Brief
    handover: Handover
    due_at: datetime | None = None
    url: str | None = None
    places: Sequence[Cover] = ()


@dataclass(frozen=True)
class Away:
    """Who is away, as far as the reader of a Home tab is concerned.

    Attributes:
        own: their own absence, if they are away at this moment.
        places: the absences of those in whose places they decide.
        asked: who is away of those who are asked, by the brief.
    """

    own: Sequence[Absence] = ()
    places: Sequence[Absence] = ()
    asked: Mapping[str, Sequence[Cover]] = field(default_factory=dict)


NOBODY = Away()


def home_view(
    waiting: Sequence[Waiting],
    in_flight: Sequence[Brief] | None,
    user: str,
    now: datetime,
    waits: Sequence[Wait] = (),
    *,
    away: Away = NOBODY,
) -> dict[str, Any]:
    """Return the Home tab of `user`; `in_flight` are the team's briefs, None for people outside of the team.

    `waits` is what people have before them, what needs action first in front.
    """
    blocks = [] if in_flight is None else [{**actions([button("New brief", NEW_BRIEF, "new")]), "block_id": NEW_BRIEF}]
    blocks += [context(*own_lines(user, away.own, away.places))] if away.own or away.places else []
    blocks += [header("Waiting on you"), *_waiting(waiting, now)]
    if in_flight is not None:
        own = [brief for brief in in_flight if brief.author == user]
        blocks += [header("Your briefs"), *_listed(own, now, "None of your briefs is on its way.", away.asked)]
        blocks += [header("The team"), *_listed(in_flight, now, "No brief is on its way.", away.asked, waits)]
    blocks.append(context(f"{date(now, 'As of ')}. Open this tab again to see what changed since."))
    return {"type": "home", "blocks": blocks}


def home_notice(post: Post) -> dict[str, Any]:
    """Return a Home tab that says only what `post` says."""
    return {"type": "home", "blocks": post.blocks}


def oldest_first(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Return what waits in the order in which it should be answered."""
    return sorted(waiting, key=lambda one: (one.handover.delivered_at or one.handover.handed_over_at, one.brief.id))


def _waiting(waiting: Sequence[Waiting], now: datetime) -> list[Block]:
    if not waiting:
        return [section("Nothing waits for your decision.")]
    blocks: list[Block] = []
    for one in waiting[:MOST_WAITING]:
        blocks += waiting_blocks(one, now)
    return [*blocks, *_more(len(waiting) - MOST_WAITING)]


def waiting_blocks(one: Waiting, now: datetime) -> list[Block]:
    """Return what waits for somebody, with the buttons that decide on it in place."""
    buttons = decision_buttons(one.brief, one.handover)[:2]
    # the same id whenever it is drawn, so that a click on what is being drawn anew still meets its button
    place = f"{one.brief.id}/{one.handover.stage}/{one.handover.revision}"
    return [section(_asked(one, now)), {**actions(buttons), "block_id": place}]


def _asked(one: Waiting, now: datetime) -> str:
    brief, stay = one.brief, one.handover
    named = link(one.url, shorten(called(brief), LONGEST_NAME)) if one.url else name(brief, 600)
    waited = spoken(max(now - (stay.delivered_at or stay.handed_over_at), timedelta()))
    lines = [
        f"*{named}*",
        f"{footer(brief, stay.revision)} · {title(brief, stay.stage)}",
        f"Asked by {mention(brief.author)}, {waited} ago",
        *([place_line(one.places)] if one.places else []),
    ]
    if one.due_at:
        lines.append(f"{date(one.due_at, 'Due ')}" if one.due_at >= now else f"*Overdue* {date(one.due_at, 'since ')}")
    return "\n".join(lines)


def _listed(
    briefs: Sequence[Brief],
    now: datetime,
    none: str,
    away: Mapping[str, Sequence[Cover]],
    waits: Sequence[Wait] = (),
) -> list[Block]:
    """List briefs, first what waits longer than is usual where it is, then what has stood still for longest."""
    if not briefs:
        return [section(none)]
    first = {wait.brief_id: wait for wait in reversed(waits)}  # of several waits of a brief the most urgent
    late = [wait.brief_id for wait in first.values() if wait.is_unusual]
    urgency = {brief_id: first[brief_id].urgency for brief_id in late}
    ordered = sorted(briefs, key=lambda brief: (-urgency.get(brief.id, 0.0), standing_since(brief), brief.id))
    shown = ordered[:MOST_LISTED]
    lines = [brief_line(brief, now, away.get(brief.id, ())) + _age(brief, first.get(brief.id)) for brief in shown]
    return [*sections(lines), *_more(len(briefs) - MOST_LISTED)]


def _age(brief: Brief, wait: Wait | None) -> str:
    """Return a mark, on a line of its own, for a brief that has been where it is for longer than is usual there."""
    if wait is None or wait.usual is None or not wait.is_unusual:
        return ""
    waited, usual = (spoken_working(span, brief.calendar.day_length) for span in (wait.waiting, wait.usual))
    return f"\n:warning: *Longer than usual:* {waited} of working time, most take up to {usual}"


def _more(left: int) -> list[Block]:
    return [context(f"… and {left} more. `/brief list` shows them.")] if left > 0 else []
