"""Who is asked to decide on a request at this moment, in whose place, and are they enough?"""

from functools import partial

from bot.failures import Permanent
from bot.groups import is_able, voters_of
from bot.services import Services
from workflow import cover
from workflow.absence import days, stand_in_of
from workflow.brief import Brief, Handover
from workflow.course import voters
from workflow.cover import Asked, Cover
from workflow.quorum import missing
from workflow.team import Stage


def asked_of(services: Services, brief: Brief, handover: Handover) -> frozenset[str]:
    """Return the ids of those who are asked to decide on an open handover at this moment and have not yet.

    Members of user groups are among them; in the place of whoever is away stands who decides for them. A group that
    Slack does not show adds nobody.
    """
    stage = brief.stage_named(handover.stage)
    if stage is None or not handover.is_open:
        return frozenset()
    return _deciders(services, brief, handover, stage, _electorate(services, brief, stage))


def covers(services: Services, brief: Brief, handover: Handover) -> tuple[Cover, ...]:
    """Return which of those who are asked are away at this moment, in the order in which they went."""
    stage = brief.stage_named(handover.stage)
    known = services.absences.known()
    if stage is None or not handover.is_open or not known:
        return ()
    asked = Asked(brief, stage, handover, _electorate(services, brief, stage), partial(is_able, services, stage))
    return cover.covers(asked, known, services.now())


def away_from(services: Services, brief: Brief) -> tuple[Cover, ...]:
    """Return who is away of all those who are asked about `brief` at this moment; nobody is while it is paused."""
    stays = () if brief.paused else brief.open_handovers
    return tuple(one for stay in stays for one in covers(services, brief, stay))


def escalation_of(services: Services, stage: Stage) -> str | None:
    """Return who is told at this moment when a decision at `stage` is long overdue: whoever stands in, if need be."""
    if stage.escalation is None:
        return None
    return stand_in_of(services.absences.known(), stage.escalation, services.now())


def _electorate(services: Services, brief: Brief, stage: Stage) -> frozenset[str]:
    try:
        known = voters_of(services, stage)
    except Permanent:
        known = voters_of(services, _by_name(stage))
    return voters(brief, stage, known) or frozenset()


def _by_name(stage: Stage) -> Stage:
    return stage.model_copy(update={"approvers": tuple(sorted(set(stage.approvers) - stage.groups))})


def _deciders(
    services: Services, brief: Brief, handover: Handover, stage: Stage, electorate: frozenset[str]
) -> frozenset[str]:
    """Return who decides in the places of `electorate` that have no voice yet; one person has one voice."""
    given = {approval.by for approval in brief.approvals_of(handover.stage, handover.revision)}
    asked = Asked(brief, stage, handover, electorate, partial(is_able, services, stage))
    present = cover.present(asked, services.absences.known(), services.now())
    return frozenset(by for _, by in present if by is not None) - given


def shortage(services: Services, brief: Brief, stage: Stage) -> str | None:
    """Return why too few people are left to approve at `stage`, or None while there are enough.

    Groups are asked for only where the persons listed by name do not suffice; what Slack does not show is trusted.
    """
    handover = brief.handover(stage.name, brief.revision)
    if handover is None:
        return None
    by_link = frozenset(link.person for link in brief.links_to(stage.name) if link.holds(services.now()))
    named = (voters(brief, stage, voters_of(services, _by_name(stage))) or frozenset()) | by_link
    if not (stage.groups and stage.counts_voters) and _lacking(services, brief, handover, stage, named) is None:
        return None
    try:
        known = (voters(brief, stage, voters_of(services, stage)) or frozenset()) | by_link
    except Permanent:
        return None
    lacking = _lacking(services, brief, handover, stage, known)
    if lacking is None:
        return None
    return _told(brief, stage, *lacking, _absent(services, brief, handover))


def _lacking(
    services: Services, brief: Brief, handover: Handover, stage: Stage, electorate: frozenset[str]
) -> tuple[int, int] | None:
    """Return how many approvals are missing and how many can be given, unless they suffice and somebody is left."""
    left = len(_deciders(services, brief, handover, stage, electorate))
    given = brief.voices_of(handover.stage, handover.revision)
    wanted = missing(stage.required, given, electorate) or 0
    return None if left and wanted <= left else (wanted or 1, left)


def _absent(services: Services, brief: Brief, handover: Handover) -> list[str]:
    """Name those who are away and for whom nobody decides."""
    lost = (one.absence for one in covers(services, brief, handover) if one.by is None)
    return [f"{services.slack.profile(one.who).name} is away ({days(one)}) and nobody can stand in." for one in lost]


def _told(brief: Brief, stage: Stage, wanted: int, left: int, absent: list[str]) -> str:
    needs = (
        "Somebody has to approve there, and nobody is left who can"
        if wanted == 1
        else f"{wanted} have to approve there still, and {left or 'nobody'} can"
    )
    authors = "" if brief.self_approval else " (authors do not approve what they asked for)"
    if absent:
        mend = "Name a stand-in with /brief away, or reassign the request."
    elif stage.groups:
        mend = "Add people to its user group, or reassign the request."
    elif stage.persons - {brief.author}:
        mend = "Reassign the request to somebody else."
    else:
        mend = f"Have more approvers listed for this stage, cancel {brief.id}, and press Duplicate."
    return " ".join([f"{needs}{authors}.", *absent, mend])
