"""Work of another workflow than the campaign brief's is begun: its form, a mended request, a duplicate."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack

from bot.listeners import author
from bot.listeners.author import at_fields, team_of
from bot.listeners.gesture import Body, button_value, person_of, submit
from bot.services import Services
from bot.views.buttons import BriefValue
from bot.views.kind_modal import kind_modal, kind_revision_modal, read_kind, revision_id
from storage.errors import UnknownBrief
from workflow.brief import Brief
from workflow.commands import ReviseInputs
from workflow.errors import NotAllowed
from workflow.inputs import CAMPAIGN
from workflow.kinds.kind import Find, Workflow
from workflow.kinds.registry import WORKFLOWS, chain_of, workflow_of
from workflow.team import Stage, Team
from workflow.values import InvalidInput

Submission = Callable[[Ack, Body, dict[str, Any], Services], None]


def submissions() -> dict[str, Submission]:
    """Return who answers the forms of every workflow, by the callback ids of those."""
    found: dict[str, Submission] = {}
    for workflow in WORKFLOWS.values():
        found[workflow.name] = _opener(workflow)
        found[revision_id(workflow.name)] = _reviser(workflow)
    return found


def begin(ack: Ack, body: Body, services: Services, workflow: Workflow, named: str) -> None:
    """Open the form of `workflow`; `named` is what was typed after its word, the id of a brief to take over from."""
    answers: Mapping[str, object] = {}
    if named:
        try:
            answers = workflow.filled({"brief": named}, _finder(services))
        except InvalidInput as invalid:
            raise NotAllowed(next(iter(invalid.errors.values()))) from None
    open_kind(body, services, workflow, answers, body.get("channel_id"))
    ack()


def open_kind(
    body: Body, services: Services, workflow: Workflow, answers: Mapping[str, object], channel: str | None = None
) -> None:
    """Open the form of a new piece of `workflow` with `answers`, by field name, filled in.

    Raises:
        NotAllowed: when no team was set up, or nobody of it decides on such work.
    """
    chain = _chain(team_of(services), workflow)
    services.slack.open_modal(body["trigger_id"], kind_modal(workflow, chain, channel, answers))


def ask_for_revision(ack: Ack, body: Body, services: Services) -> None:
    """Show the author what they answered, whatever the workflow, to be mended."""
    brief = services.ledger.brief(BriefValue.loads(button_value(body)).brief)
    if brief.workflow == CAMPAIGN:
        author.ask_for_revision(ack, body, services)
        return
    services.ledger.check(brief.id, ReviseInputs(by=person_of(body), inputs=brief.inputs), services.now())
    services.slack.open_modal(body["trigger_id"], kind_revision_modal(_known(brief), brief))
    ack()


def duplicate(ack: Ack, body: Body, services: Services) -> None:
    """Open the form of a new piece of the same workflow with the answers of an earlier one in it."""
    brief = services.ledger.brief(BriefValue.loads(button_value(body)).brief)
    if brief.workflow == CAMPAIGN:
        author.duplicate(ack, body, services)
        return
    open_kind(body, services, _known(brief), brief.inputs.answers())
    ack()


def _opener(workflow: Workflow) -> Submission:
    def open_it(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
        team = team_of(services)
        try:
            inputs = workflow.parse(read_kind(workflow, view["state"]["values"]), _finder(services))
        except InvalidInput as invalid:
            ack(response_action="errors", errors=at_fields(invalid.errors, view))
            return
        own = {"workflow": workflow.name, "prefix": workflow.prefix, "material": workflow.material}
        command = author.opening(body, team, inputs)
        author.begin(ack, view, services, command.model_copy(update={**own, "chain": _chain(team, workflow)}))

    return open_it


def _reviser(workflow: Workflow) -> Submission:
    def revise(ack: Ack, body: Body, view: dict[str, Any], services: Services) -> None:
        brief = services.ledger.brief(BriefValue.loads(str(view.get("private_metadata", ""))).brief)
        try:
            inputs = workflow.parse(read_kind(workflow, view["state"]["values"]), _finder(services))
        except InvalidInput as invalid:
            ack(response_action="errors", errors=at_fields(invalid.errors, view))
            return
        submit(services, brief.id, ReviseInputs(by=person_of(body), inputs=inputs))
        ack()

    return revise


def _finder(services: Services) -> Find:
    def find(brief_id: str) -> Brief | None:
        try:
            return services.ledger.brief(brief_id)
        except UnknownBrief:
            return None

    return find


def _chain(team: Team, workflow: Workflow) -> tuple[Stage, ...]:
    chain = chain_of(team, workflow.name)
    if not chain:
        raise NotAllowed(
            f"Nobody decides on a {workflow.noun} yet: every stage of {team.name} is outside or has a condition. "
            f"An admin adds [[{workflow.name}.stage]] to the team file."
        )
    return chain


def _known(brief: Brief) -> Workflow:
    workflow = workflow_of(brief.workflow)
    if workflow is None:
        raise NotAllowed(f"This Baton has no workflow called “{brief.workflow}” any more.")
    return workflow
