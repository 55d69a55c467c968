"""How is one question of a modal asked, and how is its answer read, whatever element it was given in?"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.views.blocks import Block, plain

LONGEST_HINT = 2000
LONGEST_OPTION = 75
LONGEST_PLACEHOLDER = 150


def question(block_id: str, label: str, element: Block, *, hint: str | None = None, optional: bool = False) -> Block:
    """Return an input block; its element's action id is the block's id."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, LONGEST_HINT),
        "element": {**element, "action_id": block_id},
        "optional": optional,
    }
    return {**block, "hint": plain(hint, LONGEST_HINT)} if hint else block


def placeholder(text: str) -> Block:
    """Return the part of an element that shows an example until something is typed."""
    return {"placeholder": plain(text, LONGEST_PLACEHOLDER)}


def option(label: str, value: str) -> Block:
    """Return one choice of a select."""
    return {"text": plain(label, LONGEST_OPTION), "value": value}


def chosen(options: Iterable[Block], values: Iterable[object]) -> list[Block]:
    """Return those of `options` whose values are among `values`, in the order of `options`."""
    wanted = {str(value) for value in values}
    return [one for one in options if one["value"] in wanted]


def answer(block: object) -> object:
    """Return what somebody answered in one block of a view's state, or None when it is empty or unreadable."""
    elements = list(block.values()) if isinstance(block, Mapping) else []
    return _filled(_held(elements[0])) if elements and isinstance(elements[0], Mapping) else None


def _held(element: Mapping[str, Any]) -> object:
    for key, value in element.items():
        if key == "rich_text_value":
            return "".join(_spoken(value)).strip()
        if key == "value" or key.startswith("selected_"):
            return _picked(value)
    return None


def _picked(held: object) -> object:
    """An option stands for its value; everything else stands for itself."""
    if isinstance(held, list):
        return [picked for picked in map(_picked, held) if picked is not None]
    return held.get("value") if isinstance(held, Mapping) else held


def _spoken(node: object) -> Iterable[str]:
    if not isinstance(node, Mapping):
        return
    if isinstance(node.get("text"), str):
        yield node["text"]
    children = node.get("elements")
    for child in children if isinstance(children, list) else ():
        yield from _spoken(child)
    if node.get("type") == "rich_text_section":
        yield "\n"


def _filled(held: object) -> object:
    return None if held in ("", []) or (isinstance(held, str) and not held.strip()) else held
