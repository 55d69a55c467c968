"""What does the form show once somebody's message was read for it?"""

from typing import Any

import structlog

from bot.failures import Permanent
from bot.message_reader import Pointed
from bot.services import Services
from bot.views.message_form import message_form

log = structlog.get_logger()


def read_message(services: Services, said: dict[str, Any]) -> None:
    """Have the message read, and put the form in the place of the notice that it is being read.

    Whoever closed the notice, or went on without, is left alone.
    """
    team = services.teams.current()
    if team is None:
        return
    text, view_id = str(said["text"]), str(said["view"])
    told = Pointed({})
    if services.reader is not None:
        told = services.reader.point(str(said["nameless"]), str(said["person"]), f"message/{view_id}")
    today = services.now().astimezone(team.calendar.zone).date()
    try:
        form = message_form(team, today, text, told.excerpts, told.why_not)
        services.slack.update_modal(view_id, form, unless_changed=str(said["hash"]))
    except Permanent as gone:
        log.info("nobody waits for the form any more", code=gone.code)
