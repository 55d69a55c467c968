import json

import pytest

from bot.views.buttons import BriefValue
from tests.journeys.forging import click_of, last, send
from tests.journeys.northfold import (
    AGENCY_ROOM,
    DESIGN,
    DESIGNER,
    MARKETER,
    MARKETING,
    PATIENCE,
    Northfold,
    read,
)
from tests.journeys.steps import (
    HEAD,
    OUTSIDER,
    SECOND_DESIGNER,
    WAY,
    approvals,
    approve,
    at_design,
    author_message,
    cancel,
    decided,
    go_through,
    request_changes,
    told_once,
    value_of,
    waiting,
    whispered,
)


def test_a_double_click_is_one_approval(town: Northfold) -> None:
    message = at_design(town)
    assert approve(town, DESIGNER, message)["ok"]
    assert approve(town, DESIGNER, message)["ok"]
    told_once(town, DESIGNER, DESIGN, f"approved revision 1 of {town.newest} already")
    assert approvals(town) == [("designer", DESIGNER)]
    waiting(town, MARKETING)
    assert len(town.posts(MARKETING)) == 1


def test_the_same_click_delivered_twice_is_one_approval(town: Northfold) -> None:
    message = at_design(town)
    approve(town, DESIGNER, message)
    assert town.sandbox.redeliver(kind="interactive").error is None
    told_once(town, DESIGNER, DESIGN, f"approved revision 1 of {town.newest} already")
    assert approvals(town) == [("designer", DESIGNER)]


def test_a_click_on_an_old_revision_is_refused(town: Northfold) -> None:
    old = at_design(town)
    request_changes(town, DESIGNER, old)
    waiting(town, DESIGN, revision=2)
    for user in (DESIGNER, SECOND_DESIGNER):
        assert approve(town, user, old)["ok"]
        assert whispered(town.person(user), DESIGN, f"asked for changes to revision 1 of {town.newest} already")
    assert approvals(town) == []
    assert town.brief().revision == 2


def test_whoever_opens_a_form_or_asks_for_the_checks_has_looked(town: Northfold) -> None:
    message = at_design(town)
    value = value_of(message)
    assert value is not None
    send(town, click_of(town, HEAD, message, "show_findings", value.dumps()))  # may see them, and decides nothing here
    assert "looked" not in town.kinds()
    for user, action_id in ((SECOND_DESIGNER, "show_findings"), (DESIGNER, "decline"), (DESIGNER, "request_changes")):
        assert send(town, click_of(town, user, message, action_id, value.dumps())).error is None
    looked = [event for event in town.shown()["events"] if event["kind"] == "looked"]
    assert [(event["by"], event["how"]) for event in looked] == [(SECOND_DESIGNER, "findings")]
    assert town.shown()["handovers"][0]["first_look_working_seconds"] is not None
    assert town.shown()["handovers"][0]["decision"] is None


def test_somebody_who_is_no_approver_is_refused(town: Northfold) -> None:
    message = at_design(town)
    approve(town, HEAD, message)
    told_once(town, HEAD, DESIGN, "you are not one of them")
    assert town.person(HEAD).click(message, "request_changes")["ok"]
    assert town.person(HEAD).open_view() is None
    assert "approved" not in town.kinds()


def test_authors_do_not_decide_on_their_own_briefs(town: Northfold) -> None:
    message = at_design(town, by=DESIGNER)
    approve(town, DESIGNER, message)
    told_once(town, DESIGNER, DESIGN, "Authors do not decide on what they asked for")
    assert approve(town, SECOND_DESIGNER, message)["ok"]
    assert approvals(town) == [("designer", SECOND_DESIGNER)]


def test_a_member_of_a_listed_group_approves(town: Northfold) -> None:
    message = at_design(town)
    approve(town, SECOND_DESIGNER, message)
    assert approvals(town) == [("designer", SECOND_DESIGNER)]
    face = read(decided(town, message))
    assert "<@U0NOOR>" in face
    assert "approved revision 1" in face


def test_a_member_who_left_the_group_is_refused(town: Northfold) -> None:
    message = at_design(town)
    town.sandbox.set_group("S0DESIGNERS", DESIGNER)
    approve(town, SECOND_DESIGNER, message)
    told_once(town, SECOND_DESIGNER, DESIGN, "you are not one of them")
    assert approvals(town) == []


def test_a_person_of_another_workspace_is_refused(town: Northfold) -> None:
    at_design(town)
    for user, channel in WAY[:2]:
        approve(town, user, waiting(town, channel))
    message = waiting(town, AGENCY_ROOM)
    approve(town, OUTSIDER, message)
    told_once(town, OUTSIDER, AGENCY_ROOM, "you are not one of them")
    assert town.brief().status.value == "in_review"


def test_a_namesake_of_another_workspace_is_a_stranger(town: Northfold) -> None:
    message = at_design(town)
    value = value_of(message)
    assert value is not None
    forged = click_of(town, DESIGNER, message, "approve", value.dumps())
    forged["user"]["team_id"] = "T0STRANGE"
    assert send(town, forged).error is None
    told_once(town, DESIGNER, DESIGN, "you are not one of them")
    assert approvals(town) == []


def test_a_gesture_of_another_workspace_is_refused_altogether(town: Northfold) -> None:
    message = at_design(town)
    value = value_of(message)
    assert value is not None
    forged = click_of(town, DESIGNER, message, "approve", value.dumps())
    forged["team"]["id"] = forged["user"]["team_id"] = "T0STRANGE"
    assert send(town, forged).error is None
    told_once(town, DESIGNER, DESIGN, "not the one that Baton works for")
    assert approvals(town) == []


def test_a_stage_that_is_not_due_yet_cannot_be_decided(town: Northfold) -> None:
    message = at_design(town)
    value = value_of(message)
    assert value is not None
    forged = click_of(town, MARKETER, message, "approve", value.model_copy(update={"stage": "marketer"}).dumps())
    assert send(town, forged).error is None
    told_once(town, MARKETER, DESIGN, f"{town.newest} is not at that stage now")
    assert approvals(town) == []


TAMPERED = [
    "",
    "approve",
    "null",
    "[]",
    "[" * 2000,
    '{"v":2,"brief":"BRF-0","stage":"designer","revision":1}',
    '{"v":1,"brief":"BRF-0","stage":"designer","revision":1,"extra":true}',
    '{"v":1,"brief":"BRF-0; DROP TABLE event","stage":"designer","revision":1}',
    '{"v":1,"brief":"BRF-999","stage":"designer","revision":1}',
    '{"v":1,"brief":"BRF-999999999999","stage":"designer","revision":1}',
    '{"v":1,"brief":"BRF-0","stage":"owner","revision":1}',
    '{"v":1,"brief":"BRF-0","stage":"designer","revision":0}',
    '{"v":1,"brief":"BRF-0","stage":"designer","revision":99}',
    '{"v":1,"brief":"BRF-0","stage":"designer","revision":1e99}',
]


@pytest.mark.parametrize("action_id", ["approve", "request_changes", "show_findings"])
def test_tampered_buttons_change_nothing_and_are_answered_kindly(town: Northfold, action_id: str) -> None:
    message = at_design(town)
    before = town.kinds()
    dee = town.person(DESIGNER)
    for number, value in enumerate(TAMPERED, start=1):
        assert (
            send(town, click_of(town, DESIGNER, message, action_id, value.replace("BRF-0", town.newest))).error is None
        ), value
        told = dee.ephemerals(DESIGN)
        assert len(told) == number, value
        assert "Something broke" not in told[-1]["text"], value
    assert dee.open_view() is None
    assert town.kinds() == before


def test_a_button_of_another_release_is_answered_kindly(town: Northfold) -> None:
    message = at_design(town)
    assert send(town, click_of(town, HEAD, message, "launch_rocket", "3")).error is None
    told_once(town, HEAD, DESIGN, "That button is from another version of Baton")


def test_only_the_author_retries_and_cancels(town: Northfold) -> None:
    message = at_design(town)
    for number, action in enumerate(("cancel", "retry_draft", "retry_delivery"), start=1):
        assert (
            send(town, click_of(town, MARKETER, message, action, BriefValue(brief=town.newest).dumps())).error is None
        )
        assert len(town.person(MARKETER).ephemerals(DESIGN)) == number
    assert town.brief().status.value == "in_review"


REMEMBERED = [
    "",
    "null",
    "[]",
    "{",
    "{}",
    '{"value": 3}',
    json.dumps({"value": "{}", "channel": "C", "message_ts": "1"}),
]


def test_a_changes_modal_that_forgot_what_it_is_about_says_so(town: Northfold) -> None:
    message = at_design(town)
    request_changes(town, DESIGNER, message, note="   ")
    payload = last(town)
    for remembered in REMEMBERED:
        payload["view"]["private_metadata"] = remembered
        answer = send(town, payload).payload
        assert answer["response_action"] == "update", remembered
        assert "cannot read this button" in read(answer["view"]), remembered
    assert "changes_requested" not in town.kinds()


def test_changes_need_a_note(town: Northfold) -> None:
    message = at_design(town)
    done = request_changes(town, DESIGNER, message, note="   ")
    assert set(done["errors"]) == {"note"}
    assert "changes_requested" not in town.kinds()


def test_a_changes_modal_that_is_submitted_twice_is_one_request(town: Northfold) -> None:
    request_changes(town, DESIGNER, at_design(town))
    again = town.sandbox.redeliver(kind="interactive")
    assert again.payload["response_action"] == "update"
    assert "already" in read(again.payload["view"])
    assert waiting(town, DESIGN, revision=2)
    town.until_idle()
    assert town.kinds().count("changes_requested") == 1
    assert len(town.posts(DESIGN)) == 2


def test_a_changes_modal_that_was_overtaken_says_by_whom(town: Northfold) -> None:
    message = at_design(town)
    person = town.person(SECOND_DESIGNER)
    person.click(message, "request_changes")
    view = person.view("changes")
    approve(town, DESIGNER, message)
    assert person.submit({"note": "Make it smaller."}, view)["ok"]
    assert "<@U0DEE> approved revision 1" in read(person.view())
    assert town.kinds().count("changes_requested") == 0


def test_a_cancelled_brief_is_over_for_everyone(town: Northfold) -> None:
    message = at_design(town)
    mine = author_message(town)
    tom = town.author
    cancel(town, tom.wait_for(tom.dm(), lambda m: m["ts"] == mine["ts"] and "cancel" in read(m)))
    assert decided(town, message)["text"].startswith("Cancelled")
    approve(town, DESIGNER, message)
    told_once(town, DESIGNER, DESIGN, "was cancelled by")
    assert "approved" not in town.kinds()


def test_a_complete_brief_takes_no_more_decisions(town: Northfold) -> None:
    message = at_design(town)
    go_through(town)
    before = town.kinds()
    approve(town, SECOND_DESIGNER, message)
    told_once(town, SECOND_DESIGNER, DESIGN, "is complete")
    assert town.kinds() == before


def test_a_late_approver_sees_where_the_brief_is(town: Northfold) -> None:
    at_design(town)
    dee = town.person(DESIGNER)
    assert dee.command(f"/brief status {town.newest}")["ok"]
    told = dee.wait_for(MARKETING, lambda m: m["ephemeral"], PATIENCE)
    assert "Design review" in read(told)
