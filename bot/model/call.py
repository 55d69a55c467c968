"""What is asked of a model, what does it answer, and what does an adapter translate?"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from openai import APIResponse, OpenAI

MAX_OUTPUT_TOKENS = 16_000
"""The most that one answer may cost, a model's silent reasoning included."""


@dataclass(frozen=True)
class Call:
    """One question to a model.

    Attributes:
        instructions: what to do; the same for every brief, so that providers can cache it.
        data: what to do it with; strangers' text, which commands nothing.
        schema: the answer's form, or None for free text.
        person: a hash that stands for the author, for a provider's abuse reports.
        research: whether the model may search the web.
        country: ISO code of the market to search in, if known.
    """

    instructions: str
    data: str
    schema: Mapping[str, Any] | None = None
    person: str = ""
    research: bool = False
    country: str | None = None


@dataclass(frozen=True)
class Tokens:
    """What one answer cost, as its provider counts."""

    input: int = 0
    cached: int = 0
    output: int = 0


@dataclass(frozen=True)
class Citation:
    """A web page that an answer cites, and the stretch of the answer that it backs."""

    url: str
    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Answer:
    """A complete answer."""

    text: str
    tokens: Tokens = Tokens()
    citations: tuple[Citation, ...] = ()


class Reader(Protocol):
    """Puts an answer together from what arrives."""

    @property
    def text(self) -> str:
        """What has arrived so far."""
        ...

    def read(self, event: Mapping[str, Any]) -> None:
        """Take in one event of a stream, or a whole answer that was not streamed.

        Raises:
            ModelFailure: when it tells one.
        """
        ...

    def answer(self) -> Answer:
        """Return the answer now that nothing more arrives.

        Raises:
            ModelFailure: when the provider never said that it was complete.
        """
        ...


class Adapter(Protocol):
    """Speaks one of the two protocols."""

    def body(self, call: Call, model: str, *, is_openai: bool) -> dict[str, Any]:
        """Return the request for `call`."""
        ...

    def send(self, client: OpenAI, body: dict[str, Any]) -> AbstractContextManager[APIResponse[Any]]:
        """Send a request, and give what arrives as raw bytes: when an answer is complete is decided here, not there."""
        ...

    def reader(self) -> Reader:
        """Return a reader for one answer."""
        ...


def part(value: object, *path: str | int) -> Any:
    """Return what stands at `path` in JSON from strangers, or None where the path leads nowhere."""
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def whole(value: object) -> int:
    """Return a count from strangers, or 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0
