"""What does the team want of a section in every brief, and which sections do people keep rewriting?

A section is proposed by its figures; the words are people's, and nothing stands that nobody accepted.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from workflow.brief import Brief
from workflow.draft import Section
from workflow.latency import FEWEST
from workflow.leverage import Authorship, of_section
from workflow.surviving import together
from workflow.values import Instant, Value

LONGEST_GUIDANCE = 500
REWRITTEN = 0.6
"""A section of which less of the agent's words survives was rewritten in that brief."""

OFTEN = 0.5
"""The part of the briefs in which a section must have been rewritten to be proposed; of five briefs at least."""

MOST_ASKED = 3


class Guidance(Value):
    """What the team wants of `section` in every brief: who accepted it, and when."""

    number: int
    section: Section
    text: str
    accepted_by: str
    accepted_at: Instant


@dataclass(frozen=True)
class Proposal:
    """A section that people keep rewriting.

    Attributes:
        n: briefs that were looked at; `rewritten` is in how many of them people rewrote the section.
        share: how much of the agent's words survived in all of them, 0 to 1.
        asked: what approvers asked for about it lately, in their words, the newest first.
    """

    section: Section
    n: int
    rewritten: int
    share: float
    asked: tuple[str, ...] = ()


def proposals(
    written: Sequence[Authorship], briefs: Iterable[Brief] = (), standing: Iterable[Guidance] = ()
) -> tuple[Proposal, ...]:
    """Return the sections that were rewritten often in the briefs `written`, the weakest first.

    A section with guidance that stands is proposed no more. `briefs` are those whose requests for changes are quoted.
    """
    covered = {guidance.section for guidance in standing}
    known = list(briefs)
    found = (_proposal(section, written, known) for section in Section if section not in covered)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.share))


def _proposal(section: Section, written: Sequence[Authorship], briefs: Collection[Brief]) -> Proposal | None:
    told = of_section(written, section)
    rewritten = sum(one.kept < REWRITTEN * one.drafted for one in told)
    share = together(told).share
    if share is None or len(told) < FEWEST or rewritten < OFTEN * len(told):
        return None
    changes = sorted(
        (change for brief in briefs for change in brief.changes), key=lambda change: change.at, reverse=True
    )
    asked = dict.fromkeys(change.note for change in changes if change.section == section.value)
    return Proposal(section, len(told), rewritten, share, tuple(asked)[:MOST_ASKED])
