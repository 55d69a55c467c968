"""A small real server that stands in for a model's endpoint, over both protocols, in good and in bad moods."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from workflow.shadow.questions import Question

STREAM = "text/event-stream"
HOOK = "Dry feet, honest shoes."


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    api: str
    body: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def instructions(self) -> str:
        return str(self.body["instructions"] if self.api == "responses" else self.body["messages"][0]["content"])

    @property
    def data(self) -> str:
        if self.api == "responses":
            return str(self.body["input"][0]["content"][0]["text"])
        return str(self.body["messages"][1]["content"])

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.data.split("\n", 1)[1]))

    @property
    def passages(self) -> list[dict[str, str]]:
        return list(self.document.get("passages", ()))


Mood = Callable[[Asked], Response]
"""Answers a request."""


def in_other_words(passage: Mapping[str, str]) -> str:
    """Return words that keep every rule."""
    text = passage["text"]
    return f"Put plainly: {text[0].lower()}{text[1:]}" if text else HOOK


def good_text(asked: Asked, **other: str) -> str:
    """Return the JSON of a good answer, with `other` words for some passages (their dots as double underscores)."""
    wanted = {place.replace("__", "."): text for place, text in other.items()}
    passages = [{"id": each["id"], "text": wanted.get(each["id"], in_other_words(each))} for each in asked.passages]
    return json.dumps({"passages": passages}, ensure_ascii=False)


def pieces(text: str, size: int = 200) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


def frame(event: object) -> bytes:
    return f"data: {event if isinstance(event, str) else json.dumps(event)}\n\n".encode()


def beginning(asked: Asked, text: str) -> list[bytes]:
    """Return the events that bring `text`, without the end."""
    if asked.api == "responses":
        return [frame({"type": "response.output_text.delta", "delta": piece}) for piece in pieces(text)]
    return [frame({"choices": [{"index": 0, "delta": {"content": piece}}]}) for piece in pieces(text)]


def ending(asked: Asked, text: str, reason: str = "stop") -> list[bytes]:
    """Return the events that say how an answer ended: `stop`, `length` or `content_filter`."""
    if asked.api == "responses":
        body = whole(asked, text, reason)
        return [frame({"type": f"response.{body['status']}", "response": body})]
    usage = {"prompt_tokens": 900, "completion_tokens": 120, "prompt_tokens_details": {"cached_tokens": 400}}
    last = {"choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}
    return [frame(last), frame({"choices": [], "usage": usage}), frame("[DONE]")]


def whole(asked: Asked, text: str, reason: str = "stop", **content: object) -> dict[str, Any]:
    """Return an answer as one object, as servers send it that do not stream."""
    if asked.api == "chat":
        said = {"role": "assistant", "content": text}
        choices = [{"index": 0, "message": said, "finish_reason": reason}]
        return {
            "object": "chat.completion",
            "choices": choices,
            "usage": {"prompt_tokens": 900, "completion_tokens": 120},
        }
    incomplete = {"length": "max_output_tokens"}.get(reason, reason)
    message = {"type": "message", "content": [{"type": "output_text", "text": text, "annotations": [], **content}]}
    return {
        "object": "response",
        "status": "completed" if reason == "stop" else "incomplete",
        "incomplete_details": None if reason == "stop" else {"reason": incomplete},
        "output": [{"type": "reasoning"}, message],
        "usage": {"input_tokens": 900, "input_tokens_details": {"cached_tokens": 400}, "output_tokens": 120},
    }


def streamed(chunks: list[bytes]) -> Response:
    async def send() -> AsyncIterator[bytes]:
        for chunk in chunks:
            yield chunk

    return StreamingResponse(send(), media_type=STREAM)


def answering(text: str, reason: str = "stop") -> Mood:
    """Answer with `text`, streamed."""
    return lambda asked: streamed([*beginning(asked, text), *ending(asked, text, reason)])


def good(asked: Asked) -> Response:
    """Answer well."""
    return answering(good_text(asked))(asked)


def taking_the_first(asked: Asked) -> Response:
    """Write well, and prefer whatever stands first where two briefs are to be judged."""
    if "passages" in asked.document:
        return good(asked)
    return answering(json.dumps(dict.fromkeys([*(one.value for one in Question), "overall"], "a")))(asked)


def good_but(**other: str) -> Mood:
    """Answer well, but for the passages in `other`."""
    return lambda asked: answering(good_text(asked, **other))(asked)


def refusing(status: int, code: str = "", **headers: str) -> Mood:
    """Answer with an error status."""
    error = {"error": {"message": "no", "type": code or "error", "code": code or None}}
    return lambda _asked: JSONResponse(error, status, {key.replace("_", "-"): value for key, value in headers.items()})


def refusal(asked: Asked) -> Response:
    """Answer with a model's polite no."""
    if asked.api == "chat":
        said = {"choices": [{"index": 0, "delta": {"refusal": "I cannot help with that."}, "finish_reason": "stop"}]}
        return streamed([frame(said), frame("[DONE]")])
    body = whole(asked, "")
    body["output"] = [{"type": "message", "content": [{"type": "refusal", "refusal": "I cannot help with that."}]}]
    return streamed([frame({"type": "response.completed", "response": body})])


def html_page(_asked: Asked) -> Response:
    """Answer as a proxy does that wants a person to sign in."""
    return HTMLResponse("<html><body>Sign in</body></html>")


def gated(*gates: threading.Event, says: Callable[[Asked], str] = good_text) -> Mood:
    """Answer well, in as many parts as there are gates: each part waits until its gate opens."""

    def mood(asked: Asked) -> Response:
        text = says(asked)
        size = -(-len(text) // len(gates))

        async def send() -> AsyncIterator[bytes]:
            for gate, piece in zip(gates, pieces(text, size), strict=True):
                await asyncio.to_thread(gate.wait, 20)
                for chunk in beginning(asked, piece):
                    yield chunk
            for chunk in ending(asked, text):
                yield chunk

        return StreamingResponse(send(), media_type=STREAM)

    return mood


def hanging(asked: Asked) -> Response:
    """Begin an answer and say nothing more."""

    async def send() -> AsyncIterator[bytes]:
        yield beginning(asked, '{"passages": [')[0]
        await asyncio.Event().wait()

    return StreamingResponse(send(), media_type=STREAM)


def dripping(asked: Asked) -> Response:
    """Send a byte now and then, for ever."""

    async def send() -> AsyncIterator[bytes]:
        yield beginning(asked, '{"passages": [')[0]
        while True:
            await asyncio.sleep(0.02)
            yield b":"

    return StreamingResponse(send(), media_type=STREAM)


def breaking(asked: Asked) -> Response:
    """Begin an answer and drop the connection."""

    async def send() -> AsyncIterator[bytes]:
        yield beginning(asked, '{"passages": [')[0]
        raise ConnectionError("the server falls over")

    return StreamingResponse(send(), media_type=STREAM)


@dataclass
class ModelServer:
    """The stand-in: `moods` are used up one after another, the last one for ever; `asked` is what arrived."""

    moods: list[Mood] = field(default_factory=lambda: [good])
    asked: list[Asked] = field(default_factory=list)
    has_responses: bool = True
    models: tuple[str, ...] = ("m-1",)
    url: str = ""

    def be(self, *moods: Mood) -> None:
        """Answer in these moods from now on."""
        self.moods = list(moods)

    def reset(self) -> None:
        """Be as new, whatever a test before made of it."""
        self.moods, self.has_responses, self.models = [good], True, ("m-1",)
        self.asked = []

    async def respond(self, request: Request) -> Response:
        """Answer one request."""
        api = "responses" if request.url.path.endswith("/responses") else "chat"
        if api == "responses" and not self.has_responses:
            return JSONResponse({"detail": "Not Found"}, 404)
        asked = Asked(api, await request.json(), dict(request.headers))
        self.asked.append(asked)
        mood = self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]
        return mood(asked)

    async def retrieve(self, request: Request) -> Response:
        """Tell whether a model is there."""
        name = request.path_params["name"]
        if name in self.models:
            return JSONResponse({"id": name, "object": "model", "created": 0, "owned_by": "tests"})
        return JSONResponse({"error": {"message": "no such model", "code": "model_not_found"}}, 404)


@contextmanager
def serving() -> Iterator[ModelServer]:
    """Run a stand-in on this machine until the end of the block."""
    state = ModelServer()
    routes = [
        Route("/v1/responses", state.respond, methods=["POST"]),
        Route("/v1/chat/completions", state.respond, methods=["POST"]),
        Route("/v1/models/{name}", state.retrieve),
    ]
    config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    listening = config.bind_socket()
    listening.listen(128)  # from here on a connection waits for the server and is not refused
    state.url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield state
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
        listening.close()
