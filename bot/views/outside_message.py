"""What does the channel of people outside the team see of a handover: the brief, and nothing of how it came about?"""

from datetime import datetime

from bot.views.blocks import Block, actions, context, header, section
from bot.views.mrkdwn import date, mention
from bot.views.post import Post
from bot.views.stage_message import ask, cancelled, closed, decision_buttons, key_facts, replaced
from bot.views.wording import footer, name, request, return_of, title
from workflow.brief import Brief, Decision, Handover, Status


def outside_post(brief: Brief, handover: Handover, due_at: datetime | None) -> Post:
    """Return the present face of a handover's message to people outside; `due_at` is when their decision is due.

    What the checks found, what changed inside, what colleagues asked for and why something was overridden is not shown.
    """
    if handover.is_open:
        return _pending(brief, handover, due_at)
    if handover.decision is Decision.APPROVED:
        return _approved(brief, handover)
    if handover.decision is Decision.CHANGES_REQUESTED:
        return _changes_requested(brief, handover)
    return cancelled(brief, handover) if brief.status is Status.CANCELLED else replaced(brief, handover)


def _pending(brief: Brief, handover: Handover, due_at: datetime | None) -> Post:
    text = f"Please review: {name(brief)} ({brief.id}, revision {handover.revision})"
    blocks = [
        header(f"Please review: {brief.campaign.name}"),
        section(ask(brief, handover, due_at)),
        *_news(brief, handover),
        *key_facts(brief),
        actions(decision_buttons(brief, handover)),
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


def _approved(brief: Brief, handover: Handover) -> Post:
    given = brief.approvals_of(handover.stage, handover.revision)
    lines = [f"{mention(one.by)} {date(one.at, f'approved revision {one.revision}, ')}." for one in given]
    return closed(brief, handover, "Approved", [section("\n".join([f"*{title(brief, handover.stage)}*", *lines]))])


def _changes_requested(brief: Brief, handover: Handover) -> Post:
    asked = [c for c in brief.changes if (c.stage, c.revision) == (handover.stage, handover.revision)]
    onward = section(return_of(brief, handover.stage, handover.revision + 1, "here"))
    became = [section(request(brief, change, change.at)) for change in asked]
    return closed(brief, handover, "Changes requested", [*became, onward])
