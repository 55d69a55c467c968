"""What does a team file say, and is it right: who decides at which stage, in which hours, within what time?"""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    ValidationError,
    field_validator,
    model_validator,
)

from workflow.channels import Channel
from workflow.conditions import Condition
from workflow.drafting.overrides import Override, named
from workflow.materiality import MATERIAL, MaterialField
from workflow.money import CURRENCIES
from workflow.quorum import Required
from workflow.values import InvalidInput, Value

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
LAST_MINUTE = 59
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HOURS = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SLA = re.compile(r"(\d{1,4})(s|m|h|d)")
_PERSON_OR_GROUP = re.compile(r"(T[A-Z0-9]{1,20}/)?[UWS][A-Z0-9]{1,20}")
_GROUP = re.compile(r"S[A-Z0-9]{1,20}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,20}")
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_STAGE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,29}")


def _matching(pattern: re.Pattern[str], sentence: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(sentence)
        return value

    return AfterValidator(check)


def _is_none(value: object) -> bool:
    return value is None


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("use a time zone's name, like Europe/London") from None
    return name


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _holidays(value: object) -> object:
    if isinstance(value, str) and _COUNTRY.fullmatch(value):
        return value
    if isinstance(value, list | tuple):
        try:
            return tuple(day if type(day) is date else date.fromisoformat(day) for day in value)
        except (TypeError, ValueError):
            pass
    raise ValueError('use a country code, like "GB" or "DE-BY", or a list of dates, like [2026-12-24]')


def _known_currency(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError("use a three-letter currency code, like GBP")
    return code


SlackChannel = Annotated[
    str,
    _matching(_CHANNEL, "use a channel's id, like C0123ABC (channel details, at the very bottom)"),
]
Approver = Annotated[
    str,
    _matching(
        _PERSON_OR_GROUP,
        "use ids: a person U0123ABC, a user group S0123ABC, or T0TEAM/U0123ABC for a person of another workspace",
    ),
]


class CalendarSettings(Value):
    """When a team works, as written down: zone, weekdays, hours, and a country's holidays or a list of dates.

    `holidays` is an ISO 3166 country code, with a subdivision if wanted (`GB`, `GB-ENG`, `DE-BY`).
    """

    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    working_days: Annotated[tuple[Weekday, ...], BeforeValidator(_listed), Field(min_length=1)] = WEEKDAYS[:5]
    working_hours: str = "09:00-17:00"
    holidays: Annotated[str | tuple[date, ...], BeforeValidator(_holidays)] = ()

    @field_validator("working_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        opens, closes = parse_hours(value)
        if not timedelta() <= opens < closes <= timedelta(hours=24):
            raise ValueError("the day must close after it opens, within 00:00-24:00")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The team's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def day_length(self) -> timedelta:
        """Working time of one full working day."""
        opens, closes = parse_hours(self.working_hours)
        return closes - opens


class Stage(Value):
    """One station of the chain: who decides there, how many of them must approve, within how much working time.

    The people of an `outside` stage are not the team's, an agency's say: they see the brief and nothing internal.
    Neighbours with the same `parallel` word decide at the same time; with `when` a stage is needed only then.
    """

    name: Annotated[str, _matching(_STAGE_NAME, "use a short name in small letters, like designer")]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    channel: SlackChannel
    approvers: Annotated[tuple[Approver, ...], BeforeValidator(_listed)] = ()
    required: Required = 1
    sla: str = "2d"
    outside: Annotated[StrictBool, Field(exclude_if=lambda outside: not outside)] = False
    parallel: Annotated[str, _matching(_STAGE_NAME, "use a short name in small letters, like review")] | None = Field(
        default=None, exclude_if=_is_none
    )
    when: Condition | None = Field(default=None, exclude_if=_is_none)

    @field_validator("sla")
    @classmethod
    def _sla(cls, value: str) -> str:
        match = _SLA.fullmatch(value)
        if not match or int(match[1]) == 0:
            raise ValueError("write working time as 30s, 90m, 8h or 2d")
        return value

    @property
    def groups(self) -> frozenset[str]:
        """The user groups among the approvers."""
        return frozenset(who for who in self.approvers if _GROUP.fullmatch(who))

    @property
    def persons(self) -> frozenset[str]:
        """The ids of the persons listed by name, whatever their workspace."""
        return frozenset(who.rpartition("/")[2] for who in self.approvers if who not in self.groups)

    @property
    def counts_members(self) -> bool:
        """Tell whether it depends on the members of user groups how many must approve."""
        return bool(self.groups) and self.required in {"all", "majority"}

    def sla_time(self, calendar: CalendarSettings) -> timedelta:
        """Return the SLA as working time; a day is one full working day of `calendar`."""
        return parse_sla(self.sla, calendar.day_length)


class Misplaced(ValueError):
    """A fault of the whole chain that one key can mend: `place` is the key, as the team file has it."""

    def __init__(self, place: str, sentence: str) -> None:
        self.place = place
        super().__init__(sentence)


class DigestSettings(Value):
    """Where and when the weekly digest is posted, in the team's zone."""

    channel: SlackChannel
    day: Weekday = "mon"
    time: Annotated[str, _matching(_TIME, "write a time of day, like 09:00")] = "09:00"


class Team(Value):
    """A team: its calendar and currency, its chain of stages, its digest, what it knows better about channels.

    `reading_grade` is how many years of school its briefs may ask of their readers.
    """

    name: Annotated[str, Field(min_length=1, max_length=80)]
    currency: Annotated[str, AfterValidator(_known_currency)] = "GBP"
    material: Annotated[tuple[MaterialField, ...], BeforeValidator(_listed)] = MATERIAL
    calendar: CalendarSettings = CalendarSettings()
    chain: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=20)]
    digest: DigestSettings | None = None
    playbook: Mapping[Channel, Override] = {}
    reading_grade: Annotated[int, Field(ge=5, le=20)] = 13
    self_approval: bool = False

    @model_validator(mode="after")
    def _distinct_stages(self) -> "Team":
        names = [stage.name for stage in self.chain]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two stages are called “{twice[0]}”; give each its own name")
        return self

    @model_validator(mode="after")
    def _enough_approvers(self) -> "Team":
        for stage in self.chain:
            counted = None if stage.groups or not stage.persons else len(stage.persons)
            if counted is not None and isinstance(stage.required, int) and stage.required > counted:
                raise ValueError(f"stage “{stage.name}” requires {stage.required} approvals of too few approvers")
        return self

    @model_validator(mode="after")
    def _parallel_neighbours(self) -> "Team":
        words = [stage.parallel for stage in self.chain]
        for i, word in enumerate(words):
            if word and word in words[:i] and words[i - 1] != word:
                raise Misplaced(f"stage.{i + 1}.parallel", f"stages of “{word}” must stand next to each other")
        return self

    @model_validator(mode="after")
    def _somebody_always_decides(self) -> "Team":
        if all(stage.when for stage in self.chain):
            raise Misplaced("stage.1.when", "one stage at least must have no condition, or nobody might decide")
        return self


@lru_cache(maxsize=256)
def parse_hours(text: str) -> tuple[timedelta, timedelta]:
    """Return opening and closing time since midnight from `09:00-17:30`.

    Raises:
        ValueError: when the text has another form.
    """
    match = _HOURS.fullmatch(text)
    if not match or int(match[2]) > LAST_MINUTE or int(match[4]) > LAST_MINUTE:
        raise ValueError("write the hours as 09:00-17:30")
    opens, closes = (timedelta(hours=int(match[i]), minutes=int(match[i + 1])) for i in (1, 3))
    return opens, closes


@lru_cache(maxsize=256)
def parse_sla(text: str, day: timedelta) -> timedelta:
    """Return the working time that `8h` or `2d` means, with working days of length `day`.

    Raises:
        ValueError: when the text has another form.
    """
    match = _SLA.fullmatch(text)
    if not match:
        raise ValueError("write working time as 30s, 90m, 8h or 2d")
    unit = {
        "s": timedelta(seconds=1),
        "m": timedelta(minutes=1),
        "h": timedelta(hours=1),
        "d": day,
    }
    return int(match[1]) * unit[match[2]]


T = TypeVar("T", bound=Value)

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
    tables = _toml(text)
    unknown = sorted(set(tables) - {"team", "digest", "stage", "playbook"})
    if unknown:
        known = "[team], [digest], [[stage]] and [playbook.…]"
        raise InvalidInput({unknown[0]: f"this table is unknown; a team file has {known}"})
    team = _table(tables, "team")
    fields = {key: value for key, value in team.items() if key not in _CALENDAR_KEYS}
    fields["calendar"] = _calendar_of(team)
    fields["chain"] = tables.get("stage", ())
    if "digest" in tables:
        fields["digest"] = _table(tables, "digest")
    if "playbook" in tables:
        fields["playbook"] = named(tables["playbook"])
    if isinstance(fields["chain"], list):
        fields["chain"] = tuple(fields["chain"])
    return _with_known_conditions(_validated(Team, fields))


def _with_known_conditions(team: Team) -> Team:
    """Return the team with its currency in the conditions on budgets, once every finding that they name is known."""
    from workflow.checks.run import ALL_RULES  # noqa: PLC0415  # the checks know teams: a circle at import

    known = {rule.name for rule in ALL_RULES}
    chain = []
    for i, stage in enumerate(team.chain):
        if stage.when and (unknown := sorted(set(stage.when.findings) - known)):
            raise InvalidInput({f"stage.{i + 1}.when.findings": _unknown_check(unknown[0], known)})
        when = stage.when and stage.when.model_copy(update={"currency": stage.when.currency or team.currency})
        chain.append(stage.model_copy(update={"when": when}))
    return team.model_copy(update={"chain": tuple(chain)})


def _unknown_check(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0)
    return f"there is no check called “{name}”; is “{near[0]}” meant?"


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput({"file": f"this is not valid TOML: {error}"}) from None


def _table(tables: dict[str, Any], name: str) -> dict[str, Any]:
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
        errors = {_where(error, prefix): _sentence(error) for error in refused.errors()}
        raise InvalidInput(errors) from None


_PLACES = {"chain": "stage", "calendar": "team", "digest": "digest", "team": "team", "playbook": "playbook"}


def _where(error: Any, prefix: tuple[str, ...]) -> str:
    fault = error.get("ctx", {}).get("error")
    return fault.place if isinstance(fault, Misplaced) else _place((*prefix, *error["loc"]))


def _place(path: Sequence[str | int]) -> str:
    if not path or path[0] not in _PLACES:
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
    if error["loc"] == ("chain",):
        return "at least one [[stage]], in double brackets, is needed"
    return _SENTENCES.get(error["type"], f"{error['msg'][0].lower()}{error['msg'][1:]}")
