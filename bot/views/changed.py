"""What changed since the people of a stage last saw the brief, field by field?"""

from collections.abc import Sequence

from bot.views.blocks import Block, section
from bot.views.mrkdwn import escaped
from workflow.difference import Difference
from workflow.drafting.words import count, one_line

MOST_SHOWN = 6
LONGEST_SIDE = 140


def changed_blocks(since: int, differences: Sequence[Difference]) -> list[Block]:
    """Return what differs from revision `since`, the first few fields in words and the rest counted."""
    if not differences:
        return []
    lines = [f"*Changed since revision {since}:*", *map(_line, differences[:MOST_SHOWN])]
    more = len(differences) - MOST_SHOWN
    if more > 0:
        lines.append(f"• and {count(more, 'more change')}")
    return [section("\n".join(lines))]


def _line(difference: Difference) -> str:
    where = [difference.section.label] if difference.section else []
    label = escaped(", ".join(dict.fromkeys([*where, difference.label])), LONGEST_SIDE)
    before, after = _side(difference.before), _side(difference.after)
    if not before:
        return f"• _{label}_, added: {after}"
    return f"• _{label}_, removed: {before}" if not after else f"• _{label}_: {before} → {after}"


def _side(text: str) -> str:
    return escaped(one_line(text), LONGEST_SIDE)
