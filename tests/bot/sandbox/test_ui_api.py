import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import fetch

JSON = dict[str, Any]


@contextmanager
def listening(sandbox: Sandbox, user: str) -> Iterator[Queue[JSON]]:
    """The live events of one person's page."""
    heard: Queue[JSON] = Queue()
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=60)
    connection.request("GET", f"/ui/events?user={user}")
    stream = connection.getresponse()
    assert stream.headers.get_content_type() == "text/event-stream"
    assert stream.readline() == b": welcome\n"

    def read() -> None:
        while line := stream.readline():
            if line.startswith(b"data: "):
                heard.put(json.loads(line[6:]))

    thread = threading.Thread(target=read)
    thread.start()
    yield heard
    sandbox.stop()
    thread.join(10)
    assert not thread.is_alive()
    stream.close()
    connection.close()


def test_a_person_sees_their_own_channels_and_the_apps_direct_message(sandbox: Sandbox) -> None:
    seen = {user: {c["id"] for c in sandbox.person(user).state()["channels"]} for user in ("U0TOM", "U0DEE", "U0INES")}
    assert seen["U0TOM"] == {"C0GENERAL", "C0MARKETING", "C0DESIGN", "C0AGENCY", "C0DIGEST", "D0TOM"}
    assert seen["U0DEE"] - seen["U0TOM"] == {"C0LEADS", "D0DEE"}
    assert seen["U0INES"] == {"C0AGENCY", "D0INES"}


def test_the_state_holds_what_the_page_draws(sandbox: Sandbox) -> None:
    state = sandbox.person("U0TOM").state()
    assert state["workspace"] == {"id": "T0NORTHFOLD", "name": "Northfold"}
    assert state["app"] == {"id": "A0BATON", "name": "Baton", "bot_user_id": "U0BATON"}
    people = {u["id"]: u for u in state["users"]}
    assert (people["U0MAYA"]["initials"], people["U0MAYA"]["external"]) == ("ML", False)
    assert (people["U0INES"]["team_id"], people["U0INES"]["external"]) == ("T0HARBOUR", True)
    assert state["usergroups"][0]["users"] == ["U0NOOR", "U0DEE"]
    assert state["commands"][0]["command"] == "/brief"


def test_what_is_new_is_counted_until_it_is_read(sandbox: Sandbox, client: WebClient) -> None:
    tom = sandbox.person("U0TOM")

    def badge(channel: str) -> tuple[int, int]:
        (found,) = [c for c in tom.state()["channels"] if c["id"] == channel]
        return found["unread"], found["mention"]

    client.chat_postMessage(channel="C0DESIGN", text="hello")
    client.chat_postMessage(channel="C0DESIGN", text="hello <@U0TOM>")
    tom.say("C0DESIGN", "my own words")
    client.chat_postMessage(channel="U0TOM", text="direct")
    assert (badge("C0DESIGN"), badge("D0TOM")) == ((2, 1), (1, 1))
    tom.read("C0DESIGN")
    assert badge("C0DESIGN") == (0, 0)


def test_a_thread_is_counted_at_its_root(sandbox: Sandbox) -> None:
    tom, dee = sandbox.person("U0TOM"), sandbox.person("U0DEE")
    root = tom.say("C0DESIGN", "root")["ts"]
    reply = dee.say("C0DESIGN", "reply", root)["ts"]
    (told,) = tom.messages("C0DESIGN")
    assert (told["reply_count"], told["reply_users"], told["latest_reply"]) == (1, ["U0DEE"], reply)
    assert [m["text"] for m in tom.thread("C0DESIGN", root)] == ["root", "reply"]


@pytest.mark.parametrize(
    ("channel", "text", "error"),
    [("C0LEADS", "x", "channel_not_found"), ("C0DESIGN", " ", "no_text"), ("C0MARKETING", "x", "is_archived")],
)
def test_a_person_writes_only_where_they_may(sandbox: Sandbox, channel: str, text: str, error: str) -> None:
    sandbox.archive("C0MARKETING")
    answer = sandbox.person("U0TOM").say(channel, text)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["text"]


def test_a_page_hears_what_concerns_its_person(sandbox: Sandbox, client: WebClient) -> None:
    with listening(sandbox, "U0INES") as heard:
        client.chat_postMessage(channel="C0DESIGN", text="not for her")
        client.chat_postEphemeral(channel="C0AGENCY", user="U0AXEL", text="not for her either")
        ts = client.chat_postMessage(channel="C0AGENCY", text="for her")["ts"]
        client.chat_postMessage(channel="C0AGENCY", text="in the thread", thread_ts=ts)
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        client.views_publish(user_id="U0TOM", view=home)
        client.views_publish(user_id="U0INES", view=home)
        sandbox.archive("C0DESIGN")
        assert [heard.get(timeout=60) for _ in range(4)] == [
            {"type": "message", "channel": "C0AGENCY"},
            {"type": "message", "channel": "C0AGENCY", "thread_ts": ts},
            {"type": "home"},
            {"type": "state"},
        ]


def test_an_open_page_does_not_keep_the_sandbox_from_stopping(sandbox: Sandbox) -> None:
    with listening(sandbox, "U0TOM"):
        started = time.monotonic()
    assert time.monotonic() - started < 1.5


def opened(sandbox: Sandbox) -> int:
    """How often the app was told that somebody opened the home tab; repeats are not counted."""
    events = [p.payload for p in sandbox.sent("events_api")]
    return len({e["event_id"] for e in events if e["event"]["type"] == "app_home_opened"})


def test_the_home_tab_is_opened_by_looking_but_not_by_looking_again(sandbox: Sandbox) -> None:
    for _ in range(3):
        assert json.loads(fetch(f"{sandbox.url}/ui/home?user=U0TOM").body) == {"ok": True, "view": None}
    assert opened(sandbox) == 1
    sandbox.person("U0TOM").home()
    assert opened(sandbox) == 2


@pytest.mark.parametrize("path", ["../server.py", "..%2fserver.py", "%2e%2e/server.py", "nothing.js"])
def test_only_the_pages_own_files_are_served(sandbox: Sandbox, path: str) -> None:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=60)
    connection.request("GET", f"/page/{path}")
    assert connection.getresponse().status == 404
    connection.close()


def test_the_page_is_served(sandbox: Sandbox) -> None:
    page = fetch(f"{sandbox.url}/")
    assert (page.status, page.kind) == (200, "text/html")


def test_a_link_to_a_message_leads_to_the_page(sandbox: Sandbox) -> None:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=60)
    connection.request("GET", "/archives/C0DESIGN/p1700000000000123")
    response = connection.getresponse()
    assert response.headers["Location"] == "/?channel=C0DESIGN&ts=1700000000.000123"
    connection.close()


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_broken_request_of_the_page_is_refused(sandbox: Sandbox, body: bytes) -> None:
    answer = fetch(f"{sandbox.url}/ui/say", body, {"Content-Type": "application/json"})
    assert (answer.status, json.loads(answer.body)["ok"]) == (400, False)


def test_a_request_that_names_nobody_is_refused(sandbox: Sandbox) -> None:
    answer = fetch(f"{sandbox.url}/ui/say", b"{}", {"Content-Type": "application/json"})
    assert (answer.status, json.loads(answer.body)["error"]) == (400, "invalid_arguments")
