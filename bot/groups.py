"""Who is in the user groups that stages list, who is an approver at all, and are enough people left to decide?"""

from collections.abc import Callable, Collection, Iterable

from bot.failures import Permanent
from bot.services import Services
from workflow.brief import Brief, Handover
from workflow.course import voters
from workflow.errors import NotAnApprover
from workflow.people import Person, is_listed
from workflow.quorum import missing
from workflow.team import Stage


def groups_of(services: Services, person: Person, brief: Brief, stage: Stage | None = None) -> frozenset[str]:
    """Return the listed groups of `stage`, or of the whole chain, that `person` is in; strangers are in none."""
    if person.workspace != brief.workspace:
        return frozenset()
    stages = brief.chain if stage is None else (stage,)
    groups = {group for each in stages for group in each.groups}
    return frozenset(group for group in sorted(groups) if person.id in services.slack.group_members(group))


def decide_as(services: Services, person: Person, ask: Callable[[Person], Brief], stage: str, brief_id: str) -> Brief:
    """Do `ask` for `person`, with the user groups that they are in now when their own name does not suffice.

    Groups are asked for last: most approvers are listed by name, and a click should not wait for Slack.

    Raises:
        WorkflowError: when the person is refused all the same.
    """
    try:
        return ask(person)
    except NotAnApprover:
        brief = services.ledger.brief(brief_id)
        known = brief.stage_named(stage)
        groups = groups_of(services, person, brief, known) if known else frozenset()
        if not groups:
            raise
        return ask(person.model_copy(update={"groups": groups}))


def is_approver(services: Services, person: Person) -> bool:
    """Tell whether somebody may decide at a stage of the team as it is now: by name, or by a user group."""
    team = services.teams.current()
    listed = {entry for stage in (team.chain if team else ()) for entry in stage.approvers}
    home = is_member(services, person)
    if f"{person.workspace}/{person.id}" in listed or (home and person.id in listed):
        return True
    return home and _is_in_any(services, person, (entry for entry in listed if entry.startswith("S")))


def is_member(services: Services, person: Person) -> bool:
    """Tell whether somebody belongs to the workspace that Baton is installed in, and not to an agency's."""
    return person.workspace == services.slack.identity().workspace


def is_of_team(services: Services, person: Person) -> bool:
    """Tell whether somebody is a member who does not decide for an agency only, as its guest in our workspace does."""
    return is_member(services, person) and not decides_outside(services, person)


def decides_outside(services: Services, person: Person) -> bool:
    """Tell whether somebody decides outside of the team, by name or by a user group, and at no stage of its own.

    Slack is asked about groups only where that depends on them.
    """
    team, home = services.teams.current(), services.slack.identity().workspace
    chain = team.chain if team else ()
    listed = {stage.outside for stage in chain if is_listed(person, stage.approvers, home)}
    if False in listed or person.workspace != home:
        return listed == {True}
    theirs, ours = (_groups(chain, outside=outside) for outside in (True, False))
    joined = True in listed or _is_in_any(services, person, theirs)
    return joined and not _is_in_any(services, person, ours)


def _groups(chain: Iterable[Stage], *, outside: bool) -> frozenset[str]:
    return frozenset[str]().union(*(stage.groups for stage in chain if stage.outside is outside))


def _is_in_any(services: Services, person: Person, groups: Iterable[str]) -> bool:
    return any(person.id in services.slack.group_members(group) for group in sorted(groups))


def members_of(services: Services, stage: Stage) -> frozenset[str]:
    """Return the ids of everybody whom `stage` lists at this moment, by name or through a user group."""
    return stage.persons.union(*(services.slack.group_members(group) for group in sorted(stage.groups)))


def asked_of(services: Services, brief: Brief, handover: Handover) -> frozenset[str]:
    """Return the ids of those who may still decide on an open handover, members of user groups included.

    A group that Slack does not show adds nobody.
    """
    stage = brief.stage_named(handover.stage)
    if stage is None or not handover.is_open:
        return frozenset()
    given = {approval.by for approval in brief.approvals_of(handover.stage, handover.revision)}
    try:
        known = members_of(services, stage)
    except Permanent:
        known = stage.persons
    return (voters(brief, stage, known) or frozenset()) - given


def shortage(services: Services, brief: Brief, stage: Stage) -> str | None:
    """Return why too few people are left to approve at `stage`, or None while there are enough.

    Slack is asked only where the persons listed by name do not suffice; groups that it does not show are trusted.
    """
    given = {approval.by for approval in brief.approvals_of(stage.name, brief.revision)}
    named = voters(brief, stage, frozenset()) or frozenset()
    if not stage.counts_members and _suffice(stage, given, named):
        return None
    try:
        known = voters(brief, stage, members_of(services, stage)) or frozenset()
    except Permanent:
        return None
    wanted = missing(stage.required, given, known) or 1
    return None if _suffice(stage, given, known) else _told(brief, stage, wanted, len(known - given))


def _suffice(stage: Stage, given: Collection[str], known: frozenset[str]) -> bool:
    """Tell whether those who have not approved yet can give what is missing, and somebody is left at all."""
    left = known.difference(given)
    return bool(left) and (missing(stage.required, given, known) or 0) <= len(left)


def _told(brief: Brief, stage: Stage, wanted: int, left: int) -> str:
    needs = (
        "Somebody has to approve there, and nobody is left who can"
        if wanted == 1
        else f"{wanted} have to approve there still, and {left or 'nobody'} can"
    )
    authors = "" if brief.self_approval else " (authors do not approve their own briefs)"
    mend = (
        "Add people to its user group."
        if stage.groups
        else "Have more approvers listed for this stage, cancel this brief, and press Duplicate."
    )
    return f"{needs}{authors}. {mend}"
