"""The author acts on their own brief: the campaign modal, another try, an end."""

from typing import Any

from slack_bolt import Ack

from bot.listeners.gesture import Body, button_value, installed_workspace, person_of, submit
from bot.services import Services
from bot.views.buttons import BriefValue
from bot.views.campaign_modal import read_answers
from workflow.campaign import LABELS, parse_campaign
from workflow.commands import Cancel, Open, RetryDelivery, RetryDraft
from workflow.errors import NotAllowed
from workflow.team import Team
from workflow.values import InvalidInput


def team_of(services: Services) -> Team:
    """Return the team that new briefs are opened for.

    Raises:
        NotAllowed: when none has been set up.
    """
    team = services.teams.current()
    if team is None:
        raise NotAllowed("No team is set up yet. An admin runs `baton team apply team.toml` where Baton runs.")
    return team


def open_brief(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
    """Open a brief from the campaign modal, or say at each field what has to be mended."""
    team = team_of(services)
    now = services.now()
    try:
        campaign = parse_campaign(read_answers(view["state"]["values"]), now.astimezone(team.calendar.zone).date())
    except InvalidInput as invalid:
        ack(response_action="errors", errors=_at_fields(invalid.errors, view))
        return
    workspace = installed_workspace(body)
    command = Open(
        by=person_of(body),
        workspace=workspace,
        team=team.name,
        campaign=campaign,
        chain=team.chain,
        calendar=team.calendar,
    )
    services.ledger.open(command, f"{workspace}/{view['id']}", now)  # a modal that is submitted twice is one brief
    ack()


def _at_fields(errors: dict[str, str], view: dict[str, Any]) -> dict[str, str]:
    """Place each sentence at its field; one without a field in this modal goes to a field that it has."""
    blocks = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    if not blocks:
        return errors
    shown = {field: text for field, text in errors.items() if field in blocks}
    lost = [f"{LABELS.get(field, field)}: {text}" for field, text in errors.items() if field not in blocks]
    if lost:
        shown[blocks[0]] = " ".join(filter(None, [shown.get(blocks[0], ""), *lost]))
    return shown


def retry_draft(ack: Ack, body: Body, services: Services) -> None:
    """Have the draft that failed written again."""
    submit(services, BriefValue.loads(button_value(body)).brief, RetryDraft(by=person_of(body)))
    ack()


def retry_delivery(ack: Ack, body: Body, services: Services) -> None:
    """Try the blocked delivery again."""
    submit(services, BriefValue.loads(button_value(body)).brief, RetryDelivery(by=person_of(body)))
    ack()


def cancel(ack: Ack, body: Body, services: Services) -> None:
    """End the brief."""
    command = Cancel(by=person_of(body), reason="The author cancelled it.")
    submit(services, BriefValue.loads(button_value(body)).brief, command)
    ack()
