"""The author brings their brief on its way: the campaign modal, a mended request, another try."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from slack_bolt import Ack

from bot.listeners.gesture import Body, button_value, installed_workspace, person_of, submit
from bot.services import Services
from bot.views.buttons import BriefValue
from bot.views.campaign_modal import came_from, campaign_modal, read_answers, revision_modal
from bot.views.override_modal import override_modal, read_override
from storage.errors import StorageError
from storage.jobs import Job
from workflow.brief import Brief
from workflow.campaign import LABELS, parse_campaign
from workflow.campaign_brief import campaign_of
from workflow.commands import Open, Override, RetryDelivery, RetryDraft, ReviseInputs
from workflow.errors import NotAllowed
from workflow.inputs import Inputs
from workflow.team import CalendarSettings, Team
from workflow.values import InvalidInput


def team_of(services: Services) -> Team:
    """Return the team that new briefs are opened for.

    Raises:
        NotAllowed: when none has been set up.
    """
    team = services.teams.current()
    if team is None:
        raise NotAllowed(
            "Baton is not set up yet. An admin of this workspace types /brief setup; it takes two minutes."
        )
    return team


def open_form(
    services: Services, body: Body, answers: Mapping[str, object] | None = None, channel: str | None = None
) -> None:
    """Open the form for a new brief with `answers`, by field name, filled in.

    Raises:
        NotAllowed: when no team has been set up.
    """
    team = team_of(services)
    view = campaign_modal(team, _today(services, team.calendar), channel, answers)
    services.slack.open_modal(body["trigger_id"], view)


def open_brief(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Open a brief from the campaign modal, or say at each field what has to be mended."""
    team = team_of(services)
    try:
        campaign = parse_campaign(read_answers(view["state"]["values"]), _today(services, team.calendar))
    except InvalidInput as invalid:
        ack(response_action="errors", errors=at_fields(invalid.errors, view))
        return
    begin(ack, view, services, opening(body, team, campaign))


def opening(body: Body, team: Team, inputs: Inputs) -> Open:
    """Return the wish to open a brief that goes through the team's chain."""
    return Open(
        by=person_of(body),
        workspace=installed_workspace(body),
        team=team.name,
        inputs=inputs,
        chain=team.chain,
        calendar=team.calendar,
        material=team.material,
        self_approval=team.self_approval,
    )


def begin(ack: Ack, view: dict[str, Any], services: Services, command: Open) -> None:
    """Open what the submitted `view` asked for, once, and have it said; submitted twice, it is one brief still."""
    brief = services.ledger.open(command, f"{command.workspace}/{view['id']}", services.now())
    ack()
    say_opened(services, brief, came_from(view.get("private_metadata", "")))


def say_opened(services: Services, brief: Brief, channel: str | None) -> None:
    """Have it said where `/brief` was typed; the author's direct message tells them in any case."""
    if channel:
        job = Job(key=f"{brief.id}/opened", name="say_opened", payload={"brief_id": brief.id, "channel": channel})
        with suppress(StorageError), services.database.write() as connection:  # the brief is open in any case
            services.jobs.enqueue(connection, [job])


def at_fields(errors: dict[str, str], view: dict[str, Any]) -> dict[str, str]:
    """Place each sentence at its field; one without a field in this modal goes to a field that it has."""
    blocks = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    if not blocks:
        return errors
    shown = {field: text for field, text in errors.items() if field in blocks}
    lost = [f"{LABELS.get(field, field)}: {text}" for field, text in errors.items() if field not in blocks]
    if lost:
        shown[blocks[0]] = " ".join(filter(None, [shown.get(blocks[0], ""), *lost]))
    return shown


def ask_for_override(ack: Ack, body: Body, services: Services) -> None:
    """Ask the author why the held revision should be handed over all the same."""
    person, brief_id = person_of(body), BriefValue.loads(button_value(body)).brief
    brief = services.ledger.check(brief_id, Override(by=person, reason="?"), services.now())
    services.slack.open_modal(body["trigger_id"], override_modal(brief))
    ack()


def override(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Have the held revision handed over, with the author's reason."""
    value, reason = read_override(view)
    if not reason:
        ack(response_action="errors", errors={"reason": "Please say why."})
        return
    submit(services, value.brief, Override(by=person_of(body), reason=reason))
    ack()


def ask_for_revision(ack: Ack, body: Body, services: Services) -> None:
    """Show the author the request as they made it, to be mended."""
    person, brief_id = person_of(body), BriefValue.loads(button_value(body)).brief
    brief = services.ledger.brief(brief_id)
    services.ledger.check(brief_id, ReviseInputs(by=person, inputs=brief.inputs), services.now())
    view = revision_modal(team_of(services), _today(services, brief.calendar), brief)
    services.slack.open_modal(body["trigger_id"], view)
    ack()


def revise(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Have the brief written anew from the mended request, or say at each field what has to be mended."""
    brief = services.ledger.brief(BriefValue.loads(str(view.get("private_metadata", ""))).brief)
    try:
        campaign = parse_campaign(read_answers(view["state"]["values"]), _today(services, brief.calendar))
    except InvalidInput as invalid:
        ack(response_action="errors", errors=at_fields(invalid.errors, view))
        return
    submit(services, brief.id, ReviseInputs(by=person_of(body), inputs=campaign))
    ack()


def _today(services: Services, calendar: CalendarSettings) -> date:
    return services.now().astimezone(calendar.zone).date()


def duplicate(ack: Ack, body: Body, services: Services) -> None:
    """Open the form for a new brief with the answers of an earlier one in it."""
    brief = services.ledger.brief(BriefValue.loads(button_value(body)).brief)
    open_form(services, body, campaign_of(brief).model_dump(mode="json", exclude_none=True))
    ack()


def retry_draft(ack: Ack, body: Body, services: Services) -> None:
    """Have the draft that failed written again."""
    submit(services, BriefValue.loads(button_value(body)).brief, RetryDraft(by=person_of(body)))
    ack()


def retry_delivery(ack: Ack, body: Body, services: Services) -> None:
    """Try the blocked delivery again."""
    submit(services, BriefValue.loads(button_value(body)).brief, RetryDelivery(by=person_of(body)))
    ack()
