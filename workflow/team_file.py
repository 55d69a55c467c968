"""Is a team file right, and at which key is it wrong where it is not?"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from workflow.checks.run import ALL_RULES
from workflow.kinds.registry import WORKFLOWS
from workflow.overrides import named
from workflow.team import CalendarSettings, Misplaced, Stage, Team
from workflow.values import InvalidInput, Value

T = TypeVar("T", bound=Value)

_WHOLE_CHAIN = 2  # parts of a place that names a chain and no stage of it
_CALENDAR_KEYS = ("timezone", "working_days", "working_hours", "holidays")


def parse_calendar(text: str) -> CalendarSettings:
    """Return the calendar of a team file's `[team]` table; the rest of the file is not read.

    Raises:
        InvalidInput: naming each key at fault.
    """
    return _validated(CalendarSettings, _calendar_of(_table(_toml(text), "team")), ("team",))


def parse_team(text: str) -> Team:
    """Return the team that a team file (TOML) describes.

    Raises:
        InvalidInput: naming each key at fault and how to mend it.
    """
    return parse_tables(_toml(text))


def parse_tables(tables: Mapping[str, Any]) -> Team:
    """Return the team that the tables of a team file describe.

    Raises:
        InvalidInput: naming each key at fault and how to mend it.
    """
    unknown = sorted(set(tables) - {"team", "digest", "reminders", "stage", "playbook", *WORKFLOWS})
    if unknown:
        others = "".join(f", [[{name}.stage]]" for name in WORKFLOWS)
        known = f"[team], [digest], [reminders], [[stage]]{others} and [playbook.…]"
        raise InvalidInput({unknown[0]: f"this table is unknown; a team file has {known}"})
    team = _table(tables, "team")
    fields = {key: value for key, value in team.items() if key not in _CALENDAR_KEYS}
    fields["calendar"] = _calendar_of(team)
    fields["chain"] = tables.get("stage", ())
    if "digest" in tables:
        fields["digest"] = _table(tables, "digest")
    if "reminders" in tables:
        fields["reminders"] = _table(tables, "reminders")
    if "playbook" in tables:
        fields["playbook"] = named(tables["playbook"])
    fields["chains"] = {name: _stages(tables, name) for name in WORKFLOWS if name in tables}
    return _with_known_conditions(_validated(Team, fields))


def _stages(tables: Mapping[str, Any], name: str) -> object:
    """Return what the table of another workflow says of its chain; only stages belong there."""
    table = _table(tables, name)
    unknown = sorted(set(table) - {"stage"})
    if unknown:
        raise InvalidInput({f"{name}.{unknown[0]}": f"this key is unknown; [[{name}.stage]] lists who decides"})
    return table.get("stage", ())


def _with_known_conditions(team: Team) -> Team:
    """Return the team with its currency in the conditions on budgets, once every finding that they name is known."""
    chains = {name: _known(team, f"{name}.stage", chain, frozenset()) for name, chain in team.chains.items()}
    chain = _known(team, "stage", team.chain, frozenset(rule.name for rule in ALL_RULES))
    return team.model_copy(update={"chain": chain, "chains": chains})


def _known(team: Team, place: str, chain: Sequence[Stage], known: Collection[str]) -> tuple[Stage, ...]:
    """Return `chain` with its conditions on budgets in the team's currency; `known` are the checks of its workflow."""
    completed = []
    for i, stage in enumerate(chain):
        if stage.when and (unknown := sorted(set(stage.when.findings) - set(known))):
            raise InvalidInput({f"{place}.{i + 1}.when.findings": _unknown_check(unknown[0], known)})
        if stage.when and stage.when.claims and not known:
            sentence = "nothing looks for claims here; name a budget_over, channels or markets"
            raise InvalidInput({f"{place}.{i + 1}.when.claims": sentence})
        when = stage.when and stage.when.model_copy(update={"currency": stage.when.currency or team.currency})
        completed.append(stage.model_copy(update={"when": when}))
    return tuple(completed)


def _unknown_check(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0)
    if not near:
        return "no checks are run here; name a budget_over, channels or markets"
    return f"there is no check called “{name}”; is “{near[0]}” meant?"


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput({"file": f"this is not valid TOML: {error}"}) from None


def _table(tables: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise InvalidInput({name: f"the table [{name}] is missing"})
    return dict(table)


def _calendar_of(team: dict[str, Any]) -> dict[str, Any]:
    return {key: team[key] for key in _CALENDAR_KEYS if key in team}


def _validated(kind: type[T], fields: dict[str, Any], prefix: tuple[str, ...] = ()) -> T:
    try:
        return kind.model_validate(fields)
    except ValidationError as refused:
        found = refused.errors()
        if any(len(error["loc"]) > 1 and error["loc"][0] == "chain" for error in found):
            found = [error for error in found if error["loc"] != ("chain",)]  # wrong stages are not missing as well
        errors = {_where(error, prefix): _sentence(error) for error in found}
        raise InvalidInput(errors) from None


_PLACES = {
    "chain": "stage",
    "calendar": "team",
    "digest": "digest",
    "reminders": "reminders",
    "team": "team",
    "playbook": "playbook",
}


def _where(error: Any, prefix: tuple[str, ...]) -> str:
    fault = error.get("ctx", {}).get("error")
    return fault.place if isinstance(fault, Misplaced) else _place((*prefix, *error["loc"]))


def _place(path: Sequence[str | int]) -> str:
    if path and path[0] == "chains":
        path = (*path[1:2], "chain", *path[2:])
    elif not path or path[0] not in _PLACES:
        path = ("team", *path)
    return ".".join(str(part + 1) if isinstance(part, int) else _PLACES.get(part, part) for part in path)


_SENTENCES = {
    "missing": "this is missing",
    "extra_forbidden": "this key is unknown",
    "too_short": "this list is empty",
    "tuple_type": "write a list, in square brackets",
    "bool_type": "write true or false, without quotes",
    "string_type": "write this as text, in quotes",
}


def _sentence(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["loc"] == ("chain",) or (error["loc"][:1] == ("chains",) and len(error["loc"]) == _WHOLE_CHAIN):
        return "at least one [[stage]], in double brackets, is needed"
    return _SENTENCES.get(error["type"], f"{error['msg'][0].lower()}{error['msg'][1:]}")
