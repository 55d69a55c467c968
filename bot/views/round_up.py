"""How does the morning's round-up tell somebody what waits for them, and what of it is done?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.views.blocks import Block, context, header, section
from bot.views.home import LONGEST_NAME, MOST_WAITING, Waiting, waiting_blocks
from bot.views.post import Post
from bot.views.reminder import settled
from bot.views.wording import name


@dataclass(frozen=True)
class Item:
    """A line of a round-up: a request, and whether it still waits for whoever reads this."""

    waiting: Waiting
    is_open: bool = True


def round_up_post(items: Sequence[Item], user: str, now: datetime) -> Post:
    """Return the round-up of `user` as it is at `now`: what waits, the oldest first, and what has been done."""
    left = sum(item.is_open for item in items)
    head = _counted(left)
    blocks: list[Block] = [header(head)]
    for item in items[:MOST_WAITING]:
        blocks += waiting_blocks(item.waiting, now) if item.is_open else [section(_done(item.waiting, user))]
    more = len(items) - MOST_WAITING
    if more > 0:
        blocks.append(context(f"… and {more} more. Baton's *Home* tab shows them."))
    oldest = next((item.waiting for item in items if item.is_open), None)
    return Post(f"{head}. The oldest: {name(oldest.brief)}" if oldest else head, blocks)


def _counted(left: int) -> str:
    if left == 0:
        return "Nothing of this waits for you any more"
    return "1 waits for you" if left == 1 else f"{left} wait for you"


def _done(one: Waiting, user: str) -> str:
    called = f"{name(one.brief, LONGEST_NAME)}~ ({one.brief.id}, revision {one.handover.revision})"
    return f"~{called}\n{settled(one.brief, one.handover, user)}"
