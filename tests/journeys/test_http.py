import hashlib
import hmac
import http.client
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.journeys.northfold import MARKETING, Northfold, northfold
from tests.journeys.wall import Wall

MIB = 1 << 20
COMMAND = urlencode({"command": "/brief", "text": "help", "team_id": "T0NORTHFOLD", "user_id": "U0TOM"}).encode()
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def over_http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Northfold]:
    folder = tmp_path_factory.mktemp("http")
    with northfold(f"sqlite:///{folder / 'baton.db'}", "http", clock=Wall()) as running:
        yield running


def exchange(
    town: Northfold, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Send one request as any client on the internet could."""
    connection = http.client.HTTPConnection("127.0.0.1", town.settings.port, timeout=60)
    try:
        connection.putrequest(method, path)
        for name, value in ({"Content-Length": str(len(body))} | dict(headers or {})).items():
            connection.putheader(name, value.encode("utf-8"))
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def signed(town: Northfold, body: bytes, *, at: timedelta = timedelta(), kind: str = FORM) -> dict[str, str]:
    """Return the headers that Slack would send with `body`, `at` later than now."""
    stamp = str(int((town.services.now() + at).timestamp()))
    digest = hmac.new(town.sandbox.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def post(town: Northfold, body: bytes, headers: Mapping[str, str]) -> int:
    return exchange(town, "POST", "/slack/events", body, headers)[0]


def test_what_slack_signed_is_answered(over_http: Northfold) -> None:
    status, told = exchange(over_http, "POST", "/slack/events", COMMAND, signed(over_http, COMMAND))
    assert status == 200
    assert json.loads(told)["response_type"] == "ephemeral"


@pytest.mark.parametrize(
    "signature",
    ["", "v0=", "v0=" + "0" * 64, "0" * 64, "v1=" + "0" * 64, "v0=é" + "0" * 63, "v0=\u0664" * 9, "v0=" * 999],
)
def test_a_wrong_signature_is_refused(over_http: Northfold, signature: str) -> None:
    assert post(over_http, COMMAND, signed(over_http, COMMAND) | {"X-Slack-Signature": signature}) == 401


@pytest.mark.parametrize("stamp", ["", "abc", "nan", "inf", "-1", "1e9", "٣٤٥", " 12", "9" * 400, "0x10"])
def test_a_wrong_timestamp_is_refused(over_http: Northfold, stamp: str) -> None:
    assert post(over_http, COMMAND, signed(over_http, COMMAND) | {"X-Slack-Request-Timestamp": stamp}) == 401


@pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_a_missing_header_is_refused(over_http: Northfold, missing: str) -> None:
    headers = {name: value for name, value in signed(over_http, COMMAND).items() if name != missing}
    assert post(over_http, COMMAND, headers) == 401


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-290, 200), (290, 200), (310, 401)])
def test_a_request_is_good_for_five_minutes(over_http: Northfold, seconds: int, status: int) -> None:
    assert post(over_http, COMMAND, signed(over_http, COMMAND, at=timedelta(seconds=seconds))) == status


def test_a_signature_is_good_for_its_own_body_only(over_http: Northfold) -> None:
    assert post(over_http, COMMAND.replace(b"U0TOM", b"U0DEE"), signed(over_http, COMMAND)) == 401


GARBAGE = [
    b"",
    b"{",
    b"[" * 200_000,
    b"\xff\xfe",
    b"payload=%7B",
    b"payload=[]",
    b"payload=null",
    b"\x00" * 64,
    b"=&=&=",
]


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("kind", [FORM, "application/json", "application/json; charset=utf-7", "nonsense", ""])
def test_unsigned_garbage_is_refused_before_it_is_read(over_http: Northfold, body: bytes, kind: str) -> None:
    assert post(over_http, body, {"Content-Type": kind}) == 401


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
@pytest.mark.parametrize("kind", [FORM, "application/json"])
def test_signed_garbage_breaks_nothing(over_http: Northfold, body: bytes, kind: str) -> None:
    assert post(over_http, body, signed(over_http, body, kind=kind)) in {200, 400, 401, 404}


def test_a_body_of_64_mib_is_refused_without_reading_it_all(over_http: Northfold) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", over_http.settings.port, timeout=60)
    connection.putrequest("POST", "/slack/events")
    connection.putheader("Content-Length", str(64 * MIB))
    connection.endheaders()
    connection.send(b"x" * (MIB + MIB // 8))
    response = connection.getresponse()
    assert response.status == 413
    connection.close()


def test_a_body_of_exactly_1_mib_is_read(over_http: Northfold) -> None:
    body = b"text=" + b"x" * (MIB - 5)
    assert post(over_http, body, {}) == 401
    assert post(over_http, body + b"x", {}) == 413


def test_the_probes_answer(over_http: Northfold) -> None:
    assert exchange(over_http, "GET", "/healthz") == (200, b"ok")
    status, told = exchange(over_http, "GET", "/readyz")
    assert (status, json.loads(told)) == (200, {"ready": True, "problems": {}})
    status, told = exchange(over_http, "GET", "/metrics")
    assert status == 200
    assert b"baton_ack_seconds_bucket" in told
    assert over_http.sandbox.bot_token.encode() not in told


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/event", "/slack/events/", "/admin", "/docs", "/../etc/passwd"])
def test_nothing_else_is_served(over_http: Northfold, path: str) -> None:
    assert exchange(over_http, "GET", path)[0] in {404, 307}
    assert exchange(over_http, "POST", path, COMMAND, signed(over_http, COMMAND))[0] in {404, 307}


def test_events_are_posted_not_fetched(over_http: Northfold) -> None:
    assert exchange(over_http, "GET", "/slack/events")[0] == 405


def test_slack_checks_the_certificate(over_http: Northfold) -> None:
    body = b"token=x&ssl_check=1"
    assert post(over_http, body, signed(over_http, body)) == 200


def test_slack_verifies_the_address(over_http: Northfold) -> None:
    body = json.dumps({"token": "x", "challenge": "3eZbrw1a", "type": "url_verification"}).encode()
    headers = signed(over_http, body, kind="application/json")
    status, told = exchange(over_http, "POST", "/slack/events", body, headers)
    assert (status, b"3eZbrw1a" in told) == (200, True)


def test_a_client_that_hangs_up_in_the_middle_harms_nobody(over_http: Northfold) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", over_http.settings.port, timeout=60)
    connection.putrequest("POST", "/slack/events")
    connection.putheader("Content-Length", "1000")
    connection.endheaders(b"half")
    connection.close()
    assert exchange(over_http, "GET", "/healthz")[0] == 200


def test_the_word_payload_in_a_command_is_no_payload(over_http: Northfold) -> None:
    over_http.forget_whispers()
    assert over_http.author.command("/brief optimise the payload")["ok"]
    assert "optimise" in over_http.author.ephemerals(MARKETING)[0]["text"]
