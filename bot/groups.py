"""Who is in the user groups that stages list, who is an approver at all, and are enough people left to decide?"""

from collections.abc import Iterable

from bot.failures import Permanent
from bot.services import Services
from workflow.brief import Brief, Handover
from workflow.course import voters
from workflow.people import Person, is_listed
from workflow.quorum import missing
from workflow.seats import holders
from workflow.team import Stage


def groups_of(services: Services, person: Person, brief: Brief, stage: Stage | None = None) -> frozenset[str]:
    """Return the listed groups of `stage`, or of the whole chain, that `person` is in; strangers are in none."""
    if person.workspace != brief.workspace:
        return frozenset()
    stages = brief.chain if stage is None else (stage,)
    groups = {group for each in stages for group in each.groups}
    return frozenset(group for group in sorted(groups) if person.id in services.slack.group_members(group))


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


def voters_of(services: Services, stage: Stage) -> frozenset[str]:
    """Return the ids of those whom `stage` lists, by name or through a user group, and who can approve at this moment.

    Deactivated accounts cannot, and guests of our workspace only where the stage is outside of the team.
    """
    listed = stage.persons.union(*(services.slack.group_members(group) for group in sorted(stage.groups)))
    return frozenset(who for who in sorted(listed) if _is_able(services, stage, who))


def _is_able(services: Services, stage: Stage, who: str) -> bool:
    try:
        profile = services.slack.profile(who)
    except Permanent as error:
        return error.code != "user_not_found"  # somebody whom Slack does not show us is trusted to be there
    is_guest = profile.is_guest and profile.workspace == services.slack.identity().workspace
    return profile.is_active and (stage.outside or not is_guest)


def asked_of(services: Services, brief: Brief, handover: Handover) -> frozenset[str]:
    """Return the ids of those who may still decide on an open handover, members of user groups included.

    A group that Slack does not show adds nobody.
    """
    stage = brief.stage_named(handover.stage)
    if stage is None or not handover.is_open:
        return frozenset()
    try:
        known = voters_of(services, stage)
    except Permanent:
        known = voters_of(services, _by_name(stage))
    return _deciders(brief, handover, voters(brief, stage, known) or frozenset())


def _by_name(stage: Stage) -> Stage:
    return stage.model_copy(update={"approvers": tuple(sorted(set(stage.approvers) - stage.groups))})


def _deciders(brief: Brief, handover: Handover, electorate: frozenset[str]) -> frozenset[str]:
    """Return who may decide at this moment in the places of `electorate` that have no voice yet."""
    moved = holders(handover)
    free = electorate - brief.voices_of(handover.stage, handover.revision)
    given = {approval.by for approval in brief.approvals_of(handover.stage, handover.revision)}
    return frozenset(moved.get(seat, seat) for seat in free) - given


def shortage(services: Services, brief: Brief, stage: Stage) -> str | None:
    """Return why too few people are left to approve at `stage`, or None while there are enough.

    Groups are asked for only where the persons listed by name do not suffice; what Slack does not show is trusted.
    """
    handover = brief.handover(stage.name, brief.revision)
    if handover is None:
        return None
    given = brief.voices_of(stage.name, brief.revision)
    named = voters(brief, stage, voters_of(services, _by_name(stage))) or frozenset()
    if not (stage.groups and stage.counts_voters) and _suffice(brief, stage, handover, named):
        return None
    try:
        known = voters(brief, stage, voters_of(services, stage)) or frozenset()
    except Permanent:
        return None
    if _suffice(brief, stage, handover, known):
        return None
    return _told(brief, stage, missing(stage.required, given, known) or 1, len(_deciders(brief, handover, known)))


def _suffice(brief: Brief, stage: Stage, handover: Handover, electorate: frozenset[str]) -> bool:
    """Tell whether those who may decide still can give what is missing, and somebody is left at all."""
    left = _deciders(brief, handover, electorate)
    given = brief.voices_of(handover.stage, handover.revision)
    return bool(left) and (missing(stage.required, given, electorate) or 0) <= len(left)


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
