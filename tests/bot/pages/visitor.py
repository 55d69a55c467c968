"""How does a test give somebody without Slack a link, and have them ask for pages without a network between?"""

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode, urlsplit

import anyio
from starlette.applications import Starlette

from bot.app import make_desk
from bot.pages.routes import page_routes
from storage.links import Links
from tests.bot.office import AUTHOR, HOME, Office
from workflow.brief import Brief
from workflow.commands import Approve, Command, MakeLink
from workflow.people import Person

ADDRESS = "https://baton.example.com"
DEE, MAYA, AXEL = (Person(id=f"U0{name}", workspace=HOME) for name in ("DEE", "MAYA", "AXEL"))
FORM = "application/x-www-form-urlencoded"
NOTE = "Say what it costs.\nAnd <b>when</b>."


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What somebody reads: the page without its tags."""
        body = re.sub(r"<style>.*?</style>", "", self.text, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split()).replace(" ,", ",")

    @property
    def hidden(self) -> dict[str, str]:
        """What the page's form carries along."""
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', self.text)
        return {name: unescape(value) for name, value in found}


@dataclass
class Visitor:
    """Somebody who opens the address of a link."""

    application: Starlette
    path: str
    peer: str = "203.0.113.9"
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, end: str = "", form: Mapping[str, str] | bytes | None = None, method: str = "") -> Reply:
        """Ask for a page, or send a form."""
        body = form if isinstance(form, bytes) else urlencode(form or {}).encode()
        sent = {"content-type": FORM, **self.headers} if form is not None else self.headers
        return asked(
            self.application, method or ("GET" if form is None else "POST"), self.path + end, sent, body, peer=self.peer
        )

    def accept(self) -> Reply:
        """Accept, through the question that asks whether one is sure."""
        return self.ask("/accept", self.ask("/accept").hidden)

    def ask_for_changes(self, note: str = NOTE, section: str = "channels") -> Reply:
        """Ask for changes, through the page that shows once more what is about to be sent."""
        sure = self.ask("/changes", {**self.ask("/changes").hidden, "note": note, "section": section})
        return self.ask("/changes", sure.hidden)


def asked(
    application: Starlette,
    method: str,
    path: str,
    headers: Mapping[str, str] | list[tuple[str, str]],
    body: bytes,
    *,
    peer: str,
    whole: bool = True,
) -> Reply:
    """Return the answer of an ASGI application; unless the body came `whole`, its sender was gone before its end."""
    sent: list[MutableMapping[str, Any]] = []
    lines = headers if isinstance(headers, list) else list(headers.items())
    coming: list[MutableMapping[str, Any]] = [
        {"type": "http.request", "body": body, "more_body": not whole},
        {"type": "http.disconnect"},
    ]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in lines],
        "client": (peer, 50_000),
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> MutableMapping[str, Any]:
        return coming.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:  # ASGI's form
        sent.append(message)

    async def run() -> None:
        await application(scope, receive, send)

    anyio.run(run)
    start = sent[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], told, b"".join(message.get("body", b"") for message in sent[1:]))


@dataclass
class Reception:
    """An office whose links people can open, and everything that they ask of it."""

    office: Office
    application: Starlette

    def submit(self, command: Command, brief_id: str = "BRF-1") -> Brief:
        """Put a command through the one door, and have done what follows."""
        self.office.services.ledger.submit(brief_id, command, self.office.now)
        self.office.work()
        return self.office.brief(brief_id)

    def approve(self, who: Person, stage: str, revision: int = 1) -> Brief:
        return self.submit(Approve(by=who, stage=stage, revision=revision))

    def at_agency(self) -> None:
        """Bring a brief to the agency."""
        self.office.apply_team()
        self.office.open()
        self.office.work()
        self.approve(DEE, "designer")
        self.approve(MAYA, "marketer")

    def link(self, name: str = "Jo Smith", person: str = "LJO", days: int = 7) -> Visitor:
        """Give somebody a link."""
        until = self.office.now + timedelta(days=days)
        made = MakeLink(by=AUTHOR, stage="agency", person=person, name=name, until=until)
        return self.visitor(self.submit(made), person)

    def visitor(self, brief: Brief, person: str) -> Visitor:
        """Return who comes by the link that the log of `brief` holds for `person`."""
        link, desk = brief.link(person), self.office.services.desk
        assert link is not None
        assert desk is not None
        return Visitor(self.application, urlsplit(desk.give_out(brief, link, "jo@example.com")).path)

    def kinds(self) -> list[str]:
        """Return the kinds of the brief's events, in order."""
        return [type(event).__name__ for event in self.office.services.ledger.history("BRF-1")]


def reception(office: Office, proxies: int = 0) -> Reception:
    """Return the reception of an office."""
    settings = office.settings.model_copy(update={"baton_public_url": ADDRESS})
    desk = make_desk(settings, Links(office.services.database))
    office.services = replace(office.services, desk=desk)
    return Reception(office, Starlette(routes=page_routes(office.services, proxies)))
