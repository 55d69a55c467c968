import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.courier import Ack as Answer
from bot.sandbox.person import until
from bot.sandbox.server import Sandbox

JSON = dict[str, Any]


@dataclass
class Endpoint:
    """Where the app listens: a small HTTP server that remembers what came."""

    server: ThreadingHTTPServer
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)
    status: int = 200
    kind: str = "text/plain"
    body: str = ""
    app: App | None = None
    hold: threading.Event | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/slack/events"

    def answer(self, headers: dict[str, str], body: str) -> tuple[int, str, str]:
        self.heard.append((headers, body))
        if self.hold:
            self.hold.wait(10)
        if self.app is None:
            return self.status, self.kind, self.body
        told = self.app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        return told.status, told.first_headers().get("content-type", ""), told.body


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, kind, said = listening.answer(dict(self.headers), body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_args: object) -> None:
            """Keeps the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        listening = Endpoint(server)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening
        if listening.hold:
            listening.hold.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def sandbox(endpoint: Endpoint) -> Iterator[Sandbox]:
    with Sandbox(request_url=endpoint.url, ack_seconds=0.6, retry_after=(0.0,)) as running:
        yield running


def test_every_request_is_signed_so_that_slacks_own_check_passes(sandbox: Sandbox, endpoint: Endpoint) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief café & <all>")
    tom.say("C0DESIGN", "hello")
    until(lambda: len(endpoint.heard) >= 2, 10, "a command and an event")
    verifier = SignatureVerifier(sandbox.signing_secret)
    for headers, body in endpoint.heard:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + " ", headers)


def test_a_command_is_a_form_and_an_event_is_json(sandbox: Sandbox, endpoint: Endpoint) -> None:
    tom = sandbox.person("U0TOM")
    tom.command("/brief status")
    tom.say("C0DESIGN", "hello")
    until(lambda: len(endpoint.heard) >= 2, 10, "a command and an event")
    (form, fields), (event, told) = endpoint.heard[:2]
    assert form["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(fields)["text"] == ["status"]
    assert event["Content-Type"] == "application/json"
    assert json.loads(told)["event"]["text"] == "hello"


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/plain", "here you are"), ("application/json", '{"text": "here you are"}')],
)
def test_the_answer_of_a_command_is_text_or_json(sandbox: Sandbox, endpoint: Endpoint, kind: str, body: str) -> None:
    endpoint.kind, endpoint.body = kind, body
    tom = sandbox.person("U0TOM")
    assert tom.command("/brief")["ok"]
    assert [m["text"] for m in tom.ephemerals("C0MARKETING")] == ["here you are"]


@pytest.mark.parametrize(("status", "error"), [(500, "http_service_error"), (404, "http_client_error")])
def test_a_bad_status_is_told_to_the_person(sandbox: Sandbox, endpoint: Endpoint, status: int, error: str) -> None:
    endpoint.status = status
    answer = sandbox.person("U0TOM").command("/brief")
    assert answer["text"] == f'/brief failed with the error "{error}"'


def test_a_slow_endpoint_is_a_timeout(sandbox: Sandbox, endpoint: Endpoint) -> None:
    endpoint.hold = threading.Event()
    answer = sandbox.person("U0TOM").command("/brief")
    assert answer["text"] == '/brief failed with the error "operation_timeout"'


def test_a_closed_port_is_a_failed_dispatch() -> None:
    with Sandbox(request_url="http://127.0.0.1:1/slack/events") as sandbox:
        assert sandbox.person("U0TOM").command("/brief")["error"] == "dispatch_failed"


def test_an_event_that_fails_comes_again_and_says_so(sandbox: Sandbox, endpoint: Endpoint) -> None:
    endpoint.status = 500
    sandbox.person("U0TOM").say("C0DESIGN", "hello")
    until(lambda: len(endpoint.heard) >= 2, 10, "a second try")
    first, second = endpoint.heard[:2]
    assert first[1] == second[1]
    assert "X-Slack-Retry-Num" not in first[0]
    assert (second[0]["X-Slack-Retry-Num"], second[0]["X-Slack-Retry-Reason"]) == ("1", "http_error")


def test_the_same_request_can_come_twice_byte_for_byte(sandbox: Sandbox, endpoint: Endpoint) -> None:
    sandbox.person("U0TOM").command("/brief")
    assert sandbox.redeliver() == Answer()
    first, second = endpoint.heard
    assert first == second


def test_a_whole_gesture_goes_through_bolt(sandbox: Sandbox, endpoint: Endpoint) -> None:
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    app = endpoint.app = App(client=client, signing_secret=sandbox.signing_secret, process_before_response=True)
    plain = {"type": "plain_text", "text": "Name"}
    element = {"type": "plain_text_input", "action_id": "v"}
    view = {
        "type": "modal",
        "callback_id": "campaign",
        "title": plain,
        "submit": plain,
        "blocks": [{"type": "input", "block_id": "name", "label": plain, "element": element}],
    }
    button = {"type": "button", "action_id": "approve", "text": plain, "value": "1"}

    @app.command("/brief")
    def command(ack: Ack, body: JSON) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view("campaign")
    def submit(ack: Ack, body: JSON) -> None:
        name = body["view"]["state"]["values"]["name"]["v"]["value"]
        if name == "bad":
            ack(response_action="errors", errors={"name": "Not that one."})
            return
        client.chat_postMessage(channel="C0DESIGN", text=name, blocks=[{"type": "actions", "elements": [button]}])
        ack()

    @app.action("approve")
    def approve(ack: Ack, body: JSON) -> None:
        client.chat_update(channel="C0DESIGN", ts=body["message"]["ts"], text="approved")
        ack()

    tom, dee = sandbox.person("U0TOM"), sandbox.person("U0DEE")
    tom.command("/brief")
    assert tom.submit({"name": "bad"})["errors"] == {"name": "Not that one."}
    tom.submit({"name": "good payload & more"})
    message = dee.wait_for("C0DESIGN", lambda m: m["bot"])
    assert dee.click(message, "approve")["ok"]
    assert dee.messages("C0DESIGN")[0]["text"] == "approved"
