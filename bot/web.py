"""What does Baton answer over HTTP? Slack's gestures, signature first, and the operator's probes."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import parse_qsl

import structlog
from anyio import CapacityLimiter, to_thread
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.metrics import acknowledging

log = structlog.get_logger()

LARGEST_BODY = 1 << 20
LISTENER_THREADS = 16

Probe = Callable[[], dict[str, str]]
"""Gives what is not ready, by part; empty when all is well."""


class _Now(SignatureClock):
    """Slack's verifier on our clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()


class Unreadable(ValueError):
    """A signed body that is no gesture of Slack's."""


class SlackEndpoint:
    """`POST /slack/events`: size, then signature, then parsing, then the listener in a thread."""

    def __init__(self, app: App, signing_secret: str, clock: Clock) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret, _Now(clock))
        self._threads = CapacityLimiter(LISTENER_THREADS)

    async def __call__(self, request: Request) -> Response:
        """Return Bolt's answer, 413 for what is too large, 401 for what Slack did not sign."""
        body = await _body_within_limit(request)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        if not self._is_signed(request, body):
            log.warning("a request without Slack's signature", bytes=len(body))
            return PlainTextResponse("not signed by Slack", status_code=401)
        try:
            gesture = parse_gesture(body, request.headers.get("content-type", ""))
        except Unreadable:
            return PlainTextResponse("not a gesture", status_code=400)
        return await to_thread.run_sync(self._dispatch, gesture, limiter=self._threads)

    def _is_signed(self, request: Request, body: bytes) -> bool:
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii()):
            return False
        with suppress(UnicodeDecodeError, ValueError, OverflowError):
            return self._verifier.is_valid(body, timestamp, signature)
        return False

    def _dispatch(self, gesture: dict[str, object]) -> Response:
        # Bolt reads a parsed gesture only in Socket Mode's form. Its own parser of HTTP bodies loses every slash
        # command whose text has the word "payload" in it.
        with acknowledging():
            answer = self._app.dispatch(BoltRequest(body=gesture, mode="socket_mode"))
        return _http(answer)


def parse_gesture(body: bytes, content_type: str) -> dict[str, object]:
    """Return the gesture that a signed body holds: a form, a form's `payload`, or JSON.

    Raises:
        Unreadable: when it holds none.
    """
    try:
        text = body.decode()
        if content_type.startswith("application/json"):
            gesture = json.loads(text)
        else:
            form = dict(parse_qsl(text, keep_blank_values=True))
            gesture = json.loads(form["payload"]) if set(form) == {"payload"} else form
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(gesture, dict):
        raise Unreadable
    return gesture


async def _body_within_limit(request: Request) -> bytes | None:
    received = bytearray()
    with suppress(ClientDisconnect):
        async for chunk in request.stream():
            received += chunk
            if len(received) > LARGEST_BODY:
                return None
    return bytes(received)


def _http(answer: BoltResponse) -> Response:
    headers = {name: values[0] for name, values in answer.headers.items() if name != "set-cookie"}
    return Response(answer.body, answer.status, headers)


def make_web(app: App, signing_secret: str, clock: Clock, probe: Probe, pages: Sequence[Route] = ()) -> Starlette:
    """Return the ASGI application of the HTTP transport, with the pages for people without Slack."""
    endpoint = SlackEndpoint(app, signing_secret, clock)
    return Starlette(
        routes=[Route("/slack/events", _method(endpoint), methods=["POST"]), *_probes(probe), *pages],
    )


def make_pages(probe: Probe, pages: Sequence[Route]) -> Starlette:
    """Return the ASGI application of a process that listens over Socket Mode: probes and pages only."""
    return Starlette(routes=[*_probes(probe), *pages])


def _method(endpoint: SlackEndpoint) -> Callable[[Request], object]:
    async def events(request: Request) -> Response:
        return await endpoint(request)

    return events


def _probes(probe: Probe) -> list[Route]:
    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        wrong = await to_thread.run_sync(probe)
        return JSONResponse({"ready": not wrong, "problems": wrong}, 503 if wrong else 200)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
