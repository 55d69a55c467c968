"""What is the written content of a revision whose workflow is not the campaign brief's?"""

from datetime import date

from workflow.draft import Claim, Source
from workflow.values import Value


class Table(Value):
    """A table of finished cells under its headings; all columns but the first are numbers. `total` is its last row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Part(Value):
    """One section: its id in forms and the log, its heading, and what stands under it.

    `notes` are requests that people have to act on, carried here word for word.
    """

    section: str
    title: str
    claims: tuple[Claim, ...] = ()
    table: Table | None = None
    notes: tuple[Claim, ...] = ()


class Fact(Value):
    """One of the few figures that a decision needs at hand."""

    label: str
    text: str


class Answer(Value):
    """A change that was requested of an earlier revision, and what this revision did about it."""

    revision: int
    stage: str
    by: str
    section: str
    note: str
    answer: str


class Paper(Value):
    """The complete content of one revision; `kicker` says what it is, `lead` in one sentence what it comes to."""

    kicker: str
    title: str
    lead: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    author: str
    written_by: str
    written_on: date
    answers: tuple[Answer, ...] = ()
