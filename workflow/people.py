"""Who is acting, and in whose name may they act?"""

from collections.abc import Iterable

from workflow.team import Stage
from workflow.values import Value


class Person(Value):
    """Somebody who clicked or wrote, as far as deciding about them needs.

    Attributes:
        id: their Slack user id.
        workspace: the workspace they belong to, which is not ours for a member of a shared channel.
        groups: the user groups of ours that they are in at this moment.
        is_active: False once their account was deactivated.
        is_guest: they may see single channels of our workspace only.
        stands_in_for: those who are away at this moment and for whom they decide, chains of stand-ins followed.
    """

    id: str
    workspace: str
    groups: frozenset[str] = frozenset()
    is_active: bool = True
    is_guest: bool = False
    stands_in_for: tuple["Person", ...] = ()


def is_listed(person: Person, approvers: tuple[str, ...], home: str) -> bool:
    """Tell whether `person` is among `approvers` of a team whose workspace is `home`; nobody is among none.

    An approver is a user or user group of `home`, or `TEAM/USER` for a person of another workspace.
    """
    if person.workspace != home:
        return f"{person.workspace}/{person.id}" in approvers
    return not person.groups.union({person.id, f"{home}/{person.id}"}).isdisjoint(approvers)


def can_approve(person: Person, stage: Stage, home: str) -> bool:
    """Tell whether `person` is an approver of `stage` in their own name at this moment.

    A deactivated account is nobody's approver, and a guest of our workspace only where the stage is outside of the
    team: agencies work as such guests.
    """
    is_kept_out = person.is_guest and person.workspace == home and not stage.outside
    return person.is_active and not is_kept_out and is_listed(person, stage.approvers, home)


def may_take_a_place(person: Person, stage: Stage, home: str) -> bool:
    """Tell whether the account of `person` is one that may decide at `stage` in the place of somebody else.

    It must be active and of `home`, and a guest's only where the stage is outside of the team.
    """
    return person.workspace == home and person.is_active and (stage.outside or not person.is_guest)


def is_outsider(person: Person, chain: Iterable[Stage], home: str) -> bool:
    """Tell whether `person` decides outside of the team, whose workspace is `home`, and at no stage of its own."""
    listed = [stage.outside for stage in chain if is_listed(person, stage.approvers, home)]
    return bool(listed) and all(listed)
