"""What form must a model's answer have, and how is an answer read that may have any?"""

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.model.failures import Kind, ModelFailure

Form = TypeVar("Form", bound=BaseModel)

NAME = "passages"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "passages": {
            "type": "array",
            "description": "Every passage that was given, reworded, in the order given.",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "description": "The id of the passage, copied."},
                    "text": {"type": "string", "description": "The passage in better words, one paragraph."},
                },
                "required": ["id", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["passages"],
    "additionalProperties": False,
}
"""The answer's form in the strict subset of JSON Schema; lengths and counts are checked in code."""

_FENCE = re.compile(r"\A\s*```[a-zA-Z]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_LAST_ID = re.compile(r'"id"\s*:\s*"([a-z0-9_.]{1,80})"')


class _Passage(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    text: str


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    passages: list[_Passage]


def parse(text: str) -> dict[str, str]:
    """Return the texts of an answer by passage id; the first of several under one id counts.

    Raises:
        ModelFailure: when the answer is empty or has another form.
    """
    answer = read(_Answer, text)
    if not answer.passages:
        raise ModelFailure(Kind.EMPTY, "no passages")
    return {passage.id: passage.text for passage in reversed(answer.passages)}


def read(kind: type[Form], text: str) -> Form:
    """Return an answer in the form `kind`, whether or not it stands in a fence of Markdown.

    Raises:
        ModelFailure: when it has another form.
    """
    fenced = _FENCE.match(text)
    try:
        return kind.model_validate(json.loads(fenced[1] if fenced else text, object_pairs_hook=_unambiguous))
    except (ValueError, RecursionError, ValidationError) as error:
        raise ModelFailure(Kind.MALFORMED, type(error).__name__) from None


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def last_id(partial: str) -> str | None:
    """Return the id of the passage that a partial answer has reached, if it has reached any."""
    found = _LAST_ID.findall(partial[-4000:])
    return found[-1] if found else None
