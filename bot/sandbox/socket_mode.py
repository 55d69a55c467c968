"""How does the app hear of gestures over a WebSocket that it opened itself?"""

import asyncio
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.courier import NO_ROUTE, TIMEOUT, Ack, Kind, Parcel, Retry
from bot.sandbox.mint import Mint
from bot.sandbox.records import JSON

MOST_CONNECTIONS = 10
_ANSWERABLE = frozenset({"slash_commands"})
_ANSWERABLE_INTERACTIONS = frozenset({"view_submission", "block_suggestion"})


@dataclass(eq=False)
class Link:
    """One open connection of the app; a retiring one gets nothing new if another is there."""

    socket: WebSocket
    retiring: bool = False


class SocketMode:
    """The connections of the app, and the envelopes that wait for an ack."""

    def __init__(self, mint: Mint, app_id: str, ack_seconds: float) -> None:
        self._mint = mint
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._waiting: dict[str, list[asyncio.Future[JSON]]] = defaultdict(list)
        self._turn = 0
        self.links: list[Link] = []
        self.refusing = False

    def ticket(self) -> str:
        """The query of a fresh connection URL; good for one connection."""
        ticket = self._mint.ticket()
        self._tickets.add(ticket)
        return f"ticket={ticket}&app_id={self._app_id}"

    def pack(self, kind: Kind, payload: JSON, retry: Retry | None = None) -> Parcel:
        """An envelope."""
        envelope = self._mint.ticket()
        answerable = kind in _ANSWERABLE or payload.get("type") in _ANSWERABLE_INTERACTIONS
        body = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": answerable,
        }
        if kind == "events_api":
            body["retry_attempt"] = retry.attempt if retry else 0
            body["retry_reason"] = retry.reason if retry else ""
        return Parcel(kind, envelope, json.dumps(body), payload)

    async def send(self, parcel: Parcel) -> Ack:
        """Puts the envelope on any one connection and waits for its ack."""
        link = self._next_link()
        if link is None:
            return Ack(NO_ROUTE)
        waiting = asyncio.get_running_loop().create_future()
        self._waiting[parcel.id].append(waiting)
        try:
            await link.socket.send_text(parcel.body)
            answer = await asyncio.wait_for(waiting, self._ack_seconds)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            return Ack(TIMEOUT)  # a socket that died under the envelope looks the same to a person
        finally:
            self._forget(parcel.id, waiting)
        return Ack(payload=answer.get("payload"))

    def _forget(self, envelope: str, waiting: asyncio.Future[JSON]) -> None:
        self._waiting[envelope].remove(waiting)
        if not self._waiting[envelope]:
            del self._waiting[envelope]

    def _next_link(self) -> Link | None:
        fresh = [link for link in self.links if not link.retiring] or self.links
        self._turn += 1
        return fresh[self._turn % len(fresh)] if fresh else None

    async def serve(self, socket: WebSocket) -> None:
        """Holds one connection until either side ends it."""
        ticket = socket.query_params.get("ticket", "")
        if self.refusing or ticket not in self._tickets:
            await socket.close()
            return
        self._tickets.discard(ticket)
        await socket.accept()
        link = Link(socket)
        if len(self.links) >= MOST_CONNECTIONS:
            await self._say_goodbye(link, "too_many_websockets")
            await socket.close()
            return
        self.links.append(link)
        try:
            await socket.send_text(json.dumps(self._hello()))
            await self._listen(socket)
        except (WebSocketDisconnect, RuntimeError):
            return  # the app went away, which is its right
        finally:
            self.links.remove(link)

    def _hello(self) -> JSON:
        return {
            "type": "hello",
            "num_connections": len(self.links),
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }

    async def _listen(self, socket: WebSocket) -> None:
        while True:
            text = await socket.receive_text()
            answer = _object(text)
            self._acked(str(answer.get("envelope_id")), answer)

    def _acked(self, envelope: str, answer: JSON) -> None:
        """Answers the oldest delivery of the envelope that still waits."""
        for waiting in self._waiting.get(envelope, []):
            if not waiting.done():
                waiting.set_result(answer)
                return

    async def disconnect(self, reason: str) -> None:
        """Asks every connection to be replaced, as Slack does now and then."""
        for link in list(self.links):
            link.retiring = True
            await self._say_goodbye(link, reason)

    async def _say_goodbye(self, link: Link, reason: str) -> None:
        goodbye = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        await link.socket.send_text(json.dumps(goodbye))


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
