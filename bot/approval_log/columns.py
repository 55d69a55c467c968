"""Which column of an approval log is the case, the time, the activity, and who did it?

What the person names is taken; the rest is guessed from the headings and the cells, and shown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.approval_log.moments import is_moment
from workflow.values import InvalidInput


class Role(StrEnum):
    """What a column is for; also the name of the flag that says so."""

    CASE = "case"
    TIMESTAMP = "timestamp"
    ACTIVITY = "activity"
    RESOURCE = "resource"


_HEADINGS: Mapping[Role, Sequence[str]] = {
    Role.CASE: (
        "case caseid caseconceptname briefid brief issuekey issueid key issue ticketid ticket taskid task requestid "
        "request documentid document itemid item projectid id number name taskname title summary"
    ).split(),
    Role.TIMESTAMP: (
        "timestamp timetimestamp completetimestamp eventtime changedat changed changedate transitiondate datetime at "
        "time date when created createdat createddate completedat updated updatedat"
    ).split(),
    Role.ACTIVITY: (
        "activity conceptname activityname event eventname action step tostatus newstatus to tovalue newvalue "
        "transition status stage state phase sectioncolumn section column"
    ).split(),
    Role.RESOURCE: (
        "resource orgresource changedby by user author actor who approver person assignee owner responsible team role"
    ).split(),
}
_FEWEST_STEPS = 2
_MOST_LISTED = 20


@dataclass(frozen=True)
class Mapped:
    """Which column is which, as places in a row.

    Attributes:
        roles: the column of each role; a log of steps has neither a time nor an activity.
        steps: the columns that each hold the time of one step, of a table with one row a case; none otherwise.
        guessed: the roles that nobody named.
    """

    headings: tuple[str, ...]
    roles: Mapping[Role, int]
    steps: tuple[int, ...] = ()
    guessed: frozenset[Role] = field(default_factory=frozenset)

    def told(self) -> dict[str, object]:
        """Return the headings by role, for people and for JSON."""
        named: dict[str, object] = {role.value: self.headings[place] for role, place in self.roles.items()}
        return named | ({"steps": [self.headings[place] for place in self.steps]} if self.steps else {})


def map_columns(headings: Sequence[str], sample: Sequence[Sequence[str]], named: Mapping[Role, str]) -> Mapped:
    """Return which column is which, by what the person `named`, the headings, and a `sample` of the rows.

    Raises:
        InvalidInput: naming the flag at fault, when a column is not there or cannot be guessed.
    """
    headings = tuple(heading.strip() for heading in headings)
    roles = {role: _place(headings, role, heading) for role, heading in named.items()}
    dated = [place for place in range(len(headings)) if _is_dated(place, sample)]
    for role in Role:
        if role not in roles and (place := _guess(headings, role, set(roles.values()), dated)) is not None:
            roles[role] = place
    guessed = frozenset(roles) - frozenset(named)
    if _is_table_of_steps(roles, dated, sample, named):
        return Mapped(headings, {Role.CASE: roles[Role.CASE]}, tuple(dated), guessed & {Role.CASE})
    _complete(headings, roles)
    return Mapped(headings, roles, (), guessed)


def _place(headings: Sequence[str], role: Role, heading: str) -> int:
    for place, each in enumerate(headings):
        if each.casefold() == heading.strip().casefold():
            return place
    raise InvalidInput({f"--{role}": f"there is no column “{heading}”; the file has {_listed(headings)}"})


def _is_dated(place: int, sample: Sequence[Sequence[str]]) -> bool:
    cells = [text for row in sample if place < len(row) and (text := row[place].strip())]
    return bool(cells) and all(map(is_moment, cells))


def _guess(headings: Sequence[str], role: Role, taken: Collection[int], dated: Sequence[int]) -> int | None:
    plain = ["".join(filter(str.isalnum, heading.casefold())) for heading in headings]
    free = [place for place in range(len(headings)) if place not in taken]
    fitting = [place for place in free if (place in dated) is (role is Role.TIMESTAMP)]
    for word in _HEADINGS[role]:
        for place in fitting:
            if plain[place] == word:
                return place
    return fitting[0] if role is Role.TIMESTAMP and len(fitting) == 1 else None


def _is_table_of_steps(
    roles: Mapping[Role, int], dated: Sequence[int], sample: Sequence[Sequence[str]], named: Mapping[Role, str]
) -> bool:
    """Tell whether each row is a whole case with a column of dates for each step, as spreadsheets and Asana have it."""
    if Role.TIMESTAMP in named or Role.ACTIVITY in named or Role.CASE not in roles or len(dated) < _FEWEST_STEPS:
        return False
    cases = [row[roles[Role.CASE]] for row in sample if len(row) > roles[Role.CASE]]
    return len(set(cases)) == len(cases)


def _complete(headings: Sequence[str], roles: Mapping[Role, int]) -> None:
    missing = [role for role in (Role.CASE, Role.TIMESTAMP, Role.ACTIVITY) if role not in roles]
    if missing:
        found = _listed(headings)
        raise InvalidInput({f"--{role}": f"which column is the {role}? The file has {found}" for role in missing})


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(f"“{heading}”" for heading in headings[:_MOST_LISTED]) + (
        " …" if len(headings) > _MOST_LISTED else ""
    )
