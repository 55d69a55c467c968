"""Does somebody without Slack read and decide by a link, and does every misuse of one come to nothing?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

from bot.sandbox.person import Driver
from bot.sandbox.records import JSON
from bot.views.buttons import MAKE_LINK
from tests.journeys.northfold import (
    Northfold,
    read,
)

NAME = "Jo Smith"
HOSTILE = "Jo <b>&\"'</script><script>alert(1)</script>"
NOTE = "Say what it costs.\nAnd <b>when</b>."


@dataclass(frozen=True)
class Reply:
    status: int
    text: str
    headers: Mapping[str, str]
    body: bytes


class Browser:
    """Somebody with nothing but the address of a link."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.path = f"{parts.hostname}:{parts.port}", parts.path

    def ask(
        self,
        end: str = "",
        form: Mapping[str, str] | None = None,
        method: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        connection = HTTPConnection(self.host, timeout=30)
        body = urlencode(form) if form is not None else None
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        try:
            connection.request(
                method or ("POST" if body is not None else "GET"), self.path + end, body, {**kind, **(headers or {})}
            )
            return _reply(connection.getresponse())
        finally:
            connection.close()

    def fields(self, end: str) -> dict[str, str]:
        """Return what the form at `end` carries along."""
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.ask(end).text)
        assert found, end
        return {name: unescape(value) for name, value in found}

    def accept(self) -> Reply:
        return self.ask("/accept", self.fields("/accept"))

    def ask_for_changes(self, note: str = NOTE) -> Reply:
        fields = {**self.fields("/changes"), "note": note, "section": "budget"}
        shown = self.ask("/changes", fields)
        assert shown.status == 200
        again = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text)
        return self.ask("/changes", {name: unescape(value) for name, value in again})


def _reply(response: HTTPResponse) -> Reply:
    body = response.read()
    return Reply(
        response.status, body.decode("utf-8", "replace"), {k.lower(): v for k, v in response.getheaders()}, body
    )


def make_link(town: Northfold, by: str, message: JSON, name: str = NAME, days: str = "7") -> Browser:
    """Have somebody make a link from a message, and return who opens it."""
    person = town.person(by)
    assert person.click(message, MAKE_LINK)["ok"]
    done = person.submit({"name": name, "email": "jo@example.com", "days": days}, person.view("link"))
    assert (done["ok"], done["errors"]) == (True, {}), done
    return Browser(shown_address(person))


def shown_address(person: Driver) -> str:
    """Return the address that the form shows now, and close it."""
    found = re.search(r"```(\S+?)```", read({"blocks": person.view()["blocks"], "text": ""}))
    assert found
    person.close()
    return found[1]
