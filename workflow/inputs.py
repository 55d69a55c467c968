"""What does the chain know of an author's answers? Their name; what the rest means only their workflow knows."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict

from workflow.values import Value

CAMPAIGN = "campaign"
"""The workflow of a brief whose log names none: it was the only one when the log was begun."""


class Inputs(Value):
    """What the author answered: a name, and whatever else the brief's workflow asks, as the JSON values of its fields.

    A workflow extends it by its own questions. The log keeps the plain form, which can be read whatever becomes of the
    workflow's questions.
    """

    model_config = ConfigDict(extra="allow")

    name: str

    def answers(self) -> dict[str, Any]:
        """Return the answers as JSON values by field name."""
        return self.model_dump(mode="json")


def _plain(value: object) -> object:
    """Leave a workflow's typed inputs their answers only, so that a fresh event equals the one that is read again."""
    return value.answers() if isinstance(value, Inputs) and type(value) is not Inputs else value


PlainInputs = Annotated[Inputs, BeforeValidator(_plain)]
"""The plain form of any workflow's inputs."""
