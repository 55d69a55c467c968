"""Who decides at which stage, in which hours, within what time: what does a team say of itself?"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    field_validator,
    model_validator,
)

from workflow.channels import Channel
from workflow.conditions import Condition
from workflow.materiality import MATERIAL, MaterialField
from workflow.money import CURRENCIES
from workflow.overrides import Override
from workflow.quorum import Required
from workflow.values import Value

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
LAST_MINUTE = 59
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HOURS = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_SLA = re.compile(r"(\d{1,4})(s|m|h|d)")
_PERSON_OR_GROUP = re.compile(r"(T[A-Z0-9]{1,20}/)?[UWS][A-Z0-9]{1,20}")
_PERSON = re.compile(r"[UW][A-Z0-9]{1,20}")
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
Colleague = Annotated[str, _matching(_PERSON, "use one person's id, like U0123ABC (Copy member ID in their profile)")]
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
    `escalation` is told when a decision is long overdue.
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
    escalation: Colleague | None = Field(default=None, exclude_if=_is_none)

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
    def counts_voters(self) -> bool:
        """Tell whether it depends on who can approve at a moment how many must."""
        return self.required in {"all", "majority"}

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


class ReminderSettings(Value):
    """Whether Baton reminds people of decisions that they owe, and after which share of the SLA for the first time."""

    off: StrictBool = False
    nudge: Annotated[float, Field(gt=0, lt=1, strict=True)] = 0.5


Chain = Annotated[tuple[Stage, ...], BeforeValidator(_listed), Field(min_length=1, max_length=20)]


class Team(Value):
    """A team: its calendar and currency, its chain of stages, its digest, what it knows better about channels.

    Attributes:
        chain: the stages that decide on its campaign briefs; `chains` those of other workflows, by their names.
        reading_grade: how many years of school its briefs may ask of their readers.
        admins: users and user groups who may change these settings; where none are listed, the workspace's own admins.
        baseline_minutes: how many minutes of work a brief took before Baton, by the team's own account.
    """

    name: Annotated[str, Field(min_length=1, max_length=80)]
    currency: Annotated[str, AfterValidator(_known_currency)] = "GBP"
    material: Annotated[tuple[MaterialField, ...], BeforeValidator(_listed)] = MATERIAL
    calendar: CalendarSettings = CalendarSettings()
    chain: Chain
    chains: Mapping[str, Chain] = {}
    digest: DigestSettings | None = None
    reminders: ReminderSettings = ReminderSettings()
    playbook: Mapping[Channel, Override] = {}
    reading_grade: Annotated[int, Field(ge=5, le=20)] = 13
    self_approval: bool = False
    admins: Annotated[tuple[Approver, ...], BeforeValidator(_listed)] = ()
    baseline_minutes: Annotated[int, Field(ge=1, le=10_000)] | None = None

    @model_validator(mode="after")
    def _chains_hold(self) -> "Team":
        for place, chain in (("stage", self.chain), *((f"{name}.stage", chain) for name, chain in self.chains.items())):
            _distinct(chain)
            _enough_approvers(place, chain)
            _parallel_neighbours(place, chain)
            if all(stage.when for stage in chain):
                raise Misplaced(f"{place}.1.when", "one stage at least must have no condition, or nobody might decide")
        return self

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage of every chain, the briefs' own first."""
        return (*self.chain, *(stage for chain in self.chains.values() for stage in chain))


def _distinct(chain: Sequence[Stage]) -> None:
    names = [stage.name for stage in chain]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two stages are called “{twice[0]}”; give each its own name")


def _enough_approvers(place: str, chain: Sequence[Stage]) -> None:
    for i, stage in enumerate(chain):
        counted = None if stage.groups or not stage.persons else len(stage.persons)
        if counted is not None and isinstance(stage.required, int) and stage.required > counted:
            sentence = f"stage “{stage.name}” requires {stage.required} approvals of too few approvers"
            raise Misplaced(f"{place}.{i + 1}.required", sentence)


def _parallel_neighbours(place: str, chain: Sequence[Stage]) -> None:
    words = [stage.parallel for stage in chain]
    for i, word in enumerate(words):
        if word and word in words[:i] and words[i - 1] != word:
            raise Misplaced(f"{place}.{i + 1}.parallel", f"stages of “{word}” must stand next to each other")


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
