"""Whom does a message call, and so notify, in its text or in its blocks?"""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.records import JSON

_CALL = re.compile(r"<(?:@|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>")


def called(text: str, blocks: list[JSON]) -> set[str]:
    """The ids of the people and user groups that a message mentions where Slack looks for mentions."""
    return set(_CALL.findall(text)).union(*map(_in_block, _nodes(blocks)))


def _in_block(node: JSON) -> list[str]:
    """Plain text mentions nobody, whatever it says."""
    if node.get("type") == "mrkdwn":
        return _CALL.findall(str(node.get("text", "")))
    if node.get("type") in {"user", "usergroup"}:
        return [str(node.get("user_id") or node.get("usergroup_id"))]
    return []


def _nodes(value: Any) -> Iterator[JSON]:
    if isinstance(value, dict):
        yield value
        value = [inner for key, inner in value.items() if key != "confirm"]
    if isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
