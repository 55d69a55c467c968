"""How is one block of Block Kit written, within Slack's limits?"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.views.mrkdwn import shorten, width

LONGEST_SECTION = 3000
LONGEST_HEADER = 150
LONGEST_BUTTON = 75

Block = dict[str, Any]


def plain(text: str, limit: int) -> Block:
    """Return a text object that shows `text` as typed, cut at `limit`."""
    return {"type": "plain_text", "text": shorten(text, limit) or " ", "emoji": True}


def mrkdwn(text: str) -> Block:
    """Return a text object of finished mrkdwn in which Slack looks for no further links or names."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Block:
    """Return a headline."""
    return {"type": "header", "text": plain(text, LONGEST_HEADER)}


def section(text: str, accessory: Block | None = None) -> Block:
    """Return a paragraph of finished mrkdwn, with an element beside it if wanted."""
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return {**block, "accessory": accessory} if accessory else block


def fields(pairs: Mapping[str, str]) -> Block:
    """Return up to ten small facts in two columns: their names and their finished mrkdwn."""
    return {"type": "section", "fields": [mrkdwn(f"*{name}:* {value}") for name, value in pairs.items()]}


def context(*texts: str) -> Block:
    """Return up to ten small remarks of finished mrkdwn on one line."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    """Return a thin line."""
    return {"type": "divider"}


def actions(elements: Iterable[Block]) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def button(text: str, action_id: str, value: str, *, style: str | None = None, confirm: Block | None = None) -> Block:
    """Return a button; `style` is `primary` or `danger`."""
    element: Block = {"type": "button", "text": plain(text, LONGEST_BUTTON), "action_id": action_id, "value": value}
    extras = {"style": style, "confirm": confirm}
    return element | {key: extra for key, extra in extras.items() if extra is not None}


def confirm(title: str, text: str, yes: str, no: str, *, style: str | None = None) -> Block:
    """Return the question that is asked before a button's click counts."""
    question = {"title": plain(title, 100), "text": mrkdwn(text), "confirm": plain(yes, 30), "deny": plain(no, 30)}
    return {**question, "style": style} if style else question


def sections(lines: Iterable[str]) -> list[Block]:
    """Return finished lines of mrkdwn, each of at most 3,000 characters, in as few paragraphs as hold them."""
    texts: list[str] = []
    for line in lines:
        if texts and width(texts[-1]) + width(line) < LONGEST_SECTION:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return [section(text) for text in texts]
