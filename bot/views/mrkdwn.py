"""How is text written in Slack's mrkdwn so that it shows what was typed and never mentions, links or cuts badly?"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import accumulate

from workflow.drafting.words import one_line

ELLIPSIS = "…"
_JOINER = "\u200d"  # would pull the ellipsis into an emoji
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def width(text: str) -> int:
    """Return the length of `text` as Slack's own clients count it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def escape(text: str) -> str:
    """Return `text` with the three characters written out that begin mentions, links and entities."""
    return "".join(_ENTITIES.get(character, character) for character in text)


def shorten(text: str, limit: int) -> str:
    """Return `text` as it is, or its beginning and an ellipsis, in at most `limit` UTF-16 units."""
    return _fitted(text, limit, str)


def escaped(text: str, limit: int) -> str:
    """Return `text` escaped and, when that is longer than `limit` UTF-16 units, cut between two characters."""
    return _fitted(text, limit, escape)


def quoted(text: str, limit: int) -> str:
    """Return `text` as a quotation, escaped, its mark on every line, in at most `limit` UTF-16 units."""
    mark = "> "
    marks = {"\n": f"\n{mark}", "\r": "", **_ENTITIES}
    return mark + _fitted(text, limit - width(mark), lambda character: marks.get(character, character))


def _fitted(text: str, limit: int, written: Callable[[str], str]) -> str:
    """Write `text` character by character, as far as it fits."""
    pieces = [written(character) for character in text]
    if width("".join(pieces)) <= limit:
        return "".join(pieces)
    room = limit - width(ELLIPSIS)
    ends = list(accumulate(map(width, pieces)))
    kept = pieces[: bisect_right(ends, room)]
    while kept and (kept[-1].isspace() or kept[-1] == _JOINER or "\n" in kept[-1]):
        kept.pop()
    return "".join(kept) + ELLIPSIS


def mention(user_id: str) -> str:
    """Return what Slack shows as a person's name."""
    return f"<@{user_id}>"


def group(subteam_id: str) -> str:
    """Return what Slack shows as a user group's name."""
    return f"<!subteam^{subteam_id}>"


def approver(entry: str) -> str:
    """Return the mention of an approver of a team file: a user, a user group, or `TEAM/USER`."""
    person = entry.rpartition("/")[2]
    return group(person) if person.startswith("S") else mention(person)


def channel(channel_id: str) -> str:
    """Return what Slack shows as a channel's name."""
    return f"<#{channel_id}>"


def date(instant: datetime, lead: str = "") -> str:
    """Return what Slack shows as `instant` in each reader's own time zone, or in UTC where it cannot.

    `lead` is what stands before it in its sentence: Slack writes a date that begins its form with a capital letter.
    """
    form = f"{lead}{{date_short_pretty}} at {{time}}"
    return f"<!date^{int(instant.timestamp())}^{form}|{lead}{instant.astimezone(UTC):%d %b %Y %H:%M} UTC>"


def link(url: str, text: str) -> str:
    """Return a link to `url` that reads as `text`."""
    return f"<{escape(url).replace('|', '%7C')}|{escape(one_line(text)).replace('|', '¦')}>"
