"""Do the modals ask for what a campaign needs, and do answers come back as they went?"""

import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.views.answers import refusal_post
from bot.views.buttons import BriefValue, DecisionValue, OldButton
from bot.views.campaign_modal import came_from, campaign_modal, read_answers, revision_modal
from bot.views.changes_modal import ChangesAnswer, changes_modal, read_changes
from bot.views.modals import notice_modal
from bot.views.mrkdwn import width
from bot.views.override_modal import override_modal, read_override
from bot.views.reason_modal import (
    CANCEL_CALLBACK_ID,
    PAUSE_CALLBACK_ID,
    Reason,
    decline_modal,
    read_reason,
    reason_modal,
)
from bot.views.revise_modal import read_revise, revise_modal
from tests.bot.views.briefs import campaigns, faces, filled, hostile, renamed
from tests.bot.views.limits import complaints
from tests.bot.views.snapshots import assert_looks_like
from tests.workflow.story import CHAIN
from workflow.campaign import LABELS, Campaign, parse_campaign
from workflow.campaign_brief import campaign_of
from workflow.channels import Channel
from workflow.draft import Section
from workflow.team import Stage, Team

FACES = faces()
HELD = FACES["held"]
TODAY = date(2027, 1, 31)
TEAM = Team(name="Northfold marketing", currency="SEK", chain=CHAIN)
VALUE = DecisionValue(brief="BRF-1", stage="designer", revision=1)
WAITING = FACES["waiting"]

_HELD = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_date": "selected_date",
}


def submitted(view: dict[str, Any]) -> dict[str, Any]:
    """Return the state that Slack sends when somebody submits `view` as it stands."""
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    return {block_id: {element["action_id"]: _state(element)} for block_id, element in inputs.items()}


def _state(element: dict[str, Any]) -> dict[str, Any]:
    filled_in = {_HELD[key]: held for key, held in element.items() if key in _HELD}
    return {"type": element["type"], **(filled_in or {"value": None})}


def typed(campaign: Campaign) -> dict[str, object]:
    """Return the answers that somebody gives to say `campaign`, as JSON."""
    return campaign.model_dump(mode="json", exclude_none=True)


def test_the_campaign_modal_looks_like_this() -> None:
    view = campaign_modal(TEAM, TODAY, "C0HERE")
    assert_looks_like("campaign_modal", view)
    assert complaints(view) == []


def test_every_field_is_asked_in_the_order_of_its_label_and_nothing_else() -> None:
    view = campaign_modal(TEAM, TODAY, None)
    asked = [block for block in view["blocks"] if block["type"] == "input"]
    assert [block["block_id"] for block in asked] == list(LABELS)
    assert [block["element"]["action_id"] for block in asked] == list(LABELS)
    required = {block["block_id"] for block in asked if not block["optional"]}
    assert required == {name for name, field in Campaign.model_fields.items() if field.is_required()}


def test_an_untouched_modal_already_knows_the_currency_and_a_flight_of_four_weeks_from_tomorrow() -> None:
    assert read_answers(submitted(campaign_modal(TEAM, TODAY, None))) == {
        "currency": "SEK",
        "start": "2027-02-01",
        "end": "2027-03-01",
    }


def test_the_chain_is_shown_before_anything_is_asked() -> None:
    first = campaign_modal(TEAM, TODAY, None)["blocks"][0]
    assert "Design review → Marketing sign-off → Agency acceptance" in json.dumps(first, ensure_ascii=False)


def test_stages_that_decide_at_the_same_time_are_joined() -> None:
    team = TEAM.model_copy(update={"chain": FACES["side_by_side"].chain})
    first = campaign_modal(team, TODAY, None)["blocks"][0]
    assert "Design review + Marketing sign-off → Agency acceptance" in json.dumps(first, ensure_ascii=False)


def test_channels_keep_the_order_in_which_they_were_chosen() -> None:
    chosen = ["email", "paid_search", "meta"]
    for order in (chosen, chosen[::-1]):
        assert read_answers(submitted(campaign_modal(TEAM, TODAY, None, {"channels": order})))["channels"] == order


def test_the_modal_remembers_where_it_was_asked_for() -> None:
    assert came_from(campaign_modal(TEAM, TODAY, "C0HERE")["private_metadata"]) == "C0HERE"
    assert came_from(campaign_modal(TEAM, TODAY, None)["private_metadata"]) is None


@pytest.mark.parametrize("metadata", ["", "{", "[]", '"C0HERE"', '{"channel": 1}'])
def test_a_modal_that_remembers_nothing_came_from_nowhere(metadata: str) -> None:
    assert came_from(metadata) is None


@given(campaigns())
def test_a_campaign_that_is_filled_in_comes_back_as_it_went(campaign: Campaign) -> None:
    view = campaign_modal(TEAM, TODAY, None, typed(campaign))
    assert complaints(view) == []
    assume(width(campaign.goal) <= 3000 and width(campaign.metric) <= 300 and width(campaign.name) <= 120)
    assert parse_campaign(read_answers(submitted(view)), TODAY) == campaign


@given(st.dictionaries(st.sampled_from(list(LABELS)), st.one_of(hostile(3000), st.integers(), st.lists(hostile(20)))))
def test_answers_of_any_kind_leave_the_modal_in_order(answers: dict[str, object]) -> None:
    assert complaints(campaign_modal(TEAM, TODAY, None, answers)) == []


@given(st.lists(filled(60), min_size=1, max_size=20))
def test_chains_of_any_length_and_wording_fit(titles: list[str]) -> None:
    chain = tuple(Stage(name=f"s{i}", title=title, channel="C0DESIGN") for i, title in enumerate(titles))
    assert complaints(campaign_modal(TEAM.model_copy(update={"chain": chain}), TODAY, None)) == []


ELEMENTS: list[tuple[dict[str, Any], object]] = [
    ({"type": "plain_text_input", "value": "typed"}, "typed"),
    ({"type": "number_input", "value": "12.50"}, "12.50"),
    ({"type": "email_text_input", "value": "a@b.test"}, "a@b.test"),
    ({"type": "static_select", "selected_option": {"text": {}, "value": "GBP"}}, "GBP"),
    ({"type": "radio_buttons", "selected_option": {"text": {}, "value": "EUR"}}, "EUR"),
    ({"type": "checkboxes", "selected_options": [{"value": "email"}, {"value": "tv"}]}, ["email", "tv"]),
    ({"type": "multi_external_select", "selected_options": [{"value": "pr"}]}, ["pr"]),
    ({"type": "datepicker", "selected_date": "2027-03-01"}, "2027-03-01"),
    ({"type": "timepicker", "selected_time": "09:00"}, "09:00"),
    ({"type": "datetimepicker", "selected_date_time": 1798761600}, 1798761600),
    ({"type": "users_select", "selected_user": "U1"}, "U1"),
    ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ["U1", "U2"]),
    ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
    (
        {
            "type": "rich_text_input",
            "rich_text_value": {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "one "}, {"type": "emoji"}]},
                    {"type": "rich_text_section", "elements": [{"type": "link", "text": "two"}]},
                ],
            },
        },
        "one \ntwo",
    ),
]


@pytest.mark.parametrize(("element", "meant"), ELEMENTS)
def test_an_answer_is_read_from_any_element_under_any_action_id(element: dict[str, Any], meant: object) -> None:
    assert read_answers({"goal": {"whatever": element}}) == {"goal": meant}


@pytest.mark.parametrize(
    "block",
    [
        {},
        None,
        [],
        {"goal": None},
        {"goal": {}},
        {"goal": {"type": "unheard_of", "held": 1}},
        {"goal": {"type": "plain_text_input", "value": None}},
        {"goal": {"type": "plain_text_input", "value": "  \n"}},
        {"goal": {"type": "static_select", "selected_option": None}},
        {"goal": {"type": "multi_static_select", "selected_options": []}},
        {"goal": {"type": "rich_text_input", "rich_text_value": None}},
        {"goal": {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": "?"}}},
    ],
)
def test_an_empty_or_unreadable_answer_is_left_out(block: object) -> None:
    assert read_answers({"goal": block, "unknown": {"x": {"value": "y"}}}) == {}


def test_zero_is_an_answer() -> None:
    assert read_answers({"baseline": {"baseline": {"type": "number_input", "value": "0"}}}) == {"baseline": "0"}


def test_every_channel_of_the_playbook_can_be_chosen() -> None:
    everything = {"channels": [channel.value for channel in Channel]}
    read = read_answers(submitted(campaign_modal(TEAM, TODAY, None, everything)))
    assert read["channels"] == everything["channels"]


def test_the_changes_modal_looks_like_this() -> None:
    assert_looks_like("changes_modal", changes_modal(VALUE, WAITING, "C0DESIGN", "1799053380.000100"))


def answered(view: dict[str, Any], section: str | None, note: str | None) -> dict[str, Any]:
    option = {"text": {}, "value": section} if section else None
    values = {
        "section": {"section": {"type": "static_select", "selected_option": option}},
        "note": {"note": {"type": "plain_text_input", "value": note}},
    }
    return {"private_metadata": view["private_metadata"], "state": {"values": values}}


@given(campaigns(), filled(60), st.sampled_from([None, Section.AUDIENCE, Section.RISKS]), filled(3000))
def test_a_request_for_changes_comes_back_as_it_went(
    campaign: Campaign, title: str, section: Section | None, note: str
) -> None:
    brief = renamed(faces(title)["waiting"], campaign)
    view = changes_modal(VALUE, brief, "C0DESIGN", "1799053380.000100")
    assert complaints(view) == []
    read = read_changes(answered(view, section, note))
    assert read == ChangesAnswer(VALUE, "C0DESIGN", "1799053380.000100", section, note)


def test_sections_that_nobody_writes_are_not_offered_and_not_read() -> None:
    view = changes_modal(VALUE, WAITING, "C0DESIGN", "1799053380.000100")
    offered = {option["value"] for option in view["blocks"][2]["element"]["options"]}
    assert offered == {*Section} - {Section.SOURCES, Section.APPROVALS}
    assert read_changes(answered(view, "sources", "Bolder.")).section is None


def test_a_request_without_a_word_is_read_as_one() -> None:
    view = changes_modal(VALUE, WAITING, "C0DESIGN", "1799053380.000100")
    assert [read_changes(answered(view, None, note)).note for note in (None, "", " \n ")] == ["", "", ""]


def test_a_later_stage_is_told_what_sends_the_brief_back_to_the_first() -> None:
    value = VALUE.model_copy(update={"stage": "marketer"})
    again = "A change of budget, dates, goal, proposition or mandatories begins again at Design review."
    assert again in json.dumps(changes_modal(value, WAITING, "C0MARKETING", "1.0"))
    free = dataclasses.replace(WAITING, material=())
    assert "begins again" not in json.dumps(changes_modal(value, free, "C0MARKETING", "1.0"))


def test_a_modal_for_a_stage_that_is_gone_still_opens() -> None:
    value = VALUE.model_copy(update={"stage": "legal"})
    assert "back to this stage" in json.dumps(changes_modal(value, WAITING, "C0DESIGN", "1.0"))


@pytest.mark.parametrize("metadata", ["", "null", "[]", "{}", '{"value":"?","channel":"C","message_ts":"1"}'])
def test_a_changes_modal_of_another_age_is_refused_with_a_sentence(metadata: str) -> None:
    with pytest.raises(OldButton, match="cannot read this button any more"):
        read_changes({"private_metadata": metadata, "state": {"values": {}}})


@given(hostile(200), hostile(3000))
def test_a_notice_fits_whatever_it_says(title: str, text: str) -> None:
    assert complaints(notice_modal(title, refusal_post(f"x{text}"))) == []


def test_the_golden_files_are_all_in_use() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for kept in (Path(__file__).parent / "golden").glob("*.json"):
        stem = kept.stem
        assert f'"{stem}' in tests or stem.partition("_")[0] in {"author", "status", "stage", "trial"}, stem


def test_the_request_is_shown_as_it_was_made_to_be_mended() -> None:
    view = revision_modal(TEAM, TODAY, HELD)
    assert complaints(view) == []
    assert parse_campaign(read_answers(submitted(view)), TODAY) == campaign_of(HELD)
    assert BriefValue.loads(view["private_metadata"]).brief == "BRF-1"


def test_the_override_modal_looks_like_this() -> None:
    view = override_modal(HELD)
    assert_looks_like("override_modal", view)
    assert complaints(view) == []


@given(reason=hostile(1000))
def test_the_reason_of_an_override_comes_back_as_it_was_typed(reason: str) -> None:
    typed_in = {"reason": {"reason": {"type": "plain_text_input", "value": reason}}}
    view = override_modal(HELD) | {"state": {"values": typed_in}}
    assert read_override(view) == (BriefValue(brief="BRF-1"), reason)


@given(campaign=campaigns())
def test_the_new_modals_hold_any_text(campaign: Campaign) -> None:
    brief = renamed(HELD, campaign)
    assert complaints(override_modal(brief)) == []
    assert complaints(revision_modal(TEAM, TODAY, brief)) == []


@pytest.mark.parametrize("callback_id", [CANCEL_CALLBACK_ID, PAUSE_CALLBACK_ID])
def test_the_author_is_asked_why_and_the_reason_comes_back(callback_id: str) -> None:
    view = reason_modal(callback_id, WAITING)
    assert complaints(view) == []
    read = read_reason(view | {"state": {"values": reasoned("The launch moved.")}})
    assert read == Reason(BriefValue(brief="BRF-1"), "The launch moved.")


def reasoned(text: str | None) -> dict[str, Any]:
    return {"reason": {"reason": {"type": "plain_text_input", "value": text}}}


@given(campaign=campaigns(), reason=hostile(1000))
def test_a_decline_comes_back_with_its_reason_and_the_message_that_was_clicked(campaign: Campaign, reason: str) -> None:
    view = decline_modal(VALUE, renamed(WAITING, campaign), "C0DESIGN", "1799053380.000100")
    assert complaints(view) == []
    read = read_reason(view | {"state": {"values": reasoned(reason)}})
    assert read == Reason(VALUE, reason, "C0DESIGN", "1799053380.000100")


def test_the_decline_modal_looks_like_this() -> None:
    assert_looks_like("decline_modal", decline_modal(VALUE, WAITING, "C0DESIGN", "1799053380.000100"))


@pytest.mark.parametrize("metadata", ["", "null", "{}", '{"value":"?"}'])
def test_a_reason_for_something_unreadable_is_refused_with_a_sentence(metadata: str) -> None:
    with pytest.raises(OldButton, match="cannot read this button any more"):
        read_reason({"callback_id": "pause", "private_metadata": metadata, "state": {"values": {}}})


def test_why_is_asked_apart_and_read_back() -> None:
    typed_in = {
        "note": {"note": {"type": "plain_text_input", "value": "Shorter."}},
        "why": {"why": {"type": "plain_text_input", "value": "Nobody reads six pages."}},
    }
    view = changes_modal(VALUE, WAITING, "C0DESIGN", "1.2") | {"state": {"values": typed_in}}
    answer = read_changes(view)
    assert (answer.note, answer.why) == ("Shorter.", "Nobody reads six pages.")


def test_the_modal_for_an_edited_document_holds_any_name_and_reads_the_file_back() -> None:
    view = revise_modal(WAITING)
    assert complaints(view) == []
    typed_in = {"file": {"file": {"type": "file_input", "files": [{"id": "F1", "name": "edited.docx"}]}}}
    assert read_revise(view | {"state": {"values": typed_in}}) == (BriefValue(brief="BRF-1"), "F1")
    assert read_revise(view | {"state": {"values": {}}}) == (BriefValue(brief="BRF-1"), None)
