"""What does a view's state hold for each input, and what has the person still to fill in?"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.sandbox.limits import interactive
from bot.sandbox.records import JSON

_HELD = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
_LISTS = frozenset({"checkboxes", "file_input"})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def holding(element: JSON) -> str | None:
    """The key under which this element's value is held; None when it holds none."""
    held = _HELD.get(str(element.get("type")))
    return held[0] if held else None


def empty(element: JSON) -> Any:
    """The value of an element that nobody touched."""
    kind = str(element["type"])
    return [] if kind in _LISTS or kind.startswith("multi_") else None


def _fields(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON, str]]:
    for block in blocks:
        for element in interactive(block):
            key = holding(element)
            if key:
                yield block, element, key


def initial_values(blocks: list[JSON]) -> JSON:
    """The state of blocks before anyone typed."""
    values: JSON = {}
    for block, element, key in _fields(blocks):
        initial = element.get(_HELD[element["type"]][1], empty(element))
        held = {"type": element["type"], key: initial}
        values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def merged(blocks: list[JSON], before: JSON, typed: JSON) -> JSON:
    """The state with what the person typed laid over it; unknown fields are dropped."""
    values: JSON = {}
    for block, element, key in _fields(blocks):
        place, name = block["block_id"], element["action_id"]
        old = before.get(place, {}).get(name, {"type": element["type"], key: empty(element)})
        new = typed.get(place, {}).get(name)
        value = {**old, key: new.get(key) or empty(element)} if isinstance(new, dict) else old
        values.setdefault(place, {})[name] = value
    return values


def complaints(blocks: list[JSON], values: JSON) -> dict[str, str]:
    """What Slack itself asks for before it sends a modal: block_id to sentence."""
    found: dict[str, str] = {}
    for block, element, key in _fields(blocks):
        if block["type"] != "input":
            continue
        value = values[block["block_id"]][element["action_id"]].get(key)
        sentence = _complaint(block, element, value)
        if sentence:
            found[block["block_id"]] = sentence
    return found


def _complaint(block: JSON, element: JSON, value: Any) -> str | None:
    if value in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    checks = {
        "number_input": _number_complaint,
        "plain_text_input": _text_complaint,
        "email_text_input": _email_complaint,
        "url_text_input": _url_complaint,
    }
    check = checks.get(element["type"])
    return check(element, value) if check else None


def _number_complaint(element: JSON, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a valid number."
    if not number.is_finite():
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < Decimal(low):
        return f"Please enter a number that is {low} or more."
    if high is not None and number > Decimal(high):
        return f"Please enter a number that is {high} or less."
    return None


def _text_complaint(element: JSON, value: str) -> str | None:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter no more than {most} characters." if len(value) > most else None


def _email_complaint(_element: JSON, value: str) -> str | None:
    return None if _EMAIL.fullmatch(value) else "Please enter a valid email address."


def _url_complaint(_element: JSON, value: str) -> str | None:
    return None if _URL.fullmatch(value) else "Please enter a valid URL."
