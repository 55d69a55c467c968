"""Is the brief complete, short, sourced, and free of words that say nothing?"""

import re
from collections.abc import Iterator
from itertools import combinations

from workflow.channels import Channel
from workflow.checks.prose import texts
from workflow.checks.rules import Material, Rule
from workflow.draft import REQUEST_SOURCE, Basis, Direction, Section
from workflow.drafting.proposition import claim_words
from workflow.drafting.words import listing

MOST_WORDS = 1200
FEWEST_DIRECTIONS, MOST_DIRECTIONS = 3, 5
TOO_SIMILAR = 0.5
VAGUE = re.compile(
    r"\b(studies show|experts agree|multi-?channel approach|leverag(?:e|es|ing)|synerg(?:y|ies)|make it pop|"
    r"cutting[- ]edge|best[- ]in[- ]class|game[- ]chang(?:er|ing)|world[- ]class|raise awareness|360[- ]degree)\b",
    re.IGNORECASE,
)
"""Words that say nothing that can be acted on."""
PLACEHOLDER = re.compile(
    r"\bTB[CDA]\b|\blorem ipsum\b|\[\s*\]|\[(?:insert|add|your|enter)\b[^\]]*\]|\{\{|\bXXX+\b|\binsert \w+ here\b",
    re.IGNORECASE,
)
"""What is left in place of words that somebody still has to write."""
_OUTPUT = re.compile(r"\b(impressions?|reach|views?|followers|likes|clicks?)\b", re.IGNORECASE)
_HARD_LIMITS = {
    Channel.PAID_SEARCH.label: 30,
    Channel.PERFORMANCE_MAX.label: 30,
    Channel.SMS.label: 160,
    Channel.X.label: 280,
}
"""Characters of a first line that a channel takes; it rejects or cuts more."""
_NEEDS_SOURCE = frozenset({Basis.QUOTED, Basis.CALCULATED, Basis.REQUEST, Basis.PLAYBOOK})
_MAIN_BODY = ("summary", "objectives", "audiences", "proposition", "directions", "notes", "risks", "questions")
_FILLED = {
    "objectives": Section.OBJECTIVES,
    "audiences": Section.AUDIENCE,
    "channels": Section.CHANNELS,
    "directions": Section.DIRECTIONS,
    "phases": Section.TIMELINE,
    "kpis": Section.MEASUREMENT,
    "risks": Section.RISKS,
    "summary": Section.SUMMARY,
}


def _unresolved(material: Material) -> Iterator[str]:
    listed = {source.id for source in material.draft.sources}
    cited = {source for claim in material.claims for source in claim.sources}
    for missing in sorted(cited - listed):
        yield f"{missing} is cited but not among the sources."


def _uncited(material: Material) -> Iterator[str]:
    cited = {source for claim in material.claims for source in claim.sources}
    for source in material.draft.sources:
        if source.id not in cited and source.id != REQUEST_SOURCE:
            yield f"{source.id} ({source.title}) is listed among the sources, but nothing cites it."


def _unsourced(material: Material) -> Iterator[str]:
    for claim in material.claims:
        if claim.basis in _NEEDS_SOURCE and not claim.sources:
            yield f"This is stated without a source: “{claim.text}”"


def _no_mandatories(material: Material) -> Iterator[str]:
    if not material.campaign.mandatories:
        yield "The request names no mandatories: say so if there are none."


def _claims_uncleared(material: Material) -> Iterator[str]:
    draft, campaign = material.draft, material.campaign
    statement = draft.proposition.statement
    words = claim_words(campaign.name, campaign.proposition, campaign.notes, statement.text if statement else None)
    flags = " ".join((*(item.risk.text for item in draft.risks), *(item.text for item in draft.questions)))
    if words and "legal" not in flags:
        named = listing([f"“{word}”" for word in words])
        yield f"Nothing asks legal to clear {named}."


def _too_long(material: Material) -> Iterator[str]:
    parts = (getattr(material.draft, name) for name in _MAIN_BODY)
    words = sum(len(text.split()) for part in parts for text in texts(part))
    if words > MOST_WORDS:
        yield f"The main body has {words:,} words; more than {MOST_WORDS:,} are seldom read."


def _vague(material: Material) -> Iterator[str]:
    found = {match[0].lower() for text in material.texts for match in VAGUE.finditer(text)}
    if found:
        named = listing([f"“{word}”" for word in sorted(found)])
        yield f"These words say nothing that can be acted on: {named}."


def _placeholders(material: Material) -> Iterator[str]:
    found = {match[0] for text in material.texts for match in PLACEHOLDER.finditer(text)}
    for placeholder in sorted(found):
        yield f"A placeholder is left: “{placeholder}”."


def _no_evaluation(material: Material) -> Iterator[str]:
    draft = material.draft
    dated = any(draft.author and draft.author in claim.text for claim in draft.tracking)
    if not dated or any(not kpi.cadence for kpi in draft.kpis):
        yield "Measurement does not say who reads the figures, and when."


def _no_numbers(material: Material) -> Iterator[str]:
    kpis = material.draft.kpis
    if kpis and not any(re.search(r"\d", kpi.target) for kpi in kpis):
        yield "No measure has a number to reach."


def _outputs_only(material: Material) -> Iterator[str]:
    kpis = material.draft.kpis
    if kpis and all(_OUTPUT.search(kpi.name) for kpi in kpis):
        yield "Every measure counts what was put out; none counts what it achieved."


def _few_directions(material: Material) -> Iterator[str]:
    found = len(material.draft.directions)
    if found < FEWEST_DIRECTIONS:
        yield f"There are {found} creative directions; a choice needs {FEWEST_DIRECTIONS}."
    if found > MOST_DIRECTIONS:
        yield f"There are {found} creative directions; more than {MOST_DIRECTIONS} are not weighed with care."


def _untied(material: Material) -> Iterator[str]:
    channels = {word for plan in material.draft.channels for word in _words(plan.channel.label)} - {"and"}
    for direction in material.draft.directions:
        if not channels & _words(direction.first_execution):
            yield f"The direction “{direction.name}” is tried first on none of the planned channels."


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _too_long_for_its_place(material: Material) -> Iterator[str]:
    """Some places refuse what is too long, whoever asks."""
    for direction in material.draft.directions:
        limits = ((label, most) for label, most in _HARD_LIMITS.items() if direction.first_execution.startswith(label))
        for label, most in limits:
            if direction.line and len(direction.line) > most:
                yield f"The line of “{direction.name}” has {len(direction.line)} characters; {label} takes {most}."


def _alike(material: Material) -> Iterator[str]:
    for one, other in combinations(material.draft.directions, 2):
        if similarity(one, other) > TOO_SIMILAR:
            yield f"The directions “{one.name}” and “{other.name}” are nearly the same."


def similarity(one: Direction, other: Direction) -> float:
    """Return the share of words that the ideas of two directions have in common, from 0 to 1."""
    first, second = _words(one.idea), _words(other.idea)
    return len(first & second) / max(1, len(first | second))


def _empty(material: Material) -> Iterator[str]:
    draft = material.draft
    for field, section in _FILLED.items():
        if not getattr(draft, field):
            yield f"The section “{section.label}” is empty."
    if not draft.learnings and not draft.no_learnings:
        yield f"The section “{Section.LEARNINGS.label}” neither draws on an earlier campaign nor says why not."


def _unassigned(material: Material) -> Iterator[str]:
    for question in material.draft.questions:
        if not question.owner.strip():
            yield f"Nobody is asked to answer: “{question.text}”"


RULES = (
    Rule(16, "citations-resolve", "block", Section.SOURCES, _unresolved),
    Rule(16, "claims-sourced", "block", Section.SOURCES, _unsourced),
    Rule(16, "sources-cited", "warn", Section.SOURCES, _uncited),
    Rule(18, "line-fits", "block", Section.DIRECTIONS, _too_long_for_its_place),
    Rule(19, "mandatories-named", "warn", Section.PROPOSITION, _no_mandatories),
    Rule(19, "claims-cleared", "warn", Section.PROPOSITION, _claims_uncleared),
    Rule(21, "short-enough", "warn", Section.SUMMARY, _too_long),
    Rule(22, "plain-words", "warn", Section.SUMMARY, _vague),
    Rule(23, "no-placeholders", "block", Section.SUMMARY, _placeholders),
    Rule(24, "evaluation-planned", "warn", Section.MEASUREMENT, _no_evaluation),
    Rule(24, "outcome-measured", "warn", Section.MEASUREMENT, _outputs_only),
    Rule(24, "targets-numbered", "warn", Section.MEASUREMENT, _no_numbers),
    Rule(25, "enough-directions", "warn", Section.DIRECTIONS, _few_directions),
    Rule(25, "directions-differ", "warn", Section.DIRECTIONS, _alike),
    Rule(25, "directions-tied", "warn", Section.DIRECTIONS, _untied),
    Rule(27, "sections-filled", "block", Section.SUMMARY, _empty),
    Rule(30, "questions-assigned", "warn", Section.RISKS, _unassigned),
)
"""The rules about how the brief is written."""
