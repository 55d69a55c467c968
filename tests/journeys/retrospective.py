"""A third workflow, as a team adds one: a campaign's retrospective. `docs/workflows.md` explains it line by line."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from workflow.answers import Line, Name, Text, blank_is_nothing
from workflow.draft import REQUEST_SOURCE, Basis, Claim
from workflow.drafting.words import count, sentences
from workflow.inputs import Inputs
from workflow.kinds.kind import Question, Workflow, Written
from workflow.kinds.paper import Fact


class Retrospective(Inputs):
    """What the team says after a campaign."""

    name: Name
    held: Line
    kept: Text
    dropped: Annotated[Text | None, BeforeValidator(blank_is_nothing)] = None


def write(told: Retrospective, _today: date) -> Written:
    """Return what was said, each sentence as it was."""
    kept, dropped = _said(told.kept), _said(told.dropped or "")
    return Written(
        lead=f"{count(len(kept), 'thing')} to keep, {len(dropped)} to drop.",
        facts=(Fact(label="Held", text=told.held),),
        claims={"kept": kept, "dropped": dropped},
        tables={},
    )


def _said(text: str) -> tuple[Claim, ...]:
    return tuple(Claim(text=one, basis=Basis.QUOTED, sources=(REQUEST_SOURCE,)) for one in sentences(text))


RETROSPECTIVE = Workflow(
    name="retro",
    noun="retrospective",
    prefix="RET",
    inputs=Retrospective,
    questions=(
        Question("name", "Campaign"),
        Question("held", "When was it held?", example="3 May, everybody but Axel"),
        Question("kept", "What do we keep?", "text"),
        Question("dropped", "What do we drop?", "text"),
    ),
    sections={"kept": "What we keep", "dropped": "What we drop"},
    write=write,
    material=("dropped",),
)
