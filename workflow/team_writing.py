"""How is a team written down as a team file?"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from workflow.team import Team


def team_toml(team: Team) -> str:
    """Return the team file (TOML) that describes `team`: `parse_team` reads exactly this team from it."""
    return "\n".join(_lines("", team_tables(team))).lstrip("\n") + "\n"


def team_tables(team: Team) -> dict[str, Any]:
    """Return the tables of the team file that describes `team`, whatever its model holds."""
    fields = _plain(team.model_dump(exclude_none=True))
    calendar, chain, chains = fields.pop("calendar"), fields.pop("chain"), fields.pop("chains")
    for stage in (*chain, *(stage for other in chains.values() for stage in other)):
        if stage.get("when", {}).get("currency") == team.currency:
            del stage["when"]["currency"]
    tables = {name: fields.pop(name) for name in list(fields) if isinstance(fields[name], dict)}
    filled = {name: table for name, table in tables.items() if table}
    return {
        "team": {"name": fields.pop("name"), **calendar, **fields},
        **filled,
        "stage": chain,
        **{name: {"stage": other} for name, other in chains.items()},
    }


def _plain(value: Any) -> Any:
    """Return `value` in what TOML has: tables, lists, texts, numbers, dates."""
    if isinstance(value, Mapping):
        return {_plain(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):  # TOML's own fractions are binary
        return int(value) if value == value.to_integral_value() else format(value, "f")
    return value


def _lines(path: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Write a table: first what it holds itself, then the tables in it under their own headings."""
    tables = {key: held for key, held in table.items() if _is_table(held)}
    yield from (f"{key} = {_written(held)}" for key, held in table.items() if key not in tables)
    for key, held in tables.items():
        name = f"{path}.{key}" if path else key
        heading = f"[{name}]" if isinstance(held, Mapping) else f"[[{name}]]"
        for one in [held] if isinstance(held, Mapping) else held:
            yield from ("", heading, *_lines(name, one))


def _is_table(held: object) -> bool:
    return isinstance(held, Mapping) or (isinstance(held, list) and bool(held) and isinstance(held[0], Mapping))


def _written(held: object) -> str:
    if isinstance(held, list):
        return f"[{', '.join(map(_written, held))}]"
    if isinstance(held, bool):
        return str(held).lower()
    if isinstance(held, date):
        return held.isoformat()
    # what JSON escapes is what TOML escapes, but for one more control character
    return str(held) if isinstance(held, int) else json.dumps(held, ensure_ascii=False).replace("\x7f", "\\u007f")
