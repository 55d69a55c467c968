"""How is a model asked over the Responses protocol?"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any

from openai import APIResponse, OpenAI

from bot.model.call import MAX_OUTPUT_TOKENS, Answer, Call, Citation, Reader, Tokens, part, whole
from bot.model.failures import Kind, ModelFailure, reported
from bot.model.schema import NAME


class Responses:
    """The protocol of OpenAI and Azure."""

    def body(self, call: Call, model: str, *, is_openai: bool) -> dict[str, Any]:
        """Return the request for `call`; nothing is stored, and no tool is given but a search where one is meant."""
        body: dict[str, Any] = {
            "model": model,
            "instructions": call.instructions,
            "input": [{"role": "user", "content": [{"type": "input_text", "text": call.data}]}],
            "max_output_tokens": MAX_OUTPUT_TOKENS,
            "store": False,
            "stream": True,
        }
        if call.schema is not None:
            form = {"type": "json_schema", "name": NAME, "strict": True, "schema": call.schema}
            body["text"] = {"format": form}
        if call.research:
            body["tools"] = [{"type": "web_search", "user_location": _location(call.country)}]
        if is_openai and call.person:
            body["safety_identifier"] = call.person
        return body

    def send(self, client: OpenAI, body: dict[str, Any]) -> AbstractContextManager[APIResponse[Any]]:
        """Send a request, and give what arrives as raw bytes."""
        return client.responses.with_streaming_response.create(**body)

    def reader(self) -> Reader:
        """Return a reader for one answer."""
        return _Reader()


def _location(country: str | None) -> dict[str, str]:
    """A search that is not told where it is searches in the United States."""
    return {"type": "approximate", **({"country": country} if country else {})}


class _Reader:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._response: Any = None

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def read(self, event: Mapping[str, Any]) -> None:
        match event.get("type"):
            case "response.output_text.delta" if isinstance(event.get("delta"), str):
                self._pieces.append(event["delta"])
            case "response.completed" | "response.incomplete" | "response.failed":
                self._response = event.get("response")
            case "error":
                raise reported(event.get("error") or event)
            case _ if event.get("object") == "response":
                self._response = event  # an answer that was not streamed

    def answer(self) -> Answer:
        if self._response is None:
            raise ModelFailure(Kind.CUT_OFF if self._pieces else Kind.EMPTY, "no final event")
        _refuse_unfinished(self._response)
        contents = list(_contents(self._response))
        if any(content.get("type") == "refusal" for content in contents):
            raise ModelFailure(Kind.REFUSED, "refusal")
        written = [content for content in contents if isinstance(content.get("text"), str)]
        text = "".join(content["text"] for content in written) or self.text
        if not text.strip():
            raise ModelFailure(Kind.EMPTY, "no text")
        return Answer(text, _tokens(self._response), tuple(_citations(written)))


def _refuse_unfinished(response: object) -> None:
    match part(response, "status"):
        case "completed":
            return
        case "incomplete":
            reason = part(response, "incomplete_details", "reason")
            raise ModelFailure(Kind.REFUSED if reason == "content_filter" else Kind.TRUNCATED, f"incomplete: {reason}")
        case "failed":
            raise reported(part(response, "error"))
        case status:
            raise ModelFailure(Kind.MALFORMED, f"status {status!r:.40}")


def _contents(response: object) -> Iterator[Mapping[str, Any]]:
    for item in part(response, "output") or ():
        for content in part(item, "content") or () if part(item, "type") == "message" else ():
            if isinstance(content, Mapping):
                yield content


def _citations(contents: list[Mapping[str, Any]]) -> Iterator[Citation]:
    offset = 0
    for content in contents:
        for note in part(content, "annotations") or ():
            if part(note, "type") == "url_citation" and isinstance(part(note, "url"), str):
                start, end = whole(part(note, "start_index")), whole(part(note, "end_index"))
                yield Citation(note["url"], str(part(note, "title") or ""), offset + start, offset + end)
        offset += len(content["text"])


def _tokens(response: object) -> Tokens:
    usage = part(response, "usage")
    return Tokens(
        input=whole(part(usage, "input_tokens")),
        cached=whole(part(usage, "input_tokens_details", "cached_tokens")),
        output=whole(part(usage, "output_tokens")),
    )
