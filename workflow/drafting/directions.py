"""Which creative directions, each a different approach, are worth exploring with what the request gives?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Claim, Direction
from workflow.drafting.freetext import Notes, Portrait, hinders, obstacle
from workflow.drafting.playbook import STANDARD
from workflow.drafting.sources import Shelf, judged
from workflow.drafting.words import count, day, quote
from workflow.library import Fact, Research

SHOWN = 4
FEWEST = 3
_SHORT_FLIGHT = 14
_NOT_FOR_FIRST_TRIALS = {
    Channel.LANDING_PAGE,
    Channel.PAID_SEARCH,
    Channel.PERFORMANCE_MAX,
    Channel.PR,
    Channel.EVENTS,
    Channel.SMS,
    Channel.PUSH,
}


Found = tuple[Fact, Research]
"""A fact, and the study that it stands in."""


@dataclass(frozen=True)
class Approach:
    """A way of getting at the message, filled with what the request gives.

    `evidence` tells whether the request or research gives any; `waits`, that nothing can be made of it before.
    """

    name: str
    idea: str
    reason: Claim
    execution: str
    watch_for: str
    evidence: bool
    waits: bool = False


def approaches(
    campaign: Campaign,
    audience: Sequence[Portrait],
    notes: Notes,
    shelf: Shelf,
    research: Sequence[Research] = (),
) -> tuple[Approach, ...]:
    """Return every approach: first those with evidence in the request or `research`, last those that wait for some."""
    facts = [(fact, study) for study in research for fact in study.facts]
    barrier = next(filter(None, map(obstacle, audience)), None)
    problem = None if barrier else next((each for each in facts if hinders(each[0].text)), None)
    other = next((each for each in facts if each is not problem), None)
    found = (
        _problem(barrier, problem, shelf),
        _proof(next(iter(notes.about("reasons")), None), shelf),
        _portrait(audience[0], other, shelf),
        _occasion(campaign, shelf),
        _contrast(),
    )
    return tuple(sorted(found, key=lambda approach: (not approach.evidence, approach.waits)))


def shown(found: Sequence[Approach], dropped: Collection[str]) -> tuple[Approach, ...]:
    """Return the approaches that a brief shows, without those whose names were dropped."""
    return tuple(approach for approach in found if approach.name not in dropped)[:SHOWN]


def directions(chosen: Sequence[Approach], channels: Sequence[Channel]) -> tuple[Direction, ...]:
    """Return the directions, each tried first on another of the `channels`, the largest budget first."""
    ads: list[Channel] = [channel for channel in channels if channel not in _NOT_FOR_FIRST_TRIALS]
    canvases = ads or channels
    return tuple(
        Direction(
            name=approach.name,
            idea=approach.idea,
            line=None,
            reason=approach.reason,
            first_execution=_tried_on(canvases[position % len(canvases)], approach),
            watch_for=approach.watch_for,
        )
        for position, approach in enumerate(chosen)
    )


def _tried_on(channel: Channel, approach: Approach) -> str:
    return f"{channel.label}: {STANDARD.entry(channel).canvas} {approach.execution}"


def _problem(barrier: str | None, found: Found | None, shelf: Shelf) -> Approach:
    known = f"Start from what stands in the way: {quote(barrier or '')}. Show the way out, and bring the brand in last."
    heard = "Start from what research says of the difficulty. Show the way out, and bring the brand in last."
    unknown = (
        "Start from a difficulty that the audience would call its own, and bring the brand in last. "
        "The request names none, so the first job is to find it."
    )
    reason = "People notice their own problem before anyone’s product; the proposition then arrives as the answer."
    by_default = shelf.asked(f"The difficulty is in the request. {reason}") if barrier else judged(reason)
    return Approach(
        name="Problem, then answer",
        idea=known if barrier else heard if found else unknown,
        reason=_researched(found, shelf) if found else by_default,
        execution="that states the difficulty and keeps the answer for the end.",
        watch_for="It can turn gloomy: give the way out more room than the problem.",
        evidence=bool(barrier or found),
        waits=not (barrier or found),
    )


def _researched(found: Found, shelf: Shelf) -> Claim:
    fact, study = found
    return shelf.quoted(f"Research says: {quote(fact.text)}.", study)


def _proof(evidence: str | None, shelf: Shelf) -> Approach:
    known = f"Do not say it, show it being true, with the evidence at hand: {quote(evidence or '')}."
    unknown = (
        "Do not say it, show it being true in one unbroken demonstration. "
        "The request gives no evidence yet, so this direction waits for some."
    )
    reason = "A demonstration can be believed by people who do not believe advertising."
    return Approach(
        name="Show it working",
        idea=known if evidence else unknown,
        reason=shelf.asked(f"The request gives the evidence. {reason}") if evidence else judged(reason),
        execution="that gives one proof and claims nothing else.",
        watch_for="What is shown must stand up to legal review; if the evidence is thin, drop the direction.",
        evidence=bool(evidence),
        waits=not evidence,
    )


def _portrait(audience: Portrait, found: Found | None, shelf: Shelf) -> Approach:
    reason = judged("Recognising oneself is a reason to look twice; being described by a company is not.")
    if audience.need:
        reason = shelf.asked(f"The request says what moves them: {quote(audience.need)}.")
    elif found:
        reason = _researched(found, shelf)
    return Approach(
        name="People like them",
        idea=(
            "Make a portrait of one person from the audience as that person would like to be seen, cast from the "
            "description in this brief. The product is a detail that belongs."
        ),
        reason=reason,
        execution="that speaks as one member of the audience would, in their own words.",
        watch_for="Cast from research, not from habit: a cliché of these people loses them.",
        evidence=bool(audience.need or found),
    )


def _occasion(campaign: Campaign, shelf: Shelf) -> Approach:
    long = f"The flight lasts {count(campaign.flight_days, 'day')}: one message for all of it wears out."
    short = f"The flight lasts only {count(campaign.flight_days, 'day')}: timing is most of what can be won."
    return Approach(
        name="The right moment",
        idea=(
            f"Meet people when the subject comes up anyway. List those moments between "
            f"{day(campaign.start)} and {day(campaign.end)} (day, place, weather, habit) and make one execution each."
        ),
        reason=shelf.worked_out(short if campaign.flight_days < _SHORT_FLIGHT else long),
        execution="made for one such moment and used only then.",
        watch_for="It needs media that can be switched by time or place; ask before writing.",
        evidence=False,
    )


def _contrast() -> Approach:
    return Approach(
        name="Before and after",
        idea=(
            "Put today beside what the campaign promises: the same person and the same task, done the old way and the "
            "new way. The difference makes the point."
        ),
        reason=judged("A change is easiest to see next to what it replaces."),
        execution="in two halves, the old way against the new.",
        watch_for="No named competitor without legal review, and no mockery of those who still do it the old way.",
        evidence=False,
    )
