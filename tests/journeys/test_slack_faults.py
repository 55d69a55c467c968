import time
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.records import JSON
from tests.journeys.northfold import DESIGN, DESIGNER, MARKETING, Northfold, only
from tests.journeys.steps import approve, ask, at_design, author_message, go_through, waiting, whispered
from workflow.brief import Brief

S = timedelta(seconds=1)
SHORT, USUAL, HOUR, KEYLESS = 2 * S, 30 * S, 3600 * S, 300 * S

PASSING: list[tuple[str, dict[str, Any], timedelta]] = [
    ("429 with a time", {"status": 429, "headers": {"Retry-After": "7"}}, 7 * S),
    ("429 without a time", {"status": 429}, USUAL),
    ("429 with an empty time", {"status": 429, "headers": {"Retry-After": ""}}, USUAL),
    ("429 with garbage", {"status": 429, "headers": {"Retry-After": "Monday"}}, USUAL),
    ("429 for ages", {"status": 429, "headers": {"Retry-After": "100000"}}, HOUR),
    ("429 in the body alone", {"error": "ratelimited"}, USUAL),
    ("500", {"status": 500}, SHORT),
    ("503", {"status": 503, "error": "service_unavailable"}, SHORT),
    ("an HTML page", {"body": "<html>back soon</html>", "headers": {"Content-Type": "text/html"}}, SHORT),
    ("an empty body", {"body": ""}, SHORT),
    ("half an answer", {"body": '{"ok": tr', "headers": {"Content-Type": "application/json"}}, SHORT),
    ("a list", {"body": "[]", "headers": {"Content-Type": "application/json"}}, SHORT),
    ("a dropped connection", {"drop": True}, SHORT),
    ("an error inside Slack", {"error": "internal_error"}, SHORT),
    ("a token that is not accepted", {"error": "invalid_auth"}, KEYLESS),
    ("a token that was revoked", {"error": "token_revoked"}, KEYLESS),
    ("a lost answer", {"after": True}, SHORT),
    ("a falsified answer", {"after": True, "status": 502}, SHORT),
]


@pytest.mark.parametrize(("fault", "pause"), [row[1:] for row in PASSING], ids=[row[0] for row in PASSING])
def test_a_passing_fault_delays_one_message_and_doubles_none(
    quick: Northfold, fault: dict[str, Any], pause: timedelta
) -> None:
    planted = quick.sandbox.fail("chat.postMessage", channel=DESIGN, **fault)
    ask(quick)
    assert 0.6 * pause < quick.until_paused(0.6 * pause, quick.newest) <= pause
    assert planted.hits == 1
    assert quick.brief().status.value == "in_review"
    quick.pass_time()
    waiting(quick, DESIGN)
    quick.until_idle()
    assert len(quick.posts(DESIGN)) == 1
    assert quick.kinds().count("delivered") == 1
    assert "delivery_blocked" not in quick.kinds()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_call_that_hangs_is_given_up_and_looked_for(quick: Northfold, after: bool) -> None:
    client = quick.services.slack.client
    patience, client.timeout = client.timeout, 1
    try:
        quick.sandbox.fail("chat.postMessage", channel=DESIGN, hang=1.5, after=after)
        ask(quick)
        quick.until_paused(about=quick.newest)
    finally:
        client.timeout = patience
    quick.pass_time()
    waiting(quick, DESIGN)
    quick.until_idle()
    assert len(quick.posts(DESIGN)) <= (1 if after else 2)
    assert quick.kinds().count("delivered") == 1


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", {"status": 500}),
        ("files.getUploadURLExternal", {"drop": True}),
        ("upload", {"status": 500}),
        ("upload", {"drop": True}),
        ("files.completeUploadExternal", {"status": 500}),
        ("files.completeUploadExternal", {"after": True}),
    ],
)
def test_an_upload_that_fails_anywhere_is_one_file_in_the_end(
    quick: Northfold, method: str, fault: dict[str, Any]
) -> None:
    planted = quick.sandbox.fail(method, **fault)
    ask(quick)
    quick.until_paused(about=quick.newest)
    assert planted.hits == 1
    quick.pass_time()
    roots = (waiting(quick, DESIGN), author_message(quick))
    for root in roots:
        quick.author.wait_for(root["channel"], lambda reply: bool(reply["files"]), thread_ts=root["ts"])
    quick.until_idle()
    for root in roots:
        thread = quick.author.thread(root["channel"], root["ts"])
        assert [file["name"] for reply in thread for file in reply["files"]] == [
            f"{quick.newest}-r1-spring-trail-launch-ridgeline-2.docx"
        ]
    assert len(quick.posts(DESIGN)) == 1


def test_a_document_follows_even_when_the_decision_was_faster(quick: Northfold) -> None:
    quick.sandbox.fail("files.getUploadURLExternal", status=500, times=None)
    ask(quick)
    quick.until_paused(about=quick.newest)
    message = quick.author.wait_for(DESIGN, lambda m: f"({quick.newest}," in m["text"])
    assert approve(quick, DESIGNER, message)["ok"]
    quick.sandbox.heal()
    quick.until_paused(about=quick.newest)
    quick.pass_time()
    quick.author.wait_for(DESIGN, lambda reply: bool(reply["files"]), thread_ts=message["ts"])


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_message_that_cannot_be_edited_any_more_stops_nothing(quick: Northfold, error: str) -> None:
    message = at_design(quick)
    quick.until_idle()
    planted = quick.sandbox.fail("chat.update", channel=DESIGN, error=error)
    approve(quick, DESIGNER, message)
    waiting(quick, MARKETING)
    quick.until_idle()
    assert planted.hits == 1
    assert quick.pauses(about=quick.newest) == []


def test_an_edit_that_slack_delays_comes_later(quick: Northfold) -> None:
    message = at_design(quick)
    quick.until_idle()
    quick.sandbox.fail("chat.update", channel=DESIGN, status=429, headers={"Retry-After": "9"})
    approve(quick, DESIGNER, message)
    assert quick.until_paused(about=quick.newest) > 5 * S
    waiting(quick, MARKETING)
    quick.pass_time()
    quick.author.wait_for(DESIGN, lambda m: m["ts"] == message["ts"] and m["text"].startswith("Approved"))


@pytest.mark.parametrize("method", ["users.info", "usergroups.list", "conversations.open"])
def test_a_draft_waits_for_what_slack_does_not_tell(quick: Northfold, method: str) -> None:
    quick.services.slack._profile.cache_clear()
    planted = quick.sandbox.fail(method, status=503)
    ask(quick)
    quick.until_paused(about=quick.newest)
    assert planted.hits == 1
    quick.pass_time()
    waiting(quick, DESIGN)
    author_message(quick)


def test_nothing_answers_for_a_while_and_then_all_is_well(quick: Northfold) -> None:
    methods = ("chat.postMessage", "conversations.open", "files.getUploadURLExternal", "chat.update")
    for method in methods:
        quick.sandbox.fail(method, status=503, times=None)
    ask(quick)
    for _ in range(3):
        quick.until_paused(about=quick.newest)
        quick.pass_time()
    quick.sandbox.heal()
    _sooner(quick, DESIGN)
    author_message(quick)
    go_through(quick)
    assert len(quick.posts(DESIGN)) == 1
    assert quick.services.jobs.parked() == []


@pytest.mark.parametrize("error", ["cannot_dm_bot", "user_not_found", "missing_scope"])
def test_an_author_who_cannot_be_written_to_still_gets_their_brief_decided(quick: Northfold, error: str) -> None:
    quick.sandbox.fail("conversations.open", error=error)
    ask(quick)
    for user, channel in (("U0DEE", DESIGN), ("U0MAYA", MARKETING), ("U0AXEL", "C0AGENCY")):
        assert approve(quick, user, waiting(quick, channel))["ok"]
    quick.until_brief("the brief to be complete", lambda brief: brief.status.value == "completed")
    assert "author_unreachable" in quick.kinds(), "Slack refused once"
    quick.until_brief("later news to reach them", lambda brief: brief.author_message)


def test_a_form_that_slack_closed_too_early_is_asked_for_again(quick: Northfold) -> None:
    quick.sandbox.fail("views.open", error="expired_trigger_id")
    assert quick.author.command("/brief")["ok"]
    assert "Please try again" in only(quick.author.ephemerals(MARKETING))["text"]
    assert quick.author.command("/brief")["ok"]
    assert quick.author.view("campaign")


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"drop": True}, {"error": "ratelimited"}, {"error": "invalid_auth"}]
)
def test_a_form_that_slack_does_not_open_is_explained(quick: Northfold, fault: dict[str, Any]) -> None:
    message = at_design(quick)
    quick.sandbox.fail("views.open", **fault)
    assert quick.person(DESIGNER).click(message, "request_changes")["ok"]
    assert "Nothing was changed" in whispered(quick.person(DESIGNER), DESIGN, "try again")
    assert quick.person(DESIGNER).click(message, "request_changes")["ok"]
    assert quick.person(DESIGNER).view("changes")


@pytest.mark.parametrize("fault", [{"status": 404, "body": "no_such_url"}, {"status": 500}, {"drop": True}])
def test_a_refusal_that_cannot_be_delivered_harms_nobody(quick: Northfold, fault: dict[str, Any]) -> None:
    message = at_design(quick)
    planted = quick.sandbox.fail("response_url", **fault)
    assert approve(quick, "U0PRIYA", message)["ok"]
    assert planted.hits == 1
    assert quick.kinds().count("approved") == 0
    assert approve(quick, DESIGNER, message)["ok"]
    assert quick.kinds().count("approved") == 1


def test_a_group_that_slack_does_not_tell_is_asked_for_again(quick: Northfold) -> None:
    message = at_design(quick)
    quick.sandbox.fail("usergroups.users.list", status=500)
    assert approve(quick, "U0NOOR", message)["ok"]
    assert "Nothing was changed" in whispered(quick.person("U0NOOR"), DESIGN, "try again")
    assert quick.kinds().count("approved") == 0
    assert approve(quick, "U0NOOR", message)["ok"]
    assert quick.kinds().count("approved") == 1


def test_a_click_waits_two_seconds_for_what_slack_says_of_the_account_and_decides_nothing_without_it(
    quick: Northfold,
) -> None:
    message = at_design(quick)
    quick.until_idle()
    quick.services.slack._profile.cache_clear()
    quick.sandbox.fail("users.info", hang=5)
    began = time.monotonic()
    assert approve(quick, DESIGNER, message)["ok"]
    assert time.monotonic() - began < 4, "Slack itself takes a click for lost after three"
    told = whispered(quick.person(DESIGNER), DESIGN, "did not tell in time whether your account is still active")
    assert "Nothing was changed; please try again in a moment." in told
    assert quick.kinds().count("approved") == 0
    assert approve(quick, DESIGNER, message)["ok"]
    assert quick.kinds().count("approved") == 1


def test_a_form_that_meets_a_passing_fault_stays_with_what_was_typed(quick: Northfold) -> None:
    message, dee = at_design(quick), quick.person(DESIGNER)
    typed = "The “call to action” & the price are missing."
    assert dee.click(message, "request_changes")["ok"]
    form = dee.view("changes")
    quick.until_idle()
    quick.services.slack._profile.cache_clear()
    quick.sandbox.fail("users.info", status=503, error="service_unavailable")
    refused = dee.submit({"note": typed}, form)
    assert list(refused["errors"]) == [form["blocks"][-1]["block_id"]]
    assert "please try again in a moment" in str(refused["errors"])
    assert quick.kinds().count("changes_requested") == 0
    still = dee.view("changes")
    assert still["id"] == form["id"]
    assert still["state"]["values"]["note"]["note"]["value"] == typed
    assert dee.submit({"note": typed}, still)["ok"]
    assert quick.kinds().count("changes_requested") == 1


def test_a_whole_journey_over_a_slack_that_stumbles_at_every_method_once(quick: Northfold) -> None:
    for method in ("chat.postMessage", "chat.update", "files.getUploadURLExternal", "files.completeUploadExternal"):
        quick.sandbox.fail(method, status=500)
        quick.sandbox.fail(method, after=True)
    ask(quick)
    for user, channel in (("U0DEE", DESIGN), ("U0MAYA", MARKETING), ("U0AXEL", "C0AGENCY")):
        assert approve(quick, user, _sooner(quick, channel))["ok"]

    def told(_: Brief) -> bool:
        quick.pass_time()
        return any("complete" in message["text"] for message in quick.posts(quick.author.dm()))

    quick.until_brief("the author to be told", told)
    quick.until_idle()
    for channel in (DESIGN, MARKETING, "C0AGENCY", quick.author.dm()):
        assert len(quick.posts(channel)) == 1


def _sooner(town: Northfold, channel: str) -> JSON:
    """Return the message that waits in a channel; every pause before it is over at once."""

    def stands(brief: Brief) -> bool:
        town.pass_time()
        stay = brief.open_handover
        return bool(stay and stay.message and stay.message.channel == channel)

    town.until_brief("the delivery", stands)
    return waiting(town, channel)
