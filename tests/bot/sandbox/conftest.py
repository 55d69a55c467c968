import http.client
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient

from bot.sandbox.server import Sandbox

Connect = Callable[[App], SocketModeHandler]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(ack_seconds=0.6, retry_after=(0.0,)) as running:
        running.subscribe("message", "member_joined_channel", "app_home_opened", "file_shared")
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def app(client: WebClient) -> App:
    return App(client=client, process_before_response=True)


@pytest.fixture
def connect(sandbox: Sandbox) -> Iterator[Connect]:
    """Connects an app over Socket Mode until the test ends."""
    with ExitStack() as stack:

        def connected(app: App) -> SocketModeHandler:
            handler = SocketModeHandler(app, sandbox.app_token, ping_interval=0.1)
            stack.callback(close, handler)
            before = sandbox.connections
            handler.connect()  # type: ignore[no-untyped-call]  # Bolt's
            sandbox.wait_for_socket(before + 1)
            return handler

        yield connected


def close(handler: SocketModeHandler) -> None:
    """The client looks for messages once a second before it notices that it is closed; so it gets one."""
    client = handler.client
    assert isinstance(client, SocketModeClient)
    client.message_processor.event.set()
    client.enqueue_message("{}")
    handler.close()  # type: ignore[no-untyped-call]  # Bolt's


@dataclass(frozen=True)
class Answer:
    status: int
    kind: str
    body: bytes


def fetch(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """One request as any HTTP client would make it; a refusal is an answer too."""
    target = urlsplit(url)
    connection = http.client.HTTPConnection(target.netloc, timeout=60)
    try:
        path = quote(target.path, safe="/%") + (f"?{target.query}" if target.query else "")
        connection.request("POST" if body is not None else "GET", path, body, dict(headers or {}))
        response = connection.getresponse()
        return Answer(response.status, response.headers.get_content_type(), response.read())
    finally:
        connection.close()
