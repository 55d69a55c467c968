"""Do buttons of every age still tell what they told when they were posted?"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.buttons import (
    AbsenceValue,
    BriefValue,
    DecisionValue,
    EditValue,
    MinutesValue,
    OldButton,
    RemarksValue,
    RequestValue,
    SaidValue,
    SetupValue,
)

GOLDEN = json.loads((Path(__file__).parent / "golden" / "buttons.json").read_text("utf-8"))


@pytest.mark.parametrize("known", GOLDEN["decision"])
def test_every_old_form_of_a_decision_button_is_readable(known: dict[str, Any]) -> None:
    assert DecisionValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["request"])
def test_every_old_form_of_a_button_that_hands_a_request_on_is_readable(known: dict[str, Any]) -> None:
    assert RequestValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["absence"])
def test_every_old_form_of_a_button_of_an_absence_is_readable(known: dict[str, Any]) -> None:
    assert AbsenceValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["brief"])
def test_every_old_form_of_a_brief_button_is_readable(known: dict[str, Any]) -> None:
    assert BriefValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["edit"])
def test_every_old_form_of_an_offered_edits_button_is_readable(known: dict[str, Any]) -> None:
    assert EditValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["remarks"])
def test_every_old_form_of_a_remarks_button_is_readable(known: dict[str, Any]) -> None:
    assert RemarksValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["minutes"])
def test_every_old_form_of_a_minutes_button_is_readable(known: dict[str, Any]) -> None:
    assert MinutesValue.loads(known["stored"]).model_dump() == known["means"]
    assert MinutesValue.loads(known["stored"]).dumps() == known["stored"]


@pytest.mark.parametrize("known", GOLDEN["said"])
def test_every_old_form_of_a_replys_button_is_readable(known: dict[str, Any]) -> None:
    assert SaidValue.loads(known["stored"]).model_dump() == known["means"]


@pytest.mark.parametrize("known", GOLDEN["setup"])
def test_every_old_form_of_a_button_of_the_settings_is_readable(known: dict[str, Any]) -> None:
    assert SetupValue.loads(known["stored"]).model_dump() == known["means"]


def test_the_form_of_today_is_among_the_golden_ones() -> None:
    today = DecisionValue(brief="BRF-1", stage="designer", revision=1).dumps()
    assert today in [known["stored"] for known in GOLDEN["decision"]]
    assert BriefValue(brief="BRF-7").dumps() in [known["stored"] for known in GOLDEN["brief"]]


@given(st.integers(0, 10**12 - 1), st.from_regex(r"[a-z][a-z0-9_-]{0,29}", fullmatch=True), st.integers(1, 10**6))
def test_a_value_is_short_and_comes_back_as_it_went(number: int, stage: str, revision: int) -> None:
    value = DecisionValue(brief=f"BRF-{number}", stage=stage, revision=revision)
    assert len(value.dumps()) < 200
    assert DecisionValue.loads(value.dumps()) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "approve",
        "null",
        "[1]",
        '{"v":2,"brief":"BRF-1","stage":"designer","revision":1}',
        '{"v":1,"brief":"BRF-1","stage":"designer"}',
        '{"v":1,"brief":"BRF-1","stage":"designer","revision":0}',
        '{"v":1,"brief":"<!channel>","stage":"designer","revision":1}',
        '{"v":1,"brief":"BRF-1","stage":"designer","revision":1,"by":"U1"}',
        "\x00" * 3000,
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(OldButton, match=r"cannot read this button any more\. .*`/brief list`"):
        DecisionValue.loads(text)
