import http.client
import time
import urllib.error

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox

LOST = (urllib.error.URLError, http.client.HTTPException, ConnectionError)


def test_a_planted_error_is_given_as_often_as_planted(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("chat.postMessage", error="channel_not_found", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="channel_not_found"):
            client.chat_postMessage(channel="C0DESIGN", text="x")
    assert client.chat_postMessage(channel="C0DESIGN", text="x")["ok"]
    assert len(sandbox.channel("C0DESIGN").messages) == 1


def test_a_fault_of_one_channel_spares_the_others(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("chat.postMessage", error="is_archived", times=None, channel="C0DESIGN")
    assert client.chat_postMessage(channel="C0MARKETING", text="x")["ok"]
    with pytest.raises(SlackApiError, match="is_archived"):
        client.chat_postMessage(channel="C0DESIGN", text="x")
    sandbox.heal()
    assert client.chat_postMessage(channel="C0DESIGN", text="x")["ok"]


def test_a_429_carries_the_headers_it_was_given(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("chat.update", status=429, headers={"Retry-After": "30"})
    with pytest.raises(SlackApiError) as caught:
        client.chat_update(channel="C0DESIGN", ts="1.0", text="x")
    assert (caught.value.response.status_code, caught.value.response.headers["retry-after"]) == (429, "30")
    assert caught.value.response["error"] == "ratelimited"


def test_a_broken_server_answers_what_is_not_json(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("auth.test", status=503)
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()
    assert caught.value.response.status_code == 503


def test_a_body_may_be_anything(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("auth.test", body={"ok": True, "team_id": "T0ELSEWHERE"})
    assert client.auth_test()["team_id"] == "T0ELSEWHERE"


def test_a_lost_answer_leaves_the_deed_done(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("chat.postMessage", after=True)
    with pytest.raises(LOST):
        client.chat_postMessage(channel="C0DESIGN", text="once")
    assert [m["text"] for m in sandbox.channel("C0DESIGN").messages] == ["once"]
    assert len(sandbox.calls("chat.postMessage")) == 1


def test_a_dropped_request_leaves_nothing_done(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.fail("chat.postMessage", drop=True)
    with pytest.raises(LOST):
        client.chat_postMessage(channel="C0DESIGN", text="never")
    assert sandbox.channel("C0DESIGN").messages == []
    assert [c.status for c in sandbox.calls("chat.postMessage")] == [0]


def test_the_sdks_own_retry_posts_twice_when_the_answer_is_lost(sandbox: Sandbox) -> None:
    eager = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    sandbox.fail("chat.postMessage", after=True)
    eager.chat_postMessage(channel="C0DESIGN", text="twice")
    assert len(sandbox.channel("C0DESIGN").messages) == 2


def test_a_slow_answer_outlasts_an_impatient_caller(sandbox: Sandbox) -> None:
    hasty = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=0.2)  # type: ignore[arg-type]  # a fraction of a second works
    sandbox.fail("chat.postMessage", hang=30, after=True)
    with pytest.raises(OSError, match="timed out"):
        hasty.chat_postMessage(channel="C0DESIGN", text="done all the same")
    assert len(sandbox.channel("C0DESIGN").messages) == 1


def test_a_hanging_request_does_not_keep_the_sandbox_from_stopping() -> None:
    with Sandbox() as sandbox:
        hasty = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=0.1)  # type: ignore[arg-type]  # as above
        sandbox.fail("auth.test", hang=60)
        with pytest.raises(OSError, match="timed out"):
            hasty.auth_test()
        started = time.monotonic()
    assert time.monotonic() - started < 2
