"""What does the channel of people outside the team see of a handover: the brief, and nothing of how it came about?"""

from collections.abc import Sequence
from datetime import datetime

from bot.views.blocks import Block, actions, context, header, section
from bot.views.closed_message import closed_outside, paused_outside
from bot.views.in_place import away_blocks
from bot.views.link import link_button
from bot.views.post import Post
from bot.views.stage_message import ask, decision_buttons, key_facts
from bot.views.wording import called, footer, name, request
from workflow.brief import Brief, Handover
from workflow.cover import Cover


def outside_post(
    brief: Brief,
    handover: Handover,
    due_at: datetime | None,
    away: Sequence[Cover] = (),
    *,
    facts: Sequence[Block] = (),
    links: bool = False,
) -> Post:
    """Return the present face of a handover's message to people outside; `due_at` is when their decision is due.

    `facts` stand in place of a campaign's key facts where another workflow has its own; `links` tells that somebody
    without Slack could open a link.

    What the checks found, what changed inside, what colleagues asked for and why something was overridden is not shown.
    """
    if not handover.is_open:
        return closed_outside(brief, handover)
    if brief.paused:
        return paused_outside(brief, handover, brief.paused)
    told = [*away_blocks(away), *_news(brief, handover), *(facts or key_facts(brief))]
    return _pending(brief, handover, due_at, told, links=links)


def _pending(brief: Brief, handover: Handover, due_at: datetime | None, told: Sequence[Block], *, links: bool) -> Post:
    text = f"Please review: {name(brief)} ({brief.id}, revision {handover.revision})"
    blocks = [
        header(f"Please review: {called(brief)}"),
        section(ask(brief, handover, due_at)),
        *told,
        actions([*decision_buttons(brief, handover), *([link_button(brief, handover.stage)] if links else [])]),
        context(footer(brief, handover.revision)),
    ]
    return Post(text, blocks)


def _news(brief: Brief, handover: Handover) -> list[Block]:
    """Say that this is another revision than the one they saw, and what they themselves had asked for."""
    since = brief.seen_before(handover)
    if since is None:
        return []
    own = [c for c in brief.changes if c.stage == handover.stage and since <= c.revision < handover.revision]
    line = f"*Revision {handover.revision} is new*: you saw revision {since} before."
    return [section(line), *(section(request(brief, change)) for change in own[-1:])]
