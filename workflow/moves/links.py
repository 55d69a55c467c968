"""Who may give somebody without Slack a link to decide by, or take it back, and what may be done by one?"""

from datetime import datetime

from workflow import commands as c
from workflow import events as e
from workflow.brief import Brief
from workflow.errors import NotAllowed, NotAnApprover, Stale
from workflow.links import LONGEST, MOST, Link
from workflow.moves.refusals import known_stage
from workflow.people import Person, is_listed
from workflow.team import Stage


def make_link(brief: Brief, command: c.MakeLink, now: datetime) -> list[e.Event]:
    """Record for whom a link is made; only people outside of the team decide by one."""
    stage = known_stage(brief, command.stage)
    _only_concerned(brief, stage, command, "make a link for it")
    if not stage.outside:
        raise NotAllowed(f"{stage.title} is the team's own; links are for stages of people outside of it.")
    if not now < command.until <= now + LONGEST:
        raise NotAllowed(f"A link holds for {LONGEST.days} days at most.")
    if sum(link.holds(now) for link in brief.links) >= MOST:
        raise NotAllowed(f"{MOST} links of {brief.id} hold already. Revoke one with /brief links {brief.id} first.")
    return [
        e.LinkMade(
            at=now,
            by=command.by.id,
            stage=stage.name,
            revision=brief.revision,
            person=command.person,
            name=command.name,
            until=command.until,
        )
    ]


def revoke_link(brief: Brief, command: c.RevokeLink, now: datetime) -> list[e.Event]:
    """Record that a link ends before its time."""
    link = brief.link(command.person)
    if link is None:
        raise NotAllowed(f"{brief.id} has no such link.")
    _only_concerned(brief, known_stage(brief, link.stage), command, "revoke its links")
    if not link.holds(now):
        raise Stale(f"The link for {link.name} {_ended(link)} already.")
    return [
        e.LinkRevoked(at=now, by=command.by.id, stage=link.stage, revision=brief.revision, person=link.person),
    ]


def only_by_link(brief: Brief, stage: Stage, person: Person, now: datetime) -> None:
    """Let nobody pass who comes by a link that does not hold, or not for `stage`.

    Raises:
        NotAnApprover: for those.
    """
    link = brief.link(person.id)
    if link is None or link.stage != stage.name:
        raise NotAnApprover(f"This link is not for {stage.title} of {brief.id}.")
    if not link.holds(now):
        raise NotAnApprover(f"This link {_ended(link)}.")


def _ended(link: Link) -> str:
    return "was revoked" if link.revoked_at else "has expired"


def _only_concerned(brief: Brief, stage: Stage, command: c.MakeLink | c.RevokeLink, deed: str) -> None:
    person = command.by
    if not (command.is_admin or brief.is_author(person) or is_listed(person, stage.approvers, brief.workspace)):
        raise NotAnApprover(f"Only the author of {brief.id}, an approver of {stage.title} or an admin may {deed}.")
