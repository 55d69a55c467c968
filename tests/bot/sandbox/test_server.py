import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from bot.sandbox.filling import filled
from bot.sandbox.mint import Mint
from bot.sandbox.person import pressed, until
from bot.sandbox.server import Sandbox


def test_a_sandbox_leaves_nothing_behind() -> None:
    before = set(threading.enumerate())
    with Sandbox() as sandbox:
        sandbox.person("U0TOM").say("C0DESIGN", "hello")
        port = sandbox.port
    sandbox.stop()
    assert set(threading.enumerate()) == before
    with Sandbox(port=port) as again:
        assert again.channel("C0DESIGN").messages == []


def test_fifty_clients_at_once_are_all_answered() -> None:
    with Sandbox(rate_limit=False) as sandbox:

        def post(number: int) -> str:
            client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
            for turn in range(4):
                client.chat_postMessage(channel="C0DESIGN", text=f"{number}-{turn}")
            return str(client.chat_postMessage(channel="C0DESIGN", text=f"{number}")["ts"])

        with ThreadPoolExecutor(50) as pool:
            stamps = set(pool.map(post, range(50)))
        told = [m["ts"] for m in sandbox.channel("C0DESIGN").messages]
        assert len(stamps) == 50
        assert len(told) == 250
        assert told == sorted(set(told))


def test_what_a_mint_gives_out_is_unique_though_time_stands_still() -> None:
    mint = Mint(lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    stamps = [mint.ts() for _ in range(1000)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == "1795424400.000000"
    assert len({mint.id("F") for _ in range(1000)} | {mint.ticket() for _ in range(1000)}) == 2000


def test_waiting_in_vain_says_for_what() -> None:
    with pytest.raises(TimeoutError, match="waited 0 s for a miracle"):
        until(lambda: None, 0, "a miracle")


def test_pressing_or_filling_what_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError, match="nothing to press called approve"):
        pressed([{"type": "divider", "block_id": "b"}], "approve", None)
    with pytest.raises(LookupError, match="the form has no name"):
        filled([{"type": "divider", "block_id": "b"}], {"name": "x"})
    choice = {"type": "static_select", "action_id": "v", "options": [{"text": {"text": "One"}, "value": "1"}]}
    with pytest.raises(LookupError, match="'2' is not offered; there is 1"):
        filled([{"type": "input", "block_id": "b", "element": choice}], {"b": "2"})
