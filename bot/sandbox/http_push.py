"""How does the app hear of gestures over signed HTTP requests?"""

import asyncio
import hashlib
import hmac
import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.sandbox.courier import NO_ROUTE, TIMEOUT, Ack, Kind, Parcel, Retry
from bot.sandbox.mint import Mint
from bot.sandbox.records import JSON

_THREADS = 64
_FORM = "application/x-www-form-urlencoded"
_OK = 200
_CLIENT_ERROR = 400
_SERVER_ERROR = 500


@dataclass(frozen=True)
class Reply:
    """What came back over HTTP."""

    status: int
    content_type: str
    body: str


class HttpPush:
    """Posts to the app's request URL, signed with its secret."""

    def __init__(self, url: str, secret: str, mint: Mint, ack_seconds: float) -> None:
        self._url = urlsplit(url)
        self._secret = secret.encode()
        self._mint = mint
        self._ack_seconds = ack_seconds
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="sandbox-push")

    def pack(self, kind: Kind, payload: JSON, retry: Retry | None = None) -> Parcel:
        """A signed request."""
        body, content_type = _written(kind, payload)
        stamp = str(self._mint.seconds())
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": self._signature(stamp, body),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Connection": "close",
        }
        if retry:
            reason = "http_timeout" if retry.reason == "timeout" else retry.reason
            headers |= {"X-Slack-Retry-Num": str(retry.attempt), "X-Slack-Retry-Reason": reason}
        return Parcel(kind, self._mint.ticket(), body, payload, headers)

    def _signature(self, stamp: str, body: str) -> str:
        signed = hmac.new(self._secret, f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        return f"v0={signed.hexdigest()}"

    async def send(self, parcel: Parcel) -> Ack:
        """Posts, and reads the answer."""
        loop = asyncio.get_running_loop()
        post = loop.run_in_executor(self._threads, self._exchange, parcel)
        try:
            reply = await asyncio.wait_for(post, self._ack_seconds)
        except TimeoutError:
            return Ack(TIMEOUT)
        except (OSError, http.client.HTTPException):
            return Ack(NO_ROUTE)
        if reply.status == _OK:
            return Ack(payload=_read(reply))
        if _CLIENT_ERROR <= reply.status < _SERVER_ERROR:
            return Ack("http_client_error")
        return Ack("http_service_error")

    def _exchange(self, parcel: Parcel) -> Reply:
        host, port = self._url.hostname or "127.0.0.1", self._url.port
        connection = http.client.HTTPConnection(host, port, timeout=self._ack_seconds)
        try:
            headers = dict(parcel.headers)
            connection.request("POST", self._url.path or "/", parcel.body.encode(), headers)
            response = connection.getresponse()
            kind = response.headers.get_content_type()
            return Reply(response.status, kind, response.read().decode())
        finally:
            connection.close()

    def close(self) -> None:
        """Ends the threads."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _written(kind: Kind, payload: JSON) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields), _FORM


def _read(reply: Reply) -> Any:
    if reply.content_type == "application/json":
        return json.loads(reply.body or "null")
    return reply.body or None
