"""Which of a model's words are kept, and why are the others not?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bot.model.guard import Known, problems, tidy
from bot.model.passages import Passage, reworded
from workflow.checks.run import findings
from workflow.draft import Draft
from workflow.drafting.port import Assignment

NOT_ANSWERED = "It was not answered."


@dataclass(frozen=True)
class Verdict:
    """The words to use by passage id, and for each passage that keeps its old ones the words refused and why."""

    kept: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[Passage, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


def review(
    assignment: Assignment,
    draft: Draft,
    offered: Collection[Passage],
    texts: Mapping[str, str],
    wanted: Collection[Passage],
) -> Verdict:
    """Return which of `texts` may take their places in `draft`: those that break no rule, alone and together.

    Of the passages `offered` those `wanted` must have been answered.
    """
    known = Known.of(assignment.campaign)
    kept: dict[str, str] = {}
    faults: dict[Passage, tuple[str, tuple[str, ...]]] = {}
    for passage in offered:
        text = tidy(texts.get(passage.id, ""))
        if text == passage.text or (passage.id not in texts and passage not in wanted):
            continue
        why = tuple(problems(passage, text, known)) if passage.id in texts else (NOT_ANSWERED,)
        if why:
            faults[passage] = (text, why)
        else:
            kept[passage.id] = text
    return _together(assignment, draft, {each.id: each for each in offered}, Verdict(kept, faults))


def _together(assignment: Assignment, draft: Draft, offered: Mapping[str, Passage], alone: Verdict) -> Verdict:
    """Run the checks of every brief; when they find what they did not find before, look for whose fault it is."""
    before = found(assignment, draft)
    if not found(assignment, reworded(draft, alone.kept)) - before:
        return alone
    kept: dict[str, str] = {}
    faults = dict(alone.faults)
    for place, text in alone.kept.items():
        new = found(assignment, reworded(draft, {**kept, place: text})) - before
        if new:
            faults[offered[place]] = (text, tuple(sorted(new)))
        else:
            kept[place] = text
    return Verdict(kept, faults)


def found(assignment: Assignment, draft: Draft) -> set[str]:
    """Return what the checks of every brief say about `draft`."""
    told = findings(
        assignment.campaign,
        draft,
        assignment.calendar,
        assignment.today,
        playbook=assignment.playbook,
        evidence=assignment.evidence,
    )
    return {finding.sentence for finding in told}
