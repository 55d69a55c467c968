"""What may stand inside a block: texts, options, confirmations and interactive elements?"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.checks import (
    Check,
    anything,
    boolean,
    choice,
    fault,
    items,
    kinds,
    mapping,
    pattern,
    record,
    string,
    whole,
)

ID = string(255, 1)
URL = string(3000, 1)
DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "date (YYYY-MM-DD)")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "time (HH:mm)")
NUMBER = pattern(r"-?\d+(\.\d+)?", "number")
_TYPED = {"type": anything}


def plain(most: int) -> Check:
    """A plain_text object."""
    return record(
        {"type": choice("plain_text"), "text": string(most, 1)},
        {"emoji": boolean},
    )


def text(most: int) -> Check:
    """A plain_text or an mrkdwn object."""
    mrkdwn = record(
        {"type": choice("mrkdwn"), "text": string(most, 1)},
        {"verbatim": boolean},
    )
    return kinds({"plain_text": plain(most), "mrkdwn": mrkdwn}, "text type")


def _option(words: Check) -> Check:
    return record({"text": words, "value": string(150)}, {"description": words, "url": URL})


OPTION = _option(plain(75))
RICH_OPTION = _option(text(75))
CONFIRM = record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
DISPATCH = record(
    {},
    {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 2)},
)
_GROUP = record({"label": plain(75), "options": items(OPTION, 100)}, {})
_FILTER = record(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def _element(
    optional: Mapping[str, Check],
    required: Mapping[str, Check] | None = None,
) -> Check:
    return record({**_TYPED, **(required or {})}, {"action_id": ID, **optional})


def _asking(
    optional: Mapping[str, Check],
    required: Mapping[str, Check] | None = None,
) -> Check:
    common: dict[str, Check] = {"placeholder": plain(150), "focus_on_load": boolean}
    return _element({**common, **optional}, required)


def _picking(**optional: Check) -> Check:
    return _asking({"confirm": CONFIRM, **optional})


def _offered(element: dict[str, Any]) -> list[Any]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(o for g in groups for o in g.get("options", []))]


def _select(**optional: Check) -> Check:
    shape = _picking(options=items(OPTION, 100), option_groups=items(_GROUP, 100), **optional)

    def check(value: Any, pointer: str) -> list[str]:
        problems = shape(value, pointer)
        if problems:
            return problems
        if bool(value.get("options")) == bool(value.get("option_groups")):
            return fault("must have either options or option_groups", pointer)
        return _initial_is_offered(value, pointer)

    return check


def _initial_is_offered(element: dict[str, Any], pointer: str) -> list[str]:
    single = element.get("initial_option")
    initial = [single] if single else element.get("initial_options") or []
    offered = _offered(element)
    return [
        problem
        for option in initial
        if option not in offered
        for problem in fault("initial option is not among the options", pointer)
    ]


def _ticking(**optional: Check) -> Check:
    options = {"options": items(RICH_OPTION, 10)}
    shape = _element({"confirm": CONFIRM, "focus_on_load": boolean, **optional}, options)

    def check(value: Any, pointer: str) -> list[str]:
        return shape(value, pointer) or _initial_is_offered(value, pointer)

    return check


def _typing(**optional: Check) -> Check:
    return _asking({"dispatch_action_config": DISPATCH, "initial_value": string(3000), **optional})


_SLACK_FILE = record({}, {"id": ID, "url": URL})
PICTURE: dict[str, Check] = {"image_url": URL, "slack_file": _SLACK_FILE}
IMAGE = record({**_TYPED, "alt_text": string(2000)}, PICTURE)

BUTTON = _element(
    {
        "value": string(2000),
        "url": URL,
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
    },
    {"text": plain(75)},
)

_LENGTH = whole(0, 3000)
_MANY = {"max_selected_items": whole(1, 100)}
_IDS = items(ID, 100, 0)

SINGLE_SELECTS: dict[str, Check] = {
    "static_select": _select(initial_option=OPTION),
    "external_select": _picking(initial_option=OPTION, min_query_length=whole(0, 3000)),
    "users_select": _picking(initial_user=ID),
    "conversations_select": _picking(
        initial_conversation=ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=_FILTER,
    ),
    "channels_select": _picking(initial_channel=ID, response_url_enabled=boolean),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": _select(initial_options=items(OPTION, 100, 0), **_MANY),
    "multi_external_select": _picking(initial_options=items(OPTION, 100, 0), min_query_length=whole(0, 3000), **_MANY),
    "multi_users_select": _picking(initial_users=_IDS, **_MANY),
    "multi_conversations_select": _picking(
        initial_conversations=_IDS,
        default_to_current_conversation=boolean,
        filter=_FILTER,
        **_MANY,
    ),
    "multi_channels_select": _picking(initial_channels=_IDS, **_MANY),
}
PICKERS: dict[str, Check] = {
    "datepicker": _picking(initial_date=DATE),
    "timepicker": _picking(initial_time=TIME, timezone=string(100)),
    "datetimepicker": _element(
        {
            "initial_date_time": whole(1_000_000_000, 9_999_999_999),
            "confirm": CONFIRM,
            "focus_on_load": boolean,
        }
    ),
    "checkboxes": _ticking(initial_options=items(RICH_OPTION, 10, 0)),
    "radio_buttons": _ticking(initial_option=RICH_OPTION),
}
OVERFLOW = _element({"confirm": CONFIRM}, {"options": items(OPTION, 5)})
FIELDS: dict[str, Check] = {
    "plain_text_input": _typing(multiline=boolean, min_length=_LENGTH, max_length=whole(1, 3000)),
    "number_input": _asking(
        {
            "dispatch_action_config": DISPATCH,
            "initial_value": NUMBER,
            "min_value": NUMBER,
            "max_value": NUMBER,
        },
        {"is_decimal_allowed": boolean},
    ),
    "email_text_input": _typing(),
    "url_text_input": _typing(),
    "rich_text_input": _asking({"initial_value": mapping, "dispatch_action_config": DISPATCH}),
    "file_input": _element({"filetypes": items(string(50, 1), 100), "max_files": whole(1, 10)}),
}

IN_SECTION = kinds(
    {
        "button": BUTTON,
        "image": IMAGE,
        "overflow": OVERFLOW,
        **SINGLE_SELECTS,
        **MULTI_SELECTS,
        **PICKERS,
    },
    "accessory",
)
IN_ACTIONS = kinds(
    {
        "button": BUTTON,
        "overflow": OVERFLOW,
        "workflow_button": mapping,
        **SINGLE_SELECTS,
        **MULTI_SELECTS,
        **PICKERS,
    },
    "element",
)
IN_INPUT = kinds({**FIELDS, **SINGLE_SELECTS, **MULTI_SELECTS, **PICKERS}, "element")
IN_CONTEXT = kinds(
    {"image": IMAGE, "plain_text": plain(3000), "mrkdwn": text(3000)},
    "context element",
)
