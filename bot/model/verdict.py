"""Which of a model's words are kept, and why are the others not?"""

from collections.abc import Callable, Collection, Mapping
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

    def new(texts: Mapping[str, str]) -> set[str]:
        return found(assignment, reworded(draft, texts)) - before if texts else set()

    culprits = _culprits({}, alone.kept, new)
    faults = {offered[place]: (alone.kept[place], tuple(sorted(why))) for place, why in culprits.items()}
    kept = {place: text for place, text in alone.kept.items() if place not in culprits}
    return Verdict(kept, {**alone.faults, **faults})


def _culprits(
    good: Mapping[str, str], texts: Mapping[str, str], new: Callable[[Mapping[str, str]], set[str]]
) -> dict[str, set[str]]:
    """Return which of `texts` bring `new` findings beside the `good` ones, and which; halves are tried, not each."""
    why = new({**good, **texts})
    if not why:
        return {}
    places = list(texts)
    if len(places) == 1:
        return {places[0]: why}
    half = len(places) // 2
    first, second = ({place: texts[place] for place in part} for part in (places[:half], places[half:]))
    bad = _culprits(good, first, new)
    innocent = {place: text for place, text in first.items() if place not in bad}
    return bad | _culprits({**good, **innocent}, second, new)


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
