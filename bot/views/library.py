"""How is the library shown in Slack, and what was made of a file that somebody dropped?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.views.blocks import Block, button, confirm, section, sections
from bot.views.buttons import REMOVE_ITEM, ItemValue
from bot.views.mrkdwn import escaped
from bot.views.post import Post
from workflow.drafting.words import count

MOST_SHOWN = 40
LONGEST_TITLE = 200
LONGEST_LINE = 600
_HOW = "Drop a CSV, Excel, Word, Markdown or text file into a direct message with Baton to add to it."
_KINDS = {"campaign": "prior campaign", "research": "audience research"}


@dataclass(frozen=True)
class Shown:
    """An item of the library as a line shows it."""

    id: str
    kind: Literal["campaign", "research"]
    title: str
    file: str


def library_post(items: Sequence[Shown], said: str = "") -> Post:
    """Return what drafts may cite, the newest first, each with a button that removes it; `said` stands before it."""
    told = escaped(said, LONGEST_LINE)
    head = [section(told)] if told else []
    if not items:
        return Post(told or "The library is empty.", [*head, section(f"The library is empty. {_HOW}")])
    newest = list(reversed(items))
    left = len(items) - MOST_SHOWN
    more = f" The newest {MOST_SHOWN} are shown." if left > 0 else ""
    title = section(f"*{count(len(items), 'item')} that drafts may cite.*{more} {_HOW}")
    return Post(told or count(len(items), "item"), [*head, title, *map(_line, newest[:MOST_SHOWN])])


def _line(item: Shown) -> Block:
    name = escaped(item.title, LONGEST_TITLE)
    question = confirm(
        f"Remove {item.id}?",
        f"Drafts cite *{name}* no more. Documents that cite it stay as they are.",
        "Remove",
        "Keep",
    )
    remove = button("Remove", REMOVE_ITEM, ItemValue(item=item.id).dumps(), confirm=question)
    return section(f"*{item.id}*  {name}\n{_KINDS[item.kind]} · {escaped(item.file, LONGEST_TITLE)}", remove)


def added_post(understood: Iterable[str], refused: Iterable[str]) -> Post:
    """Return what was made of a file, line by line, and what was refused of it."""
    lines = [escaped(line.strip(), LONGEST_LINE) for line in understood]
    reasons = [f":warning: {escaped(line, LONGEST_LINE)}" for line in refused]
    return Post([*lines, *reasons][0], sections([*lines, *reasons]))
