"""As whom does somebody act at this moment: with which account, in which user groups, for whom who is away?"""

from collections.abc import Callable

from bot.failures import Temporary
from bot.groups import groups_of
from bot.services import Services
from workflow.absence import stands_in_for
from workflow.brief import Brief
from workflow.errors import NotAnApprover
from workflow.people import Person
from workflow.team import Stage


def with_account(services: Services, person: Person) -> Person:
    """Return `person` with what Slack says of their account, where it is one of our workspace.

    People of other workspaces decide by their full name alone, whatever account they have there.
    """
    if person.workspace != services.slack.identity().workspace:
        return person
    profile = services.slack.profile(person.id)
    return person.model_copy(update={"is_active": profile.is_active, "is_guest": profile.is_guest})


def acting(services: Services, person: Person, brief: Brief, stage: Stage | None = None) -> Person:
    """Return `person` with everything that decides about them at `stage` of `brief`, or in the whole chain."""
    away = tuple(_alone(services, one, brief, stage) for one in absent_for(services, person))
    return _alone(services, person, brief, stage).model_copy(update={"stands_in_for": away})


def _alone(services: Services, person: Person, brief: Brief, stage: Stage | None) -> Person:
    return with_account(services, person).model_copy(update={"groups": groups_of(services, person, brief, stage)})


def colleague(services: Services, user: str) -> Person | None:
    """Return somebody of our workspace with their account, a bot's counted as none that is active; None for others."""
    profile = services.slack.profile(user)
    if profile.workspace != services.slack.identity().workspace:
        return None
    return Person(
        id=user,
        workspace=profile.workspace,
        is_active=profile.is_active and not profile.is_bot,
        is_guest=profile.is_guest,
    )


def absent_for(services: Services, person: Person) -> list[Person]:
    """Return those of our workspace who are away at this moment and for whom `person` decides, by their ids alone."""
    home = services.slack.identity().workspace
    if person.workspace != home:
        return []
    away = stands_in_for(services.absences.known(), person.id, services.now())
    return [Person(id=who, workspace=home) for who in away]


def _with_known_account(services: Services, person: Person) -> Person:
    try:
        return with_account(services, person)
    except Temporary as error:
        sentence = "Slack did not tell in time whether your account is still active, and without that nobody decides."
        raise Temporary(sentence, error.pause) from error


def decide_as(services: Services, person: Person, ask: Callable[[Person], Brief], stage: str, brief_id: str) -> Brief:
    """Do `ask` for `person`, with all that may entitle them now when their own name does not suffice.

    Groups are asked for last: most approvers are listed by name, and a click should not wait for Slack. Where Slack
    does not tell about their account nobody decides: it may have been deactivated since it was last asked.

    Raises:
        WorkflowError: when the person is refused all the same.
        DeliveryError: when Slack does not tell, in time, what that depends on.
    """
    by_name = _with_known_account(services, person)
    try:
        return ask(by_name)
    except NotAnApprover:
        brief = services.ledger.brief(brief_id)
        known = brief.stage_named(stage)
        entitled = acting(services, person, brief, known) if known else by_name
        if entitled == by_name:
            raise
        return ask(entitled)
