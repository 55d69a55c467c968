"""What follows when people are to be reminded of a decision?"""

from datetime import datetime

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief


def record_reminder(brief: Brief, command: c.RecordReminder, now: datetime) -> list[e.Event]:
    """Record whom it reminds anew: nobody is reminded twice of one kind, and the thread calls people once."""
    stay = brief.handover(command.stage, command.revision)
    if stay is None or not stay.awaits_decision:
        return []
    known = stay.reminded_of(command.about)
    mentioned = () if stay.is_in_thread else tuple(who for who in command.mentioned if who not in known)
    told = tuple(who for who in command.told if who not in known)
    breaks_sla = command.about == "breach" and not stay.is_breach_recorded
    if not (mentioned or told or breaks_sla):
        return []
    return [
        e.Reminded(
            at=now,
            stage=command.stage,
            revision=command.revision,
            about=command.about,
            mentioned=mentioned,
            told=told,
        )
    ]
