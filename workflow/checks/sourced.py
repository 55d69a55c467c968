"""Is everything that a brief takes from the library really there, and do its figures follow?"""

from collections.abc import Iterator, Mapping

from workflow.checks.rules import Material, Rule
from workflow.draft import Basis, Claim, Section
from workflow.drafting.learnings import shown
from workflow.drafting.ratios import follows_from_any, stated
from workflow.drafting.sources import library_id
from workflow.drafting.words import one_line
from workflow.library import Figures, Item, PriorCampaign
from workflow.money import money


def _held(material: Material) -> Mapping[str, Item]:
    return {item.id: item for item in material.evidence.items} if material.evidence else {}


def _ids(claim: Claim, material: Material) -> tuple[str, ...]:
    """Return the ids in the library of what a claim cites."""
    leads = {source.id: library_id(source) for source in material.draft.sources}
    return tuple(found for source in claim.sources if (found := leads.get(source)))


def cited(claim: Claim, material: Material) -> tuple[Item, ...]:
    """Return the items of the library that a claim cites."""
    held = _held(material)
    return tuple(held[item] for item in _ids(claim, material) if item in held)


def is_checkable(claim: Claim, material: Material) -> bool:
    """Tell whether everything that a claim cites is at hand: the library may not have been asked."""
    return material.evidence is not None or not _ids(claim, material)


def amounts_of(prior: PriorCampaign) -> Iterator[str]:
    """Yield every amount of money that an earlier campaign's figures hold or give, as people read it."""
    for figures in _figures(prior):
        for amount in (figures.spend, figures.revenue):
            if amount:
                yield money(amount.amount, amount.currency)
        if figures.spend:
            yield from (shown(rate, prior.parts) for rate in figures.rates)


def _figures(prior: PriorCampaign) -> tuple[Figures, ...]:
    return (prior.total, *(part.figures for part in prior.parts))


def _unkept(material: Material) -> Iterator[str]:
    for learning in material.draft.learnings:
        found = _ids(learning.happened, material)
        missing = [item for item in found if material.evidence is not None and item not in _held(material)]
        if learning.happened.basis is not Basis.JUDGEMENT and (missing or not found):
            kept = f"{missing[0]} is no longer kept in it" if missing else "it cites nothing there"
            yield f"What “{learning.campaign}” taught cannot be looked up in the library: {kept}."


def _unused(material: Material) -> Iterator[str]:
    near = material.evidence.campaigns if material.evidence else ()
    if near and not material.draft.learnings:
        yield f"The library has earlier campaigns like this one (“{near[0].name}”), and the brief draws on none."


def _wrong_ratios(material: Material) -> Iterator[str]:
    for learning in material.draft.learnings:
        priors = [item for item in cited(learning.happened, material) if isinstance(item, PriorCampaign)]
        figures = [each for prior in priors for each in _figures(prior)]
        for found in stated(learning.happened.text):
            if priors and not follows_from_any(found, figures):
                yield f"A {found.ratio} of {found.text} does not follow from the figures of “{learning.campaign}”."


def _misquoted(material: Material) -> Iterator[str]:
    for claim in material.claims:
        items = cited(claim, material)
        if claim.basis is Basis.QUOTED and items:
            kept = one_line(" ".join(text for item in items for text in _said(item)))
            for words in _quotations(claim.text):
                if words not in kept:
                    yield f"These words do not stand in the source that they cite: “{words}”"


def _quotations(text: str) -> Iterator[str]:
    for part in text.split("”"):
        _, mark, words = part.partition("“")
        if mark and words.strip():
            yield one_line(words)


def _said(item: Item) -> tuple[str, ...]:
    if isinstance(item, PriorCampaign):
        return (*item.happened, *item.next_time)
    return tuple(fact.text for fact in item.facts)


RULES = (
    Rule(14, "quotations-verbatim", "block", Section.SOURCES, _misquoted),
    Rule(15, "ratios-follow", "block", Section.LEARNINGS, _wrong_ratios),
    Rule(16, "learnings-kept", "block", Section.LEARNINGS, _unkept),
    Rule(16, "library-used", "warn", Section.LEARNINGS, _unused),
)
"""The rules about what is taken from the library."""
