"""Whose move is it when Slack refuses? Every kind of answer is sorted into wait, or mend."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.failures import DEFAULT_PAUSE, KEYLESS_PAUSE, LONGEST_PAUSE, DeliveryError, Permanent, Temporary, failure


def refusal(error: str | None, status: int = 200, headers: dict[str, str] | None = None, **more: Any) -> SlackApiError:
    """Return what slack_sdk raises when Slack answers with `error`."""
    answer = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": error, **more},
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", answer)  # type: ignore[no-untyped-call]  # slack_sdk's


def pause(error: SlackApiError) -> timedelta:
    meant = failure(error, "C0DESIGN")
    assert isinstance(meant, Temporary)
    return meant.pause


@pytest.mark.parametrize(
    ("header", "waited"),
    [
        ("30", timedelta(seconds=30)),
        ("0", timedelta(seconds=1)),
        ("-5", timedelta(seconds=1)),
        ("999999", LONGEST_PAUSE),
        ("soon", DEFAULT_PAUSE),
        ("inf", DEFAULT_PAUSE),
        ("nan", DEFAULT_PAUSE),
    ],
)
def test_slacks_pause_is_kept_within_bounds(header: str, waited: timedelta) -> None:
    assert pause(refusal("ratelimited", 429, {"Retry-After": header})) == waited


def test_a_rate_limit_without_a_time_waits_the_default() -> None:
    assert pause(refusal("ratelimited", 429)) == DEFAULT_PAUSE


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
def test_a_token_that_slack_does_not_accept_makes_jobs_wait_for_the_operator(code: str) -> None:
    meant = failure(refusal(code), "C0DESIGN")
    assert isinstance(meant, Temporary)
    assert meant.pause == KEYLESS_PAUSE
    assert "SLACK_BOT_TOKEN" in str(meant)


@pytest.mark.parametrize(("code", "status"), [("internal_error", 200), ("fatal_error", 500), ("whatever", 503)])
def test_slacks_own_trouble_passes(code: str, status: int) -> None:
    assert isinstance(failure(refusal(code, status), "C0DESIGN"), Temporary)


def test_an_answer_that_is_not_slacks_passes() -> None:
    page = SlackApiError("refused", {"status": 502, "headers": {}, "body": "<html>"})  # type: ignore[no-untyped-call]  # slack_sdk's
    assert isinstance(failure(page, "C0DESIGN"), Temporary)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("not_in_channel", "Baton is not in the channel C0DESIGN. Invite it there with /invite @Baton."),
        ("channel_not_found", "Baton cannot see the channel C0DESIGN"),
        ("is_archived", "The channel C0DESIGN is archived"),
        ("msg_too_long", "Slack refused to post to C0DESIGN (msg_too_long)."),
    ],
)
def test_what_a_person_has_to_mend_says_where_and_how(code: str, told: str) -> None:
    meant = failure(refusal(code), "C0DESIGN")
    assert isinstance(meant, Permanent)
    assert meant.code == code
    assert str(meant).startswith(told)


def test_a_missing_scope_is_named() -> None:
    meant = failure(refusal("missing_scope", needed="files:write"), "C0DESIGN")
    assert "files:write" in str(meant)


def test_both_kinds_are_deliveries_that_failed() -> None:
    assert isinstance(failure(refusal("is_archived"), "C"), DeliveryError)
    assert isinstance(failure(refusal("internal_error"), "C"), DeliveryError)
