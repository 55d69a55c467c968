"""Which way does a revision take: who has to decide on it next, whose approval stands, and who is not asked?"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from workflow import events as e
from workflow.brief import Brief, Decision, Handover, Revision
from workflow.conditions import unmet
from workflow.team import Stage


def steps(chain: tuple[Stage, ...]) -> tuple[tuple[Stage, ...], ...]:
    """Return the chain as the sets of stages that decide at the same time, in order."""
    numbered = groupby(enumerate(chain), key=lambda each: each[1].parallel or str(each[0]))
    return tuple(tuple(stage for _, stage in step) for _, step in numbered)


def standing(brief: Brief, stage: str) -> Handover | None:
    """Return the stay in which `stage` approved what stands for the newest revision as well, if it has."""
    stays = [handover for handover in brief.handovers if handover.stage == stage]
    if not stays or stays[-1].decision is not Decision.APPROVED:
        return None
    later = (revision for revision in brief.revisions if revision.number > stays[-1].revision)
    return None if any(_undoes(brief, revision, stage) for revision in later) else stays[-1]


def _undoes(brief: Brief, revision: Revision, stage: str) -> bool:
    """Tell whether a revision changed something material; an older log shows it by the stage that it went back to."""
    if revision.changed is not None:
        return not set(revision.changed).isdisjoint(brief.material)
    names = [each.name for each in brief.chain]
    back = names[: names.index(stage) + 1]
    return any(handover.revision == revision.number and handover.stage in back for handover in brief.handovers)


def voters(brief: Brief, stage: Stage, known: frozenset[str] | None = None) -> frozenset[str] | None:
    """Return the ids of those whose approval counts at `stage`; `known` are those listed who can approve now.

    Without `known`, those listed by name, and None where there are groups. Whoever's request was reassigned counts in
    any case: somebody else can approve in their place. The author is none of them unless the team allows it.
    """
    if stage.groups and known is None:
        return None
    stay = brief.handover(stage.name, brief.revision)
    reassigned = {moved.asked for moved in stay.reassigned} if stay else frozenset()
    everybody = (stage.persons if known is None else known) | reassigned | _by_link(brief, stage)
    return everybody if brief.self_approval else everybody - {brief.author}


def _by_link(brief: Brief, stage: Stage) -> frozenset[str]:
    """Return those who approved by a link: each is one voter more then, and holds nobody up before."""
    given = (one.by for one in brief.approvals_of(stage.name, brief.revision))
    return frozenset(person for person in given if brief.link(person) is not None)


def why_not(brief: Brief, stage: Stage) -> str | None:
    """Return why `stage` is not needed for the newest revision, or None when it is.

    Whoever asked for changes sees what became of them, whatever their condition says by then.
    """
    facts = brief.revisions[-1].facts
    if stage.when is None or facts is None or _is_owed(brief, stage):
        return None
    return unmet(stage.when, facts)


def _is_owed(brief: Brief, stage: Stage) -> bool:
    """Tell whether the stage was asked about the newest revision already, or asked for changes last."""
    stays = [handover for handover in brief.handovers if handover.stage == stage.name]
    return bool(stays) and (stays[-1].revision == brief.revision or stays[-1].decision is Decision.CHANGES_REQUESTED)


def handed_over(brief: Brief, now: datetime) -> list[e.Event]:
    """Return what sends a new revision on its way: whose approvals stand, and what `onward` says."""
    return [*_kept(brief, now), *onward(brief, now)]


def onward(brief: Brief, now: datetime) -> list[e.Event]:
    """Return who has to decide next and who is skipped on the way, or that the brief is complete.

    Nobody is asked twice about one revision, and nothing happens while somebody of the present step still decides.
    """
    events: list[e.Event] = []
    for step in steps(brief.chain):
        asked, skipped = _divided(brief, step)
        events += [e.Skipped(at=now, stage=stage.name, revision=brief.revision, why=why) for stage, why in skipped]
        if asked:
            return [*events, *_sent(brief, asked, now)]
    return [*events, e.Completed(at=now, revision=brief.revision)]


def first_to_ask(brief: Brief) -> str:
    """Return the name of the stage that decides on the newest revision next: the first of several."""
    asked = (stage.name for step in steps(brief.chain) for stage in _divided(brief, step)[0])
    return next(asked, brief.chain[-1].name)


def _divided(brief: Brief, step: tuple[Stage, ...]) -> tuple[list[Stage], list[tuple[Stage, str]]]:
    """Return those of a step who have to decide still, and those to be skipped, each with the reason."""
    waiting = [(stage, why_not(brief, stage)) for stage in step if standing(brief, stage.name) is None]
    known = {one.stage for one in brief.skipped if one.revision == brief.revision}
    skipped = [(stage, why) for stage, why in waiting if why is not None and stage.name not in known]
    return [stage for stage, why in waiting if why is None], skipped


def _sent(brief: Brief, stages: list[Stage], now: datetime) -> Iterator[e.Event]:
    for stage in stages:
        if brief.handover(stage.name, brief.revision) is None:
            yield e.HandedOver(at=now, stage=stage.name, revision=brief.revision)


def _kept(brief: Brief, now: datetime) -> Iterator[e.Event]:
    for stage in brief.chain:
        stay = standing(brief, stage.name)
        if stay is not None:
            yield e.ApprovalKept(at=now, stage=stage.name, approved=stay.revision, revision=brief.revision)
