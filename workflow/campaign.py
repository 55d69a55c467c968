"""What does the author answer about a campaign, and which answers can be accepted?"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from workflow.answers import (
    LARGEST_BUDGET,
    LARGEST_COUNT,
    Currency,
    Day,
    Line,
    Name,
    Text,
    blank_is_nothing,
    parse_date,
)
from workflow.channels import Channel, parse_channel
from workflow.contradictions import Typed, contradictions
from workflow.drafting.words import day
from workflow.inputs import Inputs
from workflow.money import minor_unit, money
from workflow.values import InvalidInput, Number

LONGEST_FLIGHT_DAYS = 731
LONGEST_LEAD_DAYS = 5 * 366

LABELS = {
    "name": "Campaign name",
    "goal": "Goal",
    "metric": "Success metric",
    "target": "Target",
    "baseline": "Baseline",
    "audience": "Audience",
    "proposition": "Proposition",
    "channels": "Channels",
    "budget": "Budget",
    "currency": "Currency",
    "start": "Start",
    "end": "End",
    "market": "Market",
    "mandatories": "Mandatories",
    "notes": "Notes",
}
"""The words people read for each field, keyed by the field's name in forms and JSON."""


_FREE_TEXTS = ("goal", "audience", "mandatories", "notes")


def _channels(value: object) -> object:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not listed:
        raise ValueError("Choose at least one channel.")
    return tuple(dict.fromkeys(parse_channel(item) for item in listed))


Channels = Annotated[tuple[Channel, ...], BeforeValidator(_channels)]
"""The channels of a campaign, by id, title or common name, each once."""


class Campaign(Inputs):
    """The structured inputs of a brief, as the author gave them.

    `target` and `baseline` are counted in `metric`; `budget` is in `currency` (ISO 4217); `start` and `end` are the
    first and the last day of the flight.
    """

    model_config = ConfigDict(extra="forbid")

    name: Name
    goal: Text
    metric: Line
    target: Number
    baseline: Annotated[Number | None, BeforeValidator(blank_is_nothing)] = None
    audience: Text
    proposition: Annotated[Line | None, BeforeValidator(blank_is_nothing)] = None
    channels: Channels
    budget: Number
    currency: Currency
    start: Day
    end: Day
    market: Annotated[Line | None, BeforeValidator(blank_is_nothing)] = None
    mandatories: Annotated[Text | None, BeforeValidator(blank_is_nothing)] = None
    notes: Annotated[Text | None, BeforeValidator(blank_is_nothing)] = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Campaign":
        for field, problem in _contradictions(self):
            raise PydanticCustomError(field, problem)
        return self

    @property
    def flight_days(self) -> int:
        """Length of the flight in calendar days, both ends counted."""
        return (self.end - self.start).days + 1


def _contradictions(campaign: Campaign) -> list[tuple[str, str]]:
    unit = minor_unit(campaign.currency)
    checks = [
        ("target", campaign.target <= 0, "The target must be more than zero."),
        (
            "target",
            campaign.target > LARGEST_COUNT,
            "That target is beyond a trillion; please check it.",
        ),
        ("baseline", (campaign.baseline or 0) < 0, "The baseline cannot be below zero."),
        (
            "baseline",
            (campaign.baseline or 0) > LARGEST_COUNT,
            "That baseline is beyond a trillion; please check it.",
        ),
        ("budget", campaign.budget <= 0, "The budget must be more than zero."),
        (
            "budget",
            campaign.budget > LARGEST_BUDGET,
            f"Baton plans budgets up to {money(LARGEST_BUDGET, campaign.currency)}; please check the amount.",
        ),
        (
            "budget",
            campaign.budget % unit != 0,
            f"The smallest amount in {campaign.currency} is {unit}.",
        ),
        ("end", campaign.end <= campaign.start, "The end must come after the start."),
        (
            "end",
            campaign.flight_days > LONGEST_FLIGHT_DAYS,
            "A campaign runs for two years at most; please check the dates.",
        ),
    ]
    return [(field, problem) for field, wrong, problem in checks if wrong]


def disagreements(campaign: Campaign) -> dict[str, str]:
    """Return, by field, where the author's sentences certainly contradict the author's figures, dates and choices."""
    typed = Typed(**{field: getattr(campaign, field) for field in Typed._fields})
    return contradictions({field: getattr(campaign, field) for field in _FREE_TEXTS}, typed)


def parse_campaign(answers: Mapping[str, object], today: date) -> Campaign:
    """Return the campaign that the author's answers describe, keyed by field name.

    Raises:
        InvalidInput: with one sentence for each field at fault, past start dates (before `today`) and free text that
            contradicts a field included.
    """
    errors: dict[str, str] = {}
    try:
        campaign = Campaign.model_validate(dict(answers))
    except ValidationError as refused:
        errors = _sentences(refused)
    else:
        errors = disagreements(campaign)
    if "start" not in errors and parse_date(answers["start"]) < today:
        errors["start"] = f"The start is in the past; choose {day(today)} or later."
    elif "start" not in errors and (parse_date(answers["start"]) - today).days > LONGEST_LEAD_DAYS:
        errors["start"] = "That start is more than five years away; please check it."
    if errors:
        raise InvalidInput(errors)
    return campaign


def _sentences(refused: ValidationError) -> dict[str, str]:
    sentences: dict[str, str] = {}
    for error in refused.errors():
        field = str(error["loc"][0]) if error["loc"] else error["type"]
        sentences.setdefault(field, _sentence(error))
    return sentences


def _sentence(error: Any) -> str:
    match error["type"]:
        case "missing":
            return "Please fill this in."
        case "extra_forbidden":
            return f"This is not a field of a campaign. The fields are: {', '.join(LABELS)}."
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            return str(error["msg"])
