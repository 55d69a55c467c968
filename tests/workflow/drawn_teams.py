"""Which teams are there? Any that a team file can describe, the oddest names included."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from workflow.channels import Channel
from workflow.conditions import Condition
from workflow.materiality import MATERIAL
from workflow.overrides import Override
from workflow.team import WEEKDAYS, CalendarSettings, DigestSettings, ReminderSettings, Stage, Team
from workflow.values import Value

Model = TypeVar("Model", bound=Value)

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
_ODD = st.sampled_from(["<!channel> & <@U1>", '"""', "\\", "a\x7fb\r\n\tc", "😀" * 30, "*_~`"])
TEXTS = _WORDS | _ODD
_NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,29}", fullmatch=True)
CHANNELS = st.from_regex(r"C0[A-Z]{1,8}", fullmatch=True)
_PERSONS = st.from_regex(r"U0[A-Z]{1,8}", fullmatch=True)
_GROUPS = st.from_regex(r"S0[A-Z]{1,8}", fullmatch=True)
PEOPLE = st.lists(_PERSONS | _GROUPS | _PERSONS.map("T0OTHER/{}".format), max_size=5, unique=True).map(tuple)
_MONEY = st.decimals(0, 10**20, places=2, allow_nan=False)
_HOURS = st.sampled_from(["09:00-17:30", "00:00-24:00", "07:05-07:06"])
_LINES = st.text("ab <&😀", min_size=1, max_size=40).map(lambda text: f"x{text}x")
_DAYS = st.lists(st.dates(date(2026, 1, 1), date(2030, 12, 31)), max_size=4).map(tuple)

_CALENDARS = st.builds(
    CalendarSettings,
    timezone=st.sampled_from(["UTC", "Europe/London", "Pacific/Auckland"]),
    working_days=st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True).map(tuple),
    working_hours=_HOURS,
    holidays=st.sampled_from(["GB", "DE-BY"]) | _DAYS,
)


def _conditions(currency: str) -> st.SearchStrategy[Condition]:
    def said(budget: Decimal | None, channels: Any, markets: Any, findings: Any, claims: bool) -> Condition:
        lists = {"channels": channels, "markets": markets, "findings": findings, "claims": claims}
        over = 1 if budget is None and not any(lists.values()) else budget
        return Condition.model_validate({"budget_over": over, **lists, "currency": currency})

    checks = st.lists(st.sampled_from(["claims-cleared"]), max_size=1).map(tuple)
    channels = st.lists(st.sampled_from(Channel), max_size=2).map(tuple)
    return st.builds(said, st.none() | _MONEY, channels, st.lists(TEXTS, max_size=2).map(tuple), checks, st.booleans())


_OVERRIDES = st.builds(
    Override,
    lead_time_days=st.none() | st.integers(0, 260),
    lead_note=st.none() | _LINES,
    minimum_budget=st.none() | _MONEY,
    weight=st.none() | st.integers(1, 100),
    kpis=st.none() | st.lists(_LINES, min_size=1, max_size=2).map(tuple),
    checked=st.none() | st.just("2026-11"),
)


@st.composite
def _stages(draw: st.DrawFn, currency: str) -> Stage:
    approvers = draw(PEOPLE)
    some = len(approvers) or 50
    fields = {
        "name": draw(_NAMES),
        "title": draw(TEXTS),
        "channel": draw(CHANNELS),
        "approvers": approvers,
        "required": draw(st.sampled_from(["any", "all", "majority"]) | st.integers(1, some)),
        "sla": draw(st.sampled_from(["30s", "90m", "8h", "2d"])),
        "outside": draw(st.booleans()),
        "parallel": draw(st.none() | st.just("together")),
        "when": draw(st.none() | _conditions(currency)),
        "escalation": draw(st.none() | _PERSONS),
    }
    return _whole(Stage, fields)


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """Draw a team with every field of the model."""
    currency = draw(st.sampled_from(["GBP", "EUR", "SEK"]))
    stages = draw(st.lists(_stages(currency), min_size=1, max_size=6, unique_by=lambda stage: stage.name))
    chain = tuple(sorted(stages, key=lambda stage: stage.parallel or ""))
    if all(stage.when for stage in chain):
        chain = (chain[0].model_copy(update={"when": None}), *chain[1:])
    fields = {
        "name": draw(TEXTS),
        "currency": currency,
        "material": draw(st.lists(st.sampled_from(MATERIAL), unique=True).map(tuple)),
        "calendar": draw(_CALENDARS),
        "chain": chain,
        "chains": draw(st.sampled_from([{}, {"report": tuple(map(_own, chain))}])),
        "digest": draw(st.none() | st.builds(DigestSettings, channel=CHANNELS, time=st.just("16:30"))),
        "reminders": draw(st.builds(ReminderSettings, off=st.booleans(), nudge=st.floats(0.01, 0.99))),
        "playbook": draw(st.dictionaries(st.sampled_from(Channel), _OVERRIDES, max_size=2)),
        "reading_grade": draw(st.integers(5, 20)),
        "self_approval": draw(st.booleans()),
        "admins": draw(PEOPLE),
        "baseline_minutes": draw(st.none() | st.integers(1, 10_000)),
    }
    return _whole(Team, fields)


def _own(stage: Stage) -> Stage:
    """Return a stage as another workflow may have it: the team's own, and without conditions on checks."""
    return stage.model_copy(update={"outside": False, "when": None, "parallel": None})


def _whole(kind: type[Model], fields: dict[str, Any]) -> Model:
    missing = set(kind.model_fields) - set(fields)
    assert not missing, f"draw {missing} too: a field that nobody draws may be lost when a team is written down"
    return kind.model_validate(fields)
