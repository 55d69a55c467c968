from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.limits import problems, view_problems

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> JSON:
    return {"type": "mrkdwn", "text": text}


def button(**fields: Any) -> JSON:
    return {"type": "button", "action_id": "go", "text": plain("Go"), **fields}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def asked(element: JSON, **fields: Any) -> JSON:
    return {"type": "input", "label": plain("Label"), "element": {"action_id": "v", **element}, **fields}


def option(text: str = "One", value: str = "1") -> JSON:
    return {"text": plain(text), "value": value}


def modal(*blocks: JSON, **fields: Any) -> JSON:
    return {"type": "modal", "title": plain("T"), "submit": plain("Go"), "blocks": list(blocks), **fields}


TEXT = {"type": "plain_text_input"}
SECTION = {"type": "section", "text": mrkdwn("hello")}

FINE: list[JSON] = [
    SECTION,
    {"type": "section", "text": mrkdwn("x" * 3000)},
    {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    {"type": "section", "text": plain("a"), "accessory": button()},
    {"type": "header", "text": plain("h" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("m"), {"type": "image", "image_url": "u", "alt_text": "a"}]},
    {"type": "image", "image_url": "https://x", "alt_text": ""},
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "chart"},
    {"type": "markdown", "text": "# hi"},
    {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
    actions(button(value="v" * 2000), button(action_id="b", url="https://x", style="danger")),
    actions({"type": "static_select", "action_id": "s", "options": [option()], "initial_option": option()}),
    actions({"type": "overflow", "action_id": "o", "options": [option()] * 5}),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-12-01"}),
    asked({**TEXT, "multiline": True, "max_length": 3000, "placeholder": plain("p" * 150)}, hint=plain("h")),
    asked({"type": "number_input", "is_decimal_allowed": True, "min_value": "0", "initial_value": "2.5"}),
    asked({"type": "multi_static_select", "options": [option(value=str(i)) for i in range(100)]}),
    asked({"type": "checkboxes", "options": [option("a", str(i)) for i in range(10)]}),
]

WRONG = [
    ({"type": "section"}, "either `text` or `fields`"),
    ({"type": "section", "text": mrkdwn("x" * 3001)}, "less than 3001 characters"),
    ({"type": "section", "text": mrkdwn("")}, "more than 0 characters"),
    ({"type": "section", "text": "bare"}, "must be an object"),
    ({"type": "section", "text": {"type": "html", "text": "x"}}, "unsupported text type: html"),
    ({"type": "section", "fields": [mrkdwn("x")] * 11}, "no more than 10 items"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "less than 2001 characters"),
    ({"type": "section", "text": plain("x"), "accessory": TEXT}, "unsupported accessory"),
    ({"type": "header", "text": plain("h" * 151)}, "less than 151 characters"),
    ({"type": "header", "text": mrkdwn("h")}, "must be one of plain_text"),
    ({"type": "context", "elements": [mrkdwn("x")] * 11}, "no more than 10 items"),
    ({"type": "context", "elements": [button()]}, "unsupported context element: button"),
    ({"type": "image", "image_url": "https://x"}, "missing required field: alt_text"),
    ({"type": "image", "alt_text": "a"}, "either `image_url` or `slack_file`"),
    ({"type": "image", "image_url": "u" * 3001, "alt_text": "a"}, "less than 3001 characters"),
    ({"type": "divider", "block_id": "b" * 256}, "less than 256 characters"),
    ({"type": "divider", "colour": "red"}, "invalid additional property: colour"),
    ({"type": "carousel_of_doom"}, "unsupported block: carousel_of_doom"),
    ({"text": plain("x")}, "missing required field: type"),
    ({"type": "alert", "text": plain("x"), "level": "info"}, "unsupported block: alert"),
    ({"type": "markdown", "text": "x" * 12_001}, "less than 12001 characters"),
    ("divider", "must be an object"),
    (actions(), "no fewer than 1 items"),
    (actions(*(button(action_id=f"b{i}") for i in range(26))), "no more than 25 items"),
    (actions(button(text=plain("b" * 76))), "less than 76 characters"),
    (actions(button(text=mrkdwn("b"))), "must be one of plain_text"),
    (actions(button(value="v" * 2001)), "less than 2001 characters"),
    (actions(button(value=7)), "must be a string"),
    (actions(button(url="u" * 3001)), "less than 3001 characters"),
    (actions(button(style="loud")), "must be one of primary, danger"),
    (actions(button(action_id="a" * 256)), "less than 256 characters"),
    (actions(button(), button()), "action_id already exists: go"),
    (actions({**TEXT, "action_id": "t"}), "unsupported element: plain_text_input"),
    (actions({"type": "static_select", "action_id": "s", "options": [option()] * 101}), "no more than 100 items"),
    (actions({"type": "static_select", "action_id": "s"}), "either options or option_groups"),
    (actions({"type": "static_select", "action_id": "s", "options": [option("o" * 76)]}), "less than 76"),
    (actions({"type": "static_select", "action_id": "s", "options": [option("o", "v" * 151)]}), "less than 151"),
    (
        actions({"type": "static_select", "action_id": "s", "options": [option()], "initial_option": option("x")}),
        "not among the options",
    ),
    (actions({"type": "overflow", "action_id": "o", "options": [option()] * 6}), "no more than 5 items"),
    (actions({"type": "datepicker", "action_id": "d", "initial_date": "01/12/2026"}), "valid date"),
    (actions({"type": "datepicker", "action_id": "d", "initial_date": "2026-13-01"}), "valid date"),
    (actions({"type": "timepicker", "action_id": "d", "initial_time": "24:00"}), "valid time"),
    (asked({**TEXT, "placeholder": plain("p" * 151)}), "less than 151 characters"),
    (asked({**TEXT, "max_length": 3001}), "integer from 1 to 3000"),
    (asked({**TEXT, "multiline": "true"}), "must be a boolean"),
    (asked({"type": "number_input"}), "missing required field: is_decimal_allowed"),
    (asked({"type": "number_input", "is_decimal_allowed": True, "initial_value": 3}), "valid number"),
    (asked({"type": "checkboxes", "options": [option()] * 11}), "no more than 10 items"),
    (asked(TEXT, label=mrkdwn("L")), "must be one of plain_text"),
    (asked(TEXT, label=plain("l" * 2001)), "less than 2001 characters"),
    (asked(button()), "unsupported element: button"),
]

CONFIRM: JSON = {"title": plain("t"), "text": mrkdwn("x"), "confirm": plain("y"), "deny": plain("n")}


@pytest.mark.parametrize("block", FINE, ids=lambda b: b["type"])
def test_what_slack_takes_is_taken(block: JSON) -> None:
    assert problems([block], "message") == []


@pytest.mark.parametrize(("block", "sentence"), WRONG, ids=[s for _, s in WRONG])
def test_what_slack_refuses_is_refused_with_its_place(block: Any, sentence: str) -> None:
    found = problems([block], "message")
    assert any(sentence in problem and "[json-pointer:/blocks/0" in problem for problem in found), found


@pytest.mark.parametrize(("part", "most"), [("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)])
def test_a_confirmation_has_limits_of_its_own(part: str, most: int) -> None:
    assert problems([actions(button(confirm={**CONFIRM, part: plain("x" * most)}))], "message") == []
    assert problems([actions(button(confirm={**CONFIRM, part: plain("x" * (most + 1))}))], "message")


def test_a_message_holds_fifty_blocks_and_a_modal_a_hundred() -> None:
    assert problems([SECTION] * 50, "message") == []
    assert "no more than 50 items" in problems([SECTION] * 51, "message")[0]
    assert problems([SECTION] * 100, "modal") == []
    assert "no more than 100 items" in problems([SECTION] * 101, "modal")[0]


def test_block_ids_are_unique() -> None:
    twice = [{"type": "divider", "block_id": "same"}] * 2
    assert "block_id already exists: same" in problems(twice, "message")[0]


@pytest.mark.parametrize("kind", ["markdown", "table"])
def test_a_modal_takes_no_block_that_is_for_messages_only(kind: str) -> None:
    block = next(b for b in FINE if b["type"] == kind)
    assert f"unsupported block: {kind}" in problems([block], "modal")[0]


def test_a_view_that_slack_takes_has_no_problem() -> None:
    assert view_problems(modal(asked(TEXT, block_id="a"), SECTION, callback_id="campaign")) == []
    assert view_problems({"type": "home", "blocks": [SECTION]}) == []


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (modal(SECTION, title=plain("t" * 25)), "less than 25 characters"),
        (modal(SECTION, title=mrkdwn("t")), "must be one of plain_text"),
        (modal(SECTION, title=None), "missing required field: title"),
        (modal(SECTION, submit=plain("s" * 25)), "less than 25 characters"),
        (modal(SECTION, close=plain("s" * 25)), "less than 25 characters"),
        (modal(SECTION, private_metadata="p" * 3001), "less than 3001 characters"),
        (modal(SECTION, callback_id="c" * 256), "less than 256 characters"),
        (modal(asked(TEXT), submit=None), "missing required field: submit"),
        (modal(), "no fewer than 1 items"),
        (modal(SECTION, colour="red"), "invalid additional property: colour"),
        (modal(asked({**TEXT, "focus_on_load": True}), asked({**TEXT, "focus_on_load": True})), "only one element"),
        ({"type": "home", "blocks": [SECTION], "submit": plain("no")}, "invalid additional property: submit"),
        ({"type": "popup", "blocks": [SECTION]}, "must be one of modal, home"),
        ("view", "must be an object"),
    ],
)
def test_a_view_that_slack_refuses_is_refused(view: Any, sentence: str) -> None:
    assert any(sentence in problem for problem in view_problems(view))


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
anything = st.recursive(leaves, lambda c: st.lists(c, max_size=3) | st.dictionaries(st.text(max_size=8), c, max_size=3))
kinds = st.sampled_from(["section", "actions", "input", "context", "image", "header", "rich_text", "table"])
keys = st.sampled_from(["text", "elements", "element", "fields", "accessory", "label", "rows", "block_id"])


@given(st.lists(st.builds(lambda kind, rest: {**rest, "type": kind}, kinds, st.dictionaries(keys, anything))))
def test_no_block_however_odd_breaks_the_check(blocks: list[JSON]) -> None:
    assert isinstance(problems(blocks, "message"), list)


@given(anything)
def test_no_view_however_odd_breaks_the_check(view: Any) -> None:
    assert view_problems(view)
