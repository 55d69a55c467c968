"""What is the one thing to say, why should it be believed, and what must every execution carry?"""

import re

from workflow.campaign import Campaign
from workflow.channels import Channel
from workflow.draft import Claim, Proposition
from workflow.drafting.freetext import Notes
from workflow.drafting.sources import Shelf
from workflow.drafting.words import listing, sentence, sentences

CLAIM_WORDS = re.compile(
    r"\b(best|only|guaranteed?|clinically(?: proven)?|sustainable|eco[- ]friendly|free|no\.? ?1|number one|cheapest|"
    r"safest|proven|zero[- ]risk|risk[- ]free|carbon[- ]neutral|cures?)\b",
    re.IGNORECASE,
)
_FILM = {Channel.META, Channel.TIKTOK, Channel.YOUTUBE, Channel.TV, Channel.INFLUENCER}
_SPOKEN = {Channel.AUDIO}


def proposition(
    campaign: Campaign, statement: Claim | None, notes: Notes, added: tuple[Claim, ...], shelf: Shelf
) -> Proposition:
    """Return the proposition section; what the request does not give stays absent."""
    mandatories = tuple(shelf.asked(sentence(text)) for text in sentences(campaign.mandatories or ""))
    return Proposition(
        statement=statement,
        reasons=tuple(shelf.asked(sentence(text)) for text in notes.about("reasons")),
        tone=tuple(shelf.asked(sentence(text)) for text in notes.about("tone")),
        call_to_action=next((shelf.asked(sentence(text)) for text in notes.about("call to action")), None),
        mandatories=(*mandatories, *added, _accessible(campaign, shelf)),
    )


def claim_words(*texts: str | None) -> tuple[str, ...]:
    """Return the words in the texts that need evidence and legal review, each once, in small letters."""
    found = (match[0].lower() for text in texts for match in CLAIM_WORDS.finditer(text or ""))
    return tuple(dict.fromkeys(found))


def _accessible(campaign: Campaign, shelf: Shelf) -> Claim:
    chosen = set(campaign.channels)
    asks = [
        *(["captions on every film"] if chosen & _FILM else []),
        *(["a transcript of every spot"] if chosen & _SPOKEN else []),
        "alternative text on every image",
        "text that can be read against its background",
    ]
    return shelf.planned(f"Accessibility, unless the brand asks for more: {listing(asks)}.")
