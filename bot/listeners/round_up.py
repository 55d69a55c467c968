"""Somebody decided on their round-up: have it drawn anew."""

from bot.listeners.gesture import Body, message_of
from bot.services import Services
from storage.jobs import Job
from workflow.events import Message

_DIRECT = "D"  # how ids of direct messages begin, where round-ups stand


def draw_again(body: Body, services: Services, message: Message | None = None) -> None:
    """Have the round-up show what is left to do, if the gesture was made on one; a modal says on which `message`."""
    message = message or message_of(body)
    if message is None or not message.channel.startswith(_DIRECT):
        return
    posted = services.reminders.standing_at(message)
    if posted is None or not posted.shown:
        return
    said = {"key": posted.key, "person": posted.person}
    moment = body.get("trigger_id") or (body.get("view") or {}).get("id")
    job = Job(f"redraw/{posted.key}/{posted.person}/{moment}", "redraw_round_up", said)
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])
