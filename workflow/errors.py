"""Why may a person's wish be refused? Each refusal is a sentence for the person who will read it."""


class WorkflowError(Exception):
    """A refusal: the next move is the person's. Never raised itself; `str()` is the sentence to show."""


class NotAllowed(WorkflowError):
    """What was asked is not possible at this point of the brief's life."""


class Stale(WorkflowError):
    """What was asked has been decided already, or a newer revision exists."""


class NotAnApprover(WorkflowError):
    """The stage is decided by other people."""


class NotTheAuthor(WorkflowError):
    """Only the author of the brief may do this."""
