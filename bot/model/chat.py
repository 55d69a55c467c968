"""How is a model asked over the Chat Completions protocol?"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from openai import APIResponse, OpenAI

from bot.model.call import MAX_OUTPUT_TOKENS, Answer, Call, Reader, Tokens, part, whole
from bot.model.failures import Kind, ModelFailure, reported
from bot.model.schema import NAME


class Chat:
    """The protocol that every server of models speaks."""

    def body(self, call: Call, model: str, *, is_openai: bool) -> dict[str, Any]:
        """Return the request for `call`; nothing is stored, and no tool is given."""
        body: dict[str, Any] = {
            "model": model,
            "messages": [
                {"role": "system", "content": call.instructions},
                {"role": "user", "content": call.data},
            ],
            "max_completion_tokens": MAX_OUTPUT_TOKENS,
            "store": False,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if call.schema is not None:
            form = {"name": NAME, "strict": True, "schema": call.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        if is_openai and call.person:
            body["safety_identifier"] = call.person
        return body

    def send(self, client: OpenAI, body: dict[str, Any]) -> AbstractContextManager[APIResponse[Any]]:
        """Send a request, and give what arrives as raw bytes."""
        return client.chat.completions.with_streaming_response.create(**body)

    def reader(self) -> Reader:
        """Return a reader for one answer."""
        return _Reader()


class _Reader:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._reason: object = None
        self._refused = False
        self._usage: object = None

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def read(self, event: Mapping[str, Any]) -> None:
        if event.get("error"):
            raise reported(event["error"])
        self._usage = event.get("usage") or self._usage
        choice = part(event, "choices", 0)
        said = part(choice, "delta") or part(choice, "message")
        self._refused = self._refused or bool(part(said, "refusal"))
        if isinstance(content := part(said, "content"), str):
            self._pieces.append(content)
        self._reason = part(choice, "finish_reason") or self._reason

    def answer(self) -> Answer:
        self._refuse_unfinished()
        if not self.text.strip():
            raise ModelFailure(Kind.EMPTY, "no text")
        return Answer(self.text, self._tokens())

    def _refuse_unfinished(self) -> None:
        if self._refused or self._reason == "content_filter":
            raise ModelFailure(Kind.REFUSED, str(self._reason))
        if self._reason is None:
            raise ModelFailure(Kind.CUT_OFF if self._pieces else Kind.EMPTY, "no finish_reason")
        if self._reason != "stop":
            raise ModelFailure(Kind.TRUNCATED if self._reason == "length" else Kind.MALFORMED, str(self._reason)[:40])

    def _tokens(self) -> Tokens:
        return Tokens(
            input=whole(part(self._usage, "prompt_tokens")),
            cached=whole(part(self._usage, "prompt_tokens_details", "cached_tokens")),
            output=whole(part(self._usage, "completion_tokens")),
        )
