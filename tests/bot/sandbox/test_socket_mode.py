import json
import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState

from bot.sandbox.courier import Ack as Answer
from bot.sandbox.person import until
from bot.sandbox.server import Sandbox
from tests.bot.sandbox.conftest import Connect, fetch


@pytest.fixture
def helper(app: App) -> list[dict[str, Any]]:
    """What `/brief` carried."""
    seen: list[dict[str, Any]] = []

    @app.command("/brief")
    def command(ack: Ack, body: dict[str, Any]) -> None:
        seen.append(body)
        ack("here")

    return seen


def test_the_same_envelope_can_come_twice_byte_for_byte(
    sandbox: Sandbox, app: App, connect: Connect, helper: list[dict[str, Any]]
) -> None:
    connect(app)
    sandbox.person("U0TOM").command("/brief")
    assert sandbox.redeliver(kind="slash_commands") == Answer(payload={"text": "here"})
    assert helper[0] == helper[1]
    (only,) = sandbox.sent("slash_commands")
    assert json.loads(only.body)["envelope_id"] == only.id
    assert len(sandbox.person("U0TOM").ephemerals("C0MARKETING")) == 1


def test_a_dropped_socket_is_opened_again(
    sandbox: Sandbox, app: App, connect: Connect, helper: list[dict[str, Any]]
) -> None:
    connect(app)
    sandbox.drop_sockets()
    until(lambda: len(sandbox.calls("apps.connections.open")) >= 2, 10, "another connection")
    sandbox.wait_for_socket()
    assert sandbox.person("U0TOM").command("/brief")["ok"]
    assert len(helper) == 1


def test_a_connection_is_renewed_when_slack_asks(
    sandbox: Sandbox, app: App, connect: Connect, helper: list[dict[str, Any]]
) -> None:
    connect(app)
    sandbox.disconnect("refresh_requested")
    until(lambda: len(sandbox.calls("apps.connections.open")) >= 2, 10, "another connection")
    until(lambda: any(not link.retiring for link in sandbox.workspace.sockets.links), 10, "a fresh socket")
    assert sandbox.person("U0TOM").command("/brief")["ok"]
    assert len(helper) == 1


def test_a_refused_connection_is_tried_again_until_it_is_let_in(
    sandbox: Sandbox, app: App, connect: Connect, helper: list[dict[str, Any]]
) -> None:
    connect(app)
    sandbox.fail("apps.connections.open", error="internal_error", times=None)
    sandbox.drop_sockets()
    until(lambda: len(sandbox.calls("apps.connections.open")) >= 2, 10, "an attempt")
    assert sandbox.person("U0TOM").command("/brief")["error"] == "dispatch_failed"
    sandbox.heal()
    sandbox.wait_for_socket()
    assert sandbox.person("U0TOM").command("/brief")["ok"]
    assert helper


def numbered(client: WebClient, number: int, seen: list[int]) -> App:
    """An app that notes its number when it gets a command."""
    app = App(client=client, process_before_response=True)

    @app.command("/brief")
    def command(ack: Ack) -> None:
        seen.append(number)
        ack()

    return app


def test_each_envelope_goes_to_one_of_the_connections(sandbox: Sandbox, client: WebClient, connect: Connect) -> None:
    seen: list[int] = []
    for number in range(3):
        connect(numbered(client, number, seen))
    assert sandbox.connections == 3
    for _ in range(9):
        sandbox.person("U0TOM").command("/brief")
    assert sorted(seen) == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_the_eleventh_connection_is_too_many(sandbox: Sandbox) -> None:
    heard: list[str] = []
    links = [link(sandbox, heard.append) for _ in range(11)]
    for one in links:
        one.connect()
    assert sandbox.connections == 10
    links[-1].run_until_completion(ConnectionState())  # type: ignore[no-untyped-call]  # the SDK's
    assert json.loads(heard[0])["reason"] == "too_many_websockets"
    for one in links:
        one.disconnect()


def link(sandbox: Sandbox, listen: Callable[[str], None]) -> Connection:
    """A bare WebSocket of the SDK, without its threads."""
    client = WebClient(base_url=sandbox.api_url, retry_handlers=[])
    url = client.apps_connections_open(app_token=sandbox.app_token)["url"]
    return Connection(url, logging.getLogger(), on_message_listener=listen)


def handshake(url: str) -> int:
    """The status that a WebSocket handshake is answered with."""
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "c2FuZGJveC1oYW5kc2hha2U="}
    return fetch(url.replace("ws", "http", 1), headers=headers | key).status


def test_a_ticket_is_good_for_one_connection(sandbox: Sandbox) -> None:
    url = link(sandbox, lambda _: None).url
    assert [handshake(url), handshake(url)] == [101, 403]
    assert handshake(f"{sandbox.url.replace('http', 'ws')}/link?ticket=made-up") == 403


def test_a_connection_can_be_turned_away(sandbox: Sandbox) -> None:
    url = link(sandbox, lambda _: None).url
    sandbox.refuse_sockets()
    assert handshake(url) == 403
    sandbox.refuse_sockets(refusing=False)
    assert handshake(url) == 101


def test_a_connection_can_be_refused_by_the_web_api(sandbox: Sandbox) -> None:
    sandbox.fail("apps.connections.open", error="invalid_auth")
    client = WebClient(token=sandbox.app_token, base_url=sandbox.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError, match="invalid_auth"):
        client.apps_connections_open(app_token=sandbox.app_token)


def test_pings_are_echoed(sandbox: Sandbox, app: App, connect: Connect) -> None:
    client = connect(app).client
    assert isinstance(client, SocketModeClient)
    until(lambda: client.current_session and client.current_session.last_ping_pong_time, 10, "a pong")
    assert sandbox.connections == 1


def test_a_socket_lost_under_a_command_is_a_timeout_for_the_person(
    sandbox: Sandbox, app: App, connect: Connect
) -> None:
    dropped = threading.Event()

    @app.command("/brief")
    def command(ack: Ack) -> None:
        sandbox.drop_sockets()
        dropped.set()
        ack()

    connect(app)
    assert sandbox.person("U0TOM").command("/brief")["error"] == "operation_timeout"
    assert dropped.is_set()
