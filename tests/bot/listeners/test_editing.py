"""What is not read at all: our own files, other kinds of files, and a form without one?"""

from typing import Any

from bot.listeners import editing
from bot.views.revise_modal import revise_modal
from tests.bot.delivery.sending import opened
from tests.bot.office import HOME, Office


def test_our_own_files_and_pictures_are_not_read(office: Office) -> None:
    ours = office.services.slack.identity().user
    for user, name in ((ours, "brief.docx"), (None, "brief.docx"), ("U0DEE", "mood.png")):
        where = {"channel": "C0DESIGN", "thread_ts": "1.0", "ts": "2.0"}
        event = {**where, "user": user, "files": [{"id": "F0SOME", "name": name}]}
        editing.dropped({"team_id": HOME, "event": event}, office.services)
    assert office.due() == []


def test_a_form_without_a_file_asks_for_one_at_its_field(office: Office) -> None:
    view = {**revise_modal(opened(office).brief()), "id": "V1", "state": {"values": {}}}
    acknowledged: list[dict[str, Any]] = []
    editing.send(lambda **answer: acknowledged.append(answer), {}, view, office.services)  # type: ignore[arg-type]  # an ack that listens
    assert acknowledged == [
        {"response_action": "errors", "errors": {"file": "Please choose the Word document (.docx)."}}
    ]
