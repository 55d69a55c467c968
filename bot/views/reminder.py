"""How is somebody reminded of a decision, in a thread or in a direct message, and what stands there once it is made?"""

from collections.abc import Sequence
from datetime import datetime

from bot.views.blocks import Block, actions, context, header, section
from bot.views.mrkdwn import date, link, mention
from bot.views.post import Post
from bot.views.stage_message import decision_buttons
from bot.views.wording import HASH_SHOWN, by, called, deciders, exactly, footer, listed, name, noun, title
from workflow.brief import Brief, Handover
from workflow.events import ChangesRequested, Declined, ReminderKind

_HEADS: dict[ReminderKind, str] = {"nudge": "Waits for you", "breach": "Overdue", "escalation": "Nobody has decided"}


def is_pending(brief: Brief, stay: Handover) -> bool:
    """Tell whether a decision is still waited for."""
    return stay.awaits_decision and brief.paused is None


def thread_post(brief: Brief, stay: Handover, called: Sequence[str], due_at: datetime | None) -> Post:
    """Return the present face of the reminder in the thread of the stage's message, which calls people by their ids."""
    what = f"{title(brief, stay.stage)} of revision {stay.revision}"
    if not is_pending(brief, stay):
        return _only(f"Settled: {what}", f"~Reminder: {what}~\n{settled(brief, stay)}")
    lead = f"{listed([mention(one) for one in called], 'or')}: " if called else ""
    waits = f"{lead}*{what}* {_waits(stay)}."
    lines = [waits, *_due(stay, due_at), *_told(brief, stay), "The buttons are on the message above."]
    return _only(f"{lead}{what} waits for a decision", "\n".join(lines))


def told_post(
    brief: Brief, stay: Handover, kind: ReminderKind, due_at: datetime | None, url: str | None, *, user: str
) -> Post:
    """Return a direct message to `user` who may decide, or for an `escalation` to whoever is told at last."""
    if kind == "nudge" and stay.is_breach_recorded:
        kind = "breach"
    lines = [
        f"*{title(brief, stay.stage)}* of revision {stay.revision}, asked by {mention(brief.author)}, {_waits(stay)}.",
        *_due(stay, due_at),
        *_asked(brief, stay, kind, user),
        *([link(url, "Open the message")] if url else []),
    ]
    buttons = [] if kind == "escalation" else [actions(decision_buttons(brief, stay)[:2])]
    head = _HEADS[kind]
    text = f"{head}: {name(brief)} ({brief.id}, revision {stay.revision})"
    blocks = [header(f"{head}: {called(brief)}"), section("\n".join(lines)), *buttons]
    return Post(text, [*blocks, context(footer(brief, stay.revision))])


def told_settled_post(brief: Brief, stay: Handover, user: str) -> Post:
    """Return the face of a direct message to `user` from whom nothing is waited for any more."""
    what = f"{name(brief)} ({brief.id}, revision {stay.revision})"
    return _only(f"Settled: {what}", f"~{what}~\n{settled(brief, stay, user)}")


def settled(brief: Brief, stay: Handover, user: str | None = None) -> str:
    """Return what became of a request, in one line that people outside of the team may read, too."""
    revision = f"revision {stay.revision}"
    if stay.decision:
        return _decided(brief, stay, revision)
    if not stay.is_open:
        return f"Nothing is left to decide on {revision}."
    if brief.paused:
        return f"The {noun(brief)} is paused; nothing is decided until it goes on."
    if user and any(one.by == user for one in brief.approvals_of(stay.stage, stay.revision)):
        return f"You approved {exactly(brief, stay.revision)}; it waits for others."
    return "It does not wait for you now."


def _decided(brief: Brief, stay: Handover, revision: str) -> str:
    """Return who decided, and of an approval which content it is of."""
    if not isinstance(stay.ended_with, ChangesRequested | Declined):
        last = brief.approvals_of(stay.stage, stay.revision)[-1]
        when = date(last.at, f"approved {revision}, ")
        return f"{by(brief, last)} {when} (content {last.content_hash[:HASH_SHOWN]})."
    did = "asked for changes to" if isinstance(stay.ended_with, ChangesRequested) else "declined"
    return f"{by(brief, stay.ended_with)} {date(stay.ended_with.at, f'{did} {revision}, ')}."


def _waits(stay: Handover) -> str:
    return date(stay.delivered_at or stay.handed_over_at, "has waited since ")


def _due(stay: Handover, due_at: datetime | None) -> list[str]:
    if due_at is None:
        return []
    return [f"*Overdue* {date(due_at, 'since ')}." if stay.is_breach_recorded else f"*Due* {date(due_at)}."]


def _told(brief: Brief, stay: Handover) -> list[str]:
    """Say in the team's own channels who was told at last."""
    told = [mention(one) for one in sorted(stay.reminded_of("escalation"))]
    return [f"{listed(told, 'and')} has been told."] if told and not brief.is_outside(stay.stage) else []


def _asked(brief: Brief, stay: Handover, kind: ReminderKind, user: str) -> list[str]:
    stage = brief.stage_named(stay.stage)
    if stage is None or kind != "escalation":
        return []
    why = "You are told because this stage turns to you when it takes long."
    if stage.escalation is not None and stage.escalation != user:
        why = f"You are told in {mention(stage.escalation)}’s place, to whom this stage turns when it takes long."
    return [f"*Decides:* {deciders(brief, stage)}", why]


def _only(text: str, shown: str) -> Post:
    blocks: list[Block] = [section(shown)]
    return Post(text, blocks)
