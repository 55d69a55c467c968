"""How is a question put to the endpoint, and its answer had within a time, whatever happens on the way?"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import httpx2
import openai

from bot.model.arriving import events
from bot.model.call import Adapter, Answer, Call
from bot.model.chat import Chat
from bot.model.failures import Kind, ModelFailure, failure
from bot.model.responses import Responses

OPENAI = "https://api.openai.com/v1"
CONNECT_SECONDS = 5.0
LONGEST_TEXT = 300_000

Listener = Callable[[str], None]
"""Is told what has arrived so far of an answer's text."""


@dataclass(frozen=True)
class Endpoint:
    """A model and where it is asked; `adapters` are tried in turn where a server does not know the path."""

    key: str
    model: str
    adapters: tuple[Adapter, ...]
    base_url: str = OPENAI

    @property
    def is_openai(self) -> bool:
        """Tell whether OpenAI itself or Azure answers there."""
        return is_openai(self.base_url)


def adapters(api: Literal["auto", "responses", "chat"], base_url: str) -> tuple[Adapter, ...]:
    """Return the protocols to speak, in the order in which to try them."""
    if api == "chat" or (api == "auto" and not is_openai(base_url)):
        return (Chat(),)
    return (Responses(),) if api == "responses" else (Responses(), Chat())


def is_openai(base_url: str) -> bool:
    """Tell whether the address is OpenAI's own or Azure's."""
    host = urlsplit(base_url).hostname or ""
    return host == "api.openai.com" or host.endswith(".openai.azure.com")


def ask(endpoint: Endpoint, call: Call, seconds: float, listener: Listener) -> Answer:
    """Return the answer to `call`, at most `seconds` later by the wall clock.

    Raises:
        ModelFailure: when there is none, for whatever reason.
    """
    deadline = time.monotonic() + seconds
    missing = ""
    for adapter in endpoint.adapters:
        try:
            return _in_time(endpoint, adapter, call, deadline, listener)
        except _NoSuchPath as unknown:
            missing = unknown.detail
    raise ModelFailure(Kind.MODEL, missing)


class _NoSuchPath(Exception):
    def __init__(self, detail: str) -> None:
        self.detail = detail


def _in_time(endpoint: Endpoint, adapter: Adapter, call: Call, deadline: float, listener: Listener) -> Answer:
    """A server that sends a byte now and then would never let a read time out: so another thread reads."""
    seconds = _left(deadline)
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="model")
    try:
        return pool.submit(_asked, endpoint, adapter, call, deadline, listener).result(timeout=seconds)
    except Late:
        raise ModelFailure(Kind.TIMEOUT, "wall clock") from None
    finally:
        pool.shutdown(wait=False)


def _asked(endpoint: Endpoint, adapter: Adapter, call: Call, deadline: float, listener: Listener) -> Answer:
    reader = adapter.reader()
    body = adapter.body(call, endpoint.model, is_openai=endpoint.is_openai)
    try:
        with (
            client(endpoint, _left(deadline)) as connection,
            adapter.send(connection, body) as response,
        ):
            chunks = _until(deadline, response.iter_bytes())
            for event in events(response.headers.get("content-type", ""), chunks):
                reader.read(event)
                _tell(reader.text, listener)
    except openai.NotFoundError as error:
        unknown = failure(error)
        if error.code == "model_not_found":
            raise unknown from None
        raise _NoSuchPath(unknown.detail) from None
    except (openai.OpenAIError, httpx2.HTTPError) as error:
        raise failure(error) from None
    return reader.answer()


def _tell(text: str, listener: Listener) -> None:
    if len(text) > LONGEST_TEXT:
        raise ModelFailure(Kind.TRUNCATED, f"more than {LONGEST_TEXT} characters")
    if text:
        listener(text)


def client(endpoint: Endpoint, seconds: float) -> openai.OpenAI:
    """Return a client that never retries by itself: the job does that, and knows for how long."""
    return openai.OpenAI(
        api_key=endpoint.key,
        base_url=endpoint.base_url,
        max_retries=0,
        timeout=httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
    )


def _until(deadline: float, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        _left(deadline)
        yield chunk


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ModelFailure(Kind.TIMEOUT, "wall clock")
    return left
