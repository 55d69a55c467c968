"""Why may a person's wish be refused? Each refusal is a sentence for the one who asked."""

from collections.abc import Callable


class WorkflowError(Exception):
    """A refusal: the next move is the person's. Never raised itself.

    Attributes:
        sentence: what to tell the person; `{0}`, `{1}` stand for `people`.
        people: ids of the persons whom the sentence names.
    """

    def __init__(self, sentence: str, *people: str) -> None:
        self.sentence = sentence
        self.people = people
        super().__init__(self.told(str))

    def told(self, name: Callable[[str], str], wording: Callable[[str], str] = str) -> str:
        """Return the sentence with each person written by `name` and the rest passed through `wording`."""
        text = wording(self.sentence)
        for i, person in enumerate(self.people):
            text = text.replace(f"{{{i}}}", name(person))
        return text


class NotAllowed(WorkflowError):
    """What was asked is not possible at this point of the brief's life."""


class Stale(WorkflowError):
    """What was asked has been decided already, or a newer revision exists."""


class NotAnApprover(WorkflowError):
    """The stage is decided by other people."""


class VotersUnknown(NotAllowed):
    """How many must approve depends on the members of user groups, and the command did not bring them."""


class NotTheAuthor(WorkflowError):
    """Only the author of the brief may do this."""
