"""How are a request's fields read, and an answer written?"""

import asyncio
import json
import re
from collections.abc import Callable
from email.message import Message as Headers
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.records import JSON


class BadRequestError(Exception):
    """The body is not what its content type says."""


async def fields_of(request: Request) -> JSON:
    """The arguments of a request: query, form, multipart or JSON."""
    query = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if not body:
        return query
    if kind == "application/json":
        return {**query, **_json_object(body)}
    if kind == "multipart/form-data":
        parts = multipart(request.headers["content-type"], body)
        return {**query, **{name: data.decode(errors="replace") for name, filename, data in parts if not filename}}
    return {**query, **_form(body)}


def _form(body: bytes) -> JSON:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    except ValueError as error:
        raise BadRequestError("invalid_form_data") from error


def _json_object(body: bytes) -> JSON:
    try:
        value = json.loads(body)
    except ValueError as error:
        raise BadRequestError("invalid_json") from error
    if not isinstance(value, dict):
        raise BadRequestError("json_not_object")
    return value


def multipart(content_type: str, body: bytes) -> list[tuple[str, str, bytes]]:
    """The parts of a multipart body: field name, file name (or empty), bytes."""
    headers = Headers()
    headers["content-type"] = content_type
    boundary = str(headers.get_param("boundary", "")).encode()
    if not boundary:
        raise BadRequestError("invalid_multipart")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> tuple[str, str, bytes]:
    head, _, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    text = head.decode(errors="replace")
    name = re.search(r'[; ]name="([^"]*)"', text)
    filename = re.search(r'filename="([^"]*)"', text)
    return name.group(1) if name else "", filename.group(1) if filename else "", data


def answer(value: Any, status: int = 200, headers: JSON | None = None) -> Response:
    """A JSON answer, in UTF-8 as Slack spells it."""
    content = json.dumps(value, ensure_ascii=False).encode()
    return Response(content, status, headers, "application/json; charset=utf-8")


class Cut(Response):
    """No answer at all: the connection is reset."""

    def __init__(self, cut: Callable[[Any], None]) -> None:
        super().__init__()
        self._cut = cut

    async def __call__(self, scope: Any, _receive: Any, _send: Any) -> None:
        """Aborts the connection of this request."""
        self._cut(scope["client"])
        await asyncio.sleep(0)  # lets the server notice before the request ends
