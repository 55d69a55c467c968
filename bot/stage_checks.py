"""Can a stage work as it is set: is Baton in its channel, and can enough of its people approve?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.failures import DeliveryError, Permanent
from bot.slack import Slack
from workflow.quorum import Required
from workflow.team import Stage


@dataclass(frozen=True)
class Looked:
    """What looking at the people of a stage found: what is wrong, and who of them can approve."""

    problems: Sequence[str]
    able: frozenset[str]


def problem_with_channel(slack: Slack, channel: str) -> str | None:
    """Return what keeps Baton from posting in a channel, and how to mend it."""
    try:
        found = slack.channel(channel)
    except Permanent as error:
        if error.code != "channel_not_found":
            return str(error)
        return f"Baton cannot see {channel}: if it is private, type /invite @Baton there; if it is gone, choose another"
    except DeliveryError as error:
        return str(error)
    if found.is_archived:
        return f"{channel} is archived: unarchive it or choose another"
    return None if found.is_member else f"Baton is not in #{found.name}: type /invite @Baton there"


def problems_with_people(slack: Slack, stage: Stage) -> list[str]:
    """Return what keeps the listed people of a stage from approving, and how to mend it."""
    looked = look_at_people(slack, stage.approvers, outside=stage.outside)
    return [*looked.problems, *too_few(stage.required, looked.able, known=not looked.problems)]


def look_at_people(slack: Slack, approvers: Iterable[str], *, outside: bool) -> Looked:
    """Look at everybody whom a stage lists, by name or through user groups."""
    listed = tuple(approvers)
    if not listed:
        return Looked(["none are listed, so nobody may approve: choose some"], frozenset())
    problems: list[str] = []
    able: set[str] = set()
    for entry in listed:
        problem, persons = _looked_up(slack, entry, outside=outside)
        problems += [problem] if problem else []
        able |= persons
    return Looked(problems, frozenset(able))


def too_few(required: Required, able: frozenset[str], *, known: bool) -> list[str]:
    """Return that more must approve than can; nothing where not everybody is `known`."""
    if not known or not isinstance(required, int) or required <= len(able):
        return []
    return [f"{required} must approve, and only {len(able)} can: choose more people"]


def _looked_up(slack: Slack, entry: str, *, outside: bool) -> tuple[str | None, frozenset[str]]:
    try:
        if entry.startswith("S"):
            members = slack.group_members(entry)
            return (None if members else f"user group {entry} is empty: add people to it"), members
        person = entry.rpartition("/")[2]
        profile = slack.profile(person)
    except Permanent as error:
        return str(error), frozenset()
    except DeliveryError as error:
        return f"{entry} could not be checked ({error})", frozenset()
    if not profile.is_active:
        return f"{profile.name} ({entry}) is deactivated: choose somebody else", frozenset()
    if profile.is_guest and not outside:
        return f"{profile.name} ({entry}) is a guest, who cannot approve at a stage of the team’s own", frozenset()
    return None, frozenset({person})
