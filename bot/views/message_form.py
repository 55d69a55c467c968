"""What does the form for a brief show that somebody begins from a message?"""

import html
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.views.blocks import context
from bot.views.campaign_modal import campaign_modal
from bot.views.mrkdwn import width
from workflow.answers import LONGEST_TEXT
from workflow.campaign import LABELS
from workflow.recognition import recognised
from workflow.team import Team
from workflow.values import clean

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


def message_form(team: Team, today: date, text: str) -> dict[str, Any]:
    """Return the form for a new brief with what `text`, as people read it, certainly states, and all of it as notes."""
    found = recognised(text, today, team.currency)
    view = campaign_modal(team, today, None, {**found, **({"notes": text} if text else {})})
    view["blocks"].insert(0, context(_told(found, text)))
    return view


def _told(found: Mapping[str, object], text: str) -> str:
    filled = [LABELS[field] for field in LABELS if found.get(field) is not None]
    what = (
        f"Filled in from the message: {', '.join(filled)}. Please check them."
        if filled
        else ("The message states no figure or date for certain, so nothing but the notes is filled in.")
    )
    where = (
        "The whole message is in Notes."
        if width(text) <= LONGEST_TEXT
        else "Notes hold the beginning; the message is longer than they can be."
    )
    return f"{what} {where}"
