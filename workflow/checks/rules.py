"""What is a finding, and how does a rule make one?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Literal

from workflow.campaign import Campaign
from workflow.checks.origins import ORIGINS
from workflow.checks.prose import texts
from workflow.draft import Claim, Draft, Section
from workflow.drafting.playbook import STANDARD, Playbook
from workflow.drafting.sources import claims
from workflow.library import Evidence
from workflow.values import Value
from workflow.worktime import WorkingCalendar

Severity = Literal["block", "warn"]
MOST_FOUND = 50
LONGEST_SENTENCE = 600
"""A file that somebody made to be found fault with must not fill the memory, nor the log that keeps what it found."""


class Finding(Value):
    """Something about a brief that a person should mend or weigh.

    What makes the document untrue blocks: sums, invented figures, quotations, citations, placeholders, personal data.
    What an author may leave open, or what a team may decide to live with, is said and does not block.

    Attributes:
        check: the rule's name.
        severity: `block` keeps the brief from being handed over until its author mends or overrides it; `warn` is
            for people to weigh.
        sentence: what is wrong, for people.
        section: where to mend it.
    """

    check: str
    severity: Severity
    sentence: str
    section: Section


@dataclass(frozen=True)
class Material:
    """What the rules read; `evidence` is absent where the library was not asked."""

    campaign: Campaign
    draft: Draft
    calendar: WorkingCalendar
    today: date
    playbook: Playbook = STANDARD
    evidence: Evidence | None = None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the draft; many rules walk them."""
        return tuple(claims(self.draft))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The prose of the draft."""
        return tuple(texts(self.draft))


@dataclass(frozen=True)
class Rule:
    """A named question with a severity; `test` yields a sentence for every time the answer is bad.

    `number` is the check's number in the project's list of mechanical checks of a brief.
    """

    number: int
    name: str
    severity: Severity
    section: Section
    test: Callable[[Material], Iterator[str]]

    @property
    def source(self) -> str:
        """The practice that the rule comes from."""
        return ORIGINS[self.number]

    def findings(self, material: Material) -> Iterator[Finding]:
        """Yield what the rule finds, each once, the first `MOST_FOUND` of it."""
        told = (_shortened(sentence) for sentence in self.test(material))
        for sentence in dict.fromkeys(islice(told, MOST_FOUND)):
            yield Finding(check=self.name, severity=self.severity, sentence=sentence, section=self.section)


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_SENTENCE else f"{sentence[: LONGEST_SENTENCE - 1]}…"
