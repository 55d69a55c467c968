"""What may the author do while others decide: withdraw, pause, resume, cancel?"""

from datetime import datetime
from typing import TypedDict

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.moves.approvers import others
from workflow.moves.refusals import only_author


def withdraw(brief: Brief, command: c.Withdraw, now: datetime) -> list[e.Event]:
    """Take the brief back to edit it."""
    only_author(brief, command.by)
    return [e.Withdrawn(at=now, by=command.by.id, **_where(brief))]


def pause(brief: Brief, command: c.Pause, now: datetime) -> list[e.Event]:
    """Stop the clock."""
    only_author(brief, command.by)
    return [e.Paused(at=now, by=command.by.id, reason=command.reason, **_where(brief))]


def resume(brief: Brief, command: c.Resume, now: datetime) -> list[e.Event]:
    """Let the clock run again."""
    only_author(brief, command.by)
    return [e.Resumed(at=now, by=command.by.id, **_where(brief))]


def cancel(brief: Brief, command: c.Cancel, now: datetime) -> list[e.Event]:
    """End the brief."""
    only_author(brief, command.by)
    return [e.Cancelled(at=now, by=command.by.id, reason=command.reason, **_where(brief))]


class _Where(TypedDict):
    stage: str | None
    revision: int
    others: tuple[str, ...]


def _where(brief: Brief) -> _Where:
    """Return where the brief stands: its first stage, and the others that decide at the same time."""
    stay = brief.open_handover
    return {
        "stage": stay.stage if stay else None,
        "revision": brief.revision,
        "others": others(brief, stay.stage) if stay else (),
    }
