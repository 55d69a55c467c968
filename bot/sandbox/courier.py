"""How does something that happened reach the app, and what did the app say?"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from bot.sandbox.records import JSON

Kind = Literal["slash_commands", "interactive", "events_api"]

TIMEOUT = "operation_timeout"
NO_ROUTE = "dispatch_failed"
RETRY_AFTER = (0.0, 60.0, 300.0)


@dataclass(frozen=True)
class Ack:
    """The app's answer to one delivery; `error` is Slack's word for a bad one."""

    error: str | None = None
    payload: Any = None


@dataclass(frozen=True)
class Parcel:
    """One delivery as it went over the wire, kept so that it can go again byte for byte."""

    kind: Kind
    id: str
    body: str
    payload: JSON
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Retry:
    """Which repetition of an event this is, and why it is repeated."""

    attempt: int
    reason: str


class Courier(Protocol):
    """A way to the app: Socket Mode or HTTP."""

    def pack(self, kind: Kind, payload: JSON, retry: Retry | None = None) -> Parcel:
        """The bytes that will travel."""

    async def send(self, parcel: Parcel) -> Ack:
        """Delivers, and waits for the answer no longer than Slack does."""


class Post:
    """Sends gestures and events to the app and remembers what it sent."""

    def __init__(self, courier: Courier, retry_after: tuple[float, ...] = RETRY_AFTER) -> None:
        self._courier = courier
        self._retry_after = retry_after
        self._running: set[asyncio.Task[Ack]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.sent: list[Parcel] = []

    async def deliver(self, kind: Kind, payload: JSON, retry: Retry | None = None) -> Ack:
        """Sends one thing to the app."""
        parcel = self._courier.pack(kind, payload, retry)
        self.sent.append(parcel)
        return await self._courier.send(parcel)

    async def redeliver(self, parcel: Parcel) -> Ack:
        """Sends exactly the same bytes again."""
        return await self._courier.send(parcel)

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Says where events are sent from."""
        self._loop = loop

    def announce(self, payload: JSON) -> None:
        """Sends an event in the background, and again while the app does not answer."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._start, payload)

    def _start(self, payload: JSON) -> None:
        task = asyncio.ensure_future(self._insist(payload))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _insist(self, payload: JSON) -> Ack:
        ack = await self.deliver("events_api", payload)
        for attempt, pause in enumerate(self._retry_after, start=1):
            if ack.error is None:
                break
            await asyncio.sleep(pause)
            reason = "timeout" if ack.error == TIMEOUT else "http_error"
            ack = await self.deliver("events_api", payload, Retry(attempt, reason))
        return ack

    async def close(self) -> None:
        """Gives up what is still on its way."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
