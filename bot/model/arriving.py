"""What has arrived of an answer: which events does a stream of bytes hold, whatever a server sends?"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.model.failures import Kind, ModelFailure

LARGEST_BYTES = 4_000_000
_DONE = b"[DONE]"


def events(content_type: str, chunks: Iterable[bytes]) -> Iterator[Mapping[str, Any]]:
    """Yield the events of an answer: server-sent ones, or the one JSON object of a server that does not stream.

    Raises:
        ModelFailure: when what arrives is neither, or too much.
    """
    lines = _lines(_measured(chunks))
    if content_type.startswith("text/event-stream"):
        yield from (_object(data) for data in _data(lines) if data != _DONE)
    else:
        yield _object(b"\n".join(lines))


def _measured(chunks: Iterable[bytes]) -> Iterator[bytes]:
    arrived = 0
    for chunk in chunks:
        arrived += len(chunk)
        if arrived > LARGEST_BYTES:
            raise ModelFailure(Kind.TRUNCATED, f"more than {LARGEST_BYTES} bytes")
        yield chunk


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest: list[bytes] = []
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest.append(first)
        for line in others:
            yield b"".join(rest).rstrip(b"\r")
            rest = [line]
    yield b"".join(rest)


def _data(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the data of each event; one that no blank line closes was not sent to its end."""
    data: list[bytes] = []
    for line in lines:
        if line.startswith(b"data:"):
            data.append(line.removeprefix(b"data:").removeprefix(b" "))
        elif not line and data:
            yield b"\n".join(data)
            data = []


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelFailure(Kind.MALFORMED, type(error).__name__) from None
    if not isinstance(found, dict):
        raise ModelFailure(Kind.MALFORMED, "not an object")
    return found
