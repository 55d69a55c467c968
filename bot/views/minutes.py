"""How many minutes of their own did a brief take its author? Asked once, with one tap, on the message they have."""

from bot.views.blocks import Block, actions, button, context, section
from bot.views.buttons import TELL_MINUTES, MinutesValue
from workflow.brief import Brief, Status

_OFFERED = {15: "15 min", 30: "30 min", 60: "1 hour", 120: "2 hours", 240: "4 hours or more"}

ACTIONS = tuple(f"{TELL_MINUTES}_{minutes}" for minutes in _OFFERED)
"""The action ids of the answers: one each, for Slack wants them different within a row."""


def minutes_question(brief: Brief) -> list[Block]:
    """Return the question on the message of a completed brief, or what was answered; nothing before."""
    if brief.status is not Status.COMPLETED:
        return []
    if brief.minutes is not None:
        return [context(f"You told that it took about {spoken_minutes(brief.minutes.minutes)} of your own time.")]
    buttons = [
        button(label, f"{TELL_MINUTES}_{minutes}", MinutesValue(brief=brief.id, minutes=minutes).dumps())
        for minutes, label in _OFFERED.items()
    ]
    asked = "*How much of your own time did it take*, form and edits together? One tap, asked this once."
    return [section(asked), actions(buttons)]


def spoken_minutes(minutes: float) -> str:
    """Return minutes as people say them: `45 minutes`, `2 hours 30 minutes`."""
    hours, rest = divmod(round(minutes), 60)
    parts = [_counted(hours, "hour"), _counted(rest, "minute")]
    return " ".join(part for part in parts if part) or "no time"


def terse_minutes(minutes: float) -> str:
    """Return minutes as figures tell durations, in hours however many: `45 min`, `2 h 30 min`, `280 h`."""
    hours, rest = divmod(round(minutes), 60)
    parts = [f"{hours:,} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
    return " ".join(parts)


def _counted(amount: int, noun: str) -> str:
    return "" if not amount else f"{amount:,} {noun}" if amount == 1 else f"{amount:,} {noun}s"
