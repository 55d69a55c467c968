"""Does a file come from Slack's own host and nowhere else, bounded, and never with the token going astray?"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot import downloads
from bot.downloads import fetch, is_ours
from bot.failures import Permanent, Temporary

SLACK = "https://slack.com/api/"


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("https://files.slack.com/files-pri/T1-F1/a.csv", True),
        ("http://files.slack.com/a.csv", False),
        ("https://files.slack.com.evil.example/a.csv", False),
        ("https://evil.example/files.slack.com", False),
        ("https://files.slack.com@evil.example/a", False),
        ("https://user:pw@files.slack.com/a", False),
        ("https://files.slack.com:8443/a", False),
        ("https://files.slack.com\\@evil.example/a", False),
        ("https://[files.slack.com/a", False),
        ("https://slack.com/a", False),
        ("file:///etc/passwd", False),
        ("http://169.254.169.254/latest", False),
        ("", False),
    ],
)
def test_only_slacks_own_file_host_is_asked(url: str, *, ours: bool) -> None:
    assert is_ours(url, SLACK) is ours
    if not ours:
        with pytest.raises(Permanent, match="outside of Slack"):
            fetch(url, "xoxb-secret", SLACK)


def test_the_stand_in_is_asked_only_where_the_web_api_is_its_own() -> None:
    assert is_ours("http://127.0.0.1:9/files/a", "http://127.0.0.1:9/api/")
    assert not is_ours("http://127.0.0.1:8/files/a", "http://127.0.0.1:9/api/")
    assert not is_ours("https://enterprise.example/a", "https://enterprise.example/api/")


class Host(BaseHTTPRequestHandler):
    """A file host in every mood."""

    heard: list[tuple[str, str]]

    def do_GET(self) -> None:  # the base class's name
        type(self).heard.append((self.path, self.headers["Authorization"]))
        status = {"/away": 302, "/gone": 404, "/down": 503}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/file")
        self.send_header("Content-Type", "text/html" if self.path == "/sign-in" else "text/csv")
        self.end_headers()
        self.wfile.write(b"x" * (100 if self.path == "/large" else 5))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Keep quiet."""


@contextmanager
def host() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    handler = type("Fresh", (Host,), {"heard": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.heard  # type: ignore[attr-defined]  # made just above
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_file_is_fetched_with_the_token() -> None:
    with host() as (url, heard):
        assert fetch(f"{url}/file", "xoxb-secret", f"{url}/api/") == b"x" * 5
        assert heard == [("/file", "Bearer xoxb-secret")]


@pytest.mark.parametrize("path", ["/away", "/gone", "/sign-in"])
def test_a_redirect_or_a_refusal_ends_it(path: str) -> None:
    with host() as (url, heard):
        with pytest.raises(Permanent, match="files:read"):
            fetch(f"{url}{path}", "xoxb-secret", f"{url}/api/")
        assert [path for path, _ in heard] == [path]


def test_a_host_that_is_down_is_asked_again_later() -> None:
    with host() as (url, _), pytest.raises(Temporary):
        fetch(f"{url}/down", "t", f"{url}/api/")
    with pytest.raises(Temporary):
        fetch(f"{url}/file", "t", f"{url}/api/")


def test_a_file_that_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LARGEST", 50)
    with host() as (url, _), pytest.raises(Permanent, match="larger than"):
        fetch(f"{url}/large", "t", f"{url}/api/")
