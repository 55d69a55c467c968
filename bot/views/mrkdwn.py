"""How is text written in Slack's mrkdwn so that it shows what was typed and never mentions, links or cuts badly?"""

from collections.abc import Mapping
from datetime import UTC, datetime

from workflow.drafting.words import one_line

ELLIPSIS = "…"
_JOINER = "\u200d"  # would pull the ellipsis into an emoji
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = _ENTITIES | str.maketrans({"\n": "\n> ", "\r": ""})


def width(text: str) -> int:
    """Return the length of `text` as Slack's own clients count it, in UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Return `text` with the three characters written out that begin mentions, links and entities."""
    return text.translate(_ENTITIES)


def shorten(text: str, limit: int) -> str:
    """Return `text` as it is, or its beginning and an ellipsis, in at most `limit` UTF-16 units."""
    return _fitted(text, limit, {})


def escaped(text: str, limit: int) -> str:
    """Return `text` escaped and, when that is longer than `limit` UTF-16 units, cut between two characters."""
    return _fitted(text, limit, _ENTITIES)


def quoted(text: str, limit: int) -> str:
    """Return `text` as a quotation, escaped, its mark on every line, in at most `limit` UTF-16 units."""
    mark = "> "
    return mark + _fitted(text, limit - width(mark), _QUOTED)


def _fitted(text: str, limit: int, marks: Mapping[int, str]) -> str:
    """Write `text` with `marks` in the place of some characters, as far as it fits."""
    whole = text.translate(marks)
    if width(whole) <= limit:
        return whole
    kept, room = list[str](), limit - width(ELLIPSIS)
    for character in text:
        written = marks.get(ord(character), character)
        room -= width(written)
        if room < 0:
            break
        kept.append(written)
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
