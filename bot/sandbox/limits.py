"""What would Slack refuse in these blocks, in this view? Pure; wording and pointers are Slack's."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from bot.sandbox.checks import (
    Check,
    anything,
    boolean,
    choice,
    fault,
    items,
    kinds,
    mapping,
    record,
    string,
)
from bot.sandbox.elements import (
    ID,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
    PICTURE,
    URL,
    plain,
    text,
)

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MOST_VIEW_BYTES = 250_000


def _block(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
) -> Check:
    return record({"type": anything, **required}, {"block_id": ID, **(optional or {})})


def _with(shape: Check, rule: Check) -> Check:
    return lambda value, pointer: shape(value, pointer) or rule(value, pointer)


def _says_something(block: Any, pointer: str) -> list[str]:
    if block.get("text") or block.get("fields"):
        return []
    return fault("must define either `text` or `fields`", pointer)


def _shows_something(block: Any, pointer: str) -> list[str]:
    if bool(block.get("image_url")) != bool(block.get("slack_file")):
        return []
    return fault("must define either `image_url` or `slack_file`", pointer)


_SECTION = _with(
    _block(
        {},
        {
            "text": text(3000),
            "fields": items(text(2000), 10),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
    ),
    _says_something,
)
_IMAGE = _with(
    _block({"alt_text": string(2000)}, {"title": plain(2000), **PICTURE}),
    _shows_something,
)
_RICH_ELEMENT = kinds(
    dict.fromkeys(
        ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"),
        mapping,
    ),
    "rich text element",
)

_EVERYWHERE: dict[str, Check] = {
    "actions": _block({"elements": items(IN_ACTIONS, 25)}),
    "card": mapping,
    "context": _block({"elements": items(IN_CONTEXT, 10)}),
    "divider": _block({}),
    "header": _block({"text": plain(150)}),
    "image": _IMAGE,
    "input": _block(
        {"label": plain(2000), "element": IN_INPUT},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": _block({"elements": items(_RICH_ELEMENT, 100)}),
    "section": _SECTION,
    "video": _block(
        {
            "alt_text": string(2000),
            "title": plain(200),
            "video_url": URL,
            "thumbnail_url": URL,
        },
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}
_MESSAGE_ONLY: dict[str, Check] = {
    "call": mapping,
    "carousel": mapping,
    "container": mapping,
    "context_actions": _block({"elements": items(mapping, 5)}),
    "data_visualization": mapping,
    "file": _block({"external_id": ID, "source": choice("remote")}),
    "markdown": _block({"text": string(12_000, 1)}),
    "plan": mapping,
    "table": _block(
        {"rows": items(items(mapping, 20), 100)},
        {"column_settings": items(anything, 20)},
    ),
    "task_card": mapping,
}
_BLOCKS: Mapping[Surface, Check] = {
    "message": kinds({**_EVERYWHERE, **_MESSAGE_ONLY}, "block"),
    "modal": kinds({**_EVERYWHERE, "alert": mapping}, "block"),
    "home": kinds(_EVERYWHERE, "block"),
}


def interactive(block: Any) -> Iterator[dict[str, Any]]:
    """The interactive elements of a block, in order."""
    if not isinstance(block, dict):
        return
    kind = block.get("type")
    if kind == "actions":
        yield from (e for e in block.get("elements") or [] if isinstance(e, dict))
    key = {"section": "accessory", "input": "element"}.get(str(kind))
    element = block.get(key) if key else None
    if isinstance(element, dict) and element.get("type") != "image":
        yield element


def _doubled(names: list[Any]) -> list[Any]:
    return [name for name, times in Counter(n for n in names if n).items() if times > 1]


def _repeats(blocks: list[Any], pointer: str) -> list[str]:
    ids = [b.get("block_id") for b in blocks if isinstance(b, dict)]
    actions = [
        (i, name)
        for i, block in enumerate(blocks)
        for name in _doubled([e.get("action_id") for e in interactive(block)])
    ]
    focused = [e for b in blocks for e in interactive(b) if e.get("focus_on_load")]
    return [
        *(p for n in _doubled(ids) for p in fault(f"block_id already exists: {n}", pointer)),
        *(p for i, n in actions for p in fault(f"action_id already exists: {n}", f"{pointer}/{i}")),
        *(fault("only one element may have focus_on_load", pointer) if len(focused) > 1 else ()),
    ]


def problems(blocks: Any, surface: Surface, pointer: str = "/blocks") -> list[str]:
    """Everything that Slack would refuse in `blocks` on that surface; empty when it is fine."""
    least = 0 if surface == "message" else 1
    found = items(_BLOCKS[surface], MOST_BLOCKS[surface], least)(blocks, pointer)
    return found or _repeats(blocks, pointer)


_VIEW: dict[str, Check] = {
    "type": choice("modal", "home"),
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_MODAL = record(
    {"title": plain(24), "blocks": anything},
    {
        **_VIEW,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = record({"blocks": anything}, _VIEW)


def view_problems(view: Any) -> list[str]:
    """Everything that Slack would refuse in a modal or a home tab; empty when it is fine."""
    if not isinstance(view, dict):
        return fault("must be an object", "/view")
    if view.get("type") not in {"modal", "home"}:
        return fault("must be one of modal, home", "/view/type")
    modal = view["type"] == "modal"
    found = (_MODAL if modal else _HOME)(view, "/view")
    found += problems(view.get("blocks"), "modal" if modal else "home", "/view/blocks")
    return found or (_needs_submit(view) if modal else [])


def _needs_submit(view: dict[str, Any]) -> list[str]:
    if view.get("submit") or all(b["type"] != "input" for b in view["blocks"]):
        return []
    return fault("missing required field: submit (a modal with inputs needs one)", "/view")
