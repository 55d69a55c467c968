"""Does every way to fail end in one of our kinds, on both protocols, and is the brief drafted all the same?"""

import asyncio
import json
import socket
import struct
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse

from bot.model.call import Call
from bot.model.drafter import ModelDrafter
from bot.model.endpoint import LONGEST_TEXT, Endpoint, ask
from bot.model.failures import Action, Kind, ModelFailure
from bot.model.schema import SCHEMA
from tests.bot.model.conftest import CAPS
from tests.model_server import (
    STREAM,
    Asked,
    ModelServer,
    Mood,
    answering,
    beginning,
    breaking,
    dripping,
    frame,
    good,
    hanging,
    html_page,
    refusal,
    refusing,
    streamed,
    whole,
)
from tests.workflow.drafting.material import assignment
from workflow.draft import Draft
from workflow.drafting.compose import WRITTEN_BY, EmbeddedDrafter
from workflow.drafting.port import TryLater

CALL = Call("Do it.", "UNTRUSTED DATA, one JSON document:\n{}", SCHEMA)
PASSAGES = '{"passages": [{"id": "risks.0.response", "text": "Ask."}]}'


def cut_json(asked: Asked) -> Response:
    return PlainTextResponse(json.dumps(whole(asked, PASSAGES))[:-30], media_type="application/json")


def wrong_object(_asked: Asked) -> Response:
    return JSONResponse({"hello": ["world", None]})


def wrong_shapes(_asked: Asked) -> Response:
    return JSONResponse({"object": "response", "status": "completed", "output": [7, {"content": "x"}], "choices": "no"})


def list_in_place_of_object(_asked: Asked) -> Response:
    return JSONResponse([1, 2, 3])


def corrupt_events(asked: Asked) -> Response:
    return streamed([*beginning(asked, PASSAGES), b'data: {"type": "respo\n\n'])


def not_utf8(_asked: Asked) -> Response:
    return Response(b'data: {"a": "\xff\xfe"}\n\n', media_type=STREAM)


def early_end(asked: Asked) -> Response:
    return streamed(beginning(asked, PASSAGES))


def nothing(_asked: Asked) -> Response:
    return streamed([])


def only_done(_asked: Asked) -> Response:
    return streamed([b": hello\n\n", frame("[DONE]")])


def failed_run(asked: Asked) -> Response:
    error = {"code": "server_error", "message": "oops"}
    failed = {"type": "response.failed", "response": {"status": "failed", "error": error}}
    return streamed([frame(failed if asked.api == "responses" else {"error": error})])


def queued(asked: Asked) -> Response:
    body = {**whole(asked, PASSAGES), "status": "queued"}
    return (
        streamed([frame({"type": "response.completed", "response": body})])
        if asked.api == "responses"
        else nothing(asked)
    )


def error_event(asked: Asked) -> Response:
    code = {"code": "rate_limit_exceeded", "message": "oops"}
    return streamed([frame({"type": "error", **code} if asked.api == "responses" else {"error": code})])


def endless_text(asked: Asked) -> Response:
    return answering('{"passages": [' + "x" * (LONGEST_TEXT + 1))(asked)


def huge_body(_asked: Asked) -> Response:
    return streamed([b": " + b"x" * 1_000_000 + b"\n"] * 5)


def silent(_asked: Asked) -> Response:
    """Accept a question and say nothing to it."""

    async def send() -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    return StreamingResponse(send(), media_type=STREAM)


@contextmanager
def unreachable(how: str) -> Iterator[str]:
    """Yield the address of an endpoint that does not answer in HTTP, whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        if how == "closed":
            listening.close()
        else:
            Thread(target=_hang_up, args=(listening, how), daemon=True).start()
        yield f"{'https' if how == 'no TLS' else 'http'}://127.0.0.1:{port}/v1"


def _hang_up(listening: socket.socket, how: str) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection:
            connection.recv(65536)
            if how == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            if how == "no TLS":
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


FAULTS: dict[str, tuple[Mood, Kind]] = {
    "refusal": (refusal, Kind.REFUSED),
    "truncation": (answering(PASSAGES[:-9], "length"), Kind.TRUNCATED),
    "content filter": (answering(PASSAGES[:-9], "content_filter"), Kind.REFUSED),
    "unknown finish": (answering(PASSAGES, "tool_calls"), Kind.TRUNCATED),
    "html with 200": (html_page, Kind.MALFORMED),
    "truncated json": (cut_json, Kind.MALFORMED),
    "wrong object": (wrong_object, Kind.EMPTY),
    "wrong shapes": (wrong_shapes, Kind.EMPTY),
    "a list": (list_in_place_of_object, Kind.MALFORMED),
    "corrupt events": (corrupt_events, Kind.MALFORMED),
    "bytes that are no text": (not_utf8, Kind.MALFORMED),
    "early end": (early_end, Kind.CUT_OFF),
    "dropped connection": (breaking, Kind.CUT_OFF),
    "empty stream": (nothing, Kind.EMPTY),
    "only a farewell": (only_done, Kind.EMPTY),
    "empty text": (answering("  "), Kind.EMPTY),
    "failed run with 200": (failed_run, Kind.PROVIDER),
    "a run that has not begun": (queued, Kind.MALFORMED),
    "error event": (error_event, Kind.RATE_LIMITED),
    "megabytes of text": (endless_text, Kind.TRUNCATED),
    "megabytes of nothing": (huge_body, Kind.TRUNCATED),
    "429": (refusing(429, retry_after="2"), Kind.RATE_LIMITED),
    "429 without a pause": (refusing(429), Kind.RATE_LIMITED),
    "no quota": (refusing(429, "insufficient_quota"), Kind.QUOTA),
    "402": (refusing(402), Kind.QUOTA),
    "401": (refusing(401, "invalid_api_key"), Kind.CREDENTIALS),
    "403": (refusing(403), Kind.CREDENTIALS),
    "404 for the model": (refusing(404, "model_not_found"), Kind.MODEL),
    "404 for the path": (refusing(404), Kind.MODEL),
    "400": (refusing(400), Kind.BAD_REQUEST),
    "an unsupported parameter": (refusing(400, "unsupported_parameter"), Kind.BAD_REQUEST),
    "an unsupported value": (refusing(400, "unsupported_value"), Kind.BAD_REQUEST),
    "a filter before the model": (refusing(400, "content_filter"), Kind.REFUSED),
    "422": (refusing(422), Kind.BAD_REQUEST),
    "too long": (refusing(400, "context_length_exceeded"), Kind.TOO_LONG),
    "413": (refusing(413), Kind.TOO_LONG),
    "408": (refusing(408), Kind.TIMEOUT),
    "500": (refusing(500), Kind.PROVIDER),
    "502": (refusing(502), Kind.PROVIDER),
    "503": (refusing(503), Kind.PROVIDER),
    "504": (refusing(504), Kind.PROVIDER),
    "a redirect to nowhere": (lambda _asked: Response(status_code=302), Kind.PROVIDER),
}
SAID = {
    "prose": ("Here is your brief!", Kind.MALFORMED),
    "JSON cut short": (PASSAGES[:-9], Kind.MALFORMED),
    "another form": ('{"brief": {"title": "x"}}', Kind.MALFORMED),
    "a wrong type": ('{"passages": [{"id": 7, "text": "x"}]}', Kind.MALFORMED),
    "a list of nothing": ('{"passages": []}', Kind.EMPTY),
    "a key twice": (f'{{"passages": [], {PASSAGES[1:]}', Kind.MALFORMED),
    "HTML": ("<html><body>Sign in</body></html>", Kind.MALFORMED),
    "depth": ("[" * 20_000, Kind.MALFORMED),
}
CHAT_ONLY = {"unknown finish": Kind.MALFORMED, "a run that has not begun": Kind.EMPTY}


def asked(endpoint: Endpoint, seconds: float = 10) -> ModelFailure:
    with pytest.raises(ModelFailure) as caught:
        ask(endpoint, CALL, seconds, lambda _text: None)
    return caught.value


def embedded(file: str = "minimal") -> Draft:
    return EmbeddedDrafter().draft(assignment(file))


def assert_drafted_all_the_same(drafter: ModelDrafter, kind: Kind) -> None:
    """Once the waiting has an end the brief is the embedded drafter's, with one sentence more."""
    task, plain = assignment("minimal"), embedded()
    if kind.action is Action.RETRY_LATER:
        with pytest.raises(TryLater, match=f"^{kind.sentence}$"):
            drafter.write(task, patient=True)
    written = drafter.write(task, patient=kind.action is not Action.RETRY_LATER)
    assert written.draft == plain.model_copy(update={"limits": (*plain.limits, kind.sentence)})
    assert written.draft.written_by == WRITTEN_BY
    assert written.without_model == kind.sentence


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_kind_and_the_brief_is_drafted_all_the_same(
    fault: str, api: str, server: ModelServer, drafter: ModelDrafter
) -> None:
    mood, kind = FAULTS[fault]
    server.be(mood)
    assert_drafted_all_the_same(drafter, CHAT_ONLY.get(fault, kind) if api == "chat" else kind)


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize("said", SAID)
def test_an_answer_that_is_not_what_was_asked_for_leaves_the_embedded_words(
    said: str, server: ModelServer, drafter: ModelDrafter
) -> None:
    text, kind = SAID[said]
    server.be(answering(text))
    assert_drafted_all_the_same(drafter, kind)


@pytest.mark.parametrize("how", ["closed", "reset", "hung up", "no TLS"])
def test_an_endpoint_that_cannot_be_spoken_to_is_unreachable(how: str, drafter: ModelDrafter) -> None:
    with unreachable(how) as url:
        gone = replace(drafter, endpoint=replace(drafter.endpoint, base_url=url))
        assert_drafted_all_the_same(gone, Kind.UNREACHABLE)


@pytest.mark.parametrize("mood", [hanging, dripping, silent])
def test_a_server_that_never_ends_is_left_by_the_wall_clock(
    mood: Mood, server: ModelServer, drafter: ModelDrafter
) -> None:
    server.be(mood)
    began = time.monotonic()
    assert_drafted_all_the_same(replace(drafter, caps=replace(CAPS, seconds=0.5)), Kind.TIMEOUT)
    assert time.monotonic() - began < 5


def test_the_table_holds_every_kind() -> None:
    told = {kind for _, kind in (*FAULTS.values(), *SAID.values())} | {Kind.UNREACHABLE, Kind.TIMEOUT}
    assert told == set(Kind)


def test_nobody_retries_behind_our_back(server: ModelServer, drafter: ModelDrafter) -> None:
    server.be(refusing(429, "insufficient_quota", retry_after="1"))
    drafter.write(assignment("minimal"))
    server.be(refusing(500))
    drafter.write(assignment("minimal"))
    assert len(server.asked) == 2


def test_a_patient_caller_is_asked_to_wait_as_long_as_the_server_asks(
    server: ModelServer, drafter: ModelDrafter
) -> None:
    server.be(refusing(429, retry_after="2"))
    with pytest.raises(TryLater) as caught:
        drafter.write(assignment("minimal"), patient=True)
    assert caught.value.pause == timedelta(seconds=2)
    assert str(caught.value) == "The language model is asked too much at the moment."


@pytest.mark.parametrize(
    "mood",
    [
        refusing(429, retry_after="300"),
        refusing(429, "insufficient_quota", retry_after="2"),
        refusing(401),
        refusal,
        html_page,
    ],
)
def test_even_a_patient_caller_does_not_wait_for_what_will_not_get_better(
    mood: Mood, server: ModelServer, drafter: ModelDrafter
) -> None:
    server.be(mood)
    assert drafter.write(assignment("minimal"), patient=True).draft.written_by == WRITTEN_BY


@pytest.mark.parametrize("value", ["soon", "-5", "nan", "1e999", ""])
def test_a_pause_that_is_no_pause_is_a_short_one(value: str, server: ModelServer, endpoint: Endpoint) -> None:
    server.be(refusing(429, retry_after=value))
    pause = asked(endpoint).pause
    assert timedelta(0) < pause
    assert pause <= timedelta(seconds=10)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_one_plain_sentence_and_one_action(kind: Kind) -> None:
    assert kind.sentence.endswith(".")
    assert kind.sentence.count(".") == 1
    assert (kind.action is Action.TELL_THE_ADMIN) == ("whoever runs Baton" in kind.sentence)


def test_after_a_failure_the_model_is_asked_again_for_the_next_brief(
    server: ModelServer, drafter: ModelDrafter
) -> None:
    server.be(refusing(500), good)
    assert drafter.write(assignment("minimal")).draft.written_by == WRITTEN_BY
    assert drafter.write(assignment("minimal")).draft.written_by == "m-1 with Baton’s embedded drafter"
