"""Whom does the campaign speak to, in the author's words, and what should they think, feel and do?"""

from dataclasses import replace

from workflow.campaign import Campaign
from workflow.draft import Audience, Claim, Section, SectionNote
from workflow.drafting.freetext import Notes, Portrait, portraits
from workflow.drafting.sources import Shelf, judged
from workflow.drafting.words import quote, sentence

_TITLES = {"competitors": "Competitors", "exclusions": "Not to be reached"}


def described(campaign: Campaign, notes: Notes) -> tuple[Portrait, ...]:
    """Return the audiences; what the notes say about need, barrier and insight belongs to the first."""
    first, *others = portraits(campaign.audience)[0]
    needs = [*filter(None, [first.need]), *notes.about("need")]
    barriers = [*filter(None, [first.barrier]), *notes.about("barrier")]
    rest = (*first.rest, *needs[1:], *barriers[1:], *notes.about("insight"))
    return (replace(first, need=next(iter(needs), None), barrier=next(iter(barriers), None), rest=rest), *others)


def audiences(found: tuple[Portrait, ...], proposition: str | None, notes: Notes, shelf: Shelf) -> tuple[Audience, ...]:
    """Return the audiences of the brief; what the request does not say stays absent."""
    return tuple(
        Audience(
            name=each.name,
            description=shelf.asked(sentence(each.description)),
            need=_asked(each.need, shelf),
            barrier=_asked(each.barrier, shelf),
            think=judged(f"{quote(proposition)}, and that this is meant for people like them.")
            if proposition
            else None,
            feel=_asked(next(iter(notes.about("feel")), None), shelf),
            do=_action(notes, shelf),
            facts=tuple(shelf.asked(sentence(text)) for text in each.rest),
        )
        for each in found
    )


def _asked(text: str | None, shelf: Shelf) -> Claim | None:
    return shelf.asked(sentence(text)) if text else None


def _action(notes: Notes, shelf: Shelf) -> Claim | None:
    return _asked(next(iter(notes.about("call to action")), None), shelf)


def background(campaign: Campaign, notes: Notes, shelf: Shelf) -> tuple[SectionNote, ...]:
    """Return what the request says about the audience as a whole, its competitors and its exclusions."""
    _, shared = portraits(campaign.audience)
    texts = [f"On the audience as a whole: {quote(' '.join(map(sentence, shared)))}."] if shared else []
    texts += [
        f"{title}: {quote(' '.join(notes.about(topic)))}." for topic, title in _TITLES.items() if notes.about(topic)
    ]
    return tuple(SectionNote(section=Section.AUDIENCE, claim=shelf.asked(text)) for text in texts)
