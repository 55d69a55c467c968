"""What becomes of a team's settings while an admin changes them, and what is wrong with them so far?"""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflow.team import Team
from workflow.team_file import parse_tables
from workflow.team_writing import team_tables
from workflow.values import InvalidInput, Value
from workflow.zones import ZONES, currency_in

Tables = Mapping[str, Any]
"""The tables of a team file in what JSON has, not all of them filled yet."""

LONGEST_STAGE_NAME = 30
_SOME_STAGE = {"name": "some", "title": "Some", "channel": "C0SOME"}
_ALONE = {"parallel", "when"}
"""What a stage says about its place in the chain."""


class Setup(Value):
    """A team's settings while an admin changes them: not in force before they are saved.

    Attributes:
        tables: the tables of a team file, not all of them filled yet.
        based_on: the version of the settings that they began from, 0 where there was none.
    """

    tables: Tables
    based_on: int

    @property
    def stages(self) -> Sequence[Tables]:
        """The stages in order."""
        return tuple(self.tables.get("stage", ()))

    def stage(self, name: str) -> Tables | None:
        """Return the stage of that name."""
        return next((stage for stage in self.stages if stage["name"] == name), None)

    def with_stage(self, stage: Tables) -> "Setup":
        """Return the settings with `stage` in place of the one of its name, or at the end; None takes a key away."""
        kept = _filled({**(self.stage(stage["name"]) or {}), **stage})
        known = self.stage(stage["name"]) is not None
        stages = [kept if one["name"] == kept["name"] else one for one in self.stages]
        return self._with_stages(stages if known else [*stages, kept])

    def without_stage(self, name: str) -> "Setup":
        """Return the settings without a stage."""
        return self._with_stages([stage for stage in self.stages if stage["name"] != name])

    def moved(self, name: str, by: int) -> "Setup":
        """Return the settings with a stage moved down the chain by `by` places, up when it is negative."""
        stages = list(self.stages)
        at = next((i for i, stage in enumerate(stages) if stage["name"] == name), None)
        if at is None:
            return self
        stages.insert(max(at + by, 0), stages.pop(at))
        return self._with_stages(stages)

    def joins_before(self, name: str) -> bool:
        """Tell whether a stage decides at the same time as the one before it."""
        for before, stage in pairwise(self.stages):
            if stage["name"] == name:
                return _together(before, stage)
        return False

    def joined(self, name: str, *, joins: bool) -> "Setup":
        """Return the settings with a stage at the same time as the one before it, or after it."""
        stages = [dict(stage) for stage in self.stages]
        at = next((i for i, stage in enumerate(stages) if i and stage["name"] == name), None)
        if at is None or joins == _together(stages[at - 1], stages[at]):
            return self
        before, stage, word = stages[at - 1], stages[at], stages[at].get("parallel")
        if joins:
            before["parallel"] = before.get("parallel") or before["name"]
        for other in stages[at:]:  # those who decide together with it go along
            if other is not stage and (word is None or other.get("parallel") != word):
                break
            other["parallel"] = before["parallel"] if joins else stage["name"]
        return self._with_stages(stages)

    def with_table(self, name: str, changes: Tables) -> "Setup":
        """Return the settings with changes of one table; None takes a key away, and an empty table goes."""
        table = _filled({**self.tables.get(name, {}), **changes})
        tables = {**self.tables, name: table}
        return self.model_copy(update={"tables": {key: held for key, held in tables.items() if held}})

    def without_table(self, name: str) -> "Setup":
        """Return the settings without a table."""
        return self.model_copy(update={"tables": {key: held for key, held in self.tables.items() if key != name}})

    def _with_stages(self, stages: Sequence[Tables]) -> "Setup":
        return self.model_copy(update={"tables": {**self.tables, "stage": _paired(stages)}})


def setup_of(team: Team, version: int) -> Setup:
    """Return the settings that are in force, to be changed."""
    return Setup(tables=plain(team_tables(team)), based_on=version)


def plain(tables: Mapping[str, Any]) -> Tables:
    """Return `tables` in what JSON has."""
    read: Tables = json.loads(json.dumps(tables, default=str))
    return read


def first_setup(name: str, zone: str | None) -> Setup:
    """Return what a workspace begins with: three stages that lack only channels and approvers.

    Hours, holidays and currency are those of the country in which `zone` lies, as far as it is known.
    """
    country = ZONES.get(zone or "")
    calendar = {
        "timezone": zone if zone and _is_zone(zone) else "UTC",
        "working_days": ["mon", "tue", "wed", "thu", "fri"],
        "working_hours": "09:00-17:30",
        "holidays": country or [],
    }
    stages = [
        {"name": "designer", "title": "Design review", "approvers": [], "required": 1, "sla": "8h"},
        {"name": "marketer", "title": "Marketing sign-off", "approvers": [], "required": 1, "sla": "8h"},
        {"name": "agency", "title": "Agency acceptance", "approvers": [], "required": 1, "sla": "2d", "outside": True},
    ]
    team = {"name": name[:80].strip() or "Marketing", **calendar, "currency": currency_in(country) or "GBP"}
    return Setup(tables={"team": team, "stage": stages}, based_on=0)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def new_stage_name(title: str, taken: Sequence[str]) -> str:
    """Return a name for a stage that is called `title`, which none of `taken` is."""
    name = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-").lstrip("0123456789-")
    name = name[: LONGEST_STAGE_NAME - 4].rstrip("-") or "stage"
    numbered = (f"{name}-{number}" for number in range(2, 1000))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def faults_of_stage(stage: Tables) -> dict[str, str]:
    """Return what is wrong with a stage by itself, by its keys."""
    alone = {key: held for key, held in stage.items() if key not in _ALONE}
    return _faults({"team": {"name": "Some"}, "stage": [alone]}, "stage.1.")


def faults_of_condition(setup: Setup, name: str, when: Tables | None) -> dict[str, str]:
    """Return what is wrong with the condition of a stage, by its keys; none, or another stage, must always decide."""
    if when is None:
        return {}
    if all("when" in stage for stage in setup.stages if stage["name"] != name):
        return {"claims": "One stage at least must always be asked, or nobody might decide: no other one is."}
    team = {"name": "Some", "currency": setup.tables.get("team", {}).get("currency", "GBP")}
    stages = [_SOME_STAGE, {**_SOME_STAGE, "name": "other", "when": when}]
    return _faults({"team": team, "stage": stages}, "stage.2.when.")


def faults_of_table(name: str, table: Tables) -> dict[str, str]:
    """Return what is wrong with a table of the team file by itself, by its keys."""
    return _faults({"team": {"name": "Some"}, "stage": [_SOME_STAGE], name: table}, f"{name}.")


def _faults(tables: Tables, within: str) -> dict[str, str]:
    try:
        parse_tables(tables)
    except InvalidInput as invalid:
        inside = {place: said for place, said in invalid.errors.items() if place.startswith(within)}
        return {place.removeprefix(within).partition(".")[0]: said for place, said in inside.items()}
    return {}


def _filled(table: Tables) -> dict[str, Any]:
    return {key: held for key, held in table.items() if held is not None}


def _together(before: Tables, stage: Tables) -> bool:
    return bool(stage.get("parallel")) and stage.get("parallel") == before.get("parallel")


def _paired(stages: Sequence[Tables]) -> list[Tables]:
    """Give each run of stages that decide together a word of its own, and take it from a stage that is left alone."""
    runs: list[list[Tables]] = []
    for stage in stages:
        if runs and _together(runs[-1][-1], stage):
            runs[-1].append(stage)
        else:
            runs.append([stage])
    taken: set[str] = set()
    paired: list[Tables] = []
    for run in runs:
        word = _word(run, taken)
        taken |= {word} if word else set()
        paired += [_filled({**stage, "parallel": word}) for stage in run]
    return paired


def _word(run: Sequence[Tables], taken: set[str]) -> str | None:
    if len(run) == 1:
        return None
    words = [str(run[0]["parallel"]), *(str(stage["name"]) for stage in run)]
    return next((word for word in words if word not in taken), None)
