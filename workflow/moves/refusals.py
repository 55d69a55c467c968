"""In which words is a wish refused that comes at the wrong time, for the wrong stage or from the wrong person?"""

from workflow import commands as c
from workflow.brief import Brief, Revision, Status
from workflow.errors import NotAllowed, NotTheAuthor, Stale, WorkflowError
from workflow.people import Person
from workflow.team import Stage

Decisive = c.Approve | c.RequestChanges | c.Decline | c.Look
"""What only somebody who decides at a stage may do there, while it is asked."""


def known_stage(brief: Brief, name: str) -> Stage:
    """Return a stage of the brief by its name.

    Raises:
        NotAllowed: when the chain has none.
    """
    stage = brief.stage_named(name)
    if stage is None:
        raise NotAllowed(f"{brief.id} has no stage called “{name}”.")
    return stage


def known_revision(brief: Brief, number: int) -> Revision:
    """Return a written revision of the brief by its number.

    Raises:
        NotAllowed: when it has none with this number, or none at all yet.
    """
    if not brief.revision:
        raise being_written(brief)
    if not 1 <= number <= brief.revision:
        raise NotAllowed(f"{brief.id} has no revision {number}; its newest is {brief.revision}.")
    return brief.written(number)


def only_author(brief: Brief, person: Person) -> None:
    """Let nobody but the author pass.

    Raises:
        NotTheAuthor: for everybody else.
    """
    if not brief.is_author(person):
        raise NotTheAuthor(f"Only the author of {brief.id}, {{0}}, may do that.", brief.author)


def untimely(brief: Brief, command: c.Command) -> WorkflowError:
    """Return why `command` cannot be done in this part of the brief's life."""
    if brief.status.is_final:
        return _over(brief)
    match brief.status:
        case Status.IN_REVIEW:
            already = "is not paused" if isinstance(command, c.Resume) else "has been drafted already; it is in review"
            return Stale(f"{brief.id} {already}.")
        case Status.PAUSED:
            return _while_paused(brief, command)
        case Status.WITHDRAWN:
            return Stale(f"{{0}} took revision {brief.revision} of {brief.id} back to edit it.", brief.author)
        case Status.DRAFT_FAILED:
            return NotAllowed(f"Revision {brief.next_revision} of {brief.id} could not be written yet.")
        case _:
            return _while_drafting(brief, command)


def _while_paused(brief: Brief, command: c.Command) -> NotAllowed:
    if isinstance(command, c.Wish) and command.by and brief.is_author(command.by):
        return NotAllowed(f"{brief.id} is paused; resume it first.")
    return NotAllowed(f"{brief.id} is paused by {{0}}; nothing is decided until they resume it.", brief.author)


def _while_drafting(brief: Brief, command: c.Command) -> WorkflowError:
    asked = [change for change in brief.changes if change.revision == brief.revision]
    if not isinstance(command, Decisive) or not asked or brief.held:
        return being_written(brief)
    change = asked[-1]
    told = (
        f"{{0}} asked for changes to revision {change.revision} already; "
        f"revision {brief.next_revision} is being written."
    )
    return by_whom(brief, change.by, told)


def _over(brief: Brief) -> WorkflowError:
    match brief.status:
        case Status.COMPLETED:
            return Stale(f"{brief.id} is complete, and revision {brief.revision} is final.")
        case Status.DECLINED:
            return by_whom(
                brief, brief.declined.by if brief.declined else brief.author, f"{brief.id} was declined by {{0}}."
            )
        case _:
            return Stale(f"{brief.id} was cancelled by {{0}}.", brief.author)


def by_whom(brief: Brief, person: str, sentence: str) -> Stale:
    """Return `sentence`, in which `{0}` stands for `person`; who came by a link is told by name, for want of an id."""
    link = brief.link(person)
    return Stale(sentence, person) if link is None else Stale(sentence.replace("{0}", link.name))


def being_written(brief: Brief) -> NotAllowed:
    """Return that the newest revision is not ready for anybody."""
    if brief.held:
        return NotAllowed(f"Revision {brief.revision} of {brief.id} is held until its author mends what blocks it.")
    return NotAllowed(f"Revision {brief.next_revision} of {brief.id} is still being written.")
