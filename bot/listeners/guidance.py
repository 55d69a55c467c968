"""The team's standing guidance in Slack: shown, written and withdrawn by those who decide on briefs."""

from typing import Any

from slack_bolt import Ack

from bot.groups import is_approver, is_of_team
from bot.listeners.gesture import Body, button_value, person_of
from bot.services import Services
from bot.views.blocks import section
from bot.views.buttons import GuidanceValue, SectionValue
from bot.views.guidance import SHORTEST, guidance_modal, read_guidance
from bot.views.post import Post
from storage.jobs import Job
from workflow.errors import NotAllowed
from workflow.people import Person

_COMING = "The newest briefs are being compared; the list appears here in a moment."


def guidance_command(services: Services, body: Body, _rest: str) -> Post:
    """Have the list shown; it follows in a moment, since drafts have to be compared."""
    _show(services, str(body["response_url"]), str(body["trigger_id"]))
    return Post(_COMING, [section(_COMING)])


def ask_for_guidance(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for somebody who decides on the team's briefs."""
    _only_approvers(services, person_of(body))
    wanted = SectionValue.loads(button_value(body)).section
    services.slack.open_modal(body["trigger_id"], guidance_modal(wanted, str(body.get("response_url", ""))))
    ack()


def accept(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Let what somebody wrote stand, once, and show the list anew."""
    person, told = person_of(body), read_guidance(view)
    _only_approvers(services, person)
    if told.section is None or len(told.text) < SHORTEST:
        field = "section" if told.section is None else "text"
        ack(response_action="errors", errors={field: "Please say what the section should do."})
        return
    services.guidance.accept(told.section, told.text, str(view["id"]), services.now(), person.id)
    ack()
    _show(services, told.response_url, str(view["id"]), f"It stands for “{told.section.label}” in later drafts.")


def withdraw(ack: Ack, body: Body, services: Services) -> None:
    """Have guidance stand no more, and show what is left."""
    person, number = person_of(body), GuidanceValue.loads(button_value(body)).number
    _only_approvers(services, person)
    stood = services.guidance.withdraw(number, services.now(), person.id)
    ack()
    said = "It was withdrawn; later drafts follow it no more." if stood else "It was withdrawn before."
    _show(services, str(body["response_url"]), str(body["trigger_id"]), said)


def _only_approvers(services: Services, person: Person) -> None:
    if not (is_of_team(services, person) and is_approver(services, person)):
        raise NotAllowed("Standing guidance is written and withdrawn by the approvers of the team's own stages.")


def _show(services: Services, response_url: str, key: str, said: str = "") -> None:
    if not response_url:
        return
    job = Job(f"show_guidance/{key}", "show_guidance", {"response_url": response_url, "said": said})
    with services.database.write() as connection:
        services.jobs.enqueue(connection, [job])
