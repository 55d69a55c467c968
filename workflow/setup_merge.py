"""What do two admins' changes of the same settings come to together?"""

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.setup import Setup, Tables

_ABSENT = object()


def merged(base: Tables, theirs: Setup, mine: Setup) -> Setup:
    """Return the settings of `theirs` with what `mine` changed since `base`; mine stands where both did."""
    names = [name for name in _either(theirs.tables, mine.tables) if name != "stage"]
    tables = {
        name: _table(base.get(name, {}), theirs.tables.get(name, {}), mine.tables.get(name, {})) for name in names
    }
    filled = {name: table for name, table in tables.items() if table}
    stages = _stages(_named(base.get("stage", ())), _named(theirs.stages), _named(mine.stages))
    return Setup(tables={**filled, "stage": stages}, based_on=theirs.based_on)


def _table(base: Tables, theirs: Tables, mine: Tables) -> dict[str, Any]:
    found = {}
    for key in _either(theirs, mine):
        held = mine.get(key, _ABSENT)
        found[key] = theirs.get(key, _ABSENT) if held == base.get(key, _ABSENT) else held
    return {key: held for key, held in found.items() if held is not _ABSENT}


def _stages(base: Mapping[str, Tables], theirs: Mapping[str, Tables], mine: Mapping[str, Tables]) -> list[Tables]:
    order = _either(theirs, mine) if list(mine) == list(base) else _either(mine, theirs)
    return [stage for name in order if (stage := _stage(base.get(name), theirs.get(name), mine.get(name)))]


def _stage(base: Tables | None, theirs: Tables | None, mine: Tables | None) -> Tables | None:
    if mine == base:
        return theirs
    if mine is None or theirs is None:
        return mine
    return _table(base or {}, theirs, mine)


def _named(stages: Iterable[Tables]) -> dict[str, Tables]:
    return {str(stage["name"]): stage for stage in stages}


def _either(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*first, *second]))
