"""What is a workflow: which questions, which sections, what is written from the answers, and what approvers rely on?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pydantic import ValidationError

from workflow.brief import Brief
from workflow.conditions import Facts
from workflow.draft import Claim, Source
from workflow.inputs import Inputs
from workflow.kinds.paper import Fact, Table
from workflow.values import InvalidInput

Answers = Mapping[str, object]
Find = Callable[[str], Brief | None]
"""Finds a brief by its id."""


@dataclass(frozen=True)
class Question:
    """One question of a form, about the field that it names; `example` is shown until something is typed.

    `choice` and `choices` offer `options`, of each its value and what people read. `optional` is given where that
    differs from the field: what is taken over from elsewhere may be left open.
    """

    field: str
    label: str
    kind: Literal["line", "text", "number", "date", "choice", "choices"] = "line"
    example: str = ""
    hint: str | None = None
    options: tuple[tuple[str, str], ...] = ()
    optional: bool | None = None


@dataclass(frozen=True)
class Written:
    """What a workflow makes of the answers; the rest of a paper is the same for all of them.

    Attributes:
        lead: one sentence: what it comes to.
        facts: the figures that a decision needs at hand.
        claims: the sentences of each section, by its id.
        tables: the table of each section that has one.
        sources: what the claims cite, beside the author's own answers, which are `S1`.
    """

    lead: str
    facts: tuple[Fact, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    tables: Mapping[str, Table]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """A kind of work that the chain carries.

    Attributes:
        name: the word after `/brief`, the table of the team file, and the name in the log; never changed.
        noun: what people call one piece of it, in small letters.
        prefix: the letters of its ids, two to five capitals; never changed.
        inputs: what the author answers, as a model; its field errors are sentences.
        questions: the form, in order; a question is optional where its field is.
        sections: the headings of the document by the ids that forms and the log keep, in reading order.
        write: makes the content of the typed inputs, on the day given; calculates, and never invents.
        material: the sections that approvers rely on: a change of what they say begins the chain anew.
        facts: what conditions of stages ask about, of the typed inputs.
        filled: completes what the author left open, from a brief that they name for instance.
    """

    name: str
    noun: str
    prefix: str
    inputs: type[Inputs]
    questions: tuple[Question, ...]
    sections: Mapping[str, str]
    write: Callable[[Any, date], Written]
    material: tuple[str, ...] = ()
    facts: Callable[[Any], Facts | None] = lambda _: None
    filled: Callable[[Answers, Find], Answers] = lambda answers, _: answers

    def parse(self, answers: Answers, find: Find) -> Inputs:
        """Return the typed inputs that the author's answers mean, keyed by field name.

        Raises:
            InvalidInput: with one sentence for each field at fault.
        """
        try:
            return self.inputs.model_validate(dict(self.filled(answers, find)))
        except ValidationError as refused:
            raise InvalidInput(_sentences(refused)) from None

    def of(self, brief: Brief) -> Any:
        """Return the typed inputs of a brief of this workflow."""
        return self.inputs.model_validate(brief.inputs.answers())


def _sentences(refused: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for error in refused.errors():
        field = str(error["loc"][0]) if error["loc"] else str(error["type"])
        found.setdefault(field, _sentence(error))
    return found


def _sentence(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return "Please fill this in." if error["type"] == "missing" else str(error["msg"])
