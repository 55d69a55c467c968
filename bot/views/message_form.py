"""What does the form for a brief show that somebody begins from a message?"""

import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.views.blocks import context, plain, section
from bot.views.campaign_modal import campaign_modal
from bot.views.mrkdwn import escaped, width
from workflow.answers import LONGEST_LINE, LONGEST_TEXT
from workflow.campaign import LABELS
from workflow.pointed import pointed
from workflow.recognition import recognised
from workflow.team import Team
from workflow.values import clean

READING_CALLBACK_ID = "message_reading"

_PERSON = re.compile(r"<@(\w+)(?:\|([^>]*))?>")
_LABELLED = re.compile(r"<[^>|]*\|([^>]*)>")
_BARE = re.compile(r"<(?:mailto:|[#!])?([^>|]*)>")
_MARKS = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")


def mentioned(text: str) -> tuple[str, ...]:
    """Return the ids of the people whom a message mentions."""
    return tuple(dict.fromkeys(match[1] for match in _PERSON.finditer(text)))


def plain_text(text: str, names: Mapping[str, str]) -> str:
    """Return a message's mrkdwn as people read it; `names` are those of mentioned people by id."""
    named = _PERSON.sub(lambda match: f"@{names.get(match[1]) or match[2] or 'somebody'}", text)
    return clean(html.unescape(_MARKS.sub("", _BARE.sub(r"\1", _LABELLED.sub(r"\1", named)))))


def message_form(
    team: Team, today: date, text: str, excerpts: Mapping[str, str] | None = None, why_not: str | None = None
) -> dict[str, Any]:
    """Return the form for a new brief with what `text`, as people read it, certainly states, and all of it as notes.

    `excerpts` of it, which a model pointed out, fill in what it does not state for certain; `why_not` says why there
    are none.
    """
    certain = recognised(text, today, team.currency)
    found = {
        field: value
        for field, value in pointed(text, excerpts or {}, today, team.currency).items()
        if field not in certain and not (field == "currency" and "budget" in certain)
    }
    view = campaign_modal(team, today, None, {**found, **certain, **({"notes": text} if text else {})})
    view["blocks"].insert(0, context(_told(certain, found, text, why_not)))
    return view


def reading_modal(text: str) -> dict[str, Any]:
    """Return what stands there while a model reads `text`; whoever does not want to wait goes on without it."""
    return {
        "type": "modal",
        "callback_id": READING_CALLBACK_ID,
        "title": plain("New campaign brief", 24),
        "submit": plain("Go on without", 24),
        "close": plain("Cancel", 24),
        "private_metadata": text[:LONGEST_TEXT],
        "blocks": [section("Baton reads the message and fills in the form. This takes a few seconds.")],
    }


def _told(certain: Mapping[str, object], found: Mapping[str, object], text: str, why_not: str | None) -> str:
    filled, suggested = (_labels(answers) for answers in (certain, found))
    fits = width(text) <= LONGEST_TEXT
    told = {
        f"Filled in from the message: {filled}. Please check them.": filled,
        f"Found by the language model, in the message’s own words: {suggested}. Please read them.": suggested,
        "The message states no figure or date for certain, so nothing but the notes is filled in.": not (
            filled or suggested
        ),
        escaped(why_not or "", LONGEST_LINE): why_not,
        "The whole message is in Notes.": fits,
        "Notes hold the beginning; the message is longer than they can be.": not fits,
    }
    return " ".join(sentence for sentence, holds in told.items() if holds)


def _labels(answers: Mapping[str, object]) -> str:
    return ", ".join(LABELS[field] for field in LABELS if answers.get(field) is not None)
