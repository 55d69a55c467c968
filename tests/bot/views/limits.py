"""Would Slack take this, and would it mention, link or notify anybody that Baton did not mean?"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.limits import problems, view_problems
from bot.views.mrkdwn import width
from bot.views.post import Post

MEANT = re.compile(
    r"@U0[A-Z]+|#C0[A-Z]+|!subteam\^S0[A-Z]+|https://slack\.test/[^|]*\|Open the message"
    r"|!date\^\d+\^(?P<lead>[\w ,]*)\{date_short_pretty\} at \{time\}\|(?P=lead)\d\d \w{3} \d{4} \d\d:\d\d UTC"
)


def complaints(shown: Post | dict[str, Any]) -> list[str]:
    """Return everything that is wrong with a message or a modal; lengths count in UTF-16, as Slack's clients do."""
    wide = _widened(shown.blocks if isinstance(shown, Post) else shown)
    texts = list(_mrkdwn(shown.blocks if isinstance(shown, Post) else shown["blocks"]))
    if isinstance(shown, dict):
        return [*view_problems(wide), *_unmeant(texts)]
    long = [] if 0 < width(shown.text) <= 3000 else [f"text of {width(shown.text)}"]
    return [*problems(wide, "message"), *_unmeant([shown.text, *texts]), *long]


def _unmeant(texts: list[str]) -> list[str]:
    """Return what Slack would obey in `texts` beyond the mentions, dates and links that the stories hold."""
    commands = {command for text in texts for command in re.findall(r"<([^<>]*)>", text)}
    rest = [re.sub(r"(?m)^> ", "", re.sub(r"<[^<>]*>", "", text)) for text in texts]
    return [
        *(f"obeys <{command}>" for command in commands if not MEANT.fullmatch(command)),
        *(f"half a command: {text}" for text in rest if re.search(r"[<>]|&(?!amp;|lt;|gt;)", text)),
    ]


def _mrkdwn(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _mrkdwn(item)
    if isinstance(value, Mapping):
        if value.get("type") == "mrkdwn":
            assert value["verbatim"] is True
            yield value["text"]
        for item in value.values():
            yield from _mrkdwn(item)


def _widened(value: Any) -> Any:
    """Return `value` with each character that takes two UTF-16 units as two characters."""
    if isinstance(value, list):
        return [_widened(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _widened(item) for key, item in value.items()}
    return re.sub(r"[\U00010000-\U0010ffff]", "\ue000\ue000", value) if isinstance(value, str) else value
