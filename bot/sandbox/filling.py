"""What does a person's answer look like in a view's state, by the type of the input?"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.inputs import holding
from bot.sandbox.limits import interactive
from bot.sandbox.records import JSON


def _option(element: JSON, wanted: Any) -> JSON:
    groups = element.get("option_groups") or []
    options = [*(element.get("options") or []), *(o for g in groups for o in g["options"])]
    for option in options:
        if str(wanted) in {option["value"], option["text"]["text"]}:
            return dict(option)
    offered = ", ".join(o["value"] for o in options)
    raise LookupError(f"{wanted!r} is not offered; there is {offered}")


def _listed(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, (list, tuple, set)) else [wanted]


def chosen(element: JSON, wanted: Any) -> JSON:
    """The value-bearing field of an element, for an answer given in plain terms."""
    key = holding(element) or "selected_option"
    if wanted is None:
        return {key: None}
    if key == "selected_option":
        return {key: _option(element, wanted)}
    if key == "selected_options":
        return {key: [_option(element, w) for w in _listed(wanted)]}
    if key == "files":
        return {key: [f if isinstance(f, dict) else {"id": f} for f in _listed(wanted)]}
    if element["type"].startswith("multi_"):
        return {key: _listed(wanted)}
    return {key: wanted if key == "selected_date_time" else str(wanted)}


def filled(blocks: list[JSON], values: Mapping[str, Any]) -> JSON:
    """The state for answers by block_id; LookupError for a block that is not there."""
    typed: JSON = {}
    fields = {b["block_id"]: e for b in blocks for e in interactive(b) if holding(e)}
    unknown = set(values) - set(fields)
    if unknown:
        raise LookupError(f"the form has no {', '.join(sorted(unknown))}")
    for block, wanted in values.items():
        element = fields[block]
        held = {"type": element["type"], **chosen(element, wanted)}
        typed[block] = {element["action_id"]: held}
    return typed
